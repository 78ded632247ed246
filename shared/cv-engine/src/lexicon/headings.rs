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
        "langue langues idiome idiomes tongues linguistique linguistiques spoken parle parles parlees speak speaking multilingue",
    ),
    (
        Certifications,
        "certification certifications certificat certificats certificates certificate habilitation certified \
         habilitations accreditations accreditation licenses licence license licences agrements certifie certifiee credentials \
         attestation attestations",
    ),
    (
        Other,
        "projet projets project projects publication publications hobbies hobby loisirs loisir interet \
         interets interest interests passions passion activites activite references reference referees \
         awards award honors honours distinctions distinction prix divers miscellaneous misc achievements patents brevets \
         conferences talks extracurricular extra bonus perso side open source news press loves plus complements \
         memberships affiliations associatif associative associatifs associations engagements engagement centres \
         outside hors detente sports sport voyages travel recommandations recommendations testimonials disponibilite \
         mobilite availability annexes annexe appendix portfolio pastimes clock cote enfin sinon leisure free libre libres volontariat \
         causes associative dehors not built",
    ),
    (
        Education,
        "formation formations education educational diplome diplomes etudes scolarite scolaire cursus studies \
         academic academique academiques universitaire universitaires qualifications qualification degrees degree \
         learning schooling ecole school schools studied training trainings ecoles etudie learned learnt academics courses \
         coursework cours diplomas instruction scholastic university universite college enseignement enseignements titres apprentissage apprentissages bagage",
    ),
    (
        Experience,
        "experience experiences parcours emploi emplois employment career carriere missions mission postes poste job jobs \
         boulots boulot gigs worked volunteering volunteer benevolat benevole internships internship stages stage \
         involvement travaille journey history positions position work itineraire realisations realises fait done did \
         employers employeurs employer roles role assignments professions travail employed worklife background \
         engagements historique trajectoire vecu entreprise entreprises interventions referentielles contracts clients \
         working situation fonction fonctions terrain alternance alternances placements placement trajectory appointments path chemin carrieres chronology",
    ),
    (
        Skills,
        "competence competences skill skills skillset savoir savoirs technologies technology technos techno tech \
         techs stack toolbox toolkit tools outils outillage expertise expertises competencies competency strengths \
         strength atouts atout forces maitrise maitrises maitrisees informatique informatiques logiciels logiciel \
         proficiencies proficiency technical technique techniques know connaissances connaissance notions bases \
         sais good abilities ability capabilities aptitudes qualites specialties specialities specialites talents use using \
         highlights arsenal knowhow capability bring panorama proficient langages langage forts fortes",
    ),
    (
        Summary,
        "profil profile summary resume synthese propos about presentation objectif objectifs objective \
         objectives introduction bio biographie biography overview accroche recherche who qui suis cherche looking \
         statement bref brief nutshell short mots apercu pitch mot motivation motivations ambition ambitions intro snapshot story histoire portrait",
    ),
    (
        Contact,
        "contact contacts contacter coordonnees contactez details informations information infos info joindre reach \
         touch joignable find etat civil hello bonjour say",
    ),
    (Languages, "languages language"),
    (
        Skills,
        "domaines domaine fields areas environnement environnements environment systems methods methodes tooling",
    ),
];

/// Words that may stand beside them.
const FILLERS: &str = "professional professionnel professionnelle professionnelles professionnels personal personnel \
    personnelle personnelles personnels my mes mon ma me moi and et de des du la le les l d en the of a \
    i je j ai am key core main principal principale principales principaux cles cle faire etre how etrangeres etrangere \
    pratiquees pratique premier premiere nouveau nouvelle civilian au aux additional autres autre other relevant selected selection recent recentes continue continues \
    complementaires complementaire initiale initiales where what que quoi ce qui have ve on campus centre computer \
    programming it soft hard fonctionnelles fonctionnels metier metiers transverses transversales methodologiques courte \
    executive industry to in with at well for so far ou comment set sets known connues been ete etait avons has had actuelle \
    actuel current past previous anterieures anterieurs precedentes est c is leadership teaching research military \
    community service up can do aussi s m y nous bien avec level niveau humaines humaine relationnelles personnalite \
    held vie off get trade quelques few words obtenus obtenu obtenues suivies passees passe record records clefs clef \
    paid salariees salarie salariee experience d'expertise numeriques digitales digital numerique general generales \
    generale highlights section full list chronologie marquantes marquants significatives cibles cible recherche \
    post technologique technologiques linguistic live life made built exercees occupes occupees realisees \
    boite boites principalement tout toutes all our us temps time beyond work pour vers through across cette cet a-propos avec when ou detail detaille detaillee detaillees dernier derniere derniers \
    dernieres latest last date points point things restons major majeures importantes importants sur superieur superieure superieures superieurs higher further";

fn listed(list: &str, word: &str) -> bool {
    list.split(' ').any(|w| w == word)
}

/// Section that a line opens, or none: short, without figures, and all its words in the vocabulary.
pub fn section_of(text: &str) -> Option<Section> {
    let trimmed = text.trim().trim_end_matches([':', '.', '…']).trim();
    if trimmed.chars().count() > 48
        || trimmed.chars().any(|c| c.is_ascii_digit() || matches!(c, ';' | '@'))
        || trimmed.contains(',') && !is_enumeration(trimmed)
    {
        return None;
    }
    let mut words = words(&despace(trimmed));
    // Set with spaces between its letters, and none left between its words.
    if let [joined] = words.as_slice()
        && joined.len() >= JOINED_LETTERS
        && let Some(parts) = segmented(joined)
    {
        words = parts;
    }
    if words.is_empty() || words.len() > 7 {
        return None;
    }
    let known = |w: &String| is_known_word(w);
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
    let personal = words
        .iter()
        .any(|w| w.starts_with("personn") || w == "personal" || w == "perso");
    // "Professional life", "Vie professionnelle": no word of them says more.
    let life = has("life") || has("vie");
    if life && words.iter().any(|w| w.starts_with("profession") || w == "working") {
        return Some(Experience);
    }
    keyword(&words).map(|section| match section {
        // "Experience & Achievements" tells of jobs.
        // "Diplômes & certificats": the first word says what most of them are.
        Certifications
            if words
                .first()
                .is_some_and(|w| keyword(std::slice::from_ref(w)) == Some(Education)) =>
        {
            Education
        }
        // "Références de missions" are jobs, "Références" people to ask.
        Other if has("missions") || has("mission") => Experience,
        Other if has("achievements") && words.iter().any(|w| w.starts_with("experience") || w == "career") => {
            Experience
        }
        // Things made in one's own time are no jobs.
        Experience if personal && words.iter().any(|w| w.starts_with("realis")) => Other,
        other => other,
    })
}

/// `Alternance, stages et jobs`: a comma, and a last thing behind "and".
fn is_enumeration(text: &str) -> bool {
    let Some((_, last)) = text.rsplit_once(',') else {
        return false;
    };
    [" et ", " and ", " & "].iter().any(|and| last.contains(and))
}

/// Section that a line in the style of the document's headings opens: by any of its words, whatever stands beside.
pub fn section_of_styled(text: &str) -> Section {
    section_of(text)
        .or_else(|| {
            keyword(
                &words(&despace(text))
                    .into_iter()
                    .filter(|w| w.len() > 3)
                    .collect::<Vec<_>>(),
            )
        })
        .unwrap_or(Other)
}

fn keyword(words: &[String]) -> Option<Section> {
    KEYWORDS
        .iter()
        .find(|(_, list)| words.iter().any(|w| listed(list, w)))
        .map(|(s, _)| *s)
}

/// Fewest letters of several words without spaces.
const JOINED_LETTERS: usize = 7;

/// Words of the vocabulary that a text without spaces is made of, the longest first; none when it is not.
fn segmented(text: &str) -> Option<Vec<String>> {
    if !text.is_ascii() || text.len() > 40 {
        return None;
    }
    if is_known_word(text) {
        return Some(vec![text.to_owned()]);
    }
    // best[i]: the fewest words that make up the first i letters.
    let mut best: Vec<Option<Vec<String>>> = vec![Some(Vec::new())];
    for end in 1..=text.len() {
        let reached = (0..end)
            .filter_map(|start| {
                let before = best[start].as_ref()?;
                let word = &text[start..end];
                (is_known_word(word) && (word.len() > 1 || matches!(word, "a" | "i" | "l" | "d"))).then(|| {
                    let mut words = before.clone();
                    words.push(word.to_owned());
                    words
                })
            })
            .min_by_key(Vec::len);
        best.push(reached);
    }
    best.pop().flatten().filter(|words| words.len() <= 4)
}

fn is_known_word(word: &str) -> bool {
    listed(FILLERS, word) || KEYWORDS.iter().any(|(_, list)| listed(list, word))
}

/// True for a heading that names certificates, whatever else it names before them.
pub fn names_certificates(text: &str) -> bool {
    let certificates = KEYWORDS.iter().filter(|(section, _)| *section == Certifications);
    let listed = |w: &String| certificates.clone().any(|(_, list)| listed(list, w));
    words(&despace(text)).iter().any(listed)
}

/// True when the line opens a section.
pub fn is_heading(text: &str) -> bool {
    section_of(text).is_some()
}

/// True for a heading or one line of a heading that wraps ("Formations et" / "diplômes").
pub fn is_heading_piece(text: &str) -> bool {
    let words = words(&despace(text));
    let known = |w: &String| is_known_word(w);
    !words.is_empty() && words.len() <= 5 && words.iter().all(known)
}

/// Fewest pieces of a letter-spaced text in which some are pairs.
const KERNED_PARTS: usize = 5;

/// True for `E X P E R I E N C E`: nearly all words are single letters. Kerning draws some pairs together: `F O R M AT I O N`.
pub fn is_letter_spaced(text: &str) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let single =
        |p: &&&str| p.chars().count() == 1 && p.chars().all(|c| c.is_alphabetic() || matches!(c, '&' | '\'' | '’'));
    let pair = |p: &&str| p.chars().count() == 2 && p.chars().all(char::is_uppercase);
    let singles = parts.iter().filter(single).count();
    let kerned =
        parts.len() >= KERNED_PARTS && parts.iter().all(|p| single(&p) || pair(p)) && singles * 3 >= parts.len() * 2;
    parts.len() >= 4 && singles * 10 >= parts.len() * 9 || kerned
}

/// `E X P E R I E N C E` is `EXPERIENCE`.
pub fn despace(text: &str) -> String {
    if is_letter_spaced(text) {
        text.split_whitespace().collect()
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
        assert_eq!(section_of("W O R K H I S T O R Y"), Some(Experience));
        assert_eq!(section_of("F O R M AT I O N"), Some(Education));
        assert_eq!(
            section_of("E X P É R I E N C E S P R O F E S S I O N N E L L E S"),
            None
        );
        assert!(!is_letter_spaced("A B AB AC AD"));
        assert_eq!(section_of("Positions Held"), Some(Experience));
        assert_eq!(section_of("En quelques mots"), Some(Summary));
        assert_eq!(section_of("Hors travail"), Some(Other));
        assert_eq!(section_of("Career path"), Some(Experience));
        assert_eq!(section_of("Titres et diplômes"), Some(Education));
        assert_eq!(section_of("Free time"), Some(Other));
        for (heading, section) in [
            ("Working Life", Experience),
            ("Professional life", Experience),
            ("Experience & Achievements", Experience),
            ("Career to Date", Experience),
            ("Dernières missions", Experience),
            ("Détail des expériences", Experience),
            ("Là où j'ai travaillé", Experience),
            ("Références de missions", Experience),
            ("Fonctions occupées", Experience),
            ("Situation actuelle et fonctions antérieures", Experience),
            ("Alternance, stages et job d'été", Experience),
            ("À l'école", Education),
            ("Bonjour", Contact),
            ("Où j'ai étudié", Education),
            ("Études supérieures", Education),
            ("Diplômes & certificats", Education),
            ("Certificats et diplômes", Certifications),
            ("Points forts", Skills),
            ("Things I'm good at", Skills),
            ("Logiciels et langages", Skills),
            ("Idiomes", Languages),
            ("En dehors du travail", Other),
            ("When I'm not working", Other),
            ("Restons en contact", Contact),
        ] {
            assert_eq!(section_of(heading), Some(section), "{heading}");
        }
        assert_eq!(section_of("Sports, voyages"), None);
        assert_eq!(section_of("Senior Software Engineer"), None);
        assert_eq!(section_of("Work at Initech, 2019"), None);
    }
}
