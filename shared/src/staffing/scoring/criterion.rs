//! The six criteria, and what each says.

use super::{
    availability, experience,
    facts::{Need, Profile},
    location, rate, semantic, skills,
};
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

    /// How well it is met, 0 to 1, or why it does not apply.
    pub(super) fn measure(self, profile: &Profile, need: &Need, similarity: Option<f64>) -> Result<f64, Words> {
        match self {
            Self::Skills => skills::measure(profile, need),
            Self::Semantic => semantic::measure(similarity),
            Self::Experience => experience::measure(profile, need),
            Self::Availability => availability::measure(profile, need),
            Self::Rate => rate::measure(profile, need),
            Self::Location => location::measure(profile, need),
        }
    }

    /// The same in words; asked only of criteria that apply.
    pub(super) fn tell(self, profile: &Profile, need: &Need, similarity: Option<f64>) -> Told {
        match self {
            Self::Skills => skills::tell(profile, need),
            Self::Semantic => semantic::tell(similarity),
            Self::Experience => experience::tell(profile, need),
            Self::Availability => availability::tell(profile, need),
            Self::Rate => rate::tell(profile, need),
            Self::Location => location::tell(profile, need),
        }
    }
}
