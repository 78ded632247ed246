//! Read models of companies.

use crate::{
    db::{
        DbError, Tx,
        paging::{List, page_of},
        search::{push_has_word, words},
    },
    kernel::{CompanyId, Cursor, Grant, Listed, Page, Scope, permissions::CompanyRead},
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
    /// Put away: hidden from lists and from matching.
    pub archived_at: Option<DateTime<Utc>>,
}

impl Company {
    /// Every company is named to everyone who may read companies; its particulars are for itself and admins, and of the rest only managers of
    /// others see some.
    fn shown_to(mut self, scope: Scope) -> Self {
        if scope.company().is_some_and(|own| own != self.id) {
            (self.description, self.address, self.logo_url, self.archived_at) = (None, None, None, None);
        }
        if names_beside(scope).is_some_and(|own| own != self.id) {
            (self.website, self.is_esn) = (None, None);
            (self.created_at, self.updated_at) = (None, None);
        }
        self
    }
}

/// What [`list`] filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only IT-services companies, or only clients.
    pub is_esn: Option<bool>,
    /// In the name; every word must be found, small typos are forgiven.
    pub q: Option<String>,
    /// Those that are archived, instead of those that are not.
    pub archived: bool,
}

const COLUMNS: &str = "SELECT c.id, c.name, c.description, c.website, c.address, c.logo_url, c.is_esn, c.created_at, c.updated_at, c.archived_at";

const FROM: &str = " FROM companies c WHERE true";

/// Companies by name, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<CompanyRead>,
    filter: &Filter,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<Company>, DbError> {
    let list = List::by_name(COLUMNS, FROM, "c");
    let conditions = |query: &mut QueryBuilder<Postgres>| push_filter(query, grant.scope(), filter);
    let mut conn = pool.acquire().await?;
    let mut listed: Listed<Company> = page_of(&mut conn, list, filter.q.is_some(), conditions, after, page).await?;
    let shown = listed.rows.into_iter().map(|c| c.shown_to(grant.scope()));
    listed.rows = shown.collect();
    Ok(listed)
}

/// One company.
///
/// # Errors
/// The database failed.
pub async fn one(pool: &PgPool, grant: Grant<CompanyRead>, id: CompanyId) -> Result<Option<Company>, DbError> {
    let found: Option<Company> = select(id).build_query_as().fetch_optional(pool).await?;
    Ok(found.map(|c| c.shown_to(grant.scope())))
}

/// Whether there is such a company.
pub(super) async fn is_there(tx: &mut Tx, id: CompanyId) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM companies WHERE id = $1) AS "is_there!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// The company as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: CompanyId) -> Result<Company, DbError> {
    Ok(select(id).build_query_as().fetch_one(tx.conn()).await?)
}

fn select(id: CompanyId) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM).push(" AND c.id = ").push_bind(id);
    query
}

/// What a company's deletion would erase. What goes with a user, a tender or the like is counted there.
pub(super) async fn rests_on(tx: &mut Tx, id: CompanyId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let n = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM users WHERE company_id = $1) AS "users!",
            (SELECT count(*) FROM consultants WHERE company_id = $1) AS "consultants!",
            (SELECT count(*) FROM tenders WHERE company_id = $1) AS "tenders!",
            (SELECT count(*) FROM partnerships WHERE $1 IN (initiator_company_id, partner_company_id)) AS "partnerships!",
            (SELECT count(*) FROM matches WHERE $1 IN (company_id, tender_company_id)) AS "matches!",
            (SELECT count(*) FROM collaborations WHERE $1 IN (company_id, tender_company_id)) AS "collaborations!",
            (SELECT count(*) FROM resumes WHERE company_id = $1) AS "resumes!",
            (SELECT count(*) FROM portfolios WHERE company_id = $1) AS "portfolios!",
            (SELECT count(*) FROM scoring_profiles WHERE company_id = $1) AS "scoring_profiles!",
            (SELECT count(*) FROM rag_documents WHERE company_id = $1) AS "documents!",
            (SELECT count(*) FROM rag_queries WHERE company_id = $1) AS "questions!",
            (SELECT count(*) FROM api_keys WHERE company_id = $1) AS "api_keys!",
            (SELECT count(*) FROM executions WHERE company_id = $1) AS "executions!",
            (SELECT count(*) FROM idempotency_keys WHERE company_id = $1) AS "idempotency_keys!",
            (SELECT count(*) FROM schedules WHERE company_id = $1) AS "schedules!",
            (SELECT count(*) FROM user_sessions WHERE company_id = $1)
                + (SELECT count(*) FROM login_failures WHERE company_id = $1) AS "sessions!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    let all = [
        ("users", n.users),
        ("consultants", n.consultants),
        ("tenders", n.tenders),
        ("partnerships", n.partnerships),
        ("matches", n.matches),
        ("collaborations", n.collaborations),
        ("resumes", n.resumes),
        ("portfolios", n.portfolios),
        ("scoring_profiles", n.scoring_profiles),
        ("documents", n.documents),
        ("questions", n.questions),
        ("api_keys", n.api_keys),
        ("executions", n.executions),
        ("idempotency_keys", n.idempotency_keys),
        ("schedules", n.schedules),
        ("sessions", n.sessions),
    ];
    Ok(all.into_iter().filter(|(_, n)| *n > 0).collect())
}

/// The company that the scope sees all of, where of others it sees only names.
fn names_beside(scope: Scope) -> Option<CompanyId> {
    scope.user().and(scope.company())
}

fn push_filter(query: &mut QueryBuilder<Postgres>, scope: Scope, filter: &Filter) {
    let Filter { is_esn, q, archived } = filter;
    query.push(if *archived {
        " AND c.archived_at IS NOT NULL"
    } else {
        " AND c.archived_at IS NULL"
    });
    if let Some(is_esn) = is_esn {
        query.push(" AND c.is_esn = ").push_bind(*is_esn);
        // What is not shown finds nothing: a filter would tell it one company at a time.
        if let Some(own) = names_beside(scope) {
            query.push(" AND c.id = ").push_bind(own);
        }
    }
    for word in q.iter().flat_map(|q| words(q)) {
        query.push(" AND ");
        push_has_word(query, "fold(c.name)", word);
    }
}
