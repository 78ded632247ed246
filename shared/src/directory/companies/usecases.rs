//! Making companies.

use super::{domain::NewCompany, store};
use crate::{
    db::{DbError, Tx},
    kernel::CompanyId,
};

/// The company of this name, made if there is none: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, DbError> {
    store::ensure(tx, new).await
}
