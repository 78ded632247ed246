//! What the four moves share: a reason, and the match as the answer.

use crate::{body, extract::Auth, problem::Problem, reply::Reply, state::App};
use shared::{
    kernel::{MatchId, Prose},
    staffing::matches::queries,
};

body! {
    /// Why.
    pub struct Decision {
        /// For the record; optional.
        reason: Prose<2000> = "Profil retenu après entretien",
    }
}

impl Decision {
    /// The reason, if there is one.
    #[must_use]
    pub fn reason(self) -> Option<String> {
        self.reason.optional().map(|r| r.as_str().to_owned())
    }
}

/// The match after the move.
pub(super) async fn answer(app: &App, auth: Auth, id: MatchId) -> Result<Reply, Problem> {
    let found = queries::one(app.db.pool(), auth.grant()?, id).await?;
    Reply::ok(&found.ok_or(Problem::NotFound("match"))?)
}
