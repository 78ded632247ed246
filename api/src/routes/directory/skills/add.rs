//! POST /skills

use crate::{
    body,
    entity::Making,
    extract::value::List,
    openapi::refusals::{Exists, Forbidden, Invalid},
    problem::Problem,
};
use axum::response::Response;
use shared::{
    directory::skills::{domain::NewSkill, queries::Skill, usecases},
    kernel::{Faults, Line, Prose},
};

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
pub async fn add_skill(request: Making<SkillBody>) -> Result<Response, Problem> {
    request
        .make(async |tx, by, body, noted| {
            let Some(new) = noted.note(body.parse()) else {
                return Err(Faults::default().into());
            };
            usecases::add(tx, by, &new).await
        })
        .await
}
