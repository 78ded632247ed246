//! POST /auth/register

use super::signup::faults_of;
use crate::{
    body,
    extract::{
        Json, RequestOrigin,
        value::{OneOf, Secret},
    },
    openapi::refusals::{Conflict, Forbidden, Invalid, Limited},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    identity::{
        queries::User,
        users::{domain::PersonChanges, usecases},
    },
    kernel::{EmailAddress, Faults, Line, Role},
};

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
    responses((status = 201, description = "The user", body = User), Forbidden, Invalid, Conflict, Limited)
)]
pub async fn register(
    State(app): State<App>,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<Registration>,
) -> Result<Reply, Problem> {
    let role = body.role.optional().map_or(Role::Candidate, |role| role.0);
    if !matches!(role, Role::Candidate | Role::Employe) {
        return Err(Problem::Forbidden);
    }
    let mut faults = Faults::default();
    let password = faults_of(body.password, &mut faults);
    let Some(password) = faults.or(password)? else {
        return Err(Problem::InvalidCredentials);
    };
    let hash = app.passwords.hash(&password.0).await;
    let hash = hash.map_err(|error| Problem::of_password("password", error))?;
    let changes = PersonChanges {
        email: body.email,
        first_name: body.first_name,
        last_name: body.last_name,
        ..PersonChanges::default()
    };
    let mut tx = app.db.begin().await?;
    let made = usecases::sign_up(&mut tx, changes, role, &hash, &origin).await?;
    tx.commit().await?;
    Ok(Reply::created(format!("/api/v1/users/{}", made.id), &made)?.tagged(made.version()))
}
