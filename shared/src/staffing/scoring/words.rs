//! Every text of an explanation, in both languages: the catalogue. Values come in as they are; each language writes them its own way.

use super::explanation::HeldSkill;
use crate::{directory::skills::domain::Level, kernel::Words, staffing::tenders::domain::Importance};
use chrono::NaiveDate;

/// A number as French writes it.
fn fr(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// A day as French writes it.
fn jour(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Why a criterion is left out.
pub(super) mod left_out {
    use super::Words;

    pub const END_OF_MISSION_UNKNOWN: Words = Words::fixed(
        "La fin de la mission du consultant n'est pas connue.",
        "When the consultant's mission ends is not known.",
    );
    pub const NO_FIRST_DAY: Words = Words::fixed(
        "L'appel d'offres n'indique pas de premier jour.",
        "The tender names no first day.",
    );
    pub const NO_YEARS_ASKED: Words = Words::fixed(
        "L'appel d'offres ne demande pas d'années d'expérience.",
        "The tender asks for no number of years.",
    );
    pub const YEARS_UNKNOWN: Words = Words::fixed(
        "Les années d'expérience du consultant ne sont pas connues.",
        "The consultant's years of experience are not known.",
    );
    pub const NO_PLACE: Words = Words::fixed("L'appel d'offres n'indique pas de lieu.", "The tender names no place.");
    pub const HOME_UNKNOWN: Words = Words::fixed(
        "Le domicile du consultant n'est pas connu.",
        "Where the consultant lives is not known.",
    );
    pub const NO_BUDGET: Words = Words::fixed(
        "L'appel d'offres n'indique pas de budget.",
        "The tender names no budget.",
    );
    pub const RATE_UNKNOWN: Words = Words::fixed(
        "Le tarif journalier du consultant n'est pas connu.",
        "The consultant's daily rate is not known.",
    );
    pub const TWO_CURRENCIES: Words = Words::fixed(
        "Le tarif et le budget ne sont pas dans la même devise.",
        "Rate and budget are in different currencies.",
    );
    pub const NO_VECTORS: Words = Words::fixed(
        "Consultant et appel d'offres n'ont pas encore de vecteurs de texte du même modèle.",
        "Consultant and tender have no text vectors of the same model yet.",
    );
    pub const NO_SKILL_ASKED: Words = Words::fixed(
        "L'appel d'offres ne demande aucune compétence.",
        "The tender asks for no skill.",
    );
    pub const NO_SKILL_HELD: Words = Words::fixed(
        "Le profil du consultant ne cite aucune compétence.",
        "The consultant's profile lists no skill.",
    );
    pub const ENGINE_IS_SILENT: Words = Words::fixed(
        "Le moteur qui a noté ne dit rien de ce critère.",
        "The engine that scored says nothing of this criterion.",
    );
    pub const NO_WEIGHT: Words = Words::fixed(
        "Les poids utilisés ne donnent rien à ce critère.",
        "The weights in use give this criterion nothing.",
    );
}

/// A level as people say it.
fn level(of: Level) -> Words {
    match of {
        Level::Beginner => Words::fixed("débutant", "beginner"),
        Level::Intermediate => Words::fixed("intermédiaire", "intermediate"),
        Level::Advanced => Words::fixed("avancé", "advanced"),
        Level::Expert => Words::same("expert"),
    }
}

fn importance(of: Importance) -> Words {
    match of {
        Importance::Required => Words::fixed("requise", "required"),
        Importance::Preferred => Words::fixed("souhaitée", "preferred"),
        Importance::NiceToHave => Words::fixed("un plus", "nice to have"),
    }
}

pub(super) fn scored_by(engine: &str) -> Words {
    Words::made(
        format!("Noté par le moteur `{engine}`."),
        format!("The engine `{engine}` scored it."),
    )
}

pub(super) const LAST_DAY_PASSED: Words = Words::fixed(
    "Le dernier jour de l'appel d'offres est passé.",
    "The tender's last day has passed.",
);
pub(super) const NOT_TO_BE_STAFFED: Words = Words::fixed(
    "Le consultant n'est pas à placer.",
    "The consultant is not to be staffed.",
);

pub(super) fn free_in_time(begins: NaiveDate) -> Words {
    Words::made(
        format!("Libre au début du travail, le {}.", jour(begins)),
        format!("Free when the work begins, on {begins}."),
    )
}

pub(super) fn free_late(free: NaiveDate, begins: NaiveDate) -> Words {
    let days = (free - begins).num_days();
    Words::made(
        format!(
            "Libre à partir du {}, {days} jour{} après le début du travail le {}.",
            jour(free),
            if days > 1 { "s" } else { "" },
            jour(begins)
        ),
        format!(
            "Free from {free}, {days} day{} after the work begins on {begins}.",
            if days > 1 { "s" } else { "" }
        ),
    )
}

pub(super) fn free_from(day: NaiveDate) -> Words {
    Words::made(
        format!("disponibilité : {}", jour(day)),
        format!("available from: {day}"),
    )
}

pub(super) fn at_work_until(last: NaiveDate) -> Words {
    Words::made(
        format!("en mission jusqu'au {}", jour(last)),
        format!("at work until {last}"),
    )
}

pub(super) fn starts(day: NaiveDate) -> Words {
    Words::made(format!("début : {}", jour(day)), format!("first day: {day}"))
}

pub(super) fn ends(day: NaiveDate) -> Words {
    Words::made(format!("fin : {}", jour(day)), format!("last day: {day}"))
}

pub(super) fn years(years: f64, asked: f64) -> Words {
    let said = format!("{} ans d'expérience, {} demandés", fr(years), fr(asked));
    if years >= asked {
        return Words::made(
            format!("{said}."),
            format!("{years} years of experience, {asked} asked for."),
        );
    }
    let short = format!("{:.1}", asked - years);
    Words::made(
        format!("{said} : il en manque {}.", short.replace('.', ",")),
        format!("{years} years of experience, {asked} asked for: {short} too few."),
    )
}

pub(super) fn years_held(years: f64) -> Words {
    Words::made(
        format!("années d'expérience : {}", fr(years)),
        format!("years of experience: {years}"),
    )
}

pub(super) fn years_asked(years: f64) -> Words {
    Words::made(
        format!("années demandées : {}", fr(years)),
        format!("years asked for: {years}"),
    )
}

pub(super) const FROM_AFAR: Words = Words::fixed(
    "Le travail peut se faire à distance, et le consultant travaille ainsi.",
    "The work may be done from afar, and the consultant does.",
);
pub(super) const SAME_CITY: Words = Words::fixed("La même ville.", "The same city.");
pub(super) const SAME_REGION: Words =
    Words::fixed("Une autre ville de la même région.", "Another city of the same region.");
pub(super) const SAME_COUNTRY: Words = Words::fixed("Ailleurs dans le même pays.", "The same country, elsewhere.");
pub(super) const ELSEWHERE: Words = Words::fixed("Un autre lieu.", "Another place.");

pub(super) fn within_reach(km: f64, travels: f64) -> Words {
    Words::made(
        format!("À {km:.0} km du domicile ; le consultant se déplace jusqu'à {travels:.0} km."),
        format!("{km:.0} km from home; the consultant travels {travels:.0} km."),
    )
}

pub(super) fn out_of_reach(km: f64, travels: f64) -> Words {
    Words::made(
        format!("À {km:.0} km du domicile, au-delà des {travels:.0} km de déplacement."),
        format!("{km:.0} km from home, beyond the {travels:.0} km of travel."),
    )
}

pub(super) fn home(place: &str) -> Words {
    Words::made(
        format!("lieu du consultant : {place}"),
        format!("the consultant's location: {place}"),
    )
}

pub(super) fn work(place: &str) -> Words {
    Words::made(
        format!("lieu de l'appel d'offres : {place}"),
        format!("the tender's location: {place}"),
    )
}

pub(super) fn within_budget(rate: f64, budget: f64, currency: &str) -> Words {
    Words::made(
        format!("{} {currency} par jour, dans le budget de {}.", fr(rate), fr(budget)),
        format!("{rate} {currency} a day is within the budget of {budget}."),
    )
}

pub(super) fn above_budget(rate: f64, budget: f64, currency: &str) -> Words {
    let above = (100.0 * (rate - budget)).round() / 100.0;
    Words::made(
        format!(
            "{} {currency} par jour, {} de plus que le budget de {}.",
            fr(rate),
            fr(above),
            fr(budget)
        ),
        format!("{rate} {currency} a day is {above} above the budget of {budget}."),
    )
}

pub(super) fn rate(rate: f64, currency: &str) -> Words {
    Words::made(
        format!("tarif journalier : {} {currency}", fr(rate)),
        format!("daily rate: {rate} {currency}"),
    )
}

pub(super) fn budget(budget: f64, currency: &str) -> Words {
    Words::made(
        format!("budget maximal : {} {currency}", fr(budget)),
        format!("highest budget: {budget} {currency}"),
    )
}

pub(super) fn nearness_of_texts(share: f64) -> Words {
    let (fr, en) = match share {
        s if s >= 0.8 => ("très proches de", "very close to"),
        s if s >= 0.6 => ("proches de", "close to"),
        s if s >= 0.4 => ("en rapport avec", "related to"),
        s if s >= 0.2 => ("vaguement en rapport avec", "loosely related to"),
        _ => ("loin de", "far from"),
    };
    Words::made(
        format!("Le profil et les missions passées sont {fr} ce que décrit l'appel d'offres."),
        format!("Profile and past missions are {en} what the tender describes."),
    )
}

pub(super) fn similarity(share: f64) -> Words {
    let number = format!("{share:.2}");
    Words::made(
        format!("similarité des deux textes : {}", number.replace('.', ",")),
        format!("similarity of the two texts: {number}"),
    )
}

/// How many skills are there, how many below their level, and which required ones are not, with what that caps the criterion at.
pub(super) fn skills_met(met: usize, asked: usize, below: usize, missing: &[&str], cap: f64) -> Words {
    let mut fr = format!(
        "{met} compétence{} sur {asked} demandée{}",
        if met > 1 { "s" } else { "" },
        if asked > 1 { "s" } else { "" }
    );
    let mut en = if asked == 1 {
        format!("{met} of 1 skill asked for is there")
    } else {
        format!("{met} of {asked} skills asked for are there")
    };
    if below > 0 {
        fr.push_str(&format!(", {below} sous le niveau demandé"));
        en.push_str(&format!(", {below} below the level asked for"));
    }
    if !missing.is_empty() {
        let names = missing.join(", ");
        fr.push_str(&format!(
            " ; requises et absentes : {names}, ce qui plafonne ce critère à {}",
            self::fr(cap)
        ));
        en.push_str(&format!(
            "; required and missing: {names}, which caps this criterion at {cap}"
        ));
    }
    Words::made(format!("{fr}."), format!("{en}."))
}

pub(super) fn skill(skill: &HeldSkill) -> Words {
    let HeldSkill {
        name,
        min_level,
        level: has,
        ..
    } = skill;
    let matters = importance(skill.importance);
    let asked = min_level.map(level);
    let has = has.map_or(Words::fixed("absente", "missing"), level);
    let (fr, en) = asked.map_or((String::new(), String::new()), |l| {
        (format!(", niveau {} demandé", l.fr), format!(", {} asked for", l.en))
    });
    Words::made(
        format!("{name} ({}{fr}) : {}", matters.fr, has.fr),
        format!("{name} ({}{en}): {}", matters.en, has.en),
    )
}

/// What would raise the score.
pub(super) mod advice {
    use super::{Level, NaiveDate, Words, fr, jour, level};

    pub const WORK_REMOTELY: Words = Words::fixed("Accepter le travail à distance.", "Accept to work remotely.");

    pub fn reach_years(years: f64) -> Words {
        Words::made(
            format!("Atteindre {} ans d'expérience.", fr(years)),
            format!("Reach {years} years of experience."),
        )
    }

    pub fn be_available(from: NaiveDate) -> Words {
        Words::made(
            format!("Être disponible à partir du {}.", jour(from)),
            format!("Be available from {from}."),
        )
    }

    pub fn lower_rate(to: f64, currency: &str) -> Words {
        Words::made(
            format!("Baisser le tarif journalier à {} {currency}.", fr(to)),
            format!("Lower the daily rate to {to} {currency}."),
        )
    }

    pub fn travel(km: f64) -> Words {
        Words::made(
            format!("Se déplacer jusqu'à {:.0} km.", km.ceil()),
            format!("Travel up to {:.0} km.", km.ceil()),
        )
    }

    pub fn add_skill(name: &str, at: Level) -> Words {
        let at = level(at);
        Words::made(
            format!("Ajouter {name} (niveau {}).", at.fr),
            format!("Add {name} ({} level).", at.en),
        )
    }

    pub fn raise_skill(name: &str, from: Level, to: Level) -> Words {
        let (from, to) = (level(from), level(to));
        Words::made(
            format!("Faire passer {name} de {} à {}.", from.fr, to.fr),
            format!("Raise {name} from {} to {}.", from.en, to.en),
        )
    }
}
