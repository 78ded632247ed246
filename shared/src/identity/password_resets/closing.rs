//! Closing what is open to a user.

use super::store;
use crate::{
    db::{DbError, Tx},
    kernel::UserId,
};

/// Closes every way that is open to this user: its address is another one now, and a letter to the one before opens nothing, also when it comes back.
pub(in crate::identity) async fn close(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    store::close(tx, user).await
}
