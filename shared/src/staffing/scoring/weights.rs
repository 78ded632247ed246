//! How much each criterion counts.

use super::criterion::Criterion;
use crate::kernel::Choice;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How much each criterion counts, 0 to 1 each; they need not add up to one. A criterion that is not named weighs nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(try_from = "BTreeMap<String, f64>", into = "BTreeMap<String, f64>")]
#[schema(value_type = BTreeMap<String, f64>, example = json!({"skills": 0.6, "rate": 0.4}))]
pub struct Weights(BTreeMap<Criterion, f64>);

/// Why weights were refused; every fault at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct InvalidWeights(pub Vec<String>);

impl crate::kernel::rules::StandIn for Weights {
    fn stand_in() -> Self {
        Self::default()
    }
}

impl Weights {
    /// Takes weights by name.
    ///
    /// # Errors
    /// An unknown name, a weight outside 0 to 1, or none above 0.
    pub fn parse(named: &BTreeMap<String, f64>) -> Result<Self, InvalidWeights> {
        let mut faults = Vec::new();
        let mut weights = BTreeMap::new();
        for (name, weight) in named {
            match Criterion::named(name) {
                None => faults.push(format!(
                    "`{name}` is not a criterion; they are {}",
                    Criterion::NAMES.join(", ")
                )),
                Some(_) if !(0.0..=1.0).contains(weight) => faults.push(format!("`{name}` is not between 0 and 1")),
                Some(criterion) => {
                    weights.insert(criterion, *weight);
                }
            }
        }
        if faults.is_empty() && weights.values().all(|w| *w < 1e-6) {
            faults.push("at least one weight must be above 0".to_owned());
        }
        if faults.is_empty() {
            Ok(Self(weights))
        } else {
            Err(InvalidWeights(faults))
        }
    }

    /// Of one criterion.
    #[must_use]
    pub fn of(&self, criterion: Criterion) -> f64 {
        self.0.get(&criterion).copied().unwrap_or(0.0)
    }

    /// In millionths, so that sums are exact.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 1,000,000"
    )]
    pub(super) fn millionths(&self, criterion: Criterion) -> u64 {
        (self.of(criterion) * 1e6).round() as u64
    }
}

impl Default for Weights {
    fn default() -> Self {
        Self(BTreeMap::from([
            (Criterion::Skills, 0.45),
            (Criterion::Semantic, 0.20),
            (Criterion::Experience, 0.10),
            (Criterion::Availability, 0.10),
            (Criterion::Rate, 0.10),
            (Criterion::Location, 0.05),
        ]))
    }
}

impl TryFrom<BTreeMap<String, f64>> for Weights {
    type Error = InvalidWeights;
    fn try_from(named: BTreeMap<String, f64>) -> Result<Self, InvalidWeights> {
        Self::parse(&named)
    }
}

impl From<Weights> for BTreeMap<String, f64> {
    fn from(weights: Weights) -> Self {
        weights.0.into_iter().map(|(c, w)| (c.name().to_owned(), w)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_at_once() {
        let named = BTreeMap::from([("skills".to_owned(), 1.5), ("charm".to_owned(), 0.5)]);
        let faults = Weights::parse(&named).unwrap_err().0;
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(Weights::parse(&BTreeMap::new()).is_err());
        assert!(Weights::parse(&BTreeMap::from([("rate".to_owned(), f64::NAN)])).is_err());
    }

    #[test]
    fn given_weights_replace_the_default_entirely() {
        let weights = Weights::parse(&BTreeMap::from([("rate".to_owned(), 1.0)])).unwrap();
        assert!((weights.of(Criterion::Rate) - 1.0).abs() < f64::EPSILON);
        assert!(weights.of(Criterion::Skills).abs() < f64::EPSILON);
    }
}
