//! The refusals of a file in French. The engine says them in English, beside a stable code.

/// What is wrong with a file that was refused with this code and how to fix it, in French; [`Rejection::detail`](cv_engine::Rejection::detail) says in English which part of it
/// is at fault.
#[must_use]
pub fn in_french(code: &str) -> Option<&'static str> {
    Some(match code {
        "cv_empty" => "Le fichier n'a aucun texte visible. Envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte simple.",
        "cv_encrypted" => "Le fichier est protégé par un mot de passe. Enregistrez-le sans, puis renvoyez-le.",
        "cv_no_text" => {
            "Le texte du fichier ne peut pas être lu : ce sont des images ou des polices sans table de caractères. Exportez le CV depuis le traitement de texte, avec un texte qui se copie."
        }
        "cv_too_large" => {
            "Le fichier est trop grand ou se décompresse au-delà de ce que tient un CV. Envoyez un CV plus court ou plus simple."
        }
        "cv_unreadable" => "Le fichier est endommagé. Exportez de nouveau le CV et envoyez le nouveau fichier.",
        "cv_unsupported_type" => {
            "Ce type de fichier n'est pas lu. Envoyez le CV en PDF, DOCX, ODT, RTF, HTML ou texte simple."
        }
        "cv_limits_exceeded" => {
            "La lecture du fichier dépasse le temps, la mémoire ou le nombre de parties admis. Envoyez un export plus simple du CV."
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use cv_engine::Code;

    #[test]
    fn every_refusal_has_its_words_in_french() {
        use Code::{Empty, Encrypted, LimitsExceeded, NoText, TooLarge, Unreadable, UnsupportedType};
        for code in [
            Empty,
            Encrypted,
            NoText,
            TooLarge,
            Unreadable,
            UnsupportedType,
            LimitsExceeded,
        ] {
            assert!(
                in_french(code.as_str()).is_some_and(|words| words.len() > 20),
                "{code:?}"
            );
        }
    }
}
