//! Read models of scoring profiles.

use crate::{
    aggregate::{Rows, Shown},
    db::{DbError, Tx, paging::List},
    kernel::{CompanyId, Scope, ScoringProfileId, permissions::ScoringRead},
    staffing::scoring::Weights,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{Postgres, QueryBuilder};

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

impl Shown for ScoringProfile {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Rows for ScoringProfile {
    const LIST: List = List::by_name(
        "SELECT p.id, p.company_id, p.name, p.is_default, p.weights, p.min_score, p.version, p.created_at, p.updated_at",
        " FROM scoring_profiles p WHERE true",
        "p",
    );
    type Read = ScoringRead;
    type Filter = Option<CompanyId>;

    fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope) {
        if let Some(company) = scope.company() {
            query.push(" AND p.company_id = ").push_bind(company);
        }
    }

    fn push_filter(query: &mut QueryBuilder<Postgres>, company: &Option<CompanyId>) {
        if let Some(company) = company {
            query.push(" AND p.company_id = ").push_bind(*company);
        }
    }
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
