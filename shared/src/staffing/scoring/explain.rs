//! A score's explanation.

use super::{
    VERSION,
    criterion::{Criterion, Told},
    explanation::{CriterionScore, Explanation, LeftOut},
    facts::{Need, Profile},
    recommendations,
    score::{Part, Scored},
    skills,
    weights::Weights,
    words,
};

/// Says in words why the score is what it is, and what would raise it.
#[must_use]
pub fn explain(
    scored: &Scored,
    profile: &Profile,
    need: &Need,
    similarity: Option<f64>,
    weights: &Weights,
) -> Explanation {
    Explanation {
        criteria: scored.told(|criterion| criterion.tell(profile, need, similarity)),
        left_out: scored.left_out(),
        skills: skills::found(profile, need),
        recommendations: recommendations::find(scored.score, profile, need, similarity, weights),
        scoring_version: VERSION.to_owned(),
    }
}

/// The same of a score that somebody else gave: our rules do not know its reasons, nor what would raise it.
#[must_use]
pub fn explain_given(scored: &Scored, profile: &Profile, need: &Need, engine: &'static str) -> Explanation {
    Explanation {
        criteria: scored.told(|_| Told::new(words::scored_by(engine))),
        left_out: scored.left_out(),
        skills: skills::found(profile, need),
        recommendations: Vec::new(),
        scoring_version: engine.to_owned(),
    }
}

impl Scored {
    fn told(&self, tell: impl Fn(Criterion) -> Told) -> Vec<CriterionScore> {
        let told = |part: &Part| {
            let Told { reason, evidence } = tell(part.criterion);
            CriterionScore {
                name: part.criterion,
                score: part.score,
                weight: part.weight,
                contribution: part.contribution,
                reason,
                evidence,
            }
        };
        self.parts.iter().map(told).collect()
    }

    fn left_out(&self) -> Vec<LeftOut> {
        let out = self.left_out.iter().map(|(name, why)| LeftOut {
            name: *name,
            reason: why.clone(),
        });
        out.collect()
    }
}
