//! Read models of portfolios.

use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, ConsultantId, Grant, Page, PortfolioId, Scope, permissions::PortfolioRead},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

/// A portfolio.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Portfolio {
    /// Its id.
    pub id: PortfolioId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Whose work it is; the company's where null.
    pub consultant_id: Option<ConsultantId>,
    /// What it is, in a line.
    #[schema(example = "Migration d'un SI bancaire vers Kubernetes")]
    pub title: String,
    /// In paragraphs.
    pub description: Option<String>,
    /// A picture.
    pub image_url: Option<String>,
    /// Where it can be seen.
    pub project_url: Option<String>,
    /// From.
    pub start_date: Option<NaiveDate>,
    /// Until.
    pub end_date: Option<NaiveDate>,
    /// What generation wrote.
    #[schema(value_type = Option<Object>)]
    pub content: Option<serde_json::Value>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Portfolio {
    /// When it was last written: what an `ETag` tells apart.
    #[must_use]
    pub fn version(&self) -> DateTime<Utc> {
        self.updated_at.unwrap_or(self.created_at)
    }
}

/// What [`list`] filters by.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// Of this consultant.
    pub consultant_id: Option<ConsultantId>,
}

const COLUMNS: &str = "SELECT f.id, f.company_id, f.consultant_id, f.title, f.description, f.image_url, f.project_url, f.start_date, \
    f.end_date, f.content, f.created_at, f.updated_at FROM portfolios f WHERE true";

/// Portfolios that the caller may see, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<PortfolioRead>,
    filter: Filter,
    page: Page,
) -> Result<(Vec<Portfolio>, i64), DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    push_conditions(&mut query, grant.scope(), filter);
    query.push(" ORDER BY f.id LIMIT ").push_bind(page.limit);
    query.push(" OFFSET ").push_bind(page.offset);
    let rows = query.build_query_as().fetch_all(pool).await?;
    let mut count = QueryBuilder::new("SELECT count(*) FROM portfolios f WHERE true");
    push_conditions(&mut count, grant.scope(), filter);
    let total = count.build_query_scalar().fetch_one(pool).await?;
    Ok((rows, total))
}

/// One portfolio that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, grant: Grant<PortfolioRead>, id: PortfolioId) -> Result<Option<Portfolio>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    push_conditions(&mut query, grant.scope(), Filter::default());
    query.push(" AND f.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// The portfolio as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: PortfolioId) -> Result<Portfolio, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" AND f.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// True when the consultant is this company's, and this user's where one is named.
pub(super) async fn is_of(
    tx: &mut Tx,
    consultant: ConsultantId,
    company: CompanyId,
    user: Option<i64>,
) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM consultants WHERE id = $1 AND company_id = $2 AND ($3::bigint IS NULL OR user_id = $3)) AS "is!""#,
        consultant.0,
        company.0,
        user
    )
    .fetch_one(tx.conn())
    .await?)
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, scope: Scope, filter: Filter) {
    match scope {
        Scope::All => {}
        Scope::Company(c) | Scope::CompanyAndPartners(c) => {
            query.push(" AND f.company_id = ").push_bind(c);
        }
        Scope::Own(user, _) => {
            query.push(" AND f.consultant_id IN (SELECT c.id FROM consultants c WHERE c.user_id = ");
            query.push_bind(user).push(")");
        }
        Scope::ProposedTo(c) => {
            query.push(" AND EXISTS (SELECT FROM matches m WHERE m.consultant_id = f.consultant_id AND m.status IN ('proposed', 'accepted', 'rejected') AND m.tender_company_id = ");
            query.push_bind(c).push(")");
        }
    }
    if let Some(company) = filter.company_id {
        query.push(" AND f.company_id = ").push_bind(company);
    }
    if let Some(consultant) = filter.consultant_id {
        query.push(" AND f.consultant_id = ").push_bind(consultant);
    }
}
