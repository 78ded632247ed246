//! POST /tenders/{id}/skills

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
    directory::skills::domain::Level,
    kernel::{Change, Prose, SkillId, TenderId},
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
        details: Prose<500> = "Pour l'ingestion",
    }
}

impl TenderSkillBody {
    /// Which skill, and what is said of it.
    pub fn split(self) -> (Change<SkillId>, RequirementChanges) {
        let changes = RequirementChanges {
            importance: self.importance.map(|i| i.0),
            min_level: self.min_level.map(|l| l.0),
            details: self.details,
        };
        (self.skill_id, changes)
    }
}

/// Ask for a skill
#[utoipa::path(
    post, path = "/tenders/{id}/skills", operation_id = "add_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender")), request_body = TenderSkillBody,
    responses((status = 201, description = "The skill", body = TenderSkill), Forbidden, NotFound, Invalid, Exists, Stale)
)]
pub async fn add_tender_skill(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<TenderId>,
    key: IdempotencyKey,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<TenderSkillBody>,
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
            format!("/api/v1/tenders/{id}/skills/{}", added.skill_id),
            &added,
        )?)
        .await
}
