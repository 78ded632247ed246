//! Read models of collaborations.

use super::domain::CollaborationStatus;
use crate::{
    aggregate::{Rows, Shown},
    db::{DbError, Tx, paging::List},
    kernel::{
        Choice, CollaborationId, CompanyId, ConsultantId, MatchId, Rate, Scope, TenderId,
        permissions::CollaborationRead,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{Postgres, QueryBuilder};

/// A consultant at work for a tender.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Collaboration {
    /// Its id.
    pub id: CollaborationId,
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// The accepted match.
    pub match_id: MatchId,
    /// Who.
    pub consultant_id: ConsultantId,
    /// For what.
    pub tender_id: TenderId,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Last day.
    pub end_date: Option<NaiveDate>,
    /// Per hour, in `currency`.
    #[schema(value_type = Option<f64>)]
    pub hourly_rate: Option<Rate>,
    /// Per day, in `currency`.
    #[schema(value_type = Option<f64>, example = 600)]
    pub daily_rate: Option<Rate>,
    /// ISO 4217.
    #[schema(example = "EUR")]
    pub currency: String,
    /// Where it stands.
    pub status: CollaborationStatus,
    /// The contract.
    pub contract_url: Option<String>,
    /// What people wrote about it.
    pub notes: Option<String>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What a list filters by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of which this company is a side.
    pub company_id: Option<CompanyId>,
    /// Of this match.
    pub match_id: Option<MatchId>,
    /// Of this consultant.
    pub consultant_id: Option<ConsultantId>,
    /// For this tender.
    pub tender_id: Option<TenderId>,
    /// In one of these states; any when empty.
    pub status: Vec<CollaborationStatus>,
}

const COLUMNS: &str = "SELECT k.id, k.company_id, k.tender_company_id, k.match_id, k.consultant_id, k.tender_id, k.start_date, k.end_date, \
    (k.hourly_rate * 100)::bigint AS hourly_rate, (k.daily_rate * 100)::bigint AS daily_rate, k.currency, k.status, k.contract_url, k.notes, \
    k.created_at, k.updated_at";

const FROM: &str = " FROM collaborations k WHERE true";

impl Shown for Collaboration {
    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Rows for Collaboration {
    const LIST: List = List::by_id(COLUMNS, FROM, "k", true);
    type Read = CollaborationRead;
    type Filter = Filter;

    fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope) {
        match scope {
            Scope::All => {}
            Scope::Company(c) | Scope::CompanyAndPartners(c) => push_side(query, c),
            Scope::Own(user, company) => {
                query.push(" AND k.company_id = ").push_bind(company);
                query.push(" AND k.consultant_id IN (SELECT c.id FROM consultants c WHERE c.user_id = ");
                query.push_bind(user).push(")");
            }
            // A match that became a collaboration was proposed.
            Scope::ProposedTo(c) => {
                query.push(" AND k.tender_company_id = ").push_bind(c);
            }
        }
    }

    fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
        let Filter {
            company_id,
            match_id,
            consultant_id,
            tender_id,
            status,
        } = filter;
        if let Some(company) = company_id {
            push_side(query, *company);
        }
        if let Some(id) = match_id {
            query.push(" AND k.match_id = ").push_bind(*id);
        }
        if let Some(id) = consultant_id {
            query.push(" AND k.consultant_id = ").push_bind(*id);
        }
        if let Some(id) = tender_id {
            query.push(" AND k.tender_id = ").push_bind(*id);
        }
        if !status.is_empty() {
            let names: Vec<&'static str> = status.iter().map(|s| s.name()).collect();
            query.push(" AND k.status = ANY(").push_bind(names).push(")");
        }
    }
}

/// What a collaboration rests on, which never changes.
#[derive(Debug)]
pub(super) struct Ground {
    pub match_id: MatchId,
    pub consultant_id: ConsultantId,
}

/// Read before the collaboration is locked: what it rests on is held first.
pub(super) async fn ground_of(tx: &mut Tx, id: CollaborationId) -> Result<Option<Ground>, DbError> {
    Ok(sqlx::query_as!(
        Ground,
        r#"SELECT match_id AS "match_id: MatchId", consultant_id AS "consultant_id: ConsultantId" FROM collaborations WHERE id = $1"#,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?)
}

fn push_side(query: &mut QueryBuilder<Postgres>, company: CompanyId) {
    query.push(" AND (k.company_id = ").push_bind(company);
    query.push(" OR k.tender_company_id = ").push_bind(company).push(")");
}
