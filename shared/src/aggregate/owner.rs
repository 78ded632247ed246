//! Whose a new row is.

use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, FaultKind, Faults, Grant, Permission},
};

/// The company that a new row is to belong to: the caller's own, or the one that whoever reaches all of them names. What is wrong with
/// `company_id` is noted.
///
/// # Errors
/// The database failed.
pub async fn owner<P: Permission>(
    tx: &mut Tx,
    grant: Grant<P>,
    named: Option<CompanyId>,
    faults: &mut Faults,
) -> Result<Option<CompanyId>, DbError> {
    let company = faults.gather(grant.owner(named));
    check_company(tx, "company_id", company, faults).await?;
    Ok(company)
}

/// Notes a fault of the field that names a company which is not there.
///
/// # Errors
/// The database failed.
pub async fn check_company(
    tx: &mut Tx,
    field: &'static str,
    id: Option<CompanyId>,
    faults: &mut Faults,
) -> Result<(), DbError> {
    let Some(id) = id else { return Ok(()) };
    let is_there = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM companies WHERE id = $1) AS "is_there!""#,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    if !is_there {
        faults.add(field, FaultKind::NoSuch);
    }
    Ok(())
}
