//! Proposing, answering, changing and ending partnerships.

use super::{
    aggregate::Partnerships,
    domain::{Agreement, Move, NewPartnership, PartnershipStatus, Terms, TermsChanges},
    queries::Partnership,
    store,
};
use crate::{
    aggregate::{self, Aggregate, By, Shown},
    audit::{self, Entry, Origin},
    db::{DbError, Refused, Tx},
    kernel::{Change, Choice, CompanyId, FaultKind, Faults, PartnershipId, Written, permissions::PartnershipWrite},
};

/// Makes it unless the two companies have a living one: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewPartnership) -> Result<(), DbError> {
    store::ensure(tx, new).await
}

/// A partnership that ended; what was still open between the two companies is to be closed in the same transaction
/// ([`lifecycle`](crate::lifecycle)).
#[derive(Debug, Clone, Copy)]
pub struct Ended {
    /// Who had proposed it.
    pub initiator: CompanyId,
    /// To whom.
    pub partner: CompanyId,
}

/// Proposes a partnership; the pair has one living one at most, whoever asked. One whose last day has passed is over, and ended first: the second
/// of what is returned.
///
/// # Errors
/// [`Refused`].
pub async fn propose(
    tx: &mut Tx,
    by: By<'_, PartnershipWrite>,
    initiator: Option<CompanyId>,
    partner: Change<CompanyId>,
    terms: TermsChanges,
) -> Result<(Partnership, Vec<Ended>), Refused> {
    let mut faults = Faults::default();
    let partner = partner.required("partner_company_id", &mut faults);
    let initiator = by.grant.owner(initiator).map_err(|wrong| {
        let renamed = wrong.0.into_iter().map(|f| ("initiator_company_id", f.kind));
        renamed.for_each(|(field, kind)| faults.add(field, kind));
    });
    let terms = Terms::create(terms).map_err(|more| faults.0.extend(more.0));
    aggregate::check_company(tx, "initiator_company_id", initiator.ok(), &mut faults).await?;
    if initiator.is_ok() && initiator.ok() == partner {
        faults.add("partner_company_id", FaultKind::NoSuch);
    } else {
        aggregate::check_company(tx, "partner_company_id", partner, &mut faults).await?;
    }
    let (Ok(initiator), Some(partner), Ok(terms), true) = (initiator, partner, terms, faults.0.is_empty()) else {
        return Err(faults.into());
    };
    let ended = end_expired(tx, Some((initiator, partner)), by.origin).await?;
    let inserted = store::insert(tx, initiator, partner, &terms).await;
    let id = inserted.map_err(Partnerships::named)?;
    let made = aggregate::made::<Partnerships>(tx, by, id, Some(initiator)).await?;
    Ok((made, ended))
}

/// Ends what is past its last day, of one pair or of all.
///
/// # Errors
/// The database failed.
pub async fn end_expired(
    tx: &mut Tx,
    pair: Option<(CompanyId, CompanyId)>,
    origin: &Origin,
) -> Result<Vec<Ended>, DbError> {
    let expired = store::end_expired(tx, pair).await?;
    let mut ended = Vec::with_capacity(expired.len());
    for (id, initiator, partner) in expired {
        let after: Partnership = aggregate::written(tx, id).await?;
        let entry = Entry {
            actor: None,
            action: Move::End.name(),
            object_kind: Partnerships::KIND,
            object_id: id.to_string(),
            company_id: Some(initiator),
            before: None,
            after: after.logged(),
            origin,
        };
        audit::record(tx, entry).await?;
        ended.push(Ended { initiator, partner });
    }
    Ok(ended)
}

/// Accepts, rejects or ends it: the partner answers, either side ends. The second of what is returned says that it ended.
///
/// # Errors
/// As [`aggregate::step`].
pub async fn move_on(
    tx: &mut Tx,
    by: By<'_, PartnershipWrite>,
    id: PartnershipId,
    step: Move,
) -> Result<(Partnership, Option<Ended>), Refused> {
    aggregate::step::<Partnerships>(tx, &by, id, step, None).await?;
    let moved: Partnership = aggregate::written(tx, id).await?;
    let ended = (step == Move::End).then_some(Ended {
        initiator: moved.initiator_company_id,
        partner: moved.partner_company_id,
    });
    Ok((moved, ended))
}

/// Changes what is proposed; the initiator's, until it is answered.
///
/// # Errors
/// As [`aggregate::change`], or it was answered.
pub async fn update(
    tx: &mut Tx,
    by: By<'_, PartnershipWrite>,
    id: PartnershipId,
    changes: TermsChanges,
) -> Result<Partnership, Refused> {
    aggregate::change::<Partnerships, Refused>(tx, by, id, |was| {
        if was.fields.status != PartnershipStatus::Proposed {
            return Err(Refused::wrong_state(was.fields.status));
        }
        Ok(Agreement {
            terms: was.fields.terms.clone().change(changes)?,
            ..was.fields.clone()
        })
    })
    .await
}
