//! The statements that write companies.

use super::domain::NewCompany;
use crate::{
    db::{DbError, Tx},
    kernel::{CompanyId, Line, Prose, WebAddress},
};

/// Inserts it, or finds the one of the same name.
pub(super) async fn ensure(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, DbError> {
    let now = tx.now();
    let inserted = sqlx::query_scalar!(
        r#"INSERT INTO companies (name, description, website, address, is_esn, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (fold(name)) DO NOTHING RETURNING id AS "id: CompanyId""#,
        new.name.as_str(),
        new.description.as_ref().map(Prose::as_str),
        new.website.as_ref().map(WebAddress::as_str),
        new.address.as_ref().map(Line::as_str),
        new.is_esn,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    if let Some(id) = inserted {
        return Ok(id);
    }
    Ok(sqlx::query_scalar!(
        r#"SELECT id AS "id: CompanyId" FROM companies WHERE fold(name) = fold($1)"#,
        new.name.as_str()
    )
    .fetch_one(tx.conn())
    .await?)
}
