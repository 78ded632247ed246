//! Why a score is what it is, as stored with the match, in every language, and shown to people, in theirs.

use super::{criterion::Criterion, points::Points};
use crate::{
    directory::skills::domain::Level,
    kernel::{Locale, SkillId, Words},
    staffing::tenders::domain::Importance,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One criterion's part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct CriterionScore {
    /// Which.
    pub name: Criterion,
    /// How well it is met, 0 to 1.
    #[schema(value_type = f64, example = 0.8)]
    pub score: Points,
    /// Its weight after renormalising; the weights of an explanation add up to one.
    #[schema(value_type = f64, example = 0.45)]
    pub weight: Points,
    /// What it gives to the score; the contributions add up to the score exactly.
    #[schema(value_type = f64, example = 0.36)]
    pub contribution: Points,
    /// Why, in a sentence.
    #[schema(value_type = String)]
    pub reason: Words,
    /// The facts behind it.
    #[schema(value_type = Vec<String>)]
    pub evidence: Vec<Words>,
}

/// A criterion that does not count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LeftOut {
    /// Which.
    pub name: Criterion,
    /// Why, in a sentence.
    #[schema(value_type = String)]
    pub reason: Words,
}

/// A skill that the tender asks for, and how the consultant stands to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct HeldSkill {
    /// Of the catalogue.
    pub skill_id: SkillId,
    /// Its name there.
    pub name: String,
    /// How much it matters.
    pub importance: Importance,
    /// The level asked for.
    pub min_level: Option<Level>,
    /// The level reached; null when missing.
    pub level: Option<Level>,
}

/// The tender's skills, by how they are met.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct SkillsFound {
    /// At the level asked for, or above.
    pub matched: Vec<HeldSkill>,
    /// Below the level asked for.
    pub partial: Vec<HeldSkill>,
    /// Not at all.
    pub missing: Vec<HeldSkill>,
}

/// What would raise the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Recommendation {
    /// What to change, in a sentence.
    #[schema(value_type = String)]
    pub text: Words,
    /// By how much: the same scoring with the change made, less the score.
    #[schema(value_type = f64, example = 0.12)]
    pub gain: Points,
}

/// Why a score is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Explanation {
    /// The criteria that count.
    pub criteria: Vec<CriterionScore>,
    /// The criteria that do not, and why.
    pub left_out: Vec<LeftOut>,
    /// The tender's skills, by how they are met.
    pub skills: SkillsFound,
    /// What would raise the score, the most first.
    pub recommendations: Vec<Recommendation>,
    /// Of the rules that gave it.
    pub scoring_version: String,
}

impl Explanation {
    /// What the contributions add up to: the score.
    #[must_use]
    pub fn score(&self) -> Points {
        let sum: f64 = self.criteria.iter().map(|c| c.contribution.share()).sum();
        Points::from_share(sum)
    }
}

/// What was stored, in the reader's language: each text in both languages becomes that one. Of rows from before, texts are as they were written.
pub fn speak(stored: &mut Value, locale: Locale) {
    match stored {
        Value::Object(fields) => {
            let said = match (fields.len(), fields.get("fr"), fields.get("en")) {
                (2, Some(Value::String(fr)), Some(Value::String(en))) => Some(locale.of([fr, en]).to_owned()),
                _ => None,
            };
            match said {
                Some(text) => *stored = Value::String(text),
                None => fields.values_mut().for_each(|value| speak(value, locale)),
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|value| speak(value, locale)),
        _ => {}
    }
}
