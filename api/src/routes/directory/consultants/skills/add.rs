//! POST /consultants/{id}/skills

use crate::{
    body,
    extract::{Auth, IdempotencyKey, Json, Path, RequestOrigin, value::OneOf},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound},
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
    kernel::{ConsultantId, Faults, Line, SkillId, Years},
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
        details: Line<500> = "Migration de 30 services",
    }
}

impl ConsultantSkillBody {
    /// Which skill, and what is said of it.
    ///
    /// # Errors
    /// What must be given is not.
    pub fn split(self) -> Result<(SkillId, EntryChanges), Faults> {
        let mut faults = Faults::default();
        let skill = self.skill_id.required("skill_id", &mut faults);
        let level = self.proficiency_level.map(|l| l.0);
        if !level.is_given() {
            level.required("proficiency_level", &mut faults);
        }
        let changes = EntryChanges {
            proficiency_level: level,
            years_experience: self.years_experience,
            details: self.details,
        };
        skill
            .filter(|_| faults.0.is_empty())
            .map(|skill| (skill, changes))
            .ok_or(faults)
    }
}

/// Give a consultant a skill
#[utoipa::path(
    post, path = "/consultants/{id}/skills", operation_id = "add_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant")), request_body = ConsultantSkillBody,
    responses((status = 201, description = "The skill", body = ConsultantSkill), Forbidden, NotFound, Invalid, Exists)
)]
pub async fn add_consultant_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ConsultantId>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<ConsultantSkillBody>,
) -> Result<Response, Problem> {
    let (write_grant, read) = (auth.grant()?, auth.grant()?);
    let (skill, changes) = body.split()?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let added = skills::add(&mut write.tx, write_grant, read, id, skill, changes, &origin).await?;
    write
        .finish(Reply::created(
            format!("/api/v1/consultants/{id}/skills/{skill}"),
            &added,
        )?)
        .await
}
