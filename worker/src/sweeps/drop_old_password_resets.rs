//! A way to a new password is good for an hour, and remembered for another: letters to one address are counted.

use shared::{db::Db, identity::password_resets};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    password_resets::usecases::drop_expired(&db).await?;
    Ok(())
}
