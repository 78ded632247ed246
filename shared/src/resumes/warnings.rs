//! The warnings of a profile in words. A profile holds codes, with what no language changes (`ocr: 3`); the words are said when it is read.

use crate::kernel::{Locale, Words};
use cv_engine::warnings::{HIDDEN_TEXT, INSTRUCTIONS, NOTHING_RECOGNISED};

/// A warning as people read it, behind its code. What was stored before there were codes alone has English words, of which the numbers are taken;
/// an unknown one is left as it is.
#[must_use]
pub fn spoken(stored: &str) -> Words {
    let (code, rest) = stored.split_once(':').unwrap_or((stored, ""));
    let words = in_words(code, rest.trim());
    words.map_or_else(
        || Words::same(stored.to_owned()),
        |words| Words::made(format!("{code}: {}", words.fr), format!("{code}: {}", words.en)),
    )
}

/// All of them in this language.
pub fn speak(warnings: &mut [String], locale: Locale) {
    for warning in warnings {
        *warning = spoken(warning).in_(locale).to_owned();
    }
}

fn in_words(code: &str, rest: &str) -> Option<Words> {
    let mut numbers = rest
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty());
    let words = match code {
        HIDDEN_TEXT => Words::fixed(
            "du texte qu'aucun lecteur de la page ne voit a été laissé de côté",
            "text that no reader of the page can see was left out",
        ),
        INSTRUCTIONS => Words::fixed(
            "du texte qui s'adresse à un programme plutôt qu'à un lecteur a été laissé de côté et n'a pas été suivi",
            "text that speaks to a program instead of a reader was left out and not followed",
        ),
        "active_content" if rest.contains("macros") => Words::fixed(
            "le fichier contient des macros, qui n'ont pas été exécutées",
            "the file carries macros, which were not run",
        ),
        "active_content" => Words::fixed(
            "le fichier contient des scripts, des actions de lancement ou des pièces jointes, qui n'ont pas été suivis",
            "the file carries scripts, launch actions or attachments, which were not followed",
        ),
        NOTHING_RECOGNISED => Words::fixed(
            "rien d'un CV n'a été reconnu dans ce document ; vérifiez que c'est le bon fichier, ou envoyez-le dans un autre format",
            "nothing of a CV was recognised in this document; check that it is the right file, or send it in another format",
        ),
        "pages_left_out" => {
            let (left_out, read) = (numbers.next()?, numbers.next()?);
            Words::made(
                format!("{left_out} pages après les {read} premières n'ont pas été lues"),
                format!("{left_out} pages beyond the first {read} were not read"),
            )
        }
        "ocr" => {
            let pages = numbers.next()?;
            Words::made(
                format!("le texte a été reconnu sur les images de {pages} pages ; il peut être faux par endroits"),
                format!("the text was recognised from pictures of {pages} pages; it may be wrong in places"),
            )
        }
        "chunks_left_out" => {
            let (left_out, searched) = (numbers.next()?, numbers.next()?);
            Words::made(
                format!(
                    "le texte est très long ; la recherche ne couvre pas {left_out} parties après les {searched} premières"
                ),
                format!("the text is very long; {left_out} chunks of it behind the first {searched} are not searched"),
            )
        }
        "not_in_document" if !rest.is_empty() => Words::made(
            format!("le document ne le dit pas, et cela a été laissé de côté : {rest}"),
            format!("the document does not say it, and it was left out: {rest}"),
        ),
        "engine_fallback" => {
            let (engine, problem) = rest.split_once(':').unwrap_or((rest, ""));
            let engine = engine.trim_end_matches("is not configured").trim();
            match problem.trim() {
                "" => Words::made(
                    format!("{engine} : ce moteur n'est pas configuré ; le moteur native a lu le CV"),
                    format!("{engine}: this engine is not configured; the engine native read the CV"),
                ),
                problem => Words::made(
                    format!("{engine} : ce moteur n'a pas donné de profil, le moteur native a lu le CV ({problem})"),
                    format!("{engine}: this engine gave no profile, the engine native read the CV ({problem})"),
                ),
            }
        }
        _ => return None,
    };
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cv_engine::warnings::{MACROS, SCRIPTS, not_in_document, pages_left_out, recognised};

    #[test]
    fn every_warning_is_said_in_both_languages_behind_its_code() {
        let numbered = [pages_left_out(3, 40), recognised(2), not_in_document("skills: COBOL")];
        let fixed = [HIDDEN_TEXT, INSTRUCTIONS, MACROS, SCRIPTS, NOTHING_RECOGNISED];
        let others = [
            "engine_fallback: n8n",
            "engine_fallback: agent: no answer within 1 s",
            "chunks_left_out: 12 800",
        ];
        let all = numbered.iter().map(String::as_str).chain(fixed).chain(others);
        for stored in all {
            let words = spoken(stored);
            let code = stored.split(':').next().unwrap();
            for text in [&words.fr, &words.en] {
                assert!(
                    text.starts_with(&format!("{code}: ")) && text.len() > stored.len() + 10,
                    "{stored}: {text}"
                );
            }
            assert_ne!(words.fr, words.en, "{stored}");
        }
        assert!(spoken("pages_left_out: 3 40").fr.contains("3 pages après les 40"));
        assert!(
            spoken("engine_fallback: agent: no answer within 1 s")
                .fr
                .contains("no answer within 1 s")
        );
    }

    #[test]
    fn what_was_stored_in_english_is_said_in_both_languages_too() {
        for stored in [
            "hidden_text: text that no reader of the page can see was left out",
            "active_content: the file carries macros, which were not run",
            "pages_left_out: 3 pages beyond the first 40 were not read",
            "ocr: the text was recognised from pictures of 2 pages; it may be wrong in places",
            "chunks_left_out: the text is very long; 12 chunks of it behind the first 800 are not searched",
        ] {
            let words = spoken(stored);
            assert_eq!(words.en, stored);
            assert_ne!(words.fr, words.en);
        }
        let unknown = "of_tomorrow: something";
        assert_eq!(spoken(unknown), Words::same(unknown));
        assert!(
            spoken("engine_fallback: n8n is not configured")
                .fr
                .starts_with("engine_fallback: n8n : ce moteur")
        );
    }
}
