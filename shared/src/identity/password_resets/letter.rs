//! The letter with the link.

use crate::kernel::Locale;

/// Subject, text and HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// One line.
    pub subject: &'static str,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// The letter that carries this token. It stands behind `#`, so that no server, proxy or log on the way sees it.
#[must_use]
pub fn content(public_url: &str, token: &str, locale: Locale) -> Content {
    let link = format!("{public_url}/reset-password#{token}");
    let [subject, hello, why, act, bound, otherwise, bye] = match locale {
        Locale::Fr => [
            "Choisissez un nouveau mot de passe",
            "Bonjour,",
            "Un nouveau mot de passe a été demandé pour votre compte TalentMatch.",
            "Choisir un nouveau mot de passe",
            "Ce lien est valable une heure et ne sert qu'une fois. Toutes vos sessions seront fermées.",
            "Si vous n'avez rien demandé, ignorez ce message : votre mot de passe ne change pas.",
            "TalentMatch",
        ],
        Locale::En => [
            "Choose a new password",
            "Hello,",
            "A new password was asked for, for your TalentMatch account.",
            "Choose a new password",
            "This link is good for one hour, and once. All your sessions will end.",
            "If you asked for nothing, ignore this message: your password does not change.",
            "TalentMatch",
        ],
    };
    let text = format!("{hello}\n\n{why}\n\n{act} :\n{link}\n\n{bound}\n\n{otherwise}\n\n{bye}\n");
    let text = match locale {
        Locale::Fr => text,
        Locale::En => text.replacen(" :\n", ":\n", 1),
    };
    let language = locale.tag();
    let html = format!(
        "<!doctype html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{subject}</title></head>\n<body>\n<p>{hello}</p>\n\
         <p>{why}</p>\n<p><a href=\"{link}\">{act}</a></p>\n<p>{bound}</p>\n<p>{otherwise}</p>\n<p>{bye}</p>\n</body></html>\n"
    );
    Content { subject, text, html }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_link_in_both_parts() {
        for locale in [Locale::Fr, Locale::En] {
            let letter = content("https://talent.exemple.fr", "0a1b", locale);
            let link = "https://talent.exemple.fr/reset-password#0a1b";
            assert!(letter.text.contains(&format!("\n{link}\n")), "{}", letter.text);
            assert!(letter.html.contains(&format!("href=\"{link}\"")), "{}", letter.html);
            assert!(letter.html.contains(&format!("lang=\"{}\"", locale.tag())));
            assert!(letter.text.is_ascii() == (locale == Locale::En));
        }
    }
}
