//! Idempotency keys live 24 h.

use shared::{db::Db, jobs};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    jobs::idempotency::drop_expired(&db).await?;
    Ok(())
}
