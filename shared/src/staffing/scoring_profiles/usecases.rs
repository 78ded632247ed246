//! Making, changing and removing scoring profiles.

use super::{
    domain::{Profile, ProfileChanges},
    queries::{self, ScoringProfile},
    store,
};
use crate::{
    audit::{self, Origin},
    db::{DbError, Refused, Tx},
    directory::companies,
    kernel::{CompanyId, Expected, FaultKind, Faults, Grant, ScoringProfileId, permissions::ScoringWrite},
};

const KIND: &str = "scoring_profile";

fn named(error: DbError) -> Refused {
    match error.constraint() {
        Some("scoring_profiles_name_key") => Refused::Exists(KIND),
        Some("scoring_profiles_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
        _ => error.into(),
    }
}

/// Makes a profile; a default one takes the place of the company's other default.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<ScoringWrite>,
    company: Option<CompanyId>,
    changes: ProfileChanges,
    origin: &Origin,
) -> Result<ScoringProfile, Refused> {
    let mut faults = Faults::default();
    let company = faults.gather(grant.owner(company));
    companies::queries::check_named(tx, "company_id", company, &mut faults).await?;
    let profile = faults.gather(Profile::create(changes));
    let (company, profile) = faults.whole(company.zip(profile))?;
    store::take_turn(tx, company).await?;
    if profile.is_default {
        store::clear_default(tx, company).await?;
    }
    let id = store::insert(tx, company, &profile).await.map_err(named)?;
    let made = queries::written(tx, id).await?;
    let object = (KIND, id.0, Some(company));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

/// Changes a profile and raises its version.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<ScoringWrite>,
    id: ScoringProfileId,
    changes: ProfileChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<ScoringProfile, Refused> {
    // Two profiles that take each other's place would each hold what the other waits for.
    if let Some(company) = queries::company_of(tx, id).await? {
        store::take_turn(tx, company).await?;
    }
    let found = store::lock(tx, grant.scope().company(), id).await?;
    let locked = found.ok_or(Refused::NotFound(KIND))?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    let was_default = locked.profile.is_default;
    let profile = locked.profile.clone().change(changes)?;
    if profile == locked.profile {
        return Ok(before);
    }
    if profile.is_default && !was_default {
        store::clear_default(tx, locked.company_id).await?;
    }
    store::update(tx, id, &profile).await.map_err(named)?;
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

/// Removes a profile; matches keep the explanation that it gave them.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<ScoringWrite>,
    id: ScoringProfileId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let found = store::lock(tx, grant.scope().company(), id).await?;
    let locked = found.ok_or(Refused::NotFound(KIND))?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}
