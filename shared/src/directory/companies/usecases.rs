//! Making companies.

use super::{
    aggregate::Companies,
    domain::{NewCompany, Profile, ProfileChanges},
    queries::Company,
    store,
};
use crate::{
    aggregate::{self, Aggregate, By},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{CompanyId, Written, permissions::CompanyCreate},
};

/// The company of this name, made if there is none: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, DbError> {
    tx.changes(Space::Companies);
    store::ensure(tx, new).await
}

/// Makes a company, which owns itself.
///
/// # Errors
/// [`Refused::Invalid`] with every fault, or there is one of this name.
pub async fn create(tx: &mut Tx, by: By<'_, CompanyCreate>, changes: ProfileChanges) -> Result<Company, Refused> {
    let profile = Profile::create(changes)?;
    let id = store::insert(tx, &profile).await.map_err(Companies::named)?;
    aggregate::made::<Companies>(tx, by, id, Some(id)).await
}
