//! POST /tenders

use super::fields::NewTenderFields;
use crate::{
    extract::{
        Auth, Draft, IdempotencyKey, RequestOrigin,
        skilled::{Skilled, under},
    },
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::staffing::tenders::{
    queries::Tender,
    usecases::{self, NewTender},
};
use std::ops::ControlFlow;

/// Make a tender
///
/// Its text is indexed at once, in an execution whose subject it is.
#[utoipa::path(
    post, path = "/tenders", operation_id = "create_tender", tag = "tenders", request_body = NewTenderFields,
    responses((status = 201, description = "The tender", body = Tender), Forbidden, Invalid)
)]
pub async fn create_tender(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(Skilled { entity: body, skills }, hash, mut noted): Draft<NewTenderFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (company_id, terms) = body.split();
    let mut named = Vec::with_capacity(skills.len());
    for (i, skill) in skills.into_iter().enumerate() {
        let (skill, changes) = skill.split();
        let entry = noted.note(changes.create().map_err(|faults| under(i, faults)));
        named.push((skill.optional(), entry));
    }
    let new = NewTender {
        company_id: company_id.optional(),
        terms,
        currency: app.currency.clone(),
        skills: named,
    };
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, new, &origin).await)?;
    let location = format!("/api/v1/tenders/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
