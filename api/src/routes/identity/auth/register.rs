//! POST /auth/register

use crate::{
    body,
    extract::{
        Draft, IdempotencyKey, RequestOrigin,
        value::{OneOf, Secret},
    },
    openapi::refusals::{Exists, Forbidden, Invalid, Limited},
    problem::Problem,
    reply::Reply,
    routes::identity::new_password::hashed,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{
    identity::{
        queries::User,
        users::{domain::PersonChanges, usecases},
    },
    kernel::{EmailAddress, Line, Role},
};
use std::ops::ControlFlow;

body! {
    /// Who registers.
    pub struct Registration requires [email, password] {
        /// Its name at log-in.
        email: EmailAddress = "sacha.morel@exemple.fr",
        /// At least 10 characters.
        password: Secret = "correct horse battery",
        /// Given name.
        first_name: Line<100> = "Sacha",
        /// Family name.
        last_name: Line<100> = "Morel",
        /// `candidate` (when absent) or `employe`; every other is refused.
        role: OneOf<Role> = "candidate",
    }
}

/// Register
///
/// Public: it never grants a privileged role (403).
#[utoipa::path(
    post, path = "/auth/register", operation_id = "register", tag = "auth", security(()), request_body = Registration,
    responses((status = 201, description = "The user", body = User), Forbidden, Invalid, Exists, Limited)
)]
pub async fn register(
    State(app): State<App>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, mut noted): Draft<Registration>,
) -> Result<Response, Problem> {
    let role = body.role.optional().map_or(Role::Candidate, |role| role.0);
    if !matches!(role, Role::Candidate | Role::Employe) {
        return Err(Problem::Forbidden);
    }
    let hashed = hashed(&app, body.password, "password", &mut noted).await?;
    let changes = PersonChanges {
        email: body.email,
        first_name: body.first_name,
        last_name: body.last_name,
        ..PersonChanges::default()
    };
    let mut write = match key.begin_public(&app.db, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let made = noted.with(usecases::sign_up(&mut write.tx, changes, role, &hashed, &origin).await)?;
    let location = format!("/api/v1/users/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
