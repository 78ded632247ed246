//! Names of skills that are words of common language too, and the company in which they are names.
//!
//! "Go", "Chef" or "Excel" in a sentence is a skill when it is written as the name is, stands in a list beside another skill or after a
//! word that leads to a tool, and is not part of an idiom. In a list of skills none of this is asked.

use super::{fold, roles};

/// Folded names that are words of French or English.
const COMMON: &str = "access ada aruba assembly autonomy backstage bamboo banking basic bash bind blender boost bootstrap box c \
    camel capella capacitor chai chef communication concourse consul cord creativity crystal cucumber curiosity \
    cypress d dart dash diplomacy doctrine dora eclipse electron empathy endeavor envoy excel expo express \
    facilitation fabric fiber fiori flask flow flutter fluent fortify forge gin go groovy grunt gulp harbor helm \
    hive impala initiative insomnia insurance ionic julia karate karma lean less linear locust loki lua make maple \
    mentoring meteor mercurial mural negotiation nest next node notion numbers organization outlook ownership \
    pages payments pedagogy perseverance persuasion phoenix pig pinia planning play postman prefect premiere \
    processing project publisher puppet puppeteer r rails react remix render rigor ruby rust safe sage salt sas \
    scratch shell sketch slack spark spring statistics struts swift symphony synthesis tableau teams teamwork \
    tosca twig unity vault versatility vite waterfall windows word zephyr zig zoom";

/// Words that lead to a tool or a language: "développé en Go", "with Rust".
const LEADS: &str = "en in with avec sous using via langage langages language languages framework frameworks outil outils tool tools \
    stack technologie technologies technology techno technos environnement environment logiciel logiciels software maitrise maitrisant \
    mastering utilisant utilisation developpement development developpeur developpeuse developer ingenieur engineer microservices \
    service services backend back-end scripts script api apis programme programmes programming programmation migration vers from to \
    by par coded codage ported portage runtime";
/// Words around a common word that make it one: (the word, what stands before it, what stands after it).
const IDIOMS: &[(&str, &str, &str)] = &[
    (
        "go",
        "to ready let's on",
        "live to to-market beyond ahead through back for on into",
    ),
    (
        "chef",
        "en de le la un une the sous executive head pastry adjoint",
        "de d'equipe du des d'agence d'atelier d'orchestre cuisinier",
    ),
    ("r", "", ""),
    (
        "c",
        "vitamin vitamine category categorie type classe class level niveau permis",
        "level suite -level",
    ),
    ("d", "r& r vitamin vitamine category categorie permis", ""),
    ("excel", "to will i", "in at as"),
    (
        "spring",
        "this last next each every late early of",
        "semester term break summer and",
    ),
    ("word", "of the a one by in", "of processing"),
    (
        "access",
        "remote open public to user easy full",
        "to rights control management point network card badge token",
    ),
    (
        "project",
        "the a this each every of pet",
        "manager management lead leader owner director coordinator office team of",
    ),
    ("swift", "a", "response action delivery and growth"),
    ("rust", "", "prevention removal belt treatment proof"),
    ("dart", "", "board"),
    ("ruby", "", "jewellery rings wedding"),
    ("spark", "to a", "plug interest joy"),
    ("tableau", "un le au du en", "de des d'affichage"),
    ("outlook", "the a", "for of on"),
    ("teams", "", "of in"),
    ("express", "", "delivery shipping train"),
    ("make", "to", "or"),
    ("unity", "", "of"),
    ("c", "", "levels"),
];

/// What stands behind "R &" when it is research.
const RESEARCH: &str = "d i developpement development innovation";
/// Names that people bear too: before a family name they are no skill.
const GIVEN_NAMES: &str = "ada julia ruby";

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|w| w == word)
}

/// True for a folded name that is a common word.
pub fn is_common(name: &str) -> bool {
    is_in(COMMON, name)
}

/// Words after a name that make it a company's: "Oracle Corporation" is no database.
pub fn is_legal_form(word: &str) -> bool {
    is_in("corporation corp inc ltd plc gmbh", bare(&fold(word))) && word.starts_with(char::is_uppercase)
}

/// What stands around a word of a sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Company<'a> {
    /// Word before it, none at the beginning of a sentence.
    pub before: Option<&'a str>,
    /// Word after it, none at the end.
    pub after: Option<&'a str>,
    /// The word that "and" joins to it.
    pub joined: Option<&'a str>,
    /// A skill stands beside it in the same list.
    pub listed: bool,
    /// It follows a label: "Outils :".
    pub labelled: bool,
}

/// True when a common word is a name in this company. `as_spelled`: it is written as the catalogue writes it.
pub fn is_name(name: &str, as_spelled: bool, company: Company<'_>) -> bool {
    let before = company.before.map(fold).unwrap_or_default();
    let after = company.after.map(fold).unwrap_or_default();
    let (before, after) = (bare(&before), bare(&after));
    let idiom = IDIOMS
        .iter()
        .filter(|(word, ..)| *word == name)
        .any(|(_, left, right)| is_in(left, before) && !before.is_empty() || is_in(right, after) && !after.is_empty());
    let joined = company.joined.map(fold).unwrap_or_default();
    let research = name == "r" && is_in(RESEARCH, bare(&joined)) && !joined.is_empty();
    let person = is_in(GIVEN_NAMES, name)
        && company
            .after
            .is_some_and(|word| word.starts_with(char::is_uppercase) && roles::score(word) == 0);
    let idiom = idiom || research || person;
    let dated = after.len() == 4 && after.bytes().all(|b| b.is_ascii_digit());
    as_spelled && !idiom && !dated && (company.listed || company.labelled || is_in(LEADS, before))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '&')
}
