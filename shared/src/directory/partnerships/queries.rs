//! Read models of partnerships, and the rule of what they open.

use super::domain::PartnershipStatus;
use crate::{
    aggregate::{Rows, Shown},
    db::{
        DbError, Tx,
        paging::{Companies, List},
    },
    kernel::{Choice, CompanyId, PartnershipId, Scope, permissions::PartnershipRead},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{Postgres, QueryBuilder};

/// A company as a partnership names it.
#[derive(Debug, Clone, Serialize, serde::Deserialize, utoipa::ToSchema)]
pub struct PartnerCompany {
    /// Its id.
    pub id: CompanyId,
    /// Its name.
    pub name: String,
}

/// A partnership.
#[derive(Debug, Clone, Serialize, sqlx::FromRow, utoipa::ToSchema)]
pub struct Partnership {
    /// Its id.
    pub id: PartnershipId,
    /// Who asked.
    pub initiator_company_id: CompanyId,
    /// Who was asked.
    pub partner_company_id: CompanyId,
    /// Who asked, by name.
    #[sqlx(json)]
    pub initiator_company: PartnerCompany,
    /// Who was asked, by name.
    #[sqlx(json)]
    pub partner_company: PartnerCompany,
    /// Where it stands.
    pub status: PartnershipStatus,
    /// From.
    pub start_date: Option<NaiveDate>,
    /// Until.
    pub end_date: Option<NaiveDate>,
    /// What was agreed.
    pub terms: Option<String>,
    /// Made.
    pub created_at: DateTime<Utc>,
    /// Changed.
    pub updated_at: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "SELECT p.id, p.initiator_company_id, p.partner_company_id, p.status, p.start_date, p.end_date, p.terms, p.created_at, p.updated_at, \
    jsonb_build_object('id', i.id, 'name', i.name) AS initiator_company, jsonb_build_object('id', o.id, 'name', o.name) AS partner_company";

const FROM: &str = " FROM partnerships p JOIN companies i ON i.id = p.initiator_company_id JOIN companies o ON o.id = p.partner_company_id WHERE true";

impl Shown for Partnership {
    const IS_COMPOSED: bool = true;

    fn key(&self) -> i64 {
        self.id.0
    }
    fn version(&self) -> Option<DateTime<Utc>> {
        Some(self.updated_at.unwrap_or(self.created_at))
    }
}

impl Rows for Partnership {
    const LIST: List = List::by_id(COLUMNS, FROM, "p", true);
    type Read = PartnershipRead;
    type Filter = Vec<PartnershipStatus>;

    fn push_scope(query: &mut QueryBuilder<Postgres>, scope: Scope) {
        if let Some(company) = scope.company() {
            query.push(" AND ").push_bind(company);
            query.push(" IN (p.initiator_company_id, p.partner_company_id)");
        }
    }

    fn push_filter(query: &mut QueryBuilder<Postgres>, status: &Vec<PartnershipStatus>) {
        if !status.is_empty() {
            let names: Vec<&'static str> = status.iter().map(|s| s.name()).collect();
            query.push(" AND p.status = ANY(").push_bind(names).push(")");
        }
    }
}

/// Whether the two are the same company or partners today; it stays so while this transaction is open.
///
/// # Errors
/// The database failed.
pub async fn hold_between(tx: &mut Tx, a: CompanyId, b: CompanyId) -> Result<bool, DbError> {
    if a == b {
        return Ok(true);
    }
    let found = sqlx::query_scalar!(
        r#"SELECT true AS "active!" FROM partnerships
        WHERE status = 'active' AND coalesce(start_date <= current_date, true) AND coalesce(end_date >= current_date, true)
            AND least(initiator_company_id, partner_company_id) = least($1::bigint, $2::bigint)
            AND greatest(initiator_company_id, partner_company_id) = greatest($1::bigint, $2::bigint)
        FOR SHARE"#,
        a.0,
        b.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Matches between the two companies: what its removal would leave unexplained.
pub(super) async fn matches_between(tx: &mut Tx, a: CompanyId, b: CompanyId) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM matches
        WHERE (company_id = $1 AND tender_company_id = $2) OR (company_id = $2 AND tender_company_id = $1)"#,
        a.0,
        b.0
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Adds `(SELECT ...)`: the ids of the companies whose rows an active partnership opens to `company`.
pub fn push_partners_of(query: &mut QueryBuilder<Postgres>, company: CompanyId) {
    query
        .push("(SELECT CASE WHEN ps.initiator_company_id = ")
        .push_bind(company);
    query.push(" THEN ps.partner_company_id ELSE ps.initiator_company_id END FROM partnerships ps WHERE ps.status = 'active' AND ");
    query
        .push_bind(company)
        .push(" IN (ps.initiator_company_id, ps.partner_company_id)");
    query.push(" AND coalesce(ps.start_date <= current_date, true) AND coalesce(ps.end_date >= current_date, true))");
}

/// Adds `SELECT` of `company` and the companies that an active partnership joins it to.
pub fn push_company_and_partners(query: &mut QueryBuilder<Postgres>, company: CompanyId) {
    query.push("SELECT ").push_bind(company);
    query.push("::bigint UNION ");
    push_partners_of(query, company);
}

/// The companies whose rows a scope reaches, where it is companies: their lists are read one by one.
#[must_use]
pub fn companies(scope: Scope) -> Option<Companies> {
    match scope {
        Scope::CompanyAndPartners(c) => Some((c, push_company_and_partners)),
        Scope::All | Scope::Company(_) | Scope::Own(..) | Scope::ProposedTo(_) => None,
    }
}
