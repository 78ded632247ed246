//! Words that no alias knows are offered the nearest skill of the catalogue, by embedding. An offer is marked as one and fills nothing.

use crate::ports::{EmbedError, Embedder, Purpose};
use cv_engine::profile::ParsedData;
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

/// Least similarity of an offer: below it, silence is the better answer.
const LEAST: f32 = 0.86;
/// Most words of a CV that are looked up.
const WORDS: usize = 60;

type Vectors = HashMap<String, Arc<[f32]>>;

/// Knows the vectors of the catalogue's names, which are the same for every CV and take a model seconds to make.
#[derive(Debug, Default)]
pub struct Suggester {
    /// Of this model.
    names: Mutex<(String, Vectors)>,
}

impl Suggester {
    /// Fills `suggestion` of the skills without a name. Without a model, or when it fails, nothing is offered.
    pub async fn suggest(&self, embedder: &dyn Embedder, parsed: &mut ParsedData, catalogue: &[String]) {
        let unknown: Vec<usize> = (0..parsed.skills.len())
            .filter(|i| parsed.skills[*i].name.is_none())
            .take(WORDS)
            .collect();
        let Some(model) = embedder.model() else { return };
        if unknown.is_empty() || catalogue.is_empty() {
            return;
        }
        let words = unknown.iter().map(|i| parsed.skills[*i].raw.clone()).collect();
        let (words, names) = match (
            embedder.embed(words, Purpose::Query).await,
            self.vectors(embedder, model, catalogue).await,
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
                .map(|(name, text)| (word.iter().zip(name.iter()).map(|(a, b)| a * b).sum::<f32>(), text))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            parsed.skills[at].suggestion = nearest
                .filter(|(likeness, _)| *likeness >= LEAST)
                .map(|(_, text)| text.clone());
        }
    }

    /// The vectors of the catalogue, in its order; the model is asked for those that are new.
    async fn vectors(
        &self,
        embedder: &dyn Embedder,
        model: &str,
        catalogue: &[String],
    ) -> Result<Vec<Arc<[f32]>>, EmbedError> {
        let known = {
            let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
            if names.0 == model {
                names.1.clone()
            } else {
                Vectors::new()
            }
        };
        let new: Vec<String> = catalogue.iter().filter(|n| !known.contains_key(*n)).cloned().collect();
        let made = if new.is_empty() {
            Vec::new()
        } else {
            embedder.embed(new.clone(), Purpose::Passage).await?
        };
        let mut all = known;
        all.extend(new.into_iter().zip(made.into_iter().map(Arc::from)));
        let of = |name: &String| all.get(name).cloned();
        let vectors: Option<Vec<Arc<[f32]>>> = catalogue.iter().map(of).collect();
        let vectors = vectors.ok_or_else(|| EmbedError("fewer vectors than names".to_owned()))?;
        // What left the catalogue goes.
        let names: HashSet<&String> = catalogue.iter().collect();
        all.retain(|name, _| names.contains(name));
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = (model.to_owned(), all);
        Ok(vectors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::embedder::DIMENSIONS;
    use async_trait::async_trait;
    use cv_engine::profile::{Evidence, Skill};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Vectors by the first letter; counts the texts.
    #[derive(Debug, Default)]
    struct Letters(AtomicUsize);

    #[async_trait]
    impl Embedder for Letters {
        fn model(&self) -> Option<&str> {
            Some("letters")
        }
        async fn embed(&self, texts: Vec<String>, _: Purpose) -> Result<Vec<Vec<f32>>, EmbedError> {
            self.0.fetch_add(texts.len(), Ordering::SeqCst);
            let of = |text: &String| {
                let mut vector = vec![0.0; DIMENSIONS];
                vector[usize::from(text.as_bytes()[0])] = 1.0;
                vector
            };
            Ok(texts.iter().map(of).collect())
        }
    }

    fn cv() -> ParsedData {
        let skill = Skill {
            raw: "Rustacean".to_owned(),
            name: None,
            suggestion: None,
            proficiency_level: None,
            years: None,
            evidence: Evidence { page: 1, line: 1 },
        };
        ParsedData {
            skills: vec![skill],
            ..ParsedData::default()
        }
    }

    #[tokio::test]
    async fn the_catalogue_is_embedded_once_and_then_what_is_new_of_it() {
        let (model, suggester) = (Letters::default(), Suggester::default());
        let mut catalogue: Vec<String> = ["Go", "Rust", "Java"].map(str::to_owned).to_vec();
        for (texts, added) in [(4, None), (5, None), (7, Some("Perl"))] {
            catalogue.extend(added.map(str::to_owned));
            let mut parsed = cv();
            suggester.suggest(&model, &mut parsed, &catalogue).await;
            assert_eq!(parsed.skills[0].suggestion.as_deref(), Some("Rust"));
            assert_eq!(model.0.load(Ordering::SeqCst), texts);
        }
    }
}
