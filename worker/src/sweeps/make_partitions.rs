//! Next months' partitions of finished executions and of the audit log stand before they are needed.

use shared::{audit, db::Db, jobs};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    jobs::usecases::ensure_partitions(&db, 3).await?;
    audit::ensure_partitions(&db, 3).await?;
    Ok(())
}
