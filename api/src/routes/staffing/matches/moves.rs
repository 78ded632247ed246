//! What the four moves share: a reason, and the match as the answer.

use crate::{
    body,
    extract::{Auth, Write},
    problem::Problem,
    reply::Reply,
};
use axum::response::Response;
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

/// Commits, and answers with the match after the move.
pub(super) async fn answer(mut write: Write, auth: Auth, id: MatchId) -> Result<Response, Problem> {
    let found = queries::one(write.tx.conn(), auth.grant()?, id).await?;
    let moved = found.ok_or(Problem::NotFound("match"))?;
    write.finish(Reply::ok(&moved)?.composed(moved.version())).await
}
