//! What the four moves share: a reason, and the match as the answer.

use crate::{
    body,
    extract::{Auth, Write},
    problem::Problem,
    reply::Reply,
};
use axum::response::Response;
use shared::{
    kernel::{Locale, MatchId, Prose},
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
pub(super) async fn answer(mut write: Write, auth: Auth, id: MatchId, locale: Locale) -> Result<Response, Problem> {
    let found = queries::one(write.tx.conn(), auth.grant()?, id).await?;
    let mut moved = found.ok_or(Problem::NotFound("match"))?;
    moved.speak(locale)?;
    let reply = Reply::ok(&moved)?.composed(moved.version());
    write.finish(reply.spoken(locale)).await
}
