//! The weighted mean, and its explanation.

use super::{
    VERSION,
    criterion::Criterion,
    explanation::{CriterionScore, Explanation, LeftOut},
    facts::{Need, Profile},
    points::{ONE, Points, apportion},
    recommendations, skills,
    weights::Weights,
};
use crate::kernel::Choice;

/// A score with what it is made of, in numbers only.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The score.
    pub score: Points,
    parts: Vec<Part>,
    left_out: Vec<(Criterion, &'static str)>,
}

#[derive(Debug, Clone, PartialEq)]
struct Part {
    criterion: Criterion,
    score: Points,
    weight: Points,
    contribution: Points,
}

/// Scores a consultant for a tender; `similarity` is that of their texts, 0 to 1, where both have a vector of the same model.
#[must_use]
pub fn score(profile: &Profile, need: &Need, similarity: Option<f64>, weights: &Weights) -> Scored {
    let mut applying: Vec<(Criterion, Points, u64)> = Vec::with_capacity(Criterion::ALL.len());
    let mut left_out = Vec::new();
    for criterion in Criterion::ALL {
        match (
            weights.millionths(criterion),
            criterion.measure(profile, need, similarity),
        ) {
            (_, Err(why)) => left_out.push((criterion, why)),
            (0, Ok(_)) => left_out.push((criterion, "The weights in use give this criterion nothing.")),
            (weight, Ok(share)) => applying.push((criterion, Points::from_share(share), weight)),
        }
    }
    let given: Vec<u64> = applying.iter().map(|(_, _, weight)| *weight).collect();
    let weighted = apportion(ONE, &given);
    // Ten-thousandths of ten-thousandths; their sum rounds to the score, which is then split back.
    let products: Vec<u64> = applying
        .iter()
        .zip(&weighted)
        .map(|((_, score, _), weight)| u64::from(score.count()) * u64::from(weight.count()))
        .collect();
    let one = f64::from(ONE.count());
    #[allow(clippy::cast_precision_loss, reason = "at most 10^8")]
    let total = Points::from_share(products.iter().sum::<u64>() as f64 / (one * one));
    let contributions = apportion(total, &products);
    let parts = applying
        .into_iter()
        .zip(weighted)
        .zip(contributions)
        .map(|(((criterion, score, _), weight), contribution)| Part {
            criterion,
            score,
            weight,
            contribution,
        })
        .collect();
    Scored {
        score: total,
        parts,
        left_out,
    }
}

/// Says in words why the score is what it is, and what would raise it.
#[must_use]
pub fn explain(
    scored: &Scored,
    profile: &Profile,
    need: &Need,
    similarity: Option<f64>,
    weights: &Weights,
) -> Explanation {
    let criteria = scored
        .parts
        .iter()
        .map(|part| {
            let told = part.criterion.tell(profile, need, similarity);
            CriterionScore {
                name: part.criterion,
                score: part.score,
                weight: part.weight,
                contribution: part.contribution,
                reason: told.reason,
                evidence: told.evidence,
            }
        })
        .collect();
    let left_out = scored
        .left_out
        .iter()
        .map(|(name, why)| LeftOut {
            name: *name,
            reason: (*why).to_owned(),
        })
        .collect();
    Explanation {
        criteria,
        left_out,
        skills: skills::found(profile, need),
        recommendations: recommendations::find(scored.score, profile, need, similarity, weights),
        scoring_version: VERSION.to_owned(),
    }
}

impl Scored {
    /// The names of the criteria that count.
    pub fn counted(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.parts.iter().map(|p| p.criterion.name())
    }
}
