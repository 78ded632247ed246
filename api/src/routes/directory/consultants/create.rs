//! POST /consultants

use super::fields::NewConsultantFields;
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
use shared::directory::consultants::{
    queries::Consultant,
    usecases::{self, NewConsultant},
};
use std::ops::ControlFlow;

/// Make a consultant
///
/// Its text is indexed at once, in an execution whose subject it is.
#[utoipa::path(
    post, path = "/consultants", operation_id = "create_consultant", tag = "consultants", request_body = NewConsultantFields,
    responses((status = 201, description = "The consultant", body = Consultant), Forbidden, Invalid)
)]
pub async fn create_consultant(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(Skilled { entity: body, skills }, hash, mut noted): Draft<NewConsultantFields>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let (company_id, profile) = body.split();
    let mut named = Vec::with_capacity(skills.len());
    for (i, skill) in skills.into_iter().enumerate() {
        let (skill, changes) = skill.split();
        let entry = noted.note(changes.create().map_err(|faults| under(i, faults)));
        named.push((skill.optional(), entry));
    }
    let new = NewConsultant {
        company_id: company_id.optional(),
        profile,
        currency: app.currency.clone(),
        skills: named,
    };
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::create(&mut write.tx, grant, new, &origin).await)?;
    let location = format!("/api/v1/consultants/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
