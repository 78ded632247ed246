//! The one shape of what people write: it is made, changed by whoever read it, put away, removed, and every write is in the log.
//!
//! An aggregate says in an `impl` of [`Aggregate`] what only it knows: its rules (`domain.rs`), its statements (`store.rs`, `queries.rs`)
//! and its words. The functions here are the order of a write, which is the same for all:
//!
//! ```text
//!   hold -> lock (else not found, or not the caller's) -> is it the version that was read? -> rules -> statement -> what follows -> log
//! ```
//!
//! An aggregate with a step of its own calls the same functions around it. docs/adding-an-aggregate.md goes through one.

mod by;
mod moves;
mod owner;
mod rows;
mod writes;

pub use by::By;
pub use moves::{MoveOf, Moves, step};
pub use owner::{check_company, owner};
pub use rows::{Rows, list, one, written};
pub use writes::{Leaving, archive, change, create, gone, leaving, lock, made, recorded, remove, rewrite};

use crate::{
    db::{DbError, Refused, Tx},
    kernel::{Actor, CompanyId, Permission, Scope, Written},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// What is shown of an aggregate.
pub trait Shown: Serialize + Send + Sync {
    /// It shows others' rows with its own, which change without it: its tag tells its content apart too.
    const IS_COMPOSED: bool = false;
    /// Its key.
    fn key(&self) -> i64;
    /// When it was last written, what an `ETag` tells apart; none where the reader may not know.
    fn version(&self) -> Option<DateTime<Utc>>;
    /// As the log has it: nothing that is secret or of a CV.
    fn logged(&self) -> Option<Value> {
        serde_json::to_value(self).ok()
    }
}

/// A row that this transaction may change.
#[derive(Debug, Clone)]
pub struct Locked<F> {
    /// Whose it is; none for what is the platform's.
    pub company_id: Option<CompanyId>,
    /// When it was last written.
    pub version: DateTime<Utc>,
    /// What may be written of it.
    pub fields: F,
}

/// What was done to an aggregate as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is there now.
    Create,
    /// Its fields are others.
    Update,
    /// It is put away.
    Archive,
    /// It is back.
    Unarchive,
    /// It is gone.
    Delete,
    /// It was moved to another state, by this move.
    Move(&'static str),
}

impl Act {
    /// As the log has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Archive => "archive",
            Self::Unarchive => "unarchive",
            Self::Delete => "delete",
            Self::Move(step) => step,
        }
    }
}

/// What an aggregate knows of itself.
pub trait Aggregate {
    /// Its noun, in the log and in refusals.
    const KIND: &'static str;
    /// Its key.
    type Id: Copy + Into<i64> + Send + Sync;
    /// What may be written of it.
    type Fields: Clone + PartialEq + Send + Sync;
    /// What is shown of it.
    type Shown: Shown;
    /// The right to change it.
    type Write: Permission;
    /// The right to make it, to put it away and to remove it.
    type Manage: Permission;

    /// Locks the row, if it is in the scope of a write.
    fn lock(
        tx: &mut Tx,
        scope: Scope,
        id: Self::Id,
    ) -> impl Future<Output = Result<Option<Locked<Self::Fields>>, DbError>> + Send;

    /// The aggregate as this transaction wrote it.
    fn shown(tx: &mut Tx, id: Self::Id) -> impl Future<Output = Result<Self::Shown, DbError>> + Send;

    /// Writes the fields over those that it had.
    fn update(
        tx: &mut Tx,
        id: Self::Id,
        was: &Locked<Self::Fields>,
        fields: &Self::Fields,
    ) -> impl Future<Output = Result<(), DbError>> + Send;

    /// Takes what everybody takes before the row itself.
    fn hold(_: &mut Tx, _: Self::Id) -> impl Future<Output = Result<(), DbError>> + Send {
        std::future::ready(Ok(()))
    }

    /// Whether a row that the caller may not write is one that it sees: then it is [`Refused::NotYours`], else there is none.
    fn is_seen(_: &mut Tx, _: Actor, _: Self::Id) -> impl Future<Output = Result<bool, DbError>> + Send {
        std::future::ready(Ok(false))
    }

    /// Refuses a write to a caller that reaches the row and is not the one whose it is to write.
    ///
    /// # Errors
    /// [`Refused::NotYours`].
    fn may_write(_: &Locked<Self::Fields>, _: Scope) -> Result<(), Refused> {
        Ok(())
    }

    /// A constraint that an insert or update broke, in the words of the fields that it guards.
    fn named(error: DbError) -> Refused {
        error.into()
    }

    /// What a write makes necessary in the same transaction: answers that are no longer good, jobs.
    fn follow(
        _: &mut Tx,
        _: Act,
        _: (Self::Id, Option<CompanyId>),
        _: &By<'_, impl Permission>,
    ) -> impl Future<Output = Result<(), DbError>> + Send {
        std::future::ready(Ok(()))
    }
}

/// An aggregate that is made of its fields alone and belongs to a company.
pub trait Create: Aggregate<Fields: Written> {
    /// Inserts it.
    fn insert(
        tx: &mut Tx,
        company: CompanyId,
        fields: &Self::Fields,
    ) -> impl Future<Output = Result<Self::Id, DbError>> + Send;
}

/// An aggregate that is put away rather than removed.
pub trait Archive: Aggregate {
    /// Puts it away, or takes it out again; false when it is so already.
    fn set_archived(tx: &mut Tx, id: Self::Id, archived: bool) -> impl Future<Output = Result<bool, DbError>> + Send;
}

/// An aggregate that can be removed.
pub trait Remove: Aggregate {
    /// Removes it, with what goes along.
    fn delete(tx: &mut Tx, id: Self::Id) -> impl Future<Output = Result<(), DbError>> + Send;

    /// Refuses one that is not to be removed as it stands.
    ///
    /// # Errors
    /// Why.
    fn may_go(_: &Locked<Self::Fields>) -> Result<(), Refused> {
        Ok(())
    }

    /// Refuses when something rests on it that must stay.
    fn is_free(_: &mut Tx, _: Self::Id, _: &Locked<Self::Fields>) -> impl Future<Output = Result<(), Refused>> + Send {
        std::future::ready(Ok(()))
    }
}
