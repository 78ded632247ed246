//! Read models of companies.

use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, Grant, Page, Scope, permissions::CompanyRead},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

/// A company. Of another one than its own, a manager is shown the name, the website and the kind, everybody else but an admin the name alone.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Company {
    /// Its id.
    pub id: CompanyId,
    /// Unique, whatever the case and accents.
    #[schema(example = "Alpha Conseil")]
    pub name: String,
    /// What it does.
    pub description: Option<String>,
    /// Its site.
    pub website: Option<String>,
    /// Where it sits.
    pub address: Option<String>,
    /// Its logo.
    pub logo_url: Option<String>,
    /// True: an IT-services company; false: a client; null where only the name is shown.
    pub is_esn: Option<bool>,
    /// Made; null where only the name is shown.
    pub created_at: Option<DateTime<Utc>>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Company {
    /// When it was last written: what an `ETag` tells apart. None where only the name is shown.
    #[must_use]
    pub fn version(&self) -> Option<DateTime<Utc>> {
        self.updated_at.or(self.created_at)
    }
}

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only IT-services companies, or only clients.
    pub is_esn: Option<bool>,
    /// Part of the name.
    pub q: Option<String>,
}

/// Companies by name, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<CompanyRead>,
    filter: &Filter,
    page: Page,
) -> Result<(Vec<Company>, i64), DbError> {
    let mut query = select(grant.scope());
    push_filter(&mut query, grant.scope(), filter);
    query.push(" ORDER BY c.name, c.id LIMIT ").push_bind(page.limit);
    query.push(" OFFSET ").push_bind(page.offset);
    let rows = query.build_query_as().fetch_all(pool).await?;
    let mut count = QueryBuilder::new("SELECT count(*) FROM companies c WHERE true");
    push_filter(&mut count, grant.scope(), filter);
    let total = count.build_query_scalar().fetch_one(pool).await?;
    Ok((rows, total))
}

/// One company.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, grant: Grant<CompanyRead>, id: CompanyId) -> Result<Option<Company>, DbError> {
    let mut query = select(grant.scope());
    query.push(" AND c.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(pool).await?)
}

/// The company as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: CompanyId) -> Result<Company, DbError> {
    let mut query = select(Scope::All);
    query.push(" AND c.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// What a company's deletion would erase.
pub(super) async fn rests_on(tx: &mut Tx, id: CompanyId) -> Result<[(&'static str, i64); 7], DbError> {
    let n = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM users WHERE company_id = $1) AS "users!",
            (SELECT count(*) FROM consultants WHERE company_id = $1) AS "consultants!",
            (SELECT count(*) FROM tenders WHERE company_id = $1) AS "tenders!",
            (SELECT count(*) FROM partnerships WHERE $1 IN (initiator_company_id, partner_company_id)) AS "partnerships!",
            (SELECT count(*) FROM resumes WHERE company_id = $1) AS "resumes!",
            (SELECT count(*) FROM portfolios WHERE company_id = $1) AS "portfolios!",
            (SELECT count(*) FROM rag_documents WHERE company_id = $1) AS "documents!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok([
        ("users", n.users),
        ("consultants", n.consultants),
        ("tenders", n.tenders),
        ("partnerships", n.partnerships),
        ("resumes", n.resumes),
        ("portfolios", n.portfolios),
        ("documents", n.documents),
    ])
}

/// Particulars of a company, which are for itself and admins.
const OWN: [&str; 3] = ["description", "address", "logo_url"];
/// What managers of other companies see too.
const OF_OTHERS: [&str; 4] = ["website", "is_esn", "created_at", "updated_at"];

/// The company that the scope sees all of, where there is more than it to see only names of.
fn names_beside(scope: Scope) -> Option<CompanyId> {
    scope.user().and(scope.company())
}

/// Every company is named to everyone who may read companies.
fn select(scope: Scope) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("SELECT c.id, c.name");
    let columns = OWN.map(|column| (column, scope.company())).into_iter();
    for (column, only) in columns.chain(OF_OTHERS.map(|column| (column, names_beside(scope)))) {
        match only {
            None => query.push(format_args!(", c.{column}")),
            Some(own) => query
                .push(", CASE WHEN c.id = ")
                .push_bind(own)
                .push(format_args!(" THEN c.{column} END AS {column}")),
        };
    }
    query.push(" FROM companies c WHERE true");
    query
}

fn push_filter(query: &mut QueryBuilder<Postgres>, scope: Scope, filter: &Filter) {
    let Filter { is_esn, q } = filter;
    if let Some(is_esn) = is_esn {
        query.push(" AND c.is_esn = ").push_bind(*is_esn);
        // What is not shown finds nothing: a filter would tell it one company at a time.
        if let Some(own) = names_beside(scope) {
            query.push(" AND c.id = ").push_bind(own);
        }
    }
    if let Some(q) = q {
        query
            .push(" AND strpos(fold(c.name), fold(")
            .push_bind(q.clone())
            .push(")) > 0");
    }
}
