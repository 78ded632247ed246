//! The six criteria.

use crate::{choice, kernel::Words};

choice! {
    /// What a score is made of; the names are the keys of `weights` too.
    pub enum Criterion {
        /// What the consultant can do.
        Skills = "skills",
        /// What the texts are about.
        Semantic = "semantic",
        /// For how long.
        Experience = "experience",
        /// From when on.
        Availability = "availability",
        /// For how much.
        Rate = "rate",
        /// Where.
        Location = "location",
    }
}

/// A criterion in words.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    pub reason: Words,
    pub evidence: Vec<Words>,
}

impl Told {
    pub(super) fn new(reason: Words) -> Self {
        Self {
            reason,
            evidence: Vec::new(),
        }
    }

    /// Of a criterion that does not apply.
    pub(super) fn nothing() -> Self {
        Self::new(Words::fixed("", ""))
    }
}

impl Criterion {
    /// Every criterion, in the order of explanations.
    pub const ALL: [Self; 6] = [
        Self::Skills,
        Self::Semantic,
        Self::Experience,
        Self::Availability,
        Self::Rate,
        Self::Location,
    ];
}
