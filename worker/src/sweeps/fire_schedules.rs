//! Fires what has come due. Every worker looks; a locked row and a unique due time let one of them fire.

use shared::{
    db::Db,
    jobs::schedules::usecases::{self, Planned},
};
use std::sync::Arc;
use tokio::sync::OnceCell;

pub(super) async fn run(db: Db, planned: Arc<Vec<Planned>>, registered: Arc<OnceCell<()>>) -> anyhow::Result<()> {
    // Once a process, when the database is there.
    registered
        .get_or_try_init(|| async { usecases::register(&db, &planned).await })
        .await?;
    for id in usecases::fire(&db).await? {
        tracing::info!(%id, "a schedule fired");
    }
    Ok(())
}
