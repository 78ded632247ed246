//! The end of a partnership: neither company sees the other's consultants and tenders any more, so what was still open between the two is
//! closed with it.

use crate::{
    aggregate::By,
    audit::Origin,
    db::{DbError, Refused, Tx},
    directory::partnerships::{
        domain::{Move, TermsChanges},
        queries::Partnership,
        usecases::{self, Ended},
    },
    kernel::{Change, CompanyId, PartnershipId, UserId, permissions::PartnershipWrite},
    staffing::matches,
};

/// Proposes a partnership ([`usecases::propose`]); an earlier one of the two whose last day has passed ends first.
///
/// # Errors
/// [`Refused`].
pub async fn propose(
    tx: &mut Tx,
    by: By<'_, PartnershipWrite>,
    initiator: Option<CompanyId>,
    partner: Change<CompanyId>,
    terms: TermsChanges,
) -> Result<Partnership, Refused> {
    let (made, ended) = usecases::propose(tx, by, initiator, partner, terms).await?;
    close(tx, &ended, None).await?;
    Ok(made)
}

/// Accepts, rejects or ends it ([`usecases::move_on`]).
///
/// # Errors
/// [`Refused`].
pub async fn move_on(
    tx: &mut Tx,
    by: By<'_, PartnershipWrite>,
    id: PartnershipId,
    step: Move,
) -> Result<Partnership, Refused> {
    let (moved, ended) = usecases::move_on(tx, by, id, step).await?;
    close(tx, ended.as_slice(), Some(by.actor().user_id)).await?;
    Ok(moved)
}

/// Ends what is past its last day; returns how many there were.
///
/// # Errors
/// The database failed.
pub async fn end_expired(tx: &mut Tx, origin: &Origin) -> Result<usize, DbError> {
    let ended = usecases::end_expired(tx, None, origin).await?;
    close(tx, &ended, None).await?;
    Ok(ended.len())
}

async fn close(tx: &mut Tx, ended: &[Ended], by: Option<UserId>) -> Result<(), DbError> {
    for &Ended { initiator, partner } in ended {
        matches::usecases::close_between(tx, initiator, partner, by).await?;
    }
    Ok(())
}
