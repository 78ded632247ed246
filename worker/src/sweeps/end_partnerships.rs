//! A partnership is over after its last day, and what was open between the two with it.

use shared::{audit::Origin, db::Db, lifecycle::partnerships};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    let mut tx = db.begin().await?;
    let ended = partnerships::end_expired(&mut tx, &Origin::default()).await?;
    if ended > 0 {
        tx.commit().await?;
        tracing::info!(ended, "partnerships whose last day has passed were ended");
    }
    Ok(())
}
