//! The statements that write scoring profiles.

use super::domain::Profile;
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, Line, Scope, ScoringProfileId},
    staffing::scoring::Weights,
};
use sqlx::types::Json;

pub(super) async fn insert(tx: &mut Tx, company: CompanyId, p: &Profile) -> Result<ScoringProfileId, DbError> {
    let now = tx.now();
    let weights = serde_json::to_value(&p.weights).map_err(DbError::encode)?;
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id AS "id: ScoringProfileId""#,
        company.0,
        p.name.as_str(),
        p.is_default,
        weights,
        p.min_score,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// One writer of a company's profiles at a time: its names and its default are unique, and one profile takes the default from another.
pub(super) async fn take_turn(tx: &mut Tx, company: CompanyId) -> Result<(), DbError> {
    tx.take_turn("scoring_profiles", company.0).await
}

/// Locks a profile in the scope of a write: its company's.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: ScoringProfileId) -> Result<Option<Locked<Profile>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", coalesce(updated_at, created_at) AS "version!", name AS "name: Line<100>",
            is_default, weights AS "weights: Json<Weights>", min_score
        FROM scoring_profiles WHERE id = $1 AND ($2::bigint IS NULL OR company_id = $2) FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Profile {
            name: r.name,
            is_default: r.is_default,
            weights: r.weights.0,
            min_score: r.min_score,
        },
    }))
}

/// Makes room for another default profile.
pub(super) async fn clear_default(tx: &mut Tx, company: CompanyId) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "UPDATE scoring_profiles SET is_default = false, version = version + 1, updated_at = $2 WHERE company_id = $1 AND is_default",
        company.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn update(tx: &mut Tx, id: ScoringProfileId, p: &Profile) -> Result<(), DbError> {
    let now = tx.now();
    let weights = serde_json::to_value(&p.weights).map_err(DbError::encode)?;
    sqlx::query!(
        "UPDATE scoring_profiles SET name = $2, is_default = $3, weights = $4, min_score = $5, version = version + 1, updated_at = $6
        WHERE id = $1",
        id.0,
        p.name.as_str(),
        p.is_default,
        weights,
        p.min_score,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: ScoringProfileId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM scoring_profiles WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
