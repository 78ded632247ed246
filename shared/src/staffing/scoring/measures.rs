//! What each criterion says of a pair.

use super::{
    availability,
    criterion::{Criterion, Told},
    experience,
    facts::{Need, Profile},
    location, rate, semantic, skills,
};
use crate::kernel::Words;

impl Criterion {
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
