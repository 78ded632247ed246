//! Vectors of documents that were given up half-way.

use shared::{db::Db, knowledge};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    knowledge::usecases::drop_old_drafts(&db).await?;
    Ok(())
}
