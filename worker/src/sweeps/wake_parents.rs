//! Parents whose last child ended in a process that died before it could tell them.

use shared::{db::Db, jobs::family};

pub(super) async fn run(db: Db) -> anyhow::Result<()> {
    family::wake(&db, None).await?;
    Ok(())
}
