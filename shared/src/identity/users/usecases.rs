//! Making, changing and deactivating users.

use super::{
    domain::{Person, PersonChanges},
    queries, store,
};
use crate::{
    aggregate,
    audit::{self, Origin},
    db::{DbError, Refused, Tx},
    identity::{password_resets, queries::User},
    kernel::{
        Actor, Change, Expected, FaultKind, Faults, Grant, Role, Scope, UserId, Written,
        permissions::{UserCreate, UserWrite},
    },
};
use chrono::{DateTime, Utc};

const KIND: &str = "user";

fn named(error: DbError) -> Refused {
    match error.constraint() {
        Some("users_email_key") => Refused::Exists(KIND),
        Some("users_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
        _ => error.into(),
    }
}

/// Makes a user: an admin any, a manager one of its own company.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<UserCreate>,
    mut changes: PersonChanges,
    password_hash: &str,
    origin: &Origin,
) -> Result<User, Refused> {
    let actor = grant.actor();
    let mut faults = changes.not_allowed_to(actor.role, false);
    if grant.scope().company().is_some() {
        let given = std::mem::take(&mut changes.company_id).optional();
        match grant.owner(given) {
            // An admin would be of no company; that it may not make one, it is told above.
            Ok(_) if matches!(changes.role, Change::Set(Role::Admin)) => {}
            Ok(own) => changes.company_id = Change::Set(own),
            Err(more) => faults.0.extend(more.0),
        }
    }
    aggregate::check_company(tx, "company_id", changes.company_id.optional(), &mut faults).await?;
    let person = faults.gather(Person::create(changes.leaving_the_company_as_admin()));
    let person = faults.whole(person)?;
    insert(tx, Some(actor), &person, password_hash, origin).await
}

/// Makes a candidate or employee who signs up: a public way, which grants nothing.
///
/// # Errors
/// [`Refused::Exists`] when the address is taken, or the database failed.
pub async fn sign_up(
    tx: &mut Tx,
    mut changes: PersonChanges,
    role: Role,
    password_hash: &str,
    origin: &Origin,
) -> Result<User, Refused> {
    changes.role = Change::Set(role);
    let person = Person::create(changes)?;
    insert(tx, None, &person, password_hash, origin).await
}

async fn insert(
    tx: &mut Tx,
    actor: Option<Actor>,
    person: &Person,
    password_hash: &str,
    origin: &Origin,
) -> Result<User, Refused> {
    let id = store::insert(tx, person, password_hash).await.map_err(named)?;
    let made = queries::written(tx, id).await?;
    // Who signs up is its own author.
    let author = actor.unwrap_or(Actor {
        user_id: id,
        role: person.role,
        company_id: person.company_id,
    });
    let object = (KIND, id.0, person.company_id);
    audit::changed(tx, author, "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

/// Locks a user for a write. An admin is an admin's business, whatever company a row says it has.
async fn lock(tx: &mut Tx, actor: Actor, scope: Scope, id: UserId) -> Result<(Person, DateTime<Utc>), Refused> {
    let (person, version) = store::lock(tx, scope, id).await?.ok_or(Refused::NotFound(KIND))?;
    if person.role == Role::Admin && actor.role != Role::Admin {
        return Err(Refused::NotYours);
    }
    Ok((person, version))
}

/// The user that the caller looks after, held until the transaction ends.
///
/// # Errors
/// [`Refused`].
pub async fn looked_after(tx: &mut Tx, grant: Grant<UserCreate>, id: UserId) -> Result<Person, Refused> {
    Ok(lock(tx, grant.actor(), grant.scope(), id).await?.0)
}

/// Fails when there would be no admin left. The caller holds all admins: of two that take each other's rights, the second finds itself the last.
async fn one_admin_remains(tx: &mut Tx, id: UserId, before: &Person, after: &Person) -> Result<(), Refused> {
    let is_active = |p: &Person| p.role == Role::Admin && p.is_active;
    if is_active(before) && !is_active(after) && !queries::has_other_admin(tx, id).await? {
        return Err(Refused::LastAdmin);
    }
    Ok(())
}

/// A user that may be changed as was asked, and is locked.
#[derive(Debug)]
pub struct Changed {
    id: UserId,
    person: Person,
    before: User,
    rights_changed: bool,
    /// It leaves its company or becomes something else: a consultant's profile is not its own any more, which is to be written first.
    pub leaves: bool,
}

/// What a change of a user comes to.
#[derive(Debug)]
pub enum Judged {
    /// Nothing: it is as was asked already.
    Same(User),
    /// Something to be [written](update).
    Other(Changed),
}

/// Judges a change of a user.
///
/// # Errors
/// [`Refused`].
pub async fn judge(
    tx: &mut Tx,
    grant: Grant<UserWrite>,
    id: UserId,
    changes: PersonChanges,
    expected: &Expected,
) -> Result<Judged, Refused> {
    let actor = grant.actor();
    let is_self = actor.user_id == id;
    if actor.role == Role::Admin {
        store::hold_admins(tx).await?;
    }
    let (person, version) = lock(tx, actor, grant.scope(), id).await?;
    Refused::if_stale(expected, version)?;
    let mut faults = changes.not_allowed_to(actor.role, is_self);
    if changes.company_id.is_given() && actor.role != Role::Admin {
        faults.add("company_id", FaultKind::NotYours);
    }
    aggregate::check_company(tx, "company_id", changes.company_id.optional(), &mut faults).await?;
    let before = queries::written(tx, id).await?;
    let rights = |p: &Person| (p.role, p.company_id, p.is_active);
    let old = person.clone();
    let person = faults.gather(person.change(changes.leaving_the_company_as_admin()));
    let Some(person) = faults.or(person)?.filter(|person| *person != old) else {
        return Ok(Judged::Same(before));
    };
    let rights_changed = rights(&person) != rights(&old);
    if is_self && rights_changed {
        return Err(Refused::OwnAccount);
    }
    one_admin_remains(tx, id, &old, &person).await?;
    if person.email.folded() != old.email.folded() {
        password_resets::closing::close(tx, id).await?;
    }
    Ok(Judged::Other(Changed {
        id,
        leaves: (person.role, person.company_id) != (old.role, old.company_id),
        person,
        before,
        rights_changed,
    }))
}

/// Changes a user. A changed role, company or activity ends its sessions at once.
///
/// # Errors
/// [`Refused`].
pub async fn update(tx: &mut Tx, actor: Actor, changed: Changed, origin: &Origin) -> Result<User, Refused> {
    let Changed {
        id,
        person,
        before,
        rights_changed,
        leaves: _,
    } = changed;
    write(tx, actor, id, &person, (rights_changed, &before), origin).await
}

/// Changes the caller's own names: everybody's right, candidates and employees included.
///
/// # Errors
/// [`Refused`].
pub async fn update_own(
    tx: &mut Tx,
    actor: Actor,
    changes: PersonChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<User, Refused> {
    let id = actor.user_id;
    let itself = Scope::Own(id, actor.company_id);
    let (person, version) = store::lock(tx, itself, id).await?.ok_or(Refused::NotFound(KIND))?;
    Refused::if_stale(expected, version)?;
    let names = PersonChanges {
        first_name: changes.first_name,
        last_name: changes.last_name,
        full_name: changes.full_name,
        ..PersonChanges::default()
    };
    let before = queries::written(tx, id).await?;
    let changed = person.clone().change(names)?;
    if changed == person {
        return Ok(before);
    }
    let person = changed;
    write(tx, actor, id, &person, (false, &before), origin).await
}

async fn write(
    tx: &mut Tx,
    actor: Actor,
    id: UserId,
    person: &Person,
    (rights_changed, before): (bool, &User),
    origin: &Origin,
) -> Result<User, Refused> {
    store::update(tx, id, person, rights_changed).await.map_err(named)?;
    let after = queries::written(tx, id).await?;
    let object = (KIND, id.0, person.company_id);
    audit::changed(tx, actor, "update", object, (Some(before), Some(&after)), origin).await?;
    Ok(after)
}

/// Deactivates a user; what it did stays.
///
/// # Errors
/// [`Refused`].
pub async fn deactivate(
    tx: &mut Tx,
    grant: Grant<UserCreate>,
    id: UserId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), Refused> {
    if grant.actor().role == Role::Admin {
        store::hold_admins(tx).await?;
    }
    let (mut person, version) = lock(tx, grant.actor(), grant.scope(), id).await?;
    Refused::if_stale(expected, version)?;
    if grant.actor().user_id == id {
        return Err(Refused::OwnAccount);
    }
    let before = queries::written(tx, id).await?;
    let old = person.clone();
    person.is_active = false;
    one_admin_remains(tx, id, &old, &person).await?;
    store::update(tx, id, &person, true).await?;
    let after = queries::written(tx, id).await?;
    let object = (KIND, id.0, person.company_id);
    audit::changed(
        tx,
        grant.actor(),
        "deactivate",
        object,
        (Some(&before), Some(&after)),
        origin,
    )
    .await?;
    Ok(())
}
