//! Proposing, answering, changing and ending partnerships.

use super::{
    domain::{Move, NewPartnership, PartnershipStatus, Terms, TermsChanges},
    queries::{self, Partnership},
    store::{self, Locked},
};
use crate::{
    audit::{self, Entry, Origin},
    db::{DbError, Refused, Tx},
    directory::companies,
    kernel::{
        Change, Choice, CompanyId, Expected, FaultKind, Faults, Grant, PartnershipId, permissions::PartnershipWrite,
    },
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
    grant: Grant<PartnershipWrite>,
    initiator: Option<CompanyId>,
    partner: Change<CompanyId>,
    terms: TermsChanges,
    origin: &Origin,
) -> Result<(Partnership, Vec<Ended>), Refused> {
    let mut faults = Faults::default();
    let partner = partner.required("partner_company_id", &mut faults);
    let initiator = grant.owner(initiator).map_err(|wrong| {
        let renamed = wrong.0.into_iter().map(|f| ("initiator_company_id", f.kind));
        renamed.for_each(|(field, kind)| faults.add(field, kind));
    });
    let terms = Terms::create(terms).map_err(|more| faults.0.extend(more.0));
    companies::queries::check_named(tx, "initiator_company_id", initiator.ok(), &mut faults).await?;
    if initiator.is_ok() && initiator.ok() == partner {
        faults.add("partner_company_id", FaultKind::NoSuch);
    } else {
        companies::queries::check_named(tx, "partner_company_id", partner, &mut faults).await?;
    }
    let (Ok(initiator), Some(partner), Ok(terms), true) = (initiator, partner, terms, faults.0.is_empty()) else {
        return Err(faults.into());
    };
    let ended = end_expired(tx, Some((initiator, partner)), origin).await?;
    let inserted = store::insert(tx, initiator, partner, &terms).await;
    let id = inserted.map_err(|error| match error.constraint() {
        Some("partnerships_living_pair_key") => Refused::Exists("partnership"),
        Some("partnerships_initiator_company_id_fkey") => Faults::one("initiator_company_id", FaultKind::NoSuch).into(),
        Some("partnerships_partner_company_id_fkey") => Faults::one("partner_company_id", FaultKind::NoSuch).into(),
        _ => error.into(),
    })?;
    let made = queries::written(tx, id).await?;
    let object = ("partnership", id.0, Some(initiator));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
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
        let after = queries::written(tx, id).await?;
        let entry = Entry {
            actor: None,
            action: Move::End.name(),
            object_kind: "partnership",
            object_id: id.to_string(),
            company_id: Some(initiator),
            before: None,
            after: serde_json::to_value(&after).ok(),
            origin,
        };
        audit::record(tx, entry).await?;
        ended.push(Ended { initiator, partner });
    }
    Ok(ended)
}

/// Locks one of the caller's company's, whichever its side.
async fn lock(tx: &mut Tx, grant: Grant<PartnershipWrite>, id: PartnershipId) -> Result<Locked, Refused> {
    let found = store::lock(tx, id).await?;
    let own = grant.scope().company();
    let sees = |p: &Locked| own.is_none_or(|own| own == p.initiator || own == p.partner);
    found.filter(sees).ok_or(Refused::NotFound("partnership"))
}

fn refuse(status: PartnershipStatus) -> Refused {
    Refused::WrongState {
        current: status.name(),
        allowed: status.allowed(),
    }
}

/// Accepts, rejects or ends it: the partner answers, either side ends. The second of what is returned says that it ended.
///
/// # Errors
/// [`Refused`].
pub async fn move_on(
    tx: &mut Tx,
    grant: Grant<PartnershipWrite>,
    id: PartnershipId,
    step: Move,
    expected: &Expected,
    origin: &Origin,
) -> Result<(Partnership, Option<Ended>), Refused> {
    let locked = lock(tx, grant, id).await?;
    let is_partners = matches!(step, Move::Accept | Move::Reject);
    if is_partners && grant.scope().company().is_some_and(|own| own != locked.partner) {
        return Err(Refused::NotYours);
    }
    Refused::if_stale(expected, locked.version)?;
    let status = locked.status.after(step).ok_or_else(|| refuse(locked.status))?;
    let written = write(tx, grant, id, &locked, status, &locked.terms, (step.name(), origin)).await?;
    let ended = (step == Move::End).then_some(Ended {
        initiator: locked.initiator,
        partner: locked.partner,
    });
    Ok((written, ended))
}

/// Changes what is proposed; the initiator's, until it is answered.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<PartnershipWrite>,
    id: PartnershipId,
    changes: TermsChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Partnership, Refused> {
    let locked = lock(tx, grant, id).await?;
    if grant.scope().company().is_some_and(|own| own != locked.initiator) {
        return Err(Refused::NotYours);
    }
    Refused::if_stale(expected, locked.version)?;
    if locked.status != PartnershipStatus::Proposed {
        return Err(refuse(locked.status));
    }
    let terms = locked.terms.clone().change(changes)?;
    if terms == locked.terms {
        return Ok(queries::written(tx, id).await?);
    }
    write(tx, grant, id, &locked, locked.status, &terms, ("update", origin)).await
}

async fn write(
    tx: &mut Tx,
    grant: Grant<PartnershipWrite>,
    id: PartnershipId,
    locked: &Locked,
    status: PartnershipStatus,
    terms: &Terms,
    (action, origin): (&'static str, &Origin),
) -> Result<Partnership, Refused> {
    let before = queries::written(tx, id).await?;
    store::update(tx, id, status, terms).await?;
    let after = queries::written(tx, id).await?;
    let object = ("partnership", id.0, Some(locked.initiator));
    audit::changed(tx, grant.actor(), action, object, (Some(&before), Some(&after)), origin).await?;
    Ok(after)
}

/// Takes a proposal back, or removes one that came to nothing; one that was ever active is history.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<PartnershipWrite>,
    id: PartnershipId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let locked = lock(tx, grant, id).await?;
    if grant.scope().company().is_some_and(|own| own != locked.initiator) {
        return Err(Refused::NotYours);
    }
    Refused::if_stale(expected, locked.version)?;
    if matches!(locked.status, PartnershipStatus::Active | PartnershipStatus::Ended) {
        return Err(refuse(locked.status));
    }
    let matches = queries::matches_between(tx, locked.initiator, locked.partner).await?;
    Refused::if_in_use([("matches", matches)])?;
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    let object = ("partnership", id.0, Some(locked.initiator));
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}
