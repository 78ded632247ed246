//! What handlers share: concrete state, and the ports as trait objects.

use shared::{
    db::Db,
    ports::{CvAnalyser, Embedder, FileStore},
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
    /// Reads CVs.
    pub analyser: Arc<dyn CvAnalyser>,
}
