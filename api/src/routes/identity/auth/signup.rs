//! POST /auth/signup/candidate

use crate::{
    body,
    extract::{Draft, IdempotencyKey, RequestOrigin, value::Secret},
    openapi::refusals::{Exists, Invalid, Limited},
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
    /// Who applies.
    pub struct SignUp requires [email, password] {
        /// Its name at log-in.
        email: EmailAddress = "camille.durand@exemple.fr",
        /// At least 10 characters.
        password: Secret = "correct horse battery",
        /// Given name.
        first_name: Line<100> = "Camille",
        /// Family name.
        last_name: Line<100> = "Durand",
    }
}

/// Sign up as a candidate
#[utoipa::path(
    post, path = "/auth/signup/candidate", operation_id = "sign_up_candidate", tag = "auth", security(()), request_body = SignUp,
    responses((status = 201, description = "The user", body = User), Invalid, Exists, Limited)
)]
pub async fn sign_up_candidate(
    State(app): State<App>,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, mut noted): Draft<SignUp>,
) -> Result<Response, Problem> {
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
    let made = noted.with(usecases::sign_up(&mut write.tx, changes, Role::Candidate, &hashed, &origin).await)?;
    let location = format!("/api/v1/users/{}", made.id);
    write
        .finish(Reply::created(location, &made)?.tagged(made.version()))
        .await
}
