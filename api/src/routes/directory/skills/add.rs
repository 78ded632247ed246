//! POST /skills

use crate::{
    body,
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, value::List},
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    db::DbError,
    directory::skills::{domain::NewSkill, queries::Skill, usecases},
    kernel::{Faults, Line, Prose},
};
use std::ops::ControlFlow;

body! {
    /// A skill for the catalogue.
    pub struct SkillBody requires [name, category] {
        /// Unique, whatever the case and accents.
        name: Line<100> = "Apache Pulsar",
        /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
        category: Line<50> = "framework",
        /// What it is.
        description: Prose<500> = "Distributed messaging and streaming",
        /// Other words for it.
        aliases: List<Line<100>> = ["Pulsar"],
    }
}

impl SkillBody {
    fn parse(self) -> Result<NewSkill, Faults> {
        let mut faults = Faults::default();
        let name = self.name.required("name", &mut faults);
        let category = self.category.required("category", &mut faults);
        let new = name.zip(category).map(|(name, category)| NewSkill {
            name,
            category,
            description: self.description.optional(),
            aliases: self.aliases.optional().map(|a| a.0).unwrap_or_default(),
        });
        new.ok_or(faults)
    }
}

/// Add a skill
///
/// A manager's skill carries its company; everyone may read it.
#[utoipa::path(
    post, path = "/skills", operation_id = "add_skill", tag = "skills", request_body = SkillBody,
    responses((status = 201, description = "The skill", body = Skill), Forbidden, Invalid, Exists)
)]
pub async fn add_skill(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<SkillBody>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let new = noted.with(body.parse())?;
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let added = usecases::add(&mut write.tx, grant, &new, &origin).await;
    let skill = added.map_err(|error| match error {
        DbError::Duplicate(_) => Problem::Exists("skill"),
        error => error.into(),
    })?;
    write
        .finish(Reply::created(format!("/api/v1/skills/{}", skill.id), &skill)?)
        .await
}
