//! What a scoring profile is.

use crate::{
    fields,
    kernel::{Line, Rules},
    staffing::scoring::Weights,
};

/// The bar of a profile that names none.
pub const DEFAULT_BAR: f64 = 0.6;

fields! {
    /// Everything that may be written of a scoring profile.
    pub struct Profile, ProfileChanges {
        /// Unique in its company, whatever the case.
        name: must Line<100>,
        /// Counts where a request names no weights; one per company.
        is_default: must bool = false,
        /// How much each criterion counts.
        weights: must Weights,
        /// The bar, 0 to 1.
        min_score: must f64 = DEFAULT_BAR,
    }
}

/// No two of its fields can contradict each other.
impl Rules for Profile {}
