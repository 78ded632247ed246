//! What the business needs from the outside, as traits with two adapters that people really run ([`crate::adapters`]).

pub mod cv_analyser;
pub mod embedder;
pub mod file_store;
pub mod mailer;
pub mod match_scorer;
pub mod workflow_engine;

pub use cv_analyser::{AnalyseError, AnalysisCall, CvAnalyser, FALLBACK};
pub use embedder::{EmbedError, Embedder, Purpose};
pub use file_store::{FileStore, FileStoreError};
pub use mailer::{Letter, MailError, Mailer};
pub use match_scorer::{MatchScorer, SCORING_PATIENCE, ScoringCall};
pub use workflow_engine::WorkflowEngine;
