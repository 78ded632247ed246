//! Read models of partnerships, and the rule of what they open.

use super::domain::PartnershipStatus;
use crate::{
    db::DbError,
    kernel::{CompanyId, Grant, Page, Scope, permissions::PartnershipRead},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use sqlx::{PgPool, Postgres, QueryBuilder};

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
    pub id: i64,
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

/// The caller's company's partnerships, newest first, and how many there are in all.
///
/// # Errors
/// The database failed.
pub async fn list(
    pool: &PgPool,
    grant: Grant<PartnershipRead>,
    status: &[PartnershipStatus],
    page: Page,
) -> Result<(Vec<Partnership>, i64), DbError> {
    let mut query = QueryBuilder::new(
        "SELECT p.id, p.initiator_company_id, p.partner_company_id, p.status, p.start_date, p.end_date, p.terms, p.created_at, p.updated_at, \
         jsonb_build_object('id', i.id, 'name', i.name) AS initiator_company, jsonb_build_object('id', o.id, 'name', o.name) AS partner_company \
         FROM partnerships p JOIN companies i ON i.id = p.initiator_company_id JOIN companies o ON o.id = p.partner_company_id WHERE true",
    );
    push_conditions(&mut query, grant, status);
    query.push(" ORDER BY p.id DESC LIMIT ").push_bind(page.limit);
    query.push(" OFFSET ").push_bind(page.offset);
    let rows = query.build_query_as().fetch_all(pool).await?;
    let mut count = QueryBuilder::new("SELECT count(*) FROM partnerships p WHERE true");
    push_conditions(&mut count, grant, status);
    let total = count.build_query_scalar().fetch_one(pool).await?;
    Ok((rows, total))
}

fn push_conditions(query: &mut QueryBuilder<Postgres>, grant: Grant<PartnershipRead>, status: &[PartnershipStatus]) {
    let company = match grant.scope() {
        Scope::All => None,
        Scope::Company(c) | Scope::CompanyAndPartners(c) | Scope::ProposedTo(c) => Some(c.0),
        Scope::Own(_, company) => Some(company.map_or(0, |c| c.0)),
    };
    if let Some(company) = company {
        query.push(" AND ").push_bind(company);
        query.push(" IN (p.initiator_company_id, p.partner_company_id)");
    }
    if !status.is_empty() {
        let names: Vec<&'static str> = status.iter().map(|s| crate::kernel::Choice::name(*s)).collect();
        query.push(" AND p.status = ANY(").push_bind(names).push(")");
    }
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
