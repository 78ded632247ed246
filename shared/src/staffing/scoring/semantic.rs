//! Semantic: what the texts of profile and tender are about.

use super::{
    criterion::Told,
    words::{self, left_out},
};
use crate::kernel::Words;

/// The share that a cosine of two texts means, 0 to 1: 0 for texts that have nothing to do with each other, 1 for texts about the
/// same. Models differ in where that is: E5 was trained with a temperature so low that its cosines lie between 0.7 and 1
/// (model card of intfloat/multilingual-e5-small, FAQ 3). With all-MiniLM-L6-v2, profiles of other trades came out at 0.1 to 0.3 and
/// of the same trade at 0.5 to 0.85, in French and in English.
#[must_use]
pub fn calibrate(cosine: f64, model: &str) -> f64 {
    let (nothing, same) = if model.to_ascii_lowercase().contains("e5") {
        (0.70, 0.92)
    } else {
        (0.15, 0.75)
    };
    ((cosine - nothing) / (same - nothing)).clamp(0.0, 1.0)
}

pub(super) fn measure(similarity: Option<f64>) -> Result<f64, Words> {
    similarity.ok_or(left_out::NO_VECTORS)
}

pub(super) fn tell(similarity: Option<f64>) -> Told {
    let share = similarity.unwrap_or(0.0);
    Told {
        reason: words::nearness_of_texts(share),
        evidence: vec![words::similarity(share)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_uses_the_whole_range() {
        for model in ["multilingual-e5-small", "all-MiniLM-L6-v2"] {
            assert!(calibrate(-0.1, model).abs() < f64::EPSILON, "{model}");
            assert!((calibrate(0.99, model) - 1.0).abs() < f64::EPSILON, "{model}");
        }
        assert!(calibrate(0.75, "intfloat/multilingual-e5-small") < 0.3);
    }
}
