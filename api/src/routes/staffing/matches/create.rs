//! POST /matches

use crate::{
    body,
    extract::{Auth, Draft, IdempotencyKey, RequestContext, RequestOrigin},
    openapi::refusals::{ExistsOrWrongState, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    aggregate::By,
    kernel::{ConsultantId, Expected, Prose, TenderId},
    staffing::matches::{queries::Match, usecases},
};
use std::ops::ControlFlow;

body! {
    /// A match by hand. Its score is computed, never given.
    pub struct NewMatch requires [consultant_id, tender_id] {
        /// Who.
        consultant_id: ConsultantId = 7,
        /// For what: an open tender.
        tender_id: TenderId = 42,
        /// What people write about it.
        notes: Prose<5000> = "Recommandée par son précédent client",
    }
}

/// Make a match by hand
///
/// Whatever its score. Generation rescores it while it is pending and never cancels it.
#[utoipa::path(
    post, path = "/matches", operation_id = "create_match", tag = "matches", request_body = NewMatch,
    responses((status = 201, description = "The match", body = Match), Forbidden, Invalid, ExistsOrWrongState)
)]
pub async fn create_match(
    State(app): State<App>,
    auth: Auth,
    context: RequestContext,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<NewMatch>,
) -> Result<Response, Problem> {
    let (grant, score) = (auth.grant()?, auth.grant()?);
    let (consultant, tender) = (body.consultant_id.optional(), body.tender_id.optional());
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let offer = noted.with(usecases::pair(&mut write.tx, score, consultant, tender).await)?;
    let notes = body.notes.optional();
    let by = By {
        grant,
        expected: &Expected::Any,
        origin: &origin,
    };
    let mut made = usecases::create(&mut write.tx, by, &offer, notes.as_ref()).await?;
    made.speak(context.locale)?;
    let location = format!("/api/v1/matches/{}", made.id);
    let reply = Reply::created(location, &made)?.tagged_as(&made);
    write.finish(reply.spoken(context.locale)).await
}
