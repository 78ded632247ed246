//! Matches that a person makes, annotates and removes.

use super::super::{
    domain::MatchStatus,
    market::Offer,
    queries::{self, Match},
    store::{self, Locked},
};
use crate::{
    audit::{self, Origin},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{Change, Choice, Expected, Grant, MatchId, Prose, permissions::MatchWrite},
};

const KIND: &str = "match";

/// Makes a match of a scored pair; generation rescores it while it is pending and never cancels it.
///
/// # Errors
/// [`Refused::Exists`] when the pair has one, or the database failed.
pub async fn create(
    tx: &mut Tx,
    grant: Grant<MatchWrite>,
    offer: &Offer,
    notes: Option<&Prose<5000>>,
    origin: &Origin,
) -> Result<Match, Refused> {
    let inserted = store::insert_by_hand(tx, offer, notes.map(Prose::as_str)).await;
    let id = inserted.map_err(|error| match error {
        DbError::Duplicate(_) => Refused::Exists(KIND),
        other => other.into(),
    })?;
    let made = queries::written(tx, id).await?;
    tx.changes(Space::Matches);
    let object = (KIND, id.0, Some(offer.company_id));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

async fn lock(tx: &mut Tx, grant: Grant<MatchWrite>, id: MatchId) -> Result<Locked, Refused> {
    let found = store::lock(tx, id).await?;
    let own = grant.scope().company();
    let sees = |m: &Locked| own.is_none_or(|own| own == m.company_id || own == m.tender_company_id);
    found.filter(sees).ok_or(Refused::NotFound(KIND))
}

/// Changes what people wrote about a match, and nothing else of it.
///
/// # Errors
/// [`Refused`].
pub async fn annotate(
    tx: &mut Tx,
    grant: Grant<MatchWrite>,
    id: MatchId,
    notes: Change<Prose<5000>>,
    expected: &Expected,
    origin: &Origin,
) -> Result<Match, Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    let mut wanted = before.notes.clone();
    notes.map(|notes| notes.as_str().to_owned()).apply(&mut wanted);
    if wanted == before.notes {
        return Ok(before);
    }
    store::annotate(tx, id, wanted.as_deref()).await?;
    let after = queries::written(tx, id).await?;
    tx.changes(Space::Matches);
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(
        tx,
        grant.actor(),
        "update",
        object,
        (Some(&before), Some(&after)),
        origin,
    )
    .await?;
    Ok(after)
}

/// Removes a match that nobody has decided on; a decision is history and stays.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<MatchWrite>,
    id: MatchId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    Refused::if_in_use([queries::collaborations_of(tx, id).await?])?;
    // Without the row a later generation would bring back what a person withdrew.
    if locked.is_withdrawn || !matches!(locked.status, MatchStatus::Pending | MatchStatus::Cancelled) {
        let moves: Vec<&str> = locked.status.allowed().map(Choice::name).collect();
        return Err(Refused::WrongState {
            current: locked.status.name(),
            allowed: moves.join(", "),
        });
    }
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    tx.changes(Space::Matches);
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}
