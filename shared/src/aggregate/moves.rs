//! Moves between states: who, when, why, and only where the drawing of the states has an arrow.
//!
//! ```text
//!   ground -> hold -> lock -> may this caller -> is it the version that was read? -> does the arrow begin here -> does the ground bear it
//!     -> statement -> what follows -> log
//! ```

use super::{
    Act, Aggregate, By, Locked,
    writes::{found, recorded},
};
use crate::{
    audit::{self, Entry},
    db::{DbError, Refused, Tx},
    kernel::{Actor, Choice, Permission, Scope, States, UserId},
};
use serde_json::json;

/// The moves of a state.
pub type MoveOf<A> = <<A as Moves>::State as States>::Move;

/// An aggregate that people move from one state to another.
pub trait Moves: Aggregate {
    /// Where it can stand.
    type State: States + Send;
    /// What it needs in order to go forward.
    type Ground: Send + Sync;
    /// The log tells the states and why, not the whole as it was and is: for what is large, and moved often.
    const LOGS_STATES: bool;

    /// Where it stands.
    fn state(fields: &Self::Fields) -> Self::State;

    /// Holds what a move rests on, before the row itself.
    fn ground(
        tx: &mut Tx,
        id: Self::Id,
        step: MoveOf<Self>,
    ) -> impl Future<Output = Result<Self::Ground, Refused>> + Send;

    /// Refuses a move that is not this caller's.
    ///
    /// # Errors
    /// [`Refused::NotYours`].
    fn may(_: &Locked<Self::Fields>, _: (Actor, Scope), _: MoveOf<Self>) -> Result<(), Refused> {
        Ok(())
    }

    /// Refuses a move that its ground does not bear.
    fn bears(
        _: &mut Tx,
        _: Self::Ground,
        _: &Locked<Self::Fields>,
        _: MoveOf<Self>,
    ) -> impl Future<Output = Result<(), Refused>> + Send {
        std::future::ready(Ok(()))
    }

    /// Writes where it stands now, who moved it, and why; the instant is the transaction's.
    fn set_state(
        tx: &mut Tx,
        id: Self::Id,
        was: &Locked<Self::Fields>,
        state: Self::State,
        who_and_why: (UserId, Option<&str>),
    ) -> impl Future<Output = Result<(), DbError>> + Send;
}

/// Moves one.
///
/// # Errors
/// As [`lock`](super::lock), the move is not the caller's, does not begin where it stands, or lacks its ground.
pub async fn step<A: Moves>(
    tx: &mut Tx,
    by: &By<'_, impl Permission>,
    id: A::Id,
    step: MoveOf<A>,
    reason: Option<&str>,
) -> Result<(), Refused> {
    let ground = A::ground(tx, id, step).await?;
    let locked = found::<A>(tx, by, id).await?;
    A::may(&locked, (by.actor(), by.scope()), step)?;
    Refused::if_stale(by.expected, locked.version)?;
    let state = A::state(&locked.fields);
    let next = state.after(step).ok_or_else(|| Refused::wrong_state(state))?;
    A::bears(tx, ground, &locked, step).await?;
    let who_and_why = (by.actor().user_id, reason);
    if !A::LOGS_STATES {
        let before = A::shown(tx, id).await?;
        A::set_state(tx, id, &locked, next, who_and_why).await?;
        let after = A::shown(tx, id).await?;
        let versions = (Some(&before), Some(&after));
        return Ok(recorded::<A>(tx, by, Act::Move(step.name()), (id, locked.company_id), versions).await?);
    }
    A::set_state(tx, id, &locked, next, who_and_why).await?;
    A::follow(tx, Act::Move(step.name()), (id, locked.company_id), by).await?;
    let entry = Entry {
        actor: Some(by.actor()),
        action: step.name(),
        object_kind: A::KIND,
        object_id: id.into().to_string(),
        company_id: locked.company_id,
        before: Some(json!({ "status": state.name() })),
        after: Some(json!({ "status": next.name(), "reason": reason })),
        origin: by.origin,
    };
    Ok(audit::record(tx, entry).await?)
}
