//! Read models of matches, and (`facts`) what generation reads of the market.

pub(super) mod facts;
mod found;
pub(super) mod shortlist;
mod standing;

pub use found::{Found, found};
pub use standing::{Sides, Standing, sides, standing};
pub(super) use standing::{accepted_of, collaborations_of, hold_sides};

use super::{
    domain::{MatchSource, MatchStatus, Pair, SystemReason},
    jobs::MatchGeneration,
};
use crate::{
    choice,
    db::{
        DbError, Passed, Tx,
        paging::{List, page_of},
    },
    directory::{consultants::domain::ConsultantStatus, partnerships::queries::push_partners_of},
    kernel::{
        self, Choice, CompanyId, ConsultantId, Cursor, Grant, Listed, Locale, MatchId, Page, Scope, Sort, SortKey as _,
        SortType, TenderId, UserId, permissions::MatchRead,
    },
    staffing::{
        scoring::{Explanation, speak},
        tenders::domain::TenderStatus,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, PgExecutor, PgPool, Postgres, QueryBuilder};
use std::collections::BTreeMap;

/// The consultant of a match, in short.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct ConsultantSummary {
    /// Who.
    pub id: ConsultantId,
    /// Of which company.
    pub company_id: CompanyId,
    /// That company's name.
    pub company_name: String,
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// What it is, in a line.
    pub title: String,
    /// Can it be staffed.
    pub status: ConsultantStatus,
    /// Free from.
    pub availability_date: Option<NaiveDate>,
    /// A city, as written.
    pub location: Option<String>,
}

/// The tender of a match, in short.
#[derive(Debug, Clone, Serialize, Deserialize, utoipa::ToSchema)]
pub struct TenderSummary {
    /// Which.
    pub id: TenderId,
    /// Of which company.
    pub company_id: CompanyId,
    /// That company's name.
    pub company_name: String,
    /// What is looked for, in a line.
    pub title: String,
    /// Where it stands.
    pub status: TenderStatus,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// A city, as written.
    pub location: Option<String>,
}

/// A match.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Match {
    /// Its id.
    pub id: MatchId,
    /// Who.
    pub consultant_id: ConsultantId,
    /// For what.
    pub tender_id: TenderId,
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// How well it fits, 0 to 1.
    #[schema(example = 0.82)]
    pub score: f64,
    /// Where it comes from.
    pub source: MatchSource,
    /// Where it stands.
    pub status: MatchStatus,
    /// What people wrote about it.
    pub notes: Option<String>,
    /// Who moved it last; null when the system did.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// Why the score is what it is.
    #[sqlx(json)]
    #[schema(value_type = Explanation)]
    pub explanation: Passed<Explanation>,
    /// Who, in short.
    #[sqlx(json)]
    #[schema(value_type = ConsultantSummary)]
    pub consultant: Passed<ConsultantSummary>,
    /// For what, in short.
    #[sqlx(json)]
    #[schema(value_type = TenderSummary)]
    pub tender: Passed<TenderSummary>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Match {
    /// Says it in the reader's language: its explanation, and why the system cancelled it.
    ///
    /// # Errors
    /// The statement made no JSON: a bug of it.
    pub fn speak(&mut self, locale: Locale) -> Result<(), DbError> {
        self.explanation.edit(|explanation| speak(explanation, locale))?;
        if let Some(system) = self.reason.as_deref().and_then(SystemReason::named) {
            self.reason = Some(system.words().in_(locale).to_owned());
        }
        Ok(())
    }
}

choice! {
    /// What a list of matches is sorted by.
    pub enum SortKey {
        /// How well it fits.
        Score = "score" | "match_score",
        /// Age of the record.
        Id = "id",
        /// When the record was made.
        CreatedAt = "created_at",
        /// Age of the decision.
        DecidedAt = "decided_at",
    }
}

impl kernel::SortKey for SortKey {
    fn kind(self) -> SortType {
        match self {
            Self::Id => SortType::Id,
            Self::Score => SortType::Number,
            Self::CreatedAt | Self::DecidedAt => SortType::Instant,
        }
    }
}

/// What [`list`] filters by; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this consultant.
    pub consultant_id: Option<ConsultantId>,
    /// For this tender.
    pub tender_id: Option<TenderId>,
    /// Of which this company is a side.
    pub company_id: Option<CompanyId>,
    /// In one of these states; any when empty.
    pub status: Vec<MatchStatus>,
    /// At least this score.
    pub min_score: Option<f64>,
    /// Of open tenders only.
    pub only_open_tenders: bool,
}

const FROM: &str = " FROM matches m JOIN consultants c ON c.id = m.consultant_id JOIN companies cc ON cc.id = c.company_id \
    JOIN tenders t ON t.id = m.tender_id JOIN companies tc ON tc.id = t.company_id WHERE true";

const COLUMNS: &str = "SELECT m.id, m.consultant_id, m.tender_id, m.company_id, m.tender_company_id, m.score, m.source, m.status, m.notes, \
    m.decided_by, m.decided_at, m.reason, m.explanation, m.created_at, m.updated_at, \
    jsonb_build_object('id', c.id, 'company_id', c.company_id, 'company_name', cc.name, 'first_name', c.first_name, \
    'last_name', c.last_name, 'title', c.title, 'status', c.status, 'availability_date', c.availability_date, 'location', c.location) AS consultant, \
    jsonb_build_object('id', t.id, 'company_id', t.company_id, 'company_name', tc.name, 'title', t.title, 'status', t.status, \
    'start_date', t.start_date, 'end_date', t.end_date, 'location', t.location) AS tender";

/// Matches that the caller may see, the best first unless asked otherwise, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<MatchRead>,
    filter: &Filter,
    sort: Option<Sort<SortKey>>,
    after: Option<&Cursor>,
    page: Page,
) -> Result<Listed<Match>, DbError> {
    let (key, descending) = sort.map_or((SortKey::Score, true), |sort| (sort.key, sort.descending));
    let list = List {
        columns: COLUMNS,
        from: FROM,
        table: "m",
        column: key.name(),
        kind: key.kind(),
        descending,
        nullable: key == SortKey::DecidedAt,
    };
    let conditions = |query: &mut QueryBuilder<Postgres>| push_conditions(query, grant.scope(), filter);
    page_of(&mut *pool.acquire().await?, list, false, conditions, after, page).await
}

/// The best matches that still wait for a decision, of open tenders.
///
/// # Errors
/// The database failed.
pub async fn top(
    pool: &PgPool,
    grant: Grant<MatchRead>,
    company_id: Option<CompanyId>,
    page: Page,
) -> Result<Listed<Match>, DbError> {
    let filter = Filter {
        company_id,
        status: vec![MatchStatus::Pending, MatchStatus::Proposed],
        only_open_tenders: true,
        ..Filter::default()
    };
    list(pool, grant, &filter, None, None, page).await
}

/// One match that the caller may see.
///
/// # Errors
/// The database failed.
pub async fn one(db: impl PgExecutor<'_>, grant: Grant<MatchRead>, id: MatchId) -> Result<Option<Match>, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM);
    push_conditions(&mut query, grant.scope(), &Filter::default());
    query.push(" AND m.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_optional(db).await?)
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, scope: Scope, filter: &Filter) {
    match scope {
        Scope::All => {}
        Scope::Company(company) | Scope::CompanyAndPartners(company) => push_side(query, company),
        Scope::Own(user, company) => {
            query.push(" AND c.user_id = ").push_bind(user);
            query.push(" AND c.company_id = ").push_bind(company);
        }
        Scope::ProposedTo(company) => {
            query.push(" AND m.tender_company_id = ").push_bind(company);
            query.push(" AND (m.status IN ('proposed', 'accepted', 'rejected') OR (m.status = 'cancelled' AND m.proposed_at IS NOT NULL))");
        }
    }
    if let Some(id) = filter.consultant_id {
        query.push(" AND m.consultant_id = ").push_bind(id);
    }
    if let Some(id) = filter.tender_id {
        query.push(" AND m.tender_id = ").push_bind(id);
    }
    if let Some(company) = filter.company_id {
        push_side(query, company);
    }
    if !filter.status.is_empty() {
        let names: Vec<&'static str> = filter.status.iter().map(|s| s.name()).collect();
        query.push(" AND m.status = ANY(").push_bind(names).push(")");
    }
    if let Some(score) = filter.min_score {
        query.push(" AND m.score >= ").push_bind(score);
    }
    if filter.only_open_tenders {
        query.push(" AND t.status = 'open' AND t.archived_at IS NULL AND c.archived_at IS NULL");
    }
}

fn push_side(query: &mut QueryBuilder<Postgres>, company: CompanyId) {
    // Two conditions, each with an index of its own.
    query.push(" AND (m.company_id = ").push_bind(company);
    query.push(" OR m.tender_company_id = ").push_bind(company).push(")");
}

/// The match as this transaction wrote it.
pub(super) async fn written(tx: &mut Tx, id: MatchId) -> Result<Match, DbError> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(FROM).push(" AND m.id = ").push_bind(id);
    Ok(query.build_query_as().fetch_one(tx.conn()).await?)
}

/// Pending matches of the pairs that a generation is about; true: made by hand.
pub(super) async fn pending(conn: &mut PgConnection, job: &MatchGeneration) -> Result<BTreeMap<Pair, bool>, DbError> {
    let shard: Option<Vec<i64>> = job.shard.as_ref().map(|ids| ids.iter().map(|id| id.0).collect());
    let rows = sqlx::query!(
        r#"SELECT consultant_id AS "consultant_id: ConsultantId", tender_id AS "tender_id: TenderId", source = 'manual' AS "by_hand!"
        FROM matches
        WHERE status = 'pending' AND ($1::bigint IS NULL OR tender_id = $1) AND ($2::bigint IS NULL OR consultant_id = $2)
            AND ($3::bigint IS NULL OR $3 IN (company_id, tender_company_id)) AND ($4 OR company_id = tender_company_id)
            AND ($5::bigint[] IS NULL OR tender_id = ANY($5))"#,
        job.tender_id.map(|id| id.0),
        job.consultant_id.map(|id| id.0),
        job.company_id.map(|id| id.0),
        job.include_partners,
        shard.as_deref(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| ((r.consultant_id, r.tender_id), r.by_hand))
        .collect())
}

/// The tenders that a night's rematch looks at, a company's together: those that are open, and those that are not any more and have matches
/// that wait, which have nothing to wait for.
///
/// # Errors
/// The database failed.
pub async fn to_rematch(pool: &PgPool) -> Result<Vec<TenderId>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: TenderId" FROM tenders
        WHERE (status = 'open' AND archived_at IS NULL) OR id IN (SELECT tender_id FROM matches WHERE status = 'pending' AND source = 'generated')
        ORDER BY company_id, id"#
    )
    .fetch_all(pool)
    .await?)
}

/// Is there such a tender that the scope may match: its own, or a partner's open one?
pub(super) async fn tender_can_be_matched(tx: &mut Tx, id: TenderId, scope: Scope) -> Result<bool, DbError> {
    let mut query = QueryBuilder::new("SELECT EXISTS (SELECT FROM tenders x WHERE x.id = ");
    query.push_bind(id);
    push_market(&mut query, scope, " AND x.status = 'open'");
    query.push(")");
    Ok(query.build_query_scalar().fetch_one(tx.conn()).await?)
}

/// Is there such a consultant that the scope may match: its own, or a partner's?
pub(super) async fn consultant_can_be_matched(tx: &mut Tx, id: ConsultantId, scope: Scope) -> Result<bool, DbError> {
    let mut query = QueryBuilder::new("SELECT EXISTS (SELECT FROM consultants x WHERE x.id = ");
    query.push_bind(id);
    push_market(&mut query, scope, "");
    query.push(")");
    Ok(query.build_query_scalar().fetch_one(tx.conn()).await?)
}

fn push_market(query: &mut QueryBuilder<Postgres>, scope: Scope, of_partners: &str) {
    let company = match scope {
        Scope::All => return,
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => c,
        Scope::Own(_, company) => company.unwrap_or(CompanyId(0)),
    };
    query
        .push(" AND (x.company_id = ")
        .push_bind(company)
        .push(" OR (x.company_id IN ");
    push_partners_of(query, company);
    query.push(of_partners).push("))");
}
