//! The weighted mean.

use super::{
    criterion::Criterion,
    facts::{Need, Profile},
    points::{ONE, Points, apportion},
    weights::Weights,
    words::left_out,
};
use crate::kernel::{Choice, Words};
use std::collections::BTreeMap;

/// A score with what it is made of, in numbers only.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The score.
    pub score: Points,
    pub(super) parts: Vec<Part>,
    pub(super) left_out: Vec<(Criterion, Words)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    pub criterion: Criterion,
    pub score: Points,
    pub weight: Points,
    pub contribution: Points,
}

/// Scores a consultant for a tender; `similarity` is that of their texts, 0 to 1, where both have a vector of the same model.
#[must_use]
pub fn score(profile: &Profile, need: &Need, similarity: Option<f64>, weights: &Weights) -> Scored {
    weigh(weights, |criterion| {
        criterion.measure(profile, need, similarity).map(Points::from_share)
    })
}

/// The same of what somebody else says of the criteria.
#[must_use]
pub fn score_given(given: &BTreeMap<Criterion, Points>, weights: &Weights) -> Scored {
    weigh(weights, |criterion| {
        let said = given.get(&criterion).copied();
        said.ok_or(left_out::ENGINE_IS_SILENT)
    })
}

fn weigh(weights: &Weights, measure: impl Fn(Criterion) -> Result<Points, Words>) -> Scored {
    let mut applying: Vec<(Criterion, Points, u64)> = Vec::with_capacity(Criterion::ALL.len());
    let mut out = Vec::new();
    for criterion in Criterion::ALL {
        match (weights.millionths(criterion), measure(criterion)) {
            (_, Err(why)) => out.push((criterion, why)),
            (0, Ok(_)) => out.push((criterion, left_out::NO_WEIGHT)),
            (weight, Ok(share)) => applying.push((criterion, share, weight)),
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
        left_out: out,
    }
}

impl Scored {
    /// The names of the criteria that count.
    pub fn counted(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.parts.iter().map(|p| p.criterion.name())
    }
}
