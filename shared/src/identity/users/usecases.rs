//! Making, changing and deactivating users.

use super::{
    domain::{Person, PersonChanges},
    queries, store,
};
use crate::{
    db::{DbError, Refused, Tx},
    identity::{
        audit::{self, Origin},
        queries::User,
    },
    kernel::{
        Actor, Change, FaultKind, Faults, Grant, Role, Scope, UserId,
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
            Ok(own) => changes.company_id = Change::Set(own),
            Err(more) => faults.0.extend(more.0),
        }
    }
    let person = match Person::create(changes) {
        Ok(person) => faults.or(person)?,
        Err(more) => {
            faults.0.extend(more.0);
            return Err(faults.into());
        }
    };
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

/// Changes a user. A changed role, company or activity ends its sessions at once.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<UserWrite>,
    id: UserId,
    changes: PersonChanges,
    expected: Option<DateTime<Utc>>,
    origin: &Origin,
) -> Result<User, Refused> {
    let actor = grant.actor();
    let is_self = actor.user_id == id;
    let (person, version) = store::lock(tx, grant.scope(), id)
        .await?
        .ok_or(Refused::NotFound(KIND))?;
    Refused::if_stale(expected, version)?;
    let mut faults = changes.not_allowed_to(actor.role, is_self);
    if changes.company_id.is_given() && actor.role != Role::Admin {
        faults.add("company_id", FaultKind::NotYours);
    }
    faults.or(())?;
    let before = queries::written(tx, id).await?;
    let rights = |p: &Person| (p.role, p.company_id, p.is_active);
    let old = rights(&person);
    let person = person.change(changes)?;
    if is_self && rights(&person) != old {
        return Err(own_account());
    }
    let rights_changed = rights(&person) != old;
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
    expected: Option<DateTime<Utc>>,
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
    let person = person.change(names)?;
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

/// Nobody takes away its own rights: so one admin always remains.
fn own_account() -> Refused {
    Refused::WrongState {
        current: "your own account",
        allowed: "another admin or manager".to_owned(),
    }
}

/// Deactivates a user; what it did stays.
///
/// # Errors
/// [`Refused`].
pub async fn deactivate(
    tx: &mut Tx,
    grant: Grant<UserCreate>,
    id: UserId,
    expected: Option<DateTime<Utc>>,
    origin: &Origin,
) -> Result<(), Refused> {
    let (mut person, version) = store::lock(tx, grant.scope(), id)
        .await?
        .ok_or(Refused::NotFound(KIND))?;
    Refused::if_stale(expected, version)?;
    if grant.actor().user_id == id {
        return Err(own_account());
    }
    let before = queries::written(tx, id).await?;
    person.is_active = false;
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
