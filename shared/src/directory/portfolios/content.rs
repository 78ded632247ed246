//! What a generated portfolio says. Pure: facts in, content out, the same facts always the same content. Nothing is invented: every line
//! stands in the profile or in the newest analysis of a CV, and says where.

use crate::{
    directory::skills::domain::Level,
    kernel::{ConsultantId, TenderId},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Missions that a portfolio shows at most.
const MISSIONS: usize = 6;

/// A skill of the profile.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Held {
    /// Its name in the catalogue.
    pub name: String,
    /// How well.
    pub level: Level,
    /// For how long.
    pub years: Option<f64>,
}

/// The parts of a CV that a portfolio takes over.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Cv {
    /// Profile paragraph.
    pub summary: Option<String>,
    /// Jobs.
    pub experiences: Vec<Mission>,
    /// Degrees.
    pub educations: Vec<Value>,
    /// Spoken languages.
    pub languages: Vec<Value>,
    /// Certificates.
    pub certifications: Vec<String>,
}

/// A job of a CV.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(default)]
pub struct Mission {
    /// What it was.
    pub title: Option<String>,
    /// The employer.
    pub company: Option<String>,
    /// For whom.
    pub client: Option<String>,
    /// From, `YYYY-MM` or `YYYY`.
    pub start: Option<String>,
    /// Until; the present when null.
    pub end: Option<String>,
    /// It goes on.
    pub is_current: bool,
    /// What was done.
    pub description: Option<String>,
    /// Skills of the catalogue that it names.
    pub skills: Vec<String>,
}

/// What is known when a portfolio is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// Who.
    pub consultant_id: ConsultantId,
    /// In a line.
    pub title: String,
    /// In paragraphs.
    pub bio: Option<String>,
    /// In all.
    pub years_experience: Option<f64>,
    /// What it can do.
    pub skills: Vec<Held>,
    /// The newest analysis of a CV, and its id.
    pub cv: Option<(i64, Cv)>,
    /// For which tender.
    pub tender_id: Option<TenderId>,
    /// What that asks for, the most important first.
    pub wanted: Vec<String>,
}

/// Generated content. What it says of the tender's wishes is for the consultant's company and the tender's side: a client does not find what was
/// made for somebody else's tender.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
#[schema(as = PortfolioContent)]
pub struct Content {
    /// What it is, in a line.
    pub headline: String,
    /// Who it is: the profile's own words, else the CV's.
    pub summary: Option<String>,
    /// In all.
    pub years_experience: Option<f64>,
    /// For which tender it was ordered.
    pub tender_id: Option<TenderId>,
    /// Skills, those that the tender asks for first.
    pub skills: Vec<ShownSkill>,
    /// Asked for, and in no source.
    pub missing_skills: Vec<String>,
    /// Missions, those that show the most of what the tender asks for first.
    pub missions: Vec<ShownMission>,
    /// Degrees, as the CV has them.
    #[schema(value_type = Vec<cv_engine::profile::Education>)]
    pub educations: Vec<Value>,
    /// Spoken languages, as the CV has them.
    #[schema(value_type = Vec<cv_engine::profile::Language>)]
    pub languages: Vec<Value>,
    /// Certificates.
    pub certifications: Vec<String>,
    /// Where it all stands: `consultant:7`, `resume_analysis:12`.
    pub sources: Vec<String>,
    /// Of these rules.
    pub generator_version: String,
}

/// A skill, and whether it is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ShownSkill {
    /// Of the profile.
    #[serde(flatten)]
    pub held: Held,
    /// The tender asks for it.
    pub is_wanted: bool,
    /// Titles of the missions that name it.
    pub shown_by: Vec<String>,
}

/// A mission, and what of the asked it shows.
#[derive(Debug, Clone, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ShownMission {
    /// Of the CV.
    #[serde(flatten)]
    pub mission: Mission,
    /// Asked for, and named by it.
    pub shows: Vec<String>,
}

/// Composes a portfolio.
#[must_use]
pub fn compose(facts: &Facts) -> Content {
    let empty = Cv::default();
    let cv = facts.cv.as_ref().map_or(&empty, |(_, cv)| cv);
    let is_wanted = |name: &str| facts.wanted.iter().any(|wanted| wanted == name);
    let mut missions: Vec<ShownMission> = cv
        .experiences
        .iter()
        .map(|mission| ShownMission {
            shows: mission.skills.iter().filter(|s| is_wanted(s)).cloned().collect(),
            mission: mission.clone(),
        })
        .collect();
    // What shows the most first; the CV's own order, the newest first, among equals.
    missions.sort_by_key(|shown| std::cmp::Reverse(shown.shows.len()));
    missions.truncate(MISSIONS);
    let shown_by = |name: &str| {
        let naming = cv.experiences.iter().filter(|m| m.skills.iter().any(|s| s == name));
        naming.filter_map(|m| m.title.clone()).collect()
    };
    let mut skills: Vec<ShownSkill> = facts
        .skills
        .iter()
        .map(|held| ShownSkill {
            is_wanted: is_wanted(&held.name),
            shown_by: shown_by(&held.name),
            held: held.clone(),
        })
        .collect();
    skills.sort_by(|a, b| {
        let place = |s: &ShownSkill| {
            facts
                .wanted
                .iter()
                .position(|w| *w == s.held.name)
                .unwrap_or(usize::MAX)
        };
        (place(a), std::cmp::Reverse(a.held.level), &a.held.name).cmp(&(
            place(b),
            std::cmp::Reverse(b.held.level),
            &b.held.name,
        ))
    });
    let has = |name: &String| {
        facts.skills.iter().any(|held| held.name == *name) || cv.experiences.iter().any(|m| m.skills.contains(name))
    };
    let mut sources = vec![format!("consultant:{}", facts.consultant_id)];
    sources.extend(facts.cv.as_ref().map(|(id, _)| format!("resume_analysis:{id}")));
    Content {
        headline: facts.title.clone(),
        summary: facts.bio.clone().or_else(|| cv.summary.clone()),
        years_experience: facts.years_experience,
        tender_id: facts.tender_id,
        missing_skills: facts.wanted.iter().filter(|w| !has(w)).cloned().collect(),
        skills,
        missions,
        educations: cv.educations.clone(),
        languages: cv.languages.clone(),
        certifications: cv.certifications.clone(),
        sources,
        generator_version: "1".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts() -> Facts {
        let held = |name: &str, level| Held {
            name: name.to_owned(),
            level,
            years: None,
        };
        let mission = |title: &str, skills: &[&str]| Mission {
            title: Some(title.to_owned()),
            skills: skills.iter().map(|s| (*s).to_owned()).collect(),
            ..Mission::default()
        };
        Facts {
            consultant_id: ConsultantId(7),
            title: "Data engineer".to_owned(),
            bio: None,
            years_experience: Some(8.0),
            skills: vec![
                held("Java", Level::Expert),
                held("Kafka", Level::Beginner),
                held("Rust", Level::Advanced),
            ],
            cv: Some((
                12,
                Cv {
                    summary: Some("Huit ans de données.".to_owned()),
                    experiences: vec![mission("Support", &["Java"]), mission("Plateforme", &["Rust", "Kafka"])],
                    ..Cv::default()
                },
            )),
            tender_id: Some(TenderId(3)),
            wanted: ["Rust", "Kafka", "Go"].map(str::to_owned).into(),
        }
    }

    #[test]
    fn what_the_tender_asks_for_comes_first_and_what_is_missing_is_said() {
        let content = compose(&facts());
        let names: Vec<&str> = content.skills.iter().map(|s| s.held.name.as_str()).collect();
        assert_eq!(names, ["Rust", "Kafka", "Java"]);
        assert_eq!(content.missing_skills, ["Go"]);
        assert_eq!(content.missions[0].mission.title.as_deref(), Some("Plateforme"));
        assert_eq!(content.missions[0].shows, ["Rust", "Kafka"]);
        assert_eq!(content.skills[0].shown_by, ["Plateforme"]);
        assert_eq!(content.summary.as_deref(), Some("Huit ans de données."));
        assert_eq!(content.sources, ["consultant:7", "resume_analysis:12"]);
        assert_eq!(content, compose(&facts()));
    }

    #[test]
    fn without_a_cv_and_a_tender_it_is_the_profile() {
        let content = compose(&Facts {
            cv: None,
            tender_id: None,
            wanted: Vec::new(),
            ..facts()
        });
        assert!(content.missions.is_empty() && content.missing_skills.is_empty());
        assert_eq!(content.skills[0].held.name, "Java");
        assert_eq!(content.sources, ["consultant:7"]);
    }
}
