//! Employee records: the numbers (matricules) that a company's personnel department knows.
//!
//! Owns: seeg_agents

use crate::db::DbError;
use sqlx::PgPool;

/// Whether an employee has this number, and nothing else of anybody.
///
/// # Errors
/// The database failed.
pub async fn is_known(pool: &PgPool, matricule: i64) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM seeg_agents WHERE matricule = $1) AS "known!""#,
        matricule
    )
    .fetch_one(pool)
    .await?)
}
