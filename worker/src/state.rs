//! What handlers share: concrete state, and the ports as trait objects.

use shared::{
    db::Db,
    identity::tokens::Tokens,
    kernel::Choice,
    ports::{CvAnalyser, Embedder, FileStore, Mailer, MatchScorer},
    resumes::{jobs::EngineName, suggestions::Suggester},
};
use std::sync::Arc;

/// Made once at start.
#[derive(Debug)]
pub struct State {
    /// The database.
    pub db: Db,
    /// Uploaded files.
    pub files: Arc<dyn FileStore>,
    /// The model, or none.
    pub embedder: Arc<dyn Embedder>,
    /// Offers skills of the catalogue for words that no alias knows.
    pub suggester: Suggester,
    /// Read CVs: the native engine first, then those that the configuration names.
    pub analysers: Vec<Arc<dyn CvAnalyser>>,
    /// Scores pairs in our place, where the configuration names one.
    pub scorer: Option<Arc<dyn MatchScorer>>,
    /// Takes letters.
    pub mailer: Arc<dyn Mailer>,
    /// Makes the tokens that letters carry.
    pub tokens: Tokens,
    /// What links in letters begin with.
    pub public_url: String,
}

impl State {
    /// The engine of that name, if this worker has it.
    pub fn analyser(&self, name: EngineName) -> Option<&Arc<dyn CvAnalyser>> {
        self.analysers.iter().find(|a| a.engine() == name.name())
    }
}
