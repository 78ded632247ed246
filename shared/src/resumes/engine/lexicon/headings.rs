//! Headings: every word of one belongs to a small vocabulary, and one of them says which section it opens.

use super::words;

/// What a part of a CV is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Before any heading: name, title, contact.
    Header,
    /// Address, e-mail, links.
    Contact,
    /// Profile paragraph.
    Summary,
    /// Jobs.
    Experience,
    /// Degrees.
    Education,
    /// Skills.
    Skills,
    /// Spoken languages.
    Languages,
    /// Certificates.
    Certifications,
    /// Something else: projects, hobbies, awards.
    Other,
}

use Section::{Certifications, Contact, Education, Experience, Languages, Other, Skills, Summary};

/// Words that name a section, the most telling first: in "Langues et compétences" languages win,
/// in "Formation professionnelle" training does.
const KEYWORDS: &[(Section, &str)] = &[
    (
        Languages,
        "langue langues linguistique linguistiques spoken parle speak",
    ),
    (
        Certifications,
        "certification certifications certificat certificats certificates certificate habilitation \
         habilitations accreditations licenses",
    ),
    (
        Other,
        "projet projets project projects publication publications hobbies hobby loisirs loisir interet \
         interets interest interests passions activites activities activite references reference referees \
         awards award honors honours distinctions prix divers miscellaneous misc achievements patents brevets \
         conferences talks extracurricular bonus perso side open source news press loves plus complements \
         memberships affiliations",
    ),
    (
        Education,
        "formation formations education educational diplome diplomes etudes scolarite scolaire cursus studies \
         academic academique universitaire qualifications degrees degree learning schooling school studied \
         training ecoles etudie learned learnt academics courses coursework cours diplomas instruction",
    ),
    (
        Experience,
        "experience experiences parcours emploi emplois employment career carriere missions postes jobs \
         boulots boulot gigs worked volunteering volunteer benevolat benevole internships internship stages \
         involvement travaille journey history positions work itineraire realisations fait done did employers \
         employeurs roles assignments professions travail employed worklife",
    ),
    (
        Skills,
        "competence competences skill skills skillset savoir technologies technology technos techno tech \
         techs stack toolbox tools outils expertise expertises competencies strengths atouts maitrise \
         maitrises informatique logiciels proficiencies technical techniques know connaissances notions bases \
         sais good abilities capabilities aptitudes specialties toolkit use",
    ),
    (
        Summary,
        "profil profile summary resume synthese propos about presentation objectif objectifs objective \
         objectives introduction bio biographie overview accroche recherche who suis cherche looking",
    ),
    (
        Contact,
        "contact contacts coordonnees contactez details informations information infos joindre reach",
    ),
    (Languages, "languages language"),
    (Skills, "domaines fields"),
];

/// Words that may stand beside them.
const FILLERS: &str = "professional professionnel professionnelle professionnelles professionnels personal personnel \
    personnelle personnelles personnels my mes mon ma me moi et and de des du la le les l d en the of a \
    i je j ai am key core main principales principaux cles cle faire etre how etrangeres parlees \
    pratiquees additional autres autre other relevant selected recent recentes continue continues \
    complementaires initiale background where what que ce qui have ve on campus centres centre computer \
    programming it soft hard fonctionnelles metier metiers transverses methodologiques brief courte \
    short executive industry to in with at well for so far ou comment set sets known connues been etait \
    avons has had worked actuelle actuel current past previous anterieures precedentes techniques est c \
    is leadership teaching research military community service up can do aussi s m y nous sais bien avec \
    methods methodes environnement environnements level niveau";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Section that a line opens, or none: short, without figures, and all its words in the vocabulary.
pub fn section_of(text: &str) -> Option<Section> {
    let trimmed = text.trim().trim_end_matches([':', '.', '…']).trim();
    if trimmed.chars().count() > 48
        || trimmed
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '@'))
    {
        return None;
    }
    let words = words(&despace(trimmed));
    if words.is_empty() || words.len() > 7 {
        return None;
    }
    let known = |w: &String| listed(FILLERS, w) || KEYWORDS.iter().any(|(_, list)| listed(list, w));
    if !words.iter().all(known) {
        return None;
    }
    let has = |w: &str| words.iter().any(|x| x == w);
    // "Language skills" are spoken; "languages and technologies" are not.
    if (has("language") || has("languages"))
        && !["programming", "computer", "technologies", "tools", "techniques"]
            .iter()
            .any(|w| has(w))
    {
        return Some(Languages);
    }
    // "Programming languages" and "computer languages" are skills.
    if words.iter().any(|w| w == "programming" || w == "computer") {
        return Some(Skills);
    }
    KEYWORDS
        .iter()
        .find(|(_, list)| words.iter().any(|w| listed(list, w)))
        .map(|(s, _)| *s)
}

/// True when the line opens a section.
pub fn is_heading(text: &str) -> bool {
    section_of(text).is_some()
}

/// True for a heading or one line of a heading that wraps ("Formations et" / "diplômes").
pub fn is_heading_piece(text: &str) -> bool {
    let words = words(text);
    let known = |w: &String| listed(FILLERS, w) || KEYWORDS.iter().any(|(_, list)| listed(list, w));
    !words.is_empty() && words.len() <= 5 && words.iter().all(known)
}

/// `E X P E R I E N C E` is `EXPERIENCE`.
pub fn despace(text: &str) -> String {
    let parts: Vec<&str> = text.split(' ').collect();
    if parts.len() >= 4 && parts.iter().all(|p| p.chars().count() == 1) {
        parts.concat()
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_made_of_heading_words() {
        assert_eq!(section_of("EXPÉRIENCES PROFESSIONNELLES"), Some(Experience));
        assert_eq!(section_of("Where I have worked"), Some(Experience));
        assert_eq!(section_of("Formations et diplômes"), Some(Education));
        assert_eq!(section_of("Compétences linguistiques"), Some(Languages));
        assert_eq!(section_of("S K I L L S"), Some(Skills));
        assert_eq!(section_of("Senior Software Engineer"), None);
        assert_eq!(section_of("Work at Initech, 2019"), None);
    }
}
