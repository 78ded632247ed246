//! The statements that write partnerships.

use super::domain::NewPartnership;
use crate::{
    db::{DbError, Tx},
    kernel::Prose,
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
