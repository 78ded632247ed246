//! Making, changing and removing companies.

use super::{
    domain::{NewCompany, Profile, ProfileChanges},
    queries::{self, Company},
    store,
};
use crate::{
    audit::{self, Origin},
    cache::Space,
    db::{DbError, Refused, Tx},
    kernel::{
        CompanyId, Expected, Grant,
        permissions::{CompanyCreate, CompanyWrite},
    },
};

/// The company of this name, made if there is none: how seed data comes in.
///
/// # Errors
/// The database failed.
pub async fn ensure(tx: &mut Tx, new: &NewCompany) -> Result<CompanyId, DbError> {
    tx.changes(Space::Companies);
    store::ensure(tx, new).await
}

fn named(error: DbError) -> Refused {
    match error {
        DbError::Duplicate(_) => Refused::Exists("company"),
        other => other.into(),
    }
}

/// Makes a company.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<CompanyCreate>,
    changes: ProfileChanges,
    origin: &Origin,
) -> Result<Company, Refused> {
    let profile = Profile::create(changes)?;
    let id = store::insert(tx, &profile).await.map_err(named)?;
    let made = queries::written(tx, id).await?;
    tx.changes(Space::Companies);
    let object = ("company", id.0, Some(id));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

/// Changes a company; every company is named to everyone, so a stranger's is [`Refused::NotYours`].
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<CompanyWrite>,
    id: CompanyId,
    changes: ProfileChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Company, Refused> {
    store::take_turn(tx).await?;
    let (profile, version) = store::lock(tx, id).await?.ok_or(Refused::NotFound("company"))?;
    if grant.scope().company().is_some_and(|own| own != id) {
        return Err(Refused::NotYours);
    }
    Refused::if_stale(expected, version)?;
    let before = queries::written(tx, id).await?;
    let changed = profile.clone().change(changes)?;
    if changed == profile {
        return Ok(before);
    }
    store::update(tx, id, &changed).await.map_err(named)?;
    let after = queries::written(tx, id).await?;
    tx.changes(Space::Companies);
    tx.changes(Space::Matches);
    let object = ("company", id.0, Some(id));
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

/// Removes a company on which nothing rests.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<CompanyCreate>,
    id: CompanyId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    let (_, version) = store::lock(tx, id).await?.ok_or(Refused::NotFound("company"))?;
    Refused::if_stale(expected, version)?;
    let resting = queries::rests_on(tx, id).await?;
    if !resting.is_empty() {
        return Err(Refused::Kept(resting));
    }
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    tx.changes(Space::Companies);
    let object = ("company", id.0, Some(id));
    audit::changed(tx, grant.actor(), "delete", object, (Some(&before), None), origin).await?;
    Ok(())
}

/// Puts a company away, or takes it out again: hidden, it and its consultants and tenders are matched with nobody.
///
/// # Errors
/// [`Refused`].
pub async fn archive(
    tx: &mut Tx,
    grant: Grant<CompanyCreate>,
    id: CompanyId,
    archived: bool,
    expected: &Expected,
    origin: &Origin,
) -> Result<Company, Refused> {
    let (_, version) = store::lock(tx, id).await?.ok_or(Refused::NotFound("company"))?;
    Refused::if_stale(expected, version)?;
    let before = queries::written(tx, id).await?;
    if !store::set_archived(tx, id, archived).await? {
        return Ok(before);
    }
    let after = queries::written(tx, id).await?;
    tx.changes(Space::Companies);
    tx.changes(Space::Matches);
    let action = if archived { "archive" } else { "unarchive" };
    let object = ("company", id.0, Some(id));
    audit::changed(tx, grant.actor(), action, object, (Some(&before), Some(&after)), origin).await?;
    Ok(after)
}
