//! PUT and PATCH /tenders/{id}/skills/{skill_id}

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
    directory::skills::domain::Level,
    kernel::{Prose, SkillId, TenderId},
    staffing::tenders::{
        domain::Importance,
        queries::{self, TenderSkill},
        skills::{self, RequirementChanges},
    },
};

body! {
    /// What is said of a skill that a tender asks for: fields given are set, null clears, absent ones stay.
    pub struct TenderSkillFields keeps [importance] {
        /// How much it matters.
        importance: OneOf<Importance> = "required",
        /// How well one must have it, if that matters.
        min_level: OneOf<Level> = "advanced",
        /// For what.
        details: Prose<500> = "Pour l'ingestion",
    }
}

/// Change a skill that a tender asks for
#[utoipa::path(
    method(put, patch), path = "/tenders/{id}/skills/{skill_id}", operation_id = "update_tender_skill", tag = "tenders",
    params(("id" = i64, Path, description = "The tender"), ("skill_id" = i64, Path, description = "The skill")),
    request_body = TenderSkillFields,
    responses((status = 200, description = "The skill", body = TenderSkill), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn update_tender_skill(
    State(app): State<App>,
    auth: Auth,
    Path((id, skill)): Path<(TenderId, SkillId)>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<TenderSkillFields>,
) -> Result<Reply, Problem> {
    let (write, read) = (auth.grant()?, auth.grant()?);
    let changes = RequirementChanges {
        importance: body.importance.map(|i| i.0),
        min_level: body.min_level.map(|l| l.0),
        details: body.details,
    };
    let mut tx = app.db.begin().await?;
    let changed = skills::update(&mut tx, write, read, id, (skill, changes), &expected, &origin).await?;
    let whole = queries::one(tx.conn(), auth.grant()?, id).await?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(whole.map(|tender| tender.version())))
}
