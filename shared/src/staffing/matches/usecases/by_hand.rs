//! Matches that a person makes and annotates.

use super::super::{aggregate::Matches, domain::Standing, market::Offer, queries::Match, store};
use crate::{
    aggregate::{self, Aggregate, By},
    db::{Refused, Tx},
    kernel::{Change, Faults, MatchId, Prose, permissions::MatchWrite},
};

/// Makes a match of a scored pair; generation rescores it while it is pending and never cancels it.
///
/// # Errors
/// [`Refused::Exists`] when the pair has one, or the database failed.
pub async fn create(
    tx: &mut Tx,
    by: By<'_, MatchWrite>,
    offer: &Offer,
    notes: Option<&Prose<5000>>,
) -> Result<Match, Refused> {
    let inserted = store::insert_by_hand(tx, offer, notes.map(Prose::as_str)).await;
    let id = inserted.map_err(Matches::named)?;
    aggregate::made::<Matches>(tx, by, id, Some(offer.company_id)).await
}

/// Changes what people wrote about a match, and nothing else of it.
///
/// # Errors
/// As [`aggregate::change`].
pub async fn annotate(
    tx: &mut Tx,
    by: By<'_, MatchWrite>,
    id: MatchId,
    notes: Change<Prose<5000>>,
) -> Result<Match, Refused> {
    aggregate::change::<Matches, Faults>(tx, by, id, |was| {
        let mut standing: Standing = was.fields.clone();
        notes.apply(&mut standing.notes);
        Ok(standing)
    })
    .await
}
