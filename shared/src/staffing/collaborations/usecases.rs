//! Making, changing and removing collaborations.

use super::{
    domain::{CollaborationStatus, Terms, TermsChanges},
    queries::{self, Collaboration},
    store::{self, Locked},
};
use crate::{
    audit::{self, Origin},
    db::{DbError, Refused, Tx},
    directory::partnerships::queries::hold_between,
    kernel::{
        Change, Choice, CollaborationId, CompanyId, Currency, Expected, FaultKind, Faults, Grant, MatchId,
        permissions::CollaborationWrite,
    },
    staffing::matches::{
        domain::MatchStatus,
        queries::{sides, standing},
    },
};

const KIND: &str = "collaboration";

fn named(error: DbError) -> Refused {
    match error.constraint() {
        Some("collaborations_do_not_overlap") => Refused::Exists(KIND),
        Some("collaborations_one_mission_at_a_time") => Refused::AtWork,
        _ => error.into(),
    }
}

fn is_side(grant: Grant<CollaborationWrite>, one: CompanyId, other: CompanyId) -> bool {
    grant.scope().company().is_none_or(|own| own == one || own == other)
}

/// Makes a draft of an accepted match of which the caller's company is a side.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<CollaborationWrite>,
    match_id: Change<MatchId>,
    mut changes: TermsChanges,
    currency: Currency,
    origin: &Origin,
) -> Result<Collaboration, Refused> {
    if !changes.currency.is_given() {
        changes.currency = Change::Set(currency);
    }
    let mut faults = Faults::default();
    let match_id = match_id.required("match_id", &mut faults);
    let terms = faults.gather(Terms::create(changes));
    let (mut are_partners, mut found) = (false, None);
    if let Some(id) = match_id {
        // The partnership before the match, as whoever ends it locks them.
        if let Some(sides) = sides(tx, id).await? {
            are_partners = hold_between(tx, sides.company_id, sides.tender_company_id).await?;
        }
        let of_ours = standing(tx, id).await?;
        found = of_ours.filter(|m| is_side(grant, m.company_id, m.tender_company_id));
        if found.is_none() {
            faults.add("match_id", FaultKind::NoSuch);
        }
    }
    let ((match_id, found), terms) = faults.whole(match_id.zip(found).zip(terms))?;
    let (company, status) = (found.company_id, found.status);
    if status != MatchStatus::Accepted {
        return Err(Refused::WrongState {
            current: status.name(),
            allowed: MatchStatus::Accepted.name().to_owned(),
        });
    }
    if !are_partners {
        return Err(Refused::PartnershipOver);
    }
    let id = store::insert(tx, match_id, &terms).await.map_err(named)?;
    let made = queries::written(tx, id).await?;
    let object = (KIND, id.0, Some(company));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

async fn lock(tx: &mut Tx, grant: Grant<CollaborationWrite>, id: CollaborationId) -> Result<Locked, Refused> {
    let found = store::lock(tx, id).await?;
    let of_ours = found.filter(|k| is_side(grant, k.company_id, k.tender_company_id));
    of_ours.ok_or(Refused::NotFound(KIND))
}

fn refuse(status: CollaborationStatus) -> Refused {
    Refused::WrongState {
        current: status.name(),
        allowed: status.allowed(),
    }
}

/// Changes a collaboration, and moves it where that is allowed. A consultant is at work for one at a time: a collaboration says no share of the
/// day, so it is the whole of it.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<CollaborationWrite>,
    id: CollaborationId,
    status: Change<CollaborationStatus>,
    changes: TermsChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Collaboration, Refused> {
    // The consultant's turn, then the match, then the collaboration.
    if let Some(ground) = queries::ground_of(tx, id).await? {
        store::take_turn(tx, ground.consultant_id).await?;
        standing(tx, ground.match_id).await?;
    }
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    let mut faults = Faults::default();
    let mut next = locked.status;
    status.apply_required(&mut next, "status", &mut faults);
    let terms = faults.gather(locked.terms.clone().change(changes));
    let terms = faults.whole(terms)?;
    if next != locked.status && !locked.status.next().contains(&next) {
        return Err(refuse(locked.status));
    }
    let before = queries::written(tx, id).await?;
    if next == locked.status && terms == locked.terms {
        return Ok(before);
    }
    store::update(tx, id, next, &terms).await.map_err(named)?;
    let after = queries::written(tx, id).await?;
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

/// Removes a draft, or one that was called off before it began; what has begun is history, however it ended.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<CollaborationWrite>,
    id: CollaborationId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    if locked.has_begun {
        return Err(refuse(locked.status));
    }
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}
