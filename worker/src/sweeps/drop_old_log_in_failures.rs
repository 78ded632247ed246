//! A failed log-in counts for a day.

use shared::{db::Db, identity};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    identity::usecases::drop_old_failures(&db).await?;
    Ok(())
}
