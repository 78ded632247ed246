//! Read models of consultants.

mod filter;

pub use filter::Filter;

use super::domain::ConsultantStatus;
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
        self, Choice, CompanyId, ConsultantId, Cursor, Grant, Page, Rate, Scope, SkillId, Sort, SortKey as _, SortType,
        UserId, permissions::ConsultantRead,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{PgExecutor, Postgres, QueryBuilder};

/// A skill that a consultant has.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsultantSkill {
    /// Whose.
    pub consultant_id: ConsultantId,
    /// Which.
    pub skill_id: SkillId,
    /// Its name in the catalogue.
    pub name: String,
    /// Its category in the catalogue.
    pub category: String,
    /// How well.
    pub proficiency_level: Level,
    /// For how long.
    pub years_experience: Option<f64>,
    /// Where and how.
    pub details: Option<String>,
}

/// A consultant.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Consultant {
    /// Its id.
    pub id: ConsultantId,
    /// Its log-in.
    pub user_id: Option<UserId>,
    /// Whose it is.
    pub company_id: CompanyId,
    /// Given name.
    #[schema(example = "Amélie")]
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// What it is, in a line.
    #[schema(example = "Ingénieure DevOps")]
    pub title: String,
    /// Who it is, in paragraphs.
    pub bio: Option<String>,
    /// In all.
    #[schema(example = 8.5)]
    pub years_experience: Option<f64>,
    /// Per hour, in `currency`.
    #[schema(value_type = Option<f64>)]
    pub hourly_rate: Option<Rate>,
    /// Per day, in `currency`.
    #[schema(value_type = Option<f64>, example = 580)]
    pub daily_rate: Option<Rate>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// Free from.
    pub availability_date: Option<NaiveDate>,
    /// Can it be staffed.
    pub status: ConsultantStatus,
    /// A city, as written.
    #[schema(example = "Nantes")]
    pub location: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Works from afar.
    pub remote_work: bool,
    /// Kilometres.
    pub max_travel_distance: Option<i32>,
    /// A CV elsewhere.
    pub cv_url: Option<String>,
    /// A LinkedIn page.
    pub linkedin_url: Option<String>,
    /// A GitHub page.
    pub github_url: Option<String>,
    /// A portrait.
    pub photo_url: Option<String>,
    /// What it can do, by name.
    #[sqlx(json)]
    #[schema(value_type = Vec<ConsultantSkill>)]
    pub skills: Passed<Vec<ConsultantSkill>>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed, the skills included.
    pub updated_at: Option<DateTime<Utc>>,
}

choice! {
    /// What a list of consultants is sorted by.
    pub enum SortKey {
        /// Age of the record.
        Id = "id",
        /// When the record was made.
        CreatedAt = "created_at",
        /// Family name.
        LastName = "last_name",
        /// Title.
        Title = "title",
        /// Experience.
        YearsExperience = "years_experience",
        /// Price.
        DailyRate = "daily_rate",
        /// When free.
        AvailabilityDate = "availability_date",
    }
}

impl kernel::SortKey for SortKey {
    fn kind(self) -> SortType {
        match self {
            Self::Id => SortType::Id,
            Self::CreatedAt => SortType::Instant,
            Self::LastName | Self::Title => SortType::Text,
            Self::YearsExperience => SortType::Number,
            Self::DailyRate => SortType::Money,
            Self::AvailabilityDate => SortType::Date,
        }
    }
}

const COLUMNS: &str = "SELECT c.id, c.user_id, c.company_id, c.first_name, c.last_name, c.title, c.bio, c.years_experience, \
    (c.hourly_rate * 100)::bigint AS hourly_rate, (c.daily_rate * 100)::bigint AS daily_rate, c.currency, c.availability_date, c.status, \
    c.location, c.latitude, c.longitude, c.remote_work, c.max_travel_distance, c.cv_url, c.linkedin_url, c.github_url, c.photo_url, \
    c.skills_json AS skills, c.created_at, c.updated_at";

/// The same as JSON has it.
const JSON_COLUMNS: &str = "SELECT c.id, c.user_id, c.company_id, c.first_name, c.last_name, c.title, c.bio, c.years_experience, \
    c.hourly_rate, c.daily_rate, c.currency, c.availability_date, c.status, \
    c.location, c.latitude, c.longitude, c.remote_work, c.max_travel_distance, c.cv_url, c.linkedin_url, c.github_url, c.photo_url, \
    c.skills_json AS skills, \
    to_char(c.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS created_at, \
    to_char(c.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS updated_at";

const FROM: &str = " FROM consultants c WHERE true";

/// Consultants that the caller may see, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    conn: &mut Connection,
    grant: Grant<ConsultantRead>,
    filter: &Filter,
    sort: Option<Sort<SortKey>>,
    after: Option<&Cursor>,
    page: Page,
) -> Result<JsonPage<Consultant>, DbError> {
    let key = sort.map_or(SortKey::Id, |sort| sort.key);
    let list = List {
        columns: JSON_COLUMNS,
        from: FROM,
        table: "c",
        column: key.name(),
        kind: key.kind(),
        descending: sort.is_some_and(|sort| sort.descending),
        nullable: !matches!(key, SortKey::Title | SortKey::CreatedAt),
    };
    let companies = companies(grant.scope());
    let conditions = |query: &mut QueryBuilder<Postgres>| {
        if companies.is_none() {
            push_scope(query, grant.scope());
        }
        filter::push_filter(query, filter);
    };
    json_page_of(conn, list, companies, filter.q.is_some(), conditions, after, page).await
}

/// One consultant that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(
    db: impl PgExecutor<'_>,
    grant: Grant<ConsultantRead>,
    id: ConsultantId,
) -> Result<Option<Consultant>, DbError> {
    let mut query = visible(COLUMNS, grant.scope(), id);
    Ok(query.build_query_as().fetch_optional(db).await?)
}

/// The consultant as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: ConsultantId) -> Result<Consultant, DbError> {
    let mut query = visible(COLUMNS, Scope::All, id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// True when the caller may see it, whether or not it may change it.
pub(super) async fn is_visible(tx: &mut Tx, grant: Grant<ConsultantRead>, id: ConsultantId) -> Result<bool, DbError> {
    let mut query = visible("SELECT c.id", grant.scope(), id);
    let found: Option<i64> = query.build_query_scalar().fetch_optional(tx.conn()).await?;
    Ok(found.is_some())
}

fn visible(select: &str, scope: Scope, id: ConsultantId) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new(select);
    query.push(FROM);
    push_scope(&mut query, scope);
    query.push(" AND c.id = ").push_bind(id);
    query
}

/// Restricts consultants `c` to those that the scope reaches.
pub fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope) {
    match scope {
        Scope::All => {}
        Scope::Company(c) => {
            query.push(" AND c.company_id = ").push_bind(c);
        }
        // As an array, which is made once and used by the index; an OR over a subquery would read every row.
        Scope::CompanyAndPartners(c) => {
            query.push(" AND c.company_id = ANY(ARRAY(");
            push_company_and_partners(query, c);
            query.push("))");
        }
        Scope::Own(user, company) => {
            query.push(" AND c.user_id = ").push_bind(user);
            query.push(" AND c.company_id = ").push_bind(company);
        }
        Scope::ProposedTo(c) => {
            query.push(" AND EXISTS (SELECT FROM matches m WHERE m.consultant_id = c.id AND m.status IN ('proposed', 'accepted', 'rejected') AND m.tender_company_id = ");
            query.push_bind(c).push(")");
        }
    }
}

/// What a consultant's deletion would erase.
pub(super) async fn rests_on(tx: &mut Tx, id: ConsultantId) -> Result<Vec<(&'static str, i64)>, DbError> {
    let counts = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM matches m WHERE consultant_id = $1 AND is_of_people(m)) AS "matches!",
            (SELECT count(*) FROM portfolios WHERE consultant_id = $1 AND content IS NULL) AS "portfolios!",
            (SELECT count(*) FROM collaborations WHERE consultant_id = $1) AS "collaborations!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    let all = [
        ("matches", counts.matches),
        ("portfolios", counts.portfolios),
        ("collaborations", counts.collaborations),
    ];
    Ok(all.into_iter().filter(|(_, n)| *n > 0).collect())
}

/// True when the company has a consultant of this name: how seed data is not loaded twice.
///
/// # Errors
/// The database failed.
pub async fn has_named(tx: &mut Tx, company: CompanyId, first: &str, last: &str) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM consultants WHERE company_id = $1 AND first_name = $2 AND last_name = $3) AS "found!""#,
        company.0,
        first,
        last,
    )
    .fetch_one(tx.conn())
    .await?)
}
