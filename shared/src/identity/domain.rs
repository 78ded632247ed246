//! Sessions and lock-out, as rules without I/O.

use crate::choice;
use crate::kernel::{
    Actor, ApiKeyId, Role,
    permissions::{self, Reach},
};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

choice! {
    /// Whether a sign-up was let in.
    pub enum Statut {
        /// It was, or needed nobody's leave.
        Actif = "actif",
        /// Nobody has decided yet.
        EnAttente = "en_attente",
        /// Not any more.
        Inactif = "inactif",
        /// It was not.
        Refuse = "refuse",
    }
}

/// One log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct SessionId(pub Uuid);

/// The authenticated caller and what it came with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    /// Who, as the database says now. Of an API key: who made it, as a manager of its company, or as an admin where it has none.
    pub actor: Actor,
    /// By which log-in or key.
    pub via: Via,
}

/// How a caller proved who it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// A log-in.
    Session(SessionId),
    /// A machine's key, which may do what is listed and no more.
    Key(ApiKeyId, Allowed),
}

/// Permissions of an API key, a bit each in the order of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed(u128);

impl Allowed {
    /// Of these names; one that the table does not have allows nothing.
    #[must_use]
    pub fn of(names: &[String]) -> Self {
        let known = permissions::NAMES.iter().enumerate();
        let given = known.filter(|(_, name)| names.iter().any(|n| n == *name));
        Self(given.fold(0, |bits, (i, _)| bits | 1 << i))
    }

    /// True for a permission that is among them.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        let at = permissions::NAMES.iter().position(|known| *known == name);
        at.is_some_and(|i| self.0 >> i & 1 == 1)
    }
}

impl Caller {
    /// Its log-in; none for a machine.
    #[must_use]
    pub fn session(&self) -> Option<SessionId> {
        match self.via {
            Via::Session(session) => Some(session),
            Via::Key(..) => None,
        }
    }

    /// False where its key lacks this permission; the table still has its say.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        match self.via {
            Via::Session(_) => true,
            Via::Key(_, allowed) => allowed.has(permission),
        }
    }
}

impl Caller {
    /// Whether the caller may make accounts of this role, and have its way with those that there are: whoever has one, or its address, has what its
    /// role may do. The table says so of people's roles; a machine makes no admin, and a manager only if its key may do all that managers may.
    #[must_use]
    pub fn may_hand_out(&self, role: Role) -> bool {
        let Via::Key(_, allowed) = self.via else {
            return true;
        };
        match role {
            Role::Admin => false,
            Role::Manager => {
                let at = Role::ALL.iter().position(|one| *one == role).unwrap_or_default();
                let has = |reaches: &[Reach]| reaches.get(at).is_some_and(|reach| *reach != Reach::Nothing);
                let all = permissions::table();
                all.iter()
                    .filter(|(_, reaches)| has(reaches))
                    .all(|(name, _)| allowed.has(name))
            }
            _ => true,
        }
    }
}

/// How long an opaque token is good.
pub const OPAQUE_LIFETIME: Duration = Duration::hours(24);

/// Failures within [`WINDOW`] that lock an account.
pub const FAILURES_ALLOWED: usize = 5;

/// In which so many failures lock, and how long the first lock lasts.
pub const WINDOW: Duration = Duration::minutes(15);

/// How far back failures count for the length of a lock, and the longest lock.
pub const MEMORY: Duration = Duration::hours(24);

/// Until when an account is locked, if it is. `failures` are those since the last success, newest first, at most [`MEMORY`] old.
///
/// Five failures within fifteen minutes lock for fifteen minutes from the last one; every further five double that.
#[must_use]
pub fn locked_until(failures: &[DateTime<Utc>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let newest = *failures.first()?;
    let fifth = *failures.get(FAILURES_ALLOWED - 1)?;
    if newest - fifth > WINDOW {
        return None;
    }
    let doublings = u32::try_from(failures.len() / FAILURES_ALLOWED - 1).unwrap_or(0).min(7);
    let until = newest + (WINDOW * (1 << doublings)).min(MEMORY);
    (until > now).then_some(until)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + Duration::minutes(minutes)
    }

    fn newest_first(minutes: impl DoubleEndedIterator<Item = i64>) -> Vec<DateTime<Utc>> {
        minutes.rev().map(at).collect()
    }

    #[test]
    fn five_failures_in_fifteen_minutes_lock_for_fifteen() {
        assert_eq!(locked_until(&newest_first(0..4), at(4)), None);
        assert_eq!(locked_until(&newest_first(0..5), at(4)), Some(at(19)));
        assert_eq!(locked_until(&newest_first(0..5), at(19)), None);
    }

    #[test]
    fn a_key_has_what_it_was_given_and_the_table_fits() {
        assert!(permissions::NAMES.len() <= 128);
        let allowed = Allowed::of(&["TenderRead".to_owned(), "Everything".to_owned()]);
        assert!(allowed.has("TenderRead") && !allowed.has("TenderWrite") && !allowed.has("Everything"));
    }

    #[test]
    fn slow_failures_do_not_lock() {
        assert_eq!(locked_until(&newest_first((0..10).map(|n| n * 10)), at(91)), None);
    }

    #[test]
    fn the_next_lock_is_longer() {
        let ten = newest_first((0..5).chain(30..35));
        assert_eq!(locked_until(&ten, at(34)), Some(at(64)));
    }

    #[test]
    fn no_lock_is_longer_than_a_day() {
        let many = newest_first(0..500);
        assert_eq!(locked_until(&many, at(499)), Some(at(499) + MEMORY));
    }
}
