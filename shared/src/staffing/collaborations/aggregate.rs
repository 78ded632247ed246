//! A collaboration as an aggregate: what the shape of all of them asks.

use super::{
    domain::Course,
    queries::{self, Collaboration},
    store,
};
use crate::{
    aggregate::{self, Aggregate, Locked, Remove},
    db::{DbError, Refused, Tx},
    kernel::{CollaborationId, Scope, permissions::CollaborationWrite},
    staffing::matches::queries::standing,
};

/// Collaborations.
#[derive(Debug)]
pub struct Collaborations;

impl Aggregate for Collaborations {
    const KIND: &'static str = "collaboration";
    type Id = CollaborationId;
    type Fields = Course;
    type Shown = Collaboration;
    type Write = CollaborationWrite;
    type Manage = CollaborationWrite;

    /// The consultant's turn, then the match, then the collaboration.
    async fn hold(tx: &mut Tx, id: CollaborationId) -> Result<(), DbError> {
        if let Some(ground) = queries::ground_of(tx, id).await? {
            store::take_turn(tx, ground.consultant_id).await?;
            standing(tx, ground.match_id).await?;
        }
        Ok(())
    }

    async fn lock(tx: &mut Tx, scope: Scope, id: CollaborationId) -> Result<Option<Locked<Course>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: CollaborationId) -> Result<Collaboration, DbError> {
        aggregate::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: CollaborationId, _: &Locked<Course>, course: &Course) -> Result<(), DbError> {
        store::update(tx, id, course).await
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("collaborations_do_not_overlap") => Refused::Exists(Self::KIND),
            Some("collaborations_one_mission_at_a_time") => Refused::AtWork,
            _ => error.into(),
        }
    }
}

impl Remove for Collaborations {
    async fn delete(tx: &mut Tx, id: CollaborationId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }

    /// What has begun is history, however it ended.
    fn may_go(locked: &Locked<Course>) -> Result<(), Refused> {
        if locked.fields.has_begun {
            Err(Refused::wrong_state(locked.fields.status))
        } else {
            Ok(())
        }
    }
}
