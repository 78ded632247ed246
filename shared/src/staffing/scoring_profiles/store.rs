//! The statements that write scoring profiles.

use super::{
    domain::Profile,
    queries::{self, ScoringProfile},
};
use crate::{
    aggregate::{self, Aggregate, Create, Locked, Remove},
    db::{DbError, Refused, Tx},
    kernel::{CompanyId, FaultKind, Faults, Line, Scope, ScoringProfileId, permissions::ScoringWrite},
    staffing::scoring::Weights,
};
use sqlx::types::Json;

/// Scoring profiles.
#[derive(Debug)]
pub struct ScoringProfiles;

impl Aggregate for ScoringProfiles {
    const KIND: &'static str = "scoring_profile";
    type Id = ScoringProfileId;
    type Fields = Profile;
    type Shown = ScoringProfile;
    type Write = ScoringWrite;
    type Manage = ScoringWrite;

    /// One writer of a company's profiles at a time: two that take each other's place would each hold what the other waits for.
    async fn hold(tx: &mut Tx, id: ScoringProfileId) -> Result<(), DbError> {
        match queries::company_of(tx, id).await? {
            Some(company) => tx.take_turn("scoring_profiles", company.0).await,
            None => Ok(()),
        }
    }

    async fn lock(tx: &mut Tx, scope: Scope, id: ScoringProfileId) -> Result<Option<Locked<Profile>>, DbError> {
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

    async fn shown(tx: &mut Tx, id: ScoringProfileId) -> Result<ScoringProfile, DbError> {
        aggregate::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: ScoringProfileId, was: &Locked<Profile>, p: &Profile) -> Result<(), DbError> {
        if let (true, false, Some(company)) = (p.is_default, was.fields.is_default, was.company_id) {
            clear_default(tx, company).await?;
        }
        sqlx::query!(
            "UPDATE scoring_profiles SET name = $2, is_default = $3, weights = $4, min_score = $5, version = version + 1, updated_at = $6
            WHERE id = $1",
            id.0,
            p.name.as_str(),
            p.is_default,
            Json(&p.weights) as _,
            p.min_score,
            tx.now(),
        )
        .execute(tx.conn())
        .await?;
        Ok(())
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("scoring_profiles_name_key") => Refused::Exists(Self::KIND),
            Some("scoring_profiles_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
            _ => error.into(),
        }
    }
}

impl Create for ScoringProfiles {
    async fn insert(tx: &mut Tx, company: CompanyId, p: &Profile) -> Result<ScoringProfileId, DbError> {
        tx.take_turn("scoring_profiles", company.0).await?;
        if p.is_default {
            clear_default(tx, company).await?;
        }
        Ok(sqlx::query_scalar!(
            r#"INSERT INTO scoring_profiles (company_id, name, is_default, weights, min_score, created_at)
            VALUES ($1, $2, $3, $4, $5, $6) RETURNING id AS "id: ScoringProfileId""#,
            company.0,
            p.name.as_str(),
            p.is_default,
            Json(&p.weights) as _,
            p.min_score,
            tx.now(),
        )
        .fetch_one(tx.conn())
        .await?)
    }
}

impl Remove for ScoringProfiles {
    async fn delete(tx: &mut Tx, id: ScoringProfileId) -> Result<(), DbError> {
        sqlx::query!("DELETE FROM scoring_profiles WHERE id = $1", id.0)
            .execute(tx.conn())
            .await?;
        Ok(())
    }
}

/// Makes room for another default profile.
async fn clear_default(tx: &mut Tx, company: CompanyId) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE scoring_profiles SET is_default = false, version = version + 1, updated_at = $2 WHERE company_id = $1 AND is_default",
        company.0,
        tx.now(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
