//! The order of a write.

use super::{Act, Aggregate, Archive, By, Create, Locked, Remove, Shown, owner};
use crate::{
    audit::{self, Entry},
    db::{DbError, Refused, Tx},
    kernel::{CompanyId, Faults, Permission, Written},
};

/// Makes an aggregate of the company that the caller may make it for.
///
/// # Errors
/// [`Refused::Invalid`] with every fault, or what a constraint says.
pub async fn create<A: Create>(
    tx: &mut Tx,
    by: By<'_, A::Manage>,
    company: Option<CompanyId>,
    changes: <A::Fields as Written>::Changes,
) -> Result<A::Shown, Refused> {
    let mut faults = Faults::default();
    let company = owner(tx, by.grant, company, &mut faults).await?;
    let fields = faults.gather(A::Fields::create(changes));
    let (company, fields) = faults.whole(company.zip(fields))?;
    let id = A::insert(tx, company, &fields).await.map_err(A::named)?;
    made::<A>(tx, by, id, Some(company)).await
}

/// What follows when one was inserted.
///
/// # Errors
/// The database failed.
pub async fn made<A: Aggregate>(
    tx: &mut Tx,
    by: By<'_, A::Manage>,
    id: A::Id,
    company: Option<CompanyId>,
) -> Result<A::Shown, Refused> {
    let made = A::shown(tx, id).await?;
    recorded::<A>(tx, &by, Act::Create, (id, company), (None, Some(&made))).await?;
    Ok(made)
}

/// Locks one for a write of the version that the caller read.
///
/// # Errors
/// There is none, it is not the caller's, or it has changed since.
pub async fn lock<A: Aggregate>(
    tx: &mut Tx,
    by: &By<'_, impl Permission>,
    id: A::Id,
) -> Result<Locked<A::Fields>, Refused> {
    let locked = found::<A>(tx, by, id).await?;
    A::may_write(&locked, by.scope())?;
    Refused::if_stale(by.expected, locked.version)?;
    Ok(locked)
}

/// Locks one, whatever its version.
pub(super) async fn found<A: Aggregate>(
    tx: &mut Tx,
    by: &By<'_, impl Permission>,
    id: A::Id,
) -> Result<Locked<A::Fields>, Refused> {
    A::hold(tx, id).await?;
    match A::lock(tx, by.scope(), id).await? {
        Some(locked) => Ok(locked),
        None if A::is_seen(tx, by.actor(), id).await? => Err(Refused::NotYours),
        None => Err(Refused::NotFound(A::KIND)),
    }
}

/// Changes one by its rules; what stays as it was is not written.
///
/// # Errors
/// As [`lock`], what the rules say, or what a constraint says.
pub async fn change<A: Aggregate, E: Into<Refused>>(
    tx: &mut Tx,
    by: By<'_, A::Write>,
    id: A::Id,
    rules: impl FnOnce(&Locked<A::Fields>) -> Result<A::Fields, E>,
) -> Result<A::Shown, Refused> {
    let locked = lock::<A>(tx, &by, id).await?;
    let fields = rules(&locked).map_err(Into::into)?;
    rewrite::<A>(tx, by, id, &locked, fields).await
}

/// Writes the fields of one that is locked; where they are what they were, nothing.
///
/// # Errors
/// What a constraint says.
pub async fn rewrite<A: Aggregate>(
    tx: &mut Tx,
    by: By<'_, A::Write>,
    id: A::Id,
    locked: &Locked<A::Fields>,
    fields: A::Fields,
) -> Result<A::Shown, Refused> {
    let before = A::shown(tx, id).await?;
    if fields == locked.fields {
        return Ok(before);
    }
    A::update(tx, id, locked, &fields).await.map_err(A::named)?;
    let after = A::shown(tx, id).await?;
    let versions = (Some(&before), Some(&after));
    recorded::<A>(tx, &by, Act::Update, (id, locked.company_id), versions).await?;
    Ok(after)
}

/// Puts one away, or takes it out again; where it is so already, nothing is written.
///
/// # Errors
/// As [`lock`].
pub async fn archive<A: Archive>(
    tx: &mut Tx,
    by: By<'_, A::Manage>,
    id: A::Id,
    archived: bool,
) -> Result<A::Shown, Refused> {
    let locked = lock::<A>(tx, &by, id).await?;
    let before = A::shown(tx, id).await?;
    if !A::set_archived(tx, id, archived).await? {
        return Ok(before);
    }
    let after = A::shown(tx, id).await?;
    let act = if archived { Act::Archive } else { Act::Unarchive };
    recorded::<A>(tx, &by, act, (id, locked.company_id), (Some(&before), Some(&after))).await?;
    Ok(after)
}

/// One that is about to go: locked, and nothing rests on it that must stay.
#[derive(Debug)]
pub struct Leaving<A: Aggregate> {
    id: A::Id,
    company: Option<CompanyId>,
    before: A::Shown,
}

/// Locks one that may go, so that what goes along can go first.
///
/// # Errors
/// As [`lock`], or what rests on it.
pub async fn leaving<A: Remove>(tx: &mut Tx, by: &By<'_, A::Manage>, id: A::Id) -> Result<Leaving<A>, Refused> {
    let locked = lock::<A>(tx, by, id).await?;
    A::may_go(&locked)?;
    A::is_free(tx, id, &locked).await?;
    Ok(Leaving {
        id,
        company: locked.company_id,
        before: A::shown(tx, id).await?,
    })
}

/// Removes it.
///
/// # Errors
/// The database failed.
pub async fn gone<A: Remove>(tx: &mut Tx, by: &By<'_, A::Manage>, leaving: Leaving<A>) -> Result<(), DbError> {
    let Leaving { id, company, before } = leaving;
    A::delete(tx, id).await?;
    recorded::<A>(tx, by, Act::Delete, (id, company), (Some(&before), None)).await
}

/// Removes one on which nothing rests that must stay.
///
/// # Errors
/// As [`leaving`].
pub async fn remove<A: Remove>(tx: &mut Tx, by: By<'_, A::Manage>, id: A::Id) -> Result<(), Refused> {
    let leaving = leaving::<A>(tx, &by, id).await?;
    Ok(gone(tx, &by, leaving).await?)
}

/// Writes down what was done, and does what follows from it.
///
/// # Errors
/// The database failed.
pub async fn recorded<A: Aggregate>(
    tx: &mut Tx,
    by: &By<'_, impl Permission>,
    act: Act,
    (id, company): (A::Id, Option<CompanyId>),
    versions: (Option<&A::Shown>, Option<&A::Shown>),
) -> Result<(), DbError> {
    A::follow(tx, act, (id, company), by).await?;
    let entry = Entry {
        actor: Some(by.actor()),
        action: act.name(),
        object_kind: A::KIND,
        object_id: id.into().to_string(),
        company_id: company,
        before: versions.0.and_then(Shown::logged),
        after: versions.1.and_then(Shown::logged),
        origin: by.origin,
    };
    audit::record(tx, entry).await
}
