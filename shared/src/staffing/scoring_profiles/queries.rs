//! Read models of scoring profiles.

use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
    },
    kernel::{CompanyId, Cursor, Grant, Listed, Page, Scope, ScoringProfileId, permissions::ScoringRead},
    staffing::scoring::Weights,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

/// A company's weights.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct ScoringProfile {
    /// Its id.
    pub id: ScoringProfileId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Unique in its company.
    #[schema(example = "Régie data")]
    pub name: String,
    /// Counts where a request names no weights.
    pub is_default: bool,
    /// How much each criterion counts.
    #[sqlx(json)]
    pub weights: Weights,
    /// The bar, 0 to 1.
    #[schema(example = 0.6)]
    pub min_score: f64,
    /// Rises with every change.
    pub version: i32,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl ScoringProfile {
    /// When it was last written: what an `ETag` tells apart.
    #[must_use]
    pub fn written_at(&self) -> DateTime<Utc> {
        self.updated_at.unwrap_or(self.created_at)
    }
}

const COLUMNS: &str =
    "SELECT p.id, p.company_id, p.name, p.is_default, p.weights, p.min_score, p.version, p.created_at, p.updated_at";

const FROM: &str = " FROM scoring_profiles p WHERE true";

/// The caller's company's profiles by name, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<ScoringRead>,
    company: Option<CompanyId>,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<ScoringProfile>, DbError> {
    let list = List::by_name(COLUMNS, FROM, "p");
    let conditions = |query: &mut QueryBuilder<Postgres>| push_conditions(query, grant.scope(), company);
    page_of(&mut *pool.acquire().await?, list, false, conditions, after, page).await
}

/// One of the caller's company's profiles.
///
/// # Errors
/// The database failed.
pub async fn one(
    pool: &PgPool,
    grant: Grant<ScoringRead>,
    id: ScoringProfileId,
) -> Result<Option<ScoringProfile>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    push_conditions(&mut query, grant.scope(), None);
    query.push(" AND p.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// A profile's company, which never changes.
pub(super) async fn company_of(tx: &mut Tx, id: ScoringProfileId) -> Result<Option<CompanyId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT company_id AS "id: CompanyId" FROM scoring_profiles WHERE id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The profile as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: ScoringProfileId) -> Result<ScoringProfile, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    query.push(" AND p.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, scope: Scope, company: Option<CompanyId>) {
    for company in [scope.company(), company].into_iter().flatten() {
        query.push(" AND p.company_id = ").push_bind(company);
    }
}
