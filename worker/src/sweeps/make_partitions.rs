//! Next months' partitions of finished executions stand before they are needed.

use shared::{db::Db, jobs};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    jobs::usecases::ensure_partitions(&db, 3).await?;
    Ok(())
}
