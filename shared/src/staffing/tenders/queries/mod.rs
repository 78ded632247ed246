//! Read models of tenders.

mod filter;

pub use filter::Filter;

use super::domain::{Importance, TenderStatus};
use crate::{
    choice,
    db::{
        Connection, DbError, Passed, Tx,
        paging::{JsonPage, List, json_page_of},
    },
    directory::{
        partnerships::queries::{companies, push_company_and_partners},
        skills::domain::Level,
    },
    kernel::{
        self, Choice, CompanyId, Cursor, Grant, Page, Rate, Role, Scope, SkillId, Sort, SortKey as _, SortType,
        TenderId, permissions::TenderRead,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// A skill that a tender asks for.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TenderSkill {
    /// By which tender.
    pub tender_id: TenderId,
    /// Which.
    pub skill_id: SkillId,
    /// Its name in the catalogue.
    pub name: String,
    /// Its category in the catalogue.
    pub category: String,
    /// How much it matters.
    pub importance: Importance,
    /// How well one must have it, if that matters.
    pub min_level: Option<Level>,
    /// For what.
    pub details: Option<String>,
}

/// A tender.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Tender {
    /// Its id.
    pub id: TenderId,
    /// Whose it is.
    pub company_id: CompanyId,
    /// What is looked for, in a line.
    #[schema(example = "Data engineer pour la plateforme sinistres")]
    pub title: String,
    /// For whom, where that is not the tender's company.
    pub client_name: Option<String>,
    /// In paragraphs.
    pub description: Option<String>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// A city, as written.
    #[schema(example = "Paris")]
    pub location: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// May be done from afar.
    pub remote_allowed: bool,
    /// At least so much experience.
    pub min_years_experience: Option<f64>,
    /// Where it stands.
    pub status: TenderStatus,
    /// Per day, from, in `currency`.
    #[schema(value_type = Option<f64>, example = 500)]
    pub budget_min: Option<Rate>,
    /// Per day, up to, in `currency`.
    #[schema(value_type = Option<f64>, example = 650)]
    pub budget_max: Option<Rate>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// How many are looked for.
    pub required_consultants: i32,
    /// What is asked for, the most important first.
    #[sqlx(json)]
    #[schema(value_type = Vec<TenderSkill>)]
    pub skills: Passed<Vec<TenderSkill>>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed, the skills included.
    pub updated_at: Option<DateTime<Utc>>,
}

choice! {
    /// What a list of tenders is sorted by.
    pub enum SortKey {
        /// Age of the record.
        Id = "id",
        /// When the record was made.
        CreatedAt = "created_at",
        /// Title.
        Title = "title",
        /// First day.
        StartDate = "start_date",
        /// Upper budget.
        BudgetMax = "budget_max",
    }
}

impl kernel::SortKey for SortKey {
    fn kind(self) -> SortType {
        match self {
            Self::Id => SortType::Id,
            Self::CreatedAt => SortType::Instant,
            Self::Title => SortType::Text,
            Self::StartDate => SortType::Date,
            Self::BudgetMax => SortType::Money,
        }
    }
}

const COLUMNS: &str = "SELECT t.id, t.company_id, t.title, t.client_name, t.description, t.start_date, t.end_date, t.location, \
    t.latitude, t.longitude, t.remote_allowed, t.min_years_experience, t.status, (t.budget_min * 100)::bigint AS budget_min, \
    (t.budget_max * 100)::bigint AS budget_max, t.currency, t.required_consultants, t.skills_json AS skills, t.created_at, t.updated_at";

/// The same as JSON has it.
const JSON_COLUMNS: &str = "SELECT t.id, t.company_id, t.title, t.client_name, t.description, t.start_date, t.end_date, t.location, \
    t.latitude, t.longitude, t.remote_allowed, t.min_years_experience, t.status, t.budget_min, \
    t.budget_max, t.currency, t.required_consultants, t.skills_json AS skills, \
    to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS created_at, \
    to_char(t.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS updated_at";

const FROM: &str = " FROM tenders t WHERE true";

/// Tenders that the caller may see, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    conn: &mut Connection,
    grant: Grant<TenderRead>,
    filter: &Filter,
    sort: Option<Sort<SortKey>>,
    after: Option<&Cursor>,
    page: Page,
) -> Result<JsonPage<Tender>, DbError> {
    let key = sort.map_or(SortKey::Id, |sort| sort.key);
    let list = List {
        columns: JSON_COLUMNS,
        from: FROM,
        table: "t",
        column: key.name(),
        kind: key.kind(),
        descending: sort.is_some_and(|sort| sort.descending),
        nullable: !matches!(key, SortKey::Title | SortKey::CreatedAt),
    };
    let companies = companies(grant.scope());
    let conditions = |query: &mut QueryBuilder<Postgres>| {
        match companies {
            Some((company, _)) => push_open_or_of(query, grant, company),
            None => push_scope(query, grant),
        }
        filter::push_filter(query, filter);
    };
    json_page_of(conn, list, companies, filter.q.is_some(), conditions, after, page).await
}

/// One tender that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(db: impl PgExecutor<'_>, grant: Grant<TenderRead>, id: TenderId) -> Result<Option<Tender>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    push_reach(&mut query, grant);
    query.push(" AND t.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(db).await?)
}

/// The tender as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: TenderId) -> Result<Tender, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    query.push(" AND t.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// True when the caller may see it, whether or not it may change it.
pub(super) async fn is_visible(tx: &mut Tx, grant: Grant<TenderRead>, id: TenderId) -> Result<bool, DbError> {
    let mut query = QueryBuilder::new("SELECT t.id FROM tenders t WHERE true");
    push_reach(&mut query, grant);
    query.push(" AND t.id = ").push_bind(id);
    let found: Option<i64> = query.build_query_scalar().fetch_optional(tx.conn()).await?;
    Ok(found.is_some())
}

/// Restricts tenders `t` to those that the grant lists. Of partners, and for consultants of their own company too, only open ones.
fn push_scope(query: &mut QueryBuilder<Postgres>, grant: Grant<TenderRead>) {
    push_rows(query, grant, false);
}

/// Restricts tenders `t` to those that the grant reads by their address: beside those that it lists, a company's and its partners' that took one of its
/// consultants, who go on working there when the tender is open no more. A consultant reads those that took it.
fn push_reach(query: &mut QueryBuilder<Postgres>, grant: Grant<TenderRead>) {
    push_rows(query, grant, true);
}

fn push_rows(query: &mut QueryBuilder<Postgres>, grant: Grant<TenderRead>, at_work_too: bool) {
    match grant.scope() {
        Scope::All => {}
        Scope::Company(c) | Scope::ProposedTo(c) => {
            query.push(" AND t.company_id = ").push_bind(c);
        }
        // As an array, which is made once and used by the index; an OR over a subquery would read every row.
        Scope::CompanyAndPartners(c) => {
            query.push(" AND t.company_id = ANY(ARRAY(");
            push_company_and_partners(query, c);
            query.push("))");
            push_open_or(query, |query| push_of(query, grant, c, at_work_too));
        }
        Scope::Own(_, company) => {
            query.push(" AND t.company_id = ").push_bind(company.map_or(0, |c| c.0));
        }
    }
}

/// Restricts tenders `t` of a company and its partners to those that are open, or of the company itself.
fn push_open_or_of(query: &mut QueryBuilder<Postgres>, grant: Grant<TenderRead>, company: CompanyId) {
    push_open_or(query, |query| push_of(query, grant, company, false));
}

fn push_open_or(query: &mut QueryBuilder<Postgres>, or: impl FnOnce(&mut QueryBuilder<Postgres>)) {
    query.push(" AND (t.status = 'open'");
    or(query);
    query.push(")");
}

/// Of those that are not open, the company's own, but not for its consultants; and those that took one of its consultants, or this one.
fn push_of(query: &mut QueryBuilder<Postgres>, grant: Grant<TenderRead>, company: CompanyId, at_work_too: bool) {
    let is_consultant = grant.actor().role == Role::Consultant;
    if !is_consultant {
        query.push(" OR t.company_id = ").push_bind(company);
    }
    if at_work_too {
        query.push(" OR EXISTS (SELECT FROM matches m JOIN consultants c ON c.id = m.consultant_id WHERE m.tender_id = t.id AND m.status = 'accepted' AND m.company_id = ");
        query.push_bind(company);
        if is_consultant {
            query.push(" AND c.user_id = ").push_bind(grant.actor().user_id);
        }
        query.push(")");
    }
}

/// What a tender's deletion would erase.
pub(super) async fn rests_on(tx: &mut Tx, id: TenderId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let counts = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM matches m WHERE tender_id = $1 AND is_of_people(m)) AS "matches!",
            (SELECT count(*) FROM collaborations WHERE tender_id = $1) AS "collaborations!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    let all = [("matches", counts.matches), ("collaborations", counts.collaborations)];
    Ok(all.into_iter().filter(|(_, n)| *n > 0).collect())
}

/// What a tender still takes.
#[derive(Debug, Clone, Copy)]
pub struct Seeking {
    /// Where it stands.
    pub status: TenderStatus,
    /// How many it looks for.
    pub required_consultants: i32,
}

/// What a tender still takes; it stays so while this transaction is open, and whoever asks the same waits.
///
/// # Errors
/// The database failed.
pub async fn hold_seeking(tx: &mut Tx, id: TenderId) -> Result<Option<Seeking>, DbError> {
    Ok(sqlx::query_as!(
        Seeking,
        r#"SELECT status AS "status: TenderStatus", required_consultants FROM tenders WHERE id = $1 FOR NO KEY UPDATE"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// True when the company has a tender of this title: how seed data is not loaded twice.
///
/// # Errors
/// The database failed.
pub async fn has_titled(tx: &mut Tx, company: CompanyId, title: &str) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM tenders WHERE company_id = $1 AND title = $2) AS "found!""#,
        company.0,
        title,
    )
    .fetch_one(tx.conn())
    .await?)
}
