//! What the four moves share: a reason, and the match as the answer.

use crate::{body, entity::Moving, extract::RequestContext, problem::Problem, reply::Reply};
use axum::response::Response;
use shared::{
    aggregate::By,
    db::{Refused, Tx},
    kernel::{MatchId, Permission, Prose},
    staffing::matches::queries,
};

body! {
    /// Why.
    pub struct Decision {
        /// For the record; optional.
        reason: Prose<2000> = "Profil retenu après entretien",
    }
}

/// Moves the match, and answers with it in the reader's language.
pub(super) async fn moved<P: Permission>(
    request: Moving<MatchId, Decision>,
    context: RequestContext,
    step: impl AsyncFnOnce(&mut Tx, By<'_, P>, MatchId, Option<&str>) -> Result<(), Refused>,
) -> Result<Response, Problem> {
    let read = request.auth.grant()?;
    request
        .act(
            async |tx, by, id, decision| {
                let reason = decision.reason.optional();
                step(tx, by, id, reason.as_ref().map(Prose::as_str)).await?;
                let found = queries::one(tx.conn(), read, id).await?;
                found.ok_or(Refused::NotFound("match"))
            },
            |mut found, _| {
                found.speak(context.locale)?;
                Ok(Reply::entity(&found)?.spoken(context.locale))
            },
        )
        .await
}
