//! The statements that write collaborations.

use super::domain::{CollaborationStatus, Course, Terms};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CollaborationId, CompanyId, ConsultantId, Currency, MatchId, Prose, Rate, Scope, WebAddress},
};

/// Inserts it as a draft, with the match's two sides.
pub(super) async fn insert(tx: &mut Tx, match_id: MatchId, t: &Terms) -> Result<CollaborationId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO collaborations (match_id, consultant_id, tender_id, company_id, tender_company_id, start_date, end_date, hourly_rate,
            daily_rate, currency, status, contract_url, notes, created_at)
        SELECT m.id, m.consultant_id, m.tender_id, m.company_id, m.tender_company_id, $2, $3, $4::bigint::numeric / 100,
            $5::bigint::numeric / 100, $6, 'draft', $7, $8, $9
        FROM matches m WHERE m.id = $1 RETURNING id AS "id: CollaborationId""#,
        match_id.0,
        t.start_date,
        t.end_date,
        t.hourly_rate.map(Rate::cents),
        t.daily_rate.map(Rate::cents),
        t.currency.as_str(),
        t.contract_url.as_ref().map(WebAddress::as_str),
        t.notes.as_ref().map(Prose::as_str),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// One writer of a consultant's collaborations at a time: two that are moved onto each other would wait for each other in the index of their
/// periods.
pub(super) async fn take_turn(tx: &mut Tx, consultant: ConsultantId) -> Result<(), DbError> {
    tx.take_turn("collaborations", consultant.0).await
}

/// Locks a collaboration in the scope of a write: of which its company is a side.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: CollaborationId) -> Result<Option<Locked<Course>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT company_id AS "company_id: CompanyId", tender_company_id AS "tender_company_id: CompanyId",
            status AS "status: CollaborationStatus", started_at IS NOT NULL AS "has_begun!", coalesce(updated_at, created_at) AS "version!", start_date, end_date,
            (hourly_rate * 100)::bigint AS "hourly_rate: Rate", (daily_rate * 100)::bigint AS "daily_rate: Rate",
            currency AS "currency: Currency", contract_url AS "contract_url: WebAddress", notes AS "notes: Prose<5000>"
        FROM collaborations WHERE id = $1 AND ($2::bigint IS NULL OR $2 IN (company_id, tender_company_id)) FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.company_id),
        version: r.version,
        fields: Course {
            tender_company_id: r.tender_company_id,
            status: r.status,
            has_begun: r.has_begun,
            terms: Terms {
                start_date: r.start_date,
                end_date: r.end_date,
                hourly_rate: r.hourly_rate,
                daily_rate: r.daily_rate,
                currency: r.currency,
                contract_url: r.contract_url,
                notes: r.notes,
            },
        },
    }))
}

pub(super) async fn update(tx: &mut Tx, id: CollaborationId, course: &Course) -> Result<(), DbError> {
    let (now, t) = (tx.now(), &course.terms);
    sqlx::query!(
        "UPDATE collaborations SET status = $2, start_date = $3, end_date = $4, hourly_rate = $5::bigint::numeric / 100,
            daily_rate = $6::bigint::numeric / 100, currency = $7, contract_url = $8, notes = $9, updated_at = $10,
            started_at = CASE WHEN $2 IN ('active', 'completed') THEN coalesce(started_at, $10) ELSE started_at END
        WHERE id = $1",
        id.0,
        course.status as _,
        t.start_date,
        t.end_date,
        t.hourly_rate.map(Rate::cents),
        t.daily_rate.map(Rate::cents),
        t.currency.as_str(),
        t.contract_url.as_ref().map(WebAddress::as_str),
        t.notes.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: CollaborationId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM collaborations WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
