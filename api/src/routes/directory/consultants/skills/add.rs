//! POST /consultants/{id}/skills

use crate::{
    body,
    extract::{Auth, Draft, IdempotencyKey, IfMatch, Path, RequestOrigin, value::OneOf},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    directory::{
        consultants::{
            queries::ConsultantSkill,
            skills::{self, EntryChanges},
        },
        skills::domain::Level,
    },
    kernel::{Change, ConsultantId, Prose, SkillId, Years},
};
use std::ops::ControlFlow;

body! {
    /// A skill that a consultant has.
    pub struct ConsultantSkillBody requires [skill_id, proficiency_level] {
        /// Of the catalogue.
        skill_id: SkillId = 42,
        /// How well.
        proficiency_level: OneOf<Level> = "advanced",
        /// For how long.
        years_experience ["experience_years"]: Years = 4,
        /// Where and how.
        details: Prose<500> = "Migration de 30 services",
    }
}

impl ConsultantSkillBody {
    /// Which skill, and what is said of it.
    pub fn split(self) -> (Change<SkillId>, EntryChanges) {
        let changes = EntryChanges {
            proficiency_level: self.proficiency_level.map(|l| l.0),
            years_experience: self.years_experience,
            details: self.details,
        };
        (self.skill_id, changes)
    }
}

/// Give a consultant a skill
#[utoipa::path(
    post, path = "/consultants/{id}/skills", operation_id = "add_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantSkillBody,
    responses((status = 201, description = "The skill", body = ConsultantSkill), Forbidden, NotFound, Invalid, Exists, Stale)
)]
pub async fn add_consultant_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<ConsultantSkillBody>,
) -> Result<Response, Problem> {
    let (write_grant, read) = (auth.grant()?, auth.grant()?);
    let (skill, changes) = body.split();
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let added = noted.with(
        skills::add(
            &mut write.tx,
            write_grant,
            read,
            id,
            (skill, changes),
            &expected,
            &origin,
        )
        .await,
    )?;
    write
        .finish(Reply::created(
            format!("/api/v1/consultants/{id}/skills/{}", added.skill_id),
            &added,
        )?)
        .await
}
