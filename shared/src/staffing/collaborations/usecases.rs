//! Making and changing collaborations.

use super::{
    aggregate::Collaborations,
    domain::{CollaborationStatus, Course, Terms, TermsChanges},
    queries::Collaboration,
    store,
};
use crate::{
    aggregate::{self, Aggregate, By},
    db::{Refused, Tx},
    directory::partnerships::queries::hold_between,
    kernel::{
        Change, Choice, CollaborationId, CompanyId, FaultKind, Faults, Grant, MatchId, States, Written,
        permissions::CollaborationWrite,
    },
    staffing::matches::{
        domain::MatchStatus,
        queries::{sides, standing},
    },
};

fn is_side(grant: Grant<CollaborationWrite>, one: CompanyId, other: CompanyId) -> bool {
    grant.scope().company().is_none_or(|own| own == one || own == other)
}

/// Makes a draft of an accepted match of which the caller's company is a side.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    by: By<'_, CollaborationWrite>,
    match_id: Change<MatchId>,
    changes: TermsChanges,
) -> Result<Collaboration, Refused> {
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
        found = of_ours.filter(|m| is_side(by.grant, m.company_id, m.tender_company_id));
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
    let id = store::insert(tx, match_id, &terms)
        .await
        .map_err(Collaborations::named)?;
    aggregate::made::<Collaborations>(tx, by, id, Some(company)).await
}

/// Changes a collaboration, and moves it where that is allowed. A consultant is at work for one at a time: a collaboration says no share of the
/// day, so it is the whole of it.
///
/// # Errors
/// As [`aggregate::change`], or it does not go there from where it stands.
pub async fn update(
    tx: &mut Tx,
    by: By<'_, CollaborationWrite>,
    id: CollaborationId,
    status: Change<CollaborationStatus>,
    changes: TermsChanges,
) -> Result<Collaboration, Refused> {
    aggregate::change::<Collaborations, Refused>(tx, by, id, |was| {
        let mut faults = Faults::default();
        let mut next = was.fields.status;
        status.apply_required(&mut next, "status", &mut faults);
        let terms = faults.gather(was.fields.terms.clone().change(changes));
        let terms = faults.whole(terms)?;
        if next != was.fields.status && was.fields.status.after(next).is_none() {
            return Err(Refused::wrong_state(was.fields.status));
        }
        Ok(Course {
            status: next,
            terms,
            ..was.fields.clone()
        })
    })
    .await
}
