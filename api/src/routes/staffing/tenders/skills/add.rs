//! POST /tenders/{id}/skills

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
    directory::skills::domain::Level,
    kernel::{Faults, Line, SkillId, TenderId},
    staffing::tenders::{
        domain::Importance,
        queries::TenderSkill,
        skills::{self, RequirementChanges},
    },
};
use std::ops::ControlFlow;

body! {
    /// A skill that a tender asks for.
    pub struct TenderSkillBody requires [skill_id, importance] {
        /// Of the catalogue.
        skill_id: SkillId = 42,
        /// How much it matters.
        importance: OneOf<Importance> = "required",
        /// How well one must have it, if that matters.
        min_level: OneOf<Level> = "advanced",
        /// For what.
        details: Line<500> = "Pour l'ingestion",
    }
}

impl TenderSkillBody {
    /// Which skill, and what is said of it.
    ///
    /// # Errors
    /// What must be given is not.
    pub fn split(self) -> Result<(SkillId, RequirementChanges), Faults> {
        let mut faults = Faults::default();
        let skill = self.skill_id.required("skill_id", &mut faults);
        let importance = self.importance.map(|i| i.0);
        if !importance.is_given() {
            importance.required("importance", &mut faults);
        }
        let changes = RequirementChanges {
            importance,
            min_level: self.min_level.map(|l| l.0),
            details: self.details,
        };
        skill
            .filter(|_| faults.0.is_empty())
            .map(|skill| (skill, changes))
            .ok_or(faults)
    }
}

/// Ask for a skill
#[utoipa::path(
    post, path = "/tenders/{id}/skills", operation_id = "add_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderSkillBody,
    responses((status = 201, description = "The skill", body = TenderSkill), Forbidden, NotFound, Invalid, Exists)
)]
pub async fn add_tender_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<TenderSkillBody>,
) -> Result<Response, Problem> {
    let (write_grant, read) = (auth.grant()?, auth.grant()?);
    let (skill, changes) = body.split()?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let added = skills::add(&mut write.tx, write_grant, read, id, skill, changes, &origin).await?;
    write
        .finish(Reply::created(format!("/api/v1/tenders/{id}/skills/{skill}"), &added)?)
        .await
}
