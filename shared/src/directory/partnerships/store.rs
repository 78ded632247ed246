//! The statements that write partnerships.

use super::domain::{Agreement, NewPartnership, PartnershipStatus, Terms};
use crate::{
    aggregate::Locked,
    db::{DbError, Tx},
    kernel::{CompanyId, PartnershipId, Prose, Scope},
};

/// Inserts it unless the pair has a living one.
pub(super) async fn ensure(tx: &mut Tx, new: &NewPartnership) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        "INSERT INTO partnerships (initiator_company_id, partner_company_id, status, start_date, end_date, terms, created_at)
        SELECT $1, $2, $3, $4, $5, $6, $7 WHERE NOT EXISTS (
            SELECT FROM partnerships WHERE status IN ('proposed', 'active')
              AND least(initiator_company_id, partner_company_id) = least($1::bigint, $2::bigint)
              AND greatest(initiator_company_id, partner_company_id) = greatest($1::bigint, $2::bigint))",
        new.initiator.0,
        new.partner.0,
        new.status as _,
        new.start_date,
        new.end_date,
        new.terms.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn insert(
    tx: &mut Tx,
    initiator: CompanyId,
    partner: CompanyId,
    terms: &Terms,
) -> Result<PartnershipId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO partnerships (initiator_company_id, partner_company_id, status, start_date, end_date, terms, created_at)
        VALUES ($1, $2, 'proposed', $3, $4, $5, $6) RETURNING id AS "id: PartnershipId""#,
        initiator.0,
        partner.0,
        terms.start_date,
        terms.end_date,
        terms.terms.as_ref().map(Prose::as_str),
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Ends active partnerships whose last day has passed, the pair's or all; their ids, initiators and partners.
pub(super) async fn end_expired(
    tx: &mut Tx,
    pair: Option<(CompanyId, CompanyId)>,
) -> Result<Vec<(PartnershipId, CompanyId, CompanyId)>, DbError> {
    let now = tx.now();
    let ended = sqlx::query!(
        r#"UPDATE partnerships SET status = 'ended', updated_at = $4 WHERE id IN (SELECT id FROM partnerships
            WHERE status = 'active' AND end_date < $3 AND ($1::bigint IS NULL
                OR (least(initiator_company_id, partner_company_id) = least($1::bigint, $2::bigint)
                    AND greatest(initiator_company_id, partner_company_id) = greatest($1::bigint, $2::bigint)))
            ORDER BY id FOR UPDATE)
        RETURNING id AS "id: PartnershipId", initiator_company_id AS "initiator: CompanyId", partner_company_id AS "partner: CompanyId""#,
        pair.map(|(a, _)| a.0),
        pair.map(|(_, b)| b.0),
        now.date_naive(),
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ended.into_iter().map(|r| (r.id, r.initiator, r.partner)).collect())
}

/// Locks a partnership in the scope of a write: of which its company is a side.
pub(super) async fn lock(tx: &mut Tx, scope: Scope, id: PartnershipId) -> Result<Option<Locked<Agreement>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT initiator_company_id AS "initiator: CompanyId", partner_company_id AS "partner: CompanyId",
            status AS "status: PartnershipStatus", coalesce(updated_at, created_at) AS "version!", start_date, end_date,
            terms AS "terms: Prose<5000>"
        FROM partnerships WHERE id = $1 AND ($2::bigint IS NULL OR $2 IN (initiator_company_id, partner_company_id)) FOR UPDATE"#,
        id.0,
        scope.company().map(|c| c.0),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| Locked {
        company_id: Some(r.initiator),
        version: r.version,
        fields: Agreement {
            initiator: r.initiator,
            partner: r.partner,
            status: r.status,
            terms: Terms {
                start_date: r.start_date,
                end_date: r.end_date,
                terms: r.terms,
            },
        },
    }))
}

pub(super) async fn update(tx: &mut Tx, id: PartnershipId, a: &Agreement) -> Result<(), DbError> {
    let (now, terms) = (tx.now(), &a.terms);
    sqlx::query!(
        "UPDATE partnerships SET status = $2, start_date = $3, end_date = $4, terms = $5, updated_at = $6 WHERE id = $1",
        id.0,
        a.status as _,
        terms.start_date,
        terms.end_date,
        terms.terms.as_ref().map(Prose::as_str),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: PartnershipId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM partnerships WHERE id = $1", id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
