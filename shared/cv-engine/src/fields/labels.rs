//! Labelled lines of an entry: `Client : Acme`, or a table row of label and value.

use super::super::lexicon::fold;
use super::super::text::line::Line;

/// What a labelled line gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// When.
    Period,
    /// Job title.
    Title,
    /// Employer.
    Company,
    /// Customer.
    Client,
    /// Place.
    Place,
    /// Tools used.
    Technologies,
    /// What was done.
    Description,
    /// Degree.
    Degree,
    /// School.
    School,
}

const LABELS: &[(Label, &[&str])] = &[
    (
        Label::Period,
        &[
            "periode", "period", "dates", "date", "duree", "duration", "when", "quand",
        ],
    ),
    (
        Label::Title,
        &[
            "poste",
            "fonction",
            "role",
            "titre",
            "position",
            "intitule",
            "intitule du poste",
            "job title",
            "title",
            "emploi",
            "poste occupe",
            "job",
            "function",
            "fonction occupee",
            "intitule de poste",
            "role occupe",
            "job role",
            "designation",
        ],
    ),
    (
        Label::Company,
        &[
            "societe",
            "entreprise",
            "employeur",
            "company",
            "employer",
            "organisation",
            "organization",
            "esn",
            "firm",
            "structure",
            "nom de l'entreprise",
            "nom de l'employeur",
            "company name",
            "employer name",
            "organisme",
        ],
    ),
    (
        Label::Client,
        &["client", "customer", "client final", "end client", "end customer"],
    ),
    (
        Label::Place,
        &[
            "lieu",
            "location",
            "ville",
            "localisation",
            "place",
            "city",
            "where",
            "localite",
            "lieu de travail",
            "site",
        ],
    ),
    (
        Label::Technologies,
        &[
            "environnement technique",
            "environnement",
            "technologies",
            "technology",
            "techs",
            "tech",
            "stack",
            "tech stack",
            "technical stack",
            "outils",
            "tools",
            "environment",
            "technical environment",
            "competences",
            "env. technique",
            "stack technique",
            "technos",
            "skills",
            "keywords",
            "mots-cles",
        ],
    ),
    (
        Label::Description,
        &[
            "realisations",
            "missions",
            "mission",
            "achievements",
            "activities",
            "activites",
            "taches",
            "responsibilities",
            "responsabilites",
            "highlights",
            "descriptif",
            "description",
            "contexte",
            "context",
            "projet",
            "project",
            "main tasks",
            "key achievements",
            "brief introduction",
        ],
    ),
    (Label::Degree, &["diplome", "degree", "qualification"]),
    (
        Label::School,
        &[
            "etablissement",
            "ecole",
            "school",
            "university",
            "universite",
            "institution",
        ],
    ),
];

/// The label and its value, where the line has one.
pub fn labelled(line: &Line) -> Option<(Label, String)> {
    let first = &line.cells[0].text;
    let (label, value) = match first.split_once(':') {
        Some((label, value)) => {
            let rest: Vec<&str> = std::iter::once(value.trim())
                .chain(line.cells[1..].iter().map(|c| c.text.as_str()))
                .collect();
            (label, rest.join("\t"))
        }
        None if line.cells.len() >= 2 => (
            first.as_str(),
            line.cells[1..]
                .iter()
                .map(|c| c.text.as_str())
                .collect::<Vec<_>>()
                .join("\t"),
        ),
        None => return None,
    };
    let folded = fold(label);
    LABELS
        .iter()
        .find(|(_, names)| names.contains(&folded.trim()))
        .map(|(label, _)| (*label, value.trim().to_owned()))
}

/// True when the whole text is a label, without a value.
pub fn is_label(text: &str) -> bool {
    let folded = fold(text);
    let folded = folded.trim().trim_end_matches([':', ' ']);
    LABELS.iter().any(|(_, names)| names.contains(&folded))
}
