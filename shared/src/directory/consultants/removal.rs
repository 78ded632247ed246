//! Removing a consultant: the row, with the portfolios that were generated of it. What other areas have of it
//! [`lifecycle`](crate::lifecycle) removes in the same transaction.

use super::{
    queries::{self, Consultant},
    store,
    usecases::{WriteError, lock, record},
};
use crate::{
    audit::Origin,
    db::Tx,
    directory::portfolios,
    kernel::{
        Actor, CompanyId, ConsultantId, Expected, Grant,
        permissions::{ConsultantCreate, ConsultantRead},
    },
};

/// A consultant that is held for its removal.
#[derive(Debug)]
pub struct Leaving {
    id: ConsultantId,
    company_id: CompanyId,
    before: Consultant,
}

/// Holds a consultant on whom nothing rests that a person made or decided, until the transaction ends. Otherwise it is history and stays.
///
/// # Errors
/// [`WriteError`].
pub async fn hold(
    tx: &mut Tx,
    grant: Grant<ConsultantCreate>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    expected: &Expected,
) -> Result<Leaving, WriteError> {
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let resting = queries::rests_on(tx, id).await?;
    if !resting.is_empty() {
        return Err(WriteError::InUse(resting));
    }
    Ok(Leaving {
        id,
        company_id: locked.company_id,
        before: queries::written(tx, id).await?,
    })
}

/// Deletes it, once nothing else names it any more.
///
/// # Errors
/// The database failed.
pub async fn delete(tx: &mut Tx, actor: Actor, leaving: Leaving, origin: &Origin) -> Result<(), WriteError> {
    let Leaving { id, company_id, before } = leaving;
    portfolios::usecases::forget_generated(tx, id).await?;
    store::delete(tx, id).await?;
    record(tx, actor, "delete", id, company_id, Some(&before), None, origin).await?;
    Ok(())
}
