//! What is indexed, and how two rankings become one.

use crate::{
    choice,
    kernel::{CompanyId, SubjectKind},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

choice! {
    /// What kind of text a document is.
    pub enum DocumentType {
        /// A consultant's profile, or a CV.
        Cv = "cv",
        /// A tender.
        Tender = "tender",
        /// A skill's description.
        Skill = "skill",
        /// A portfolio.
        Portfolio = "portfolio",
        /// A job offer.
        JobOffer = "job_offer",
        /// Something of the caller's own.
        Other = "other",
    }
}

choice! {
    /// How to search.
    pub enum Mode {
        /// By meaning and by words.
        Hybrid = "hybrid",
        /// By meaning only.
        Semantic = "semantic",
        /// By words only.
        Lexical = "lexical",
    }
}

/// A part of a text that belongs together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is; opens each of its chunks.
    pub heading: Option<String>,
    /// The page it stands on, from 1, where the text has pages.
    pub page: Option<i32>,
    /// The text.
    pub text: String,
}

/// The text of a subject, ready to be cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What a list shows.
    pub title: String,
    /// In the order of reading.
    pub sections: Vec<Section>,
}

impl Text {
    /// The whole, as one text.
    #[must_use]
    pub fn content(&self) -> String {
        let section = |s: &Section| match &s.heading {
            Some(heading) => format!("{heading}\n{}", s.text),
            None => s.text.clone(),
        };
        self.sections.iter().map(section).collect::<Vec<_>>().join("\n\n")
    }

    /// True when there is nothing to find in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.sections.iter().all(|s| s.text.trim().is_empty())
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its text, opened by its section's heading.
    pub content: String,
    /// Of the section.
    pub page: Option<i32>,
    /// Estimated.
    pub tokens: usize,
}

/// A document, cut and embedded, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    pub(super) subject_kind: SubjectKind,
    pub(super) subject_id: i64,
    pub(super) company_id: CompanyId,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) sha256: Vec<u8>,
    pub(super) read_at: DateTime<Utc>,
    pub(super) chunks: Vec<Chunk>,
    /// Chunks behind these, which are not searched.
    pub(super) left_out: usize,
    /// One a chunk, or none at all.
    pub(super) vectors: Vec<Vec<f32>>,
    pub(super) model: Option<String>,
    pub(super) profile_vector: Option<Vec<f32>>,
}

impl Prepared {
    /// How many chunks the document has.
    #[must_use]
    pub fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// Chunks that are not searched, because the document is too long.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }
}

/// Where a chunk stood in each ranking, from 1; absent where that ranking does not have it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Ranks {
    /// By meaning.
    pub semantic: Option<usize>,
    /// By words.
    pub lexical: Option<usize>,
}

/// The constant of reciprocal rank fusion.
const K: f64 = 60.0;

/// Reciprocal rank fusion: each ranking gives 1 / (60 + rank), and the sums are ranked
/// (Cormack, Clarke and Büttcher, "Reciprocal Rank Fusion outperforms Condorcet", SIGIR 2009). Best first, ties by id.
#[must_use]
pub fn fuse(semantic: &[i64], lexical: &[i64]) -> Vec<(i64, f64, Ranks)> {
    let mut ranks: HashMap<i64, Ranks> = HashMap::new();
    for (i, id) in semantic.iter().enumerate() {
        ranks.entry(*id).or_default().semantic = Some(i + 1);
    }
    for (i, id) in lexical.iter().enumerate() {
        ranks.entry(*id).or_default().lexical = Some(i + 1);
    }
    #[allow(clippy::cast_precision_loss, reason = "ranks of a few hundred")]
    let part = |rank: Option<usize>| rank.map_or(0.0, |r| 1.0 / (K + r as f64));
    let mut fused: Vec<(i64, f64, Ranks)> = ranks
        .into_iter()
        .map(|(id, r)| (id, part(r.semantic) + part(r.lexical), r))
        .collect();
    fused.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    fused
}

/// The mean direction of vectors, as a unit vector; none when there are none or they cancel out.
#[must_use]
pub fn mean_direction(vectors: &[Vec<f32>]) -> Option<Vec<f32>> {
    let mut sum = vec![0.0_f32; vectors.first()?.len()];
    for vector in vectors {
        for (s, x) in sum.iter_mut().zip(vector) {
            *s += x;
        }
    }
    let length = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
    (length > 1e-6).then(|| sum.iter().map(|x| x / length).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_rankings_have_goes_first() {
        let fused = fuse(&[1, 2, 3], &[4, 3]);
        assert_eq!(fused.iter().map(|f| f.0).collect::<Vec<_>>(), [3, 1, 4, 2]);
        assert!((fused[0].1 - (1.0 / 63.0 + 1.0 / 62.0)).abs() < 1e-12);
        assert_eq!(
            fused[2].2,
            Ranks {
                semantic: None,
                lexical: Some(1)
            }
        );
    }

    #[test]
    fn the_mean_direction_is_a_unit_vector() {
        let mean = mean_direction(&[vec![1.0, 0.0], vec![0.0, 1.0]]).unwrap();
        assert!((mean[0] - mean[1]).abs() < 1e-6 && (mean[0] * mean[0] * 2.0 - 1.0).abs() < 1e-6);
        assert_eq!(mean_direction(&[]), None);
        assert_eq!(mean_direction(&[vec![1.0], vec![-1.0]]), None);
    }
}
