//! Does the database have the schema that this build knows?

use super::{Db, DbError, MIGRATOR};
use std::collections::HashMap;

/// How the database's schema compares with this build's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// The same.
    Known,
    /// Migrations are missing.
    Behind,
    /// It has a migration that this build does not know, or another content under the same version.
    Foreign,
}

impl Db {
    /// Compares the applied migrations with this build's.
    ///
    /// # Errors
    /// The database failed.
    pub async fn schema(&self) -> Result<Schema, DbError> {
        let has_any: bool = sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL")
            .fetch_one(self.pool())
            .await?;
        if !has_any {
            return Ok(Schema::Behind);
        }
        let applied: Vec<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT version, checksum FROM _sqlx_migrations WHERE success")
                .fetch_all(self.pool())
                .await?;
        let known: HashMap<i64, &[u8]> = MIGRATOR.iter().map(|m| (m.version, m.checksum.as_ref())).collect();
        let is_ours = |(version, checksum): &(i64, Vec<u8>)| known.get(version) == Some(&checksum.as_slice());
        Ok(if !applied.iter().all(is_ours) {
            Schema::Foreign
        } else if applied.len() < known.len() {
            Schema::Behind
        } else {
            Schema::Known
        })
    }
}
