//! PUT and PATCH /consultants/{id}/skills/{skill_id}

use crate::{
    body,
    extract::{Auth, IfMatch, Json, Path, RequestOrigin, value::OneOf},
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    directory::{
        consultants::{
            queries::{self, ConsultantSkill},
            skills::{self, EntryChanges},
        },
        skills::domain::Level,
    },
    kernel::{ConsultantId, Prose, SkillId, Years},
};

body! {
    /// What is said of a consultant's skill: fields given are set, null clears, absent ones stay.
    pub struct ConsultantSkillFields keeps [proficiency_level] {
        /// How well.
        proficiency_level: OneOf<Level> = "expert",
        /// For how long.
        years_experience ["experience_years"]: Years = 5,
        /// Where and how.
        details: Prose<500> = "Migration de 30 services",
    }
}

/// Change a consultant's skill
#[utoipa::path(
    method(put, patch), path = "/consultants/{id}/skills/{skill_id}", operation_id = "update_consultant_skill", tag = "consultants",
    params(("id" = i64, Path, description = "The consultant"), ("skill_id" = i64, Path, description = "The skill")),
    request_body = ConsultantSkillFields,
    responses((status = 200, description = "The skill", body = ConsultantSkill), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn update_consultant_skill(
    State(app): State<App>,
    auth: Auth,
    Path((id, skill)): Path<(ConsultantId, SkillId)>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<ConsultantSkillFields>,
) -> Result<Reply, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let changes = EntryChanges {
        proficiency_level: body.proficiency_level.map(|l| l.0),
        years_experience: body.years_experience,
        details: body.details,
    };
    let mut tx = app.db.begin().await?;
    let changed = skills::update(&mut tx, write, read, id, (skill, changes), &expected, &origin).await?;
    let whole = queries::one(tx.conn(), auth.grant()?, id).await?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(whole.map(|consultant| consultant.version())))
}
