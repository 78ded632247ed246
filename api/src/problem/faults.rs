//! What is wrong with a field, in words.

use shared::kernel::{FaultKind, Locale};

/// The fault's stable name.
pub(super) fn code(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::Required => "required",
        FaultKind::NotNullable => "not_nullable",
        FaultKind::Unknown => "unknown_field",
        FaultKind::WrongType(_) => "wrong_type",
        FaultKind::NotOneOf(_) => "not_one_of",
        FaultKind::TooShort(_) => "too_short",
        FaultKind::TooLong(_) => "too_long",
        FaultKind::ControlCharacters => "control_characters",
        FaultKind::OutOfRange(..) => "out_of_range",
        FaultKind::TooManyDecimals => "too_many_decimals",
        FaultKind::Malformed(_) => "malformed",
        FaultKind::Before(_) => "before",
        FaultKind::LessThan(_) => "less_than",
        FaultKind::OnlyWith(_) => "only_with",
        FaultKind::OneOfFields(_) => "one_required",
        FaultKind::NotYours => "not_yours",
        FaultKind::NoSuch => "no_such",
        FaultKind::Repeated => "repeated",
        FaultKind::Inside(_) => "invalid",
    }
}

/// The fault in the caller's language.
pub(super) fn words(kind: &FaultKind, locale: Locale) -> String {
    let say = |fr: String, en: String| match locale {
        Locale::Fr => fr,
        Locale::En => en,
    };
    match kind {
        FaultKind::Required => say("ce champ est obligatoire".into(), "this field is required".into()),
        FaultKind::NotNullable => say(
            "ce champ ne peut pas être vidé".into(),
            "this field cannot be cleared".into(),
        ),
        FaultKind::Unknown => say("ce champ est inconnu ici".into(), "there is no such field here".into()),
        FaultKind::WrongType(expected) => say(
            format!("type JSON attendu : {expected}"),
            format!("the JSON type must be {expected}"),
        ),
        FaultKind::NotOneOf(names) => {
            let all = names.join(", ");
            say(format!("valeurs admises : {all}"), format!("it must be one of: {all}"))
        }
        FaultKind::TooShort(min) => say(format!("au moins {min}"), format!("at least {min}")),
        FaultKind::TooLong(max) => say(format!("au plus {max}"), format!("at most {max}")),
        FaultKind::ControlCharacters => say(
            "les caractères de contrôle ne sont pas admis".into(),
            "control characters are not allowed".into(),
        ),
        FaultKind::OutOfRange(min, max) => say(format!("entre {min} et {max}"), format!("between {min} and {max}")),
        FaultKind::TooManyDecimals => say("au plus deux décimales".into(), "at most two decimals".into()),
        FaultKind::Malformed(form) => malformed(form, locale),
        FaultKind::Before(other) => say(format!("avant {other}"), format!("it lies before {other}")),
        FaultKind::LessThan(other) => say(format!("inférieur à {other}"), format!("it is less than {other}")),
        FaultKind::OnlyWith(other) => say(format!("seulement avec {other}"), format!("only together with {other}")),
        FaultKind::OneOfFields(fields) => say(
            format!("il faut au moins l'un de : {fields}"),
            format!("at least one of these is needed: {fields}"),
        ),
        FaultKind::NotYours => say(
            "vous ne pouvez pas fixer ce champ".into(),
            "you may not set this field".into(),
        ),
        FaultKind::Repeated => say(
            "déjà donné plus haut : une seule fois suffit".into(),
            "it is given above already: once is enough".into(),
        ),
        FaultKind::Inside(_) => say("son contenu est invalide".into(), "what it holds is invalid".into()),
        FaultKind::NoSuch => say(
            "cet objet n'existe pas ou vous n'y avez pas accès".into(),
            "it does not exist, or you have no access to it".into(),
        ),
    }
}

fn malformed(form: &str, locale: Locale) -> String {
    let (fr, en) = match form {
        "email" => ("une adresse comme nom@exemple.fr", "an address like name@example.com"),
        "web_address" => ("une adresse http:// ou https://", "an http:// or https:// address"),
        "currency" => ("un code ISO 4217 comme EUR", "an ISO 4217 code like EUR"),
        "date" => ("une date comme 2026-03-01", "a date like 2026-03-01"),
        "instant" => (
            "un instant comme 2026-03-01T08:00:00Z",
            "an instant like 2026-03-01T08:00:00Z",
        ),
        "future" => ("un instant à venir", "an instant that is still to come"),
        "uuid" => ("un UUID", "a UUID"),
        "cron" => (
            "cinq champs comme `30 2 * * MON-FRI` : minute, heure, jour du mois, mois, jour de la semaine par son nom anglais",
            "five fields like `30 2 * * MON-FRI`: minute, hour, day of month, month, day of week by name",
        ),
        "cron_weekday" => (
            "des jours de la semaine par leur nom anglais, comme `MON-FRI` : leurs numéros diffèrent d'un programme à l'autre",
            "days of the week by name, like `MON-FRI`: their numbers mean different days to different programs",
        ),
        "cron_forwards" => (
            "des intervalles croissants, comme `SAT,SUN` pour SAT-SUN ou `22-23,0-4` pour 22-4",
            "ranges from low to high, like `SAT,SUN` for SAT-SUN or `22-23,0-4` for 22-4",
        ),
        "cron_that_comes" => (
            "une date qui existe : aucun des mois de cette ligne n'a un tel jour, elle n'arrive jamais",
            "a date that exists: no month of this line has such a day, it never comes",
        ),
        "timezone" => ("un nom IANA comme Europe/Paris", "an IANA name like Europe/Paris"),
        "password_link" => (
            "un lien encore valable : demandez-en un autre",
            "a link that is still good: ask for another one",
        ),
        "place" => ("une place donnée par `Link`", "a place that `Link` named"),
        "subject" => ("une forme comme resume:42", "a form like resume:42"),
        "weights" => (
            "un objet critère -> poids entre 0 et 1, dont un au moins positif ; critères : skills, semantic, experience, availability, rate, location",
            "an object criterion -> weight between 0 and 1, at least one above 0; criteria: skills, semantic, experience, availability, rate, location",
        ),
        other => (other, other),
    };
    match locale {
        Locale::Fr => format!("forme attendue : {fr}"),
        Locale::En => format!("the expected form is {en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    /// The forms that the sources name, wherever.
    fn named(dir: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(dir).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                named(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let forms = text
                    .split(concat!("Malformed", "(\""))
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                found.extend(forms.map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_form_that_is_named_has_words_in_both_languages() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut forms = Vec::new();
        for dir in [root.join("src"), root.join("../shared/src")] {
            named(&dir, &mut forms);
        }
        forms.retain(|form| !form.is_empty());
        assert!(forms.len() > 10, "{forms:?}");
        for form in forms {
            let (fr, en) = (malformed(&form, Locale::Fr), malformed(&form, Locale::En));
            assert!(!fr.ends_with(&form) && !en.ends_with(&form), "`{form}` has no words");
            assert_ne!(
                fr.trim_start_matches("forme attendue : "),
                en.trim_start_matches("the expected form is ")
            );
        }
    }
}
