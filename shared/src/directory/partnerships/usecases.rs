//! Making partnerships.

use super::{domain::NewPartnership, store};
use crate::db::{DbError, Tx};

/// Makes it unless the two companies have a living one: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewPartnership) -> Result<(), DbError> {
    store::ensure(tx, new).await
}
