//! Words that no alias knows are offered the nearest skill of the catalogue, by embedding. An offer is marked as one and fills nothing.

use super::engine::profile::ParsedData;
use crate::ports::{Embedder, Purpose};

/// Least similarity of an offer: below it, silence is the better answer.
const LEAST: f32 = 0.86;
/// Most words of a CV that are looked up.
const WORDS: usize = 60;

/// Fills `suggestion` of the skills without a name. Without a model, or when it fails, nothing is offered.
pub async fn suggest_skills(embedder: &dyn Embedder, parsed: &mut ParsedData, catalogue: &[String]) {
    let unknown: Vec<usize> = (0..parsed.skills.len())
        .filter(|i| parsed.skills[*i].name.is_none())
        .take(WORDS)
        .collect();
    if unknown.is_empty() || catalogue.is_empty() || embedder.model().is_none() {
        return;
    }
    let words = unknown.iter().map(|i| parsed.skills[*i].raw.clone()).collect();
    let (words, names) = match (
        embedder.embed(words, Purpose::Query).await,
        embedder.embed(catalogue.to_vec(), Purpose::Passage).await,
    ) {
        (Ok(words), Ok(names)) => (words, names),
        (Err(error), _) | (_, Err(error)) => {
            tracing::warn!(%error, "no suggestions for unknown skills");
            return;
        }
    };
    for (at, word) in unknown.into_iter().zip(&words) {
        let nearest = names
            .iter()
            .zip(catalogue)
            .map(|(name, text)| (word.iter().zip(name).map(|(a, b)| a * b).sum::<f32>(), text))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        parsed.skills[at].suggestion = nearest
            .filter(|(likeness, _)| *likeness >= LEAST)
            .map(|(_, text)| text.clone());
    }
}
