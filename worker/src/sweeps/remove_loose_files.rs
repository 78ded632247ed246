//! Files of removed resumes, and of uploads that did not end, go from the file store; one that is away gets them again later.

use shared::{db::Db, ports::FileStore, resumes::loose_files};
use std::sync::Arc;

pub(super) async fn run(db: Db, files: Arc<dyn FileStore>) -> anyhow::Result<()> {
    let removed = loose_files::sweep(&db, files.as_ref()).await?;
    if removed > 0 {
        tracing::info!(removed, "files that no resume has were removed");
    }
    let waiting = loose_files::waiting(&db).await?;
    metrics::gauge!("files_awaiting_removal").set(waiting as f64);
    Ok(())
}
