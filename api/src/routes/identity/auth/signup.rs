//! POST /auth/signup/candidate

use crate::{
    body,
    extract::{Json, RequestOrigin, value::Secret},
    openapi::refusals::{Conflict, Invalid, Limited},
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
    responses((status = 201, description = "The user", body = User), Invalid, Conflict, Limited)
)]
pub async fn sign_up_candidate(
    State(app): State<App>,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<SignUp>,
) -> Result<Reply, Problem> {
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
    let made = usecases::sign_up(&mut tx, changes, Role::Candidate, &hash, &origin).await?;
    tx.commit().await?;
    Ok(Reply::created(format!("/api/v1/users/{}", made.id), &made)?.tagged(made.version()))
}

/// The password, which must be given.
pub(super) fn faults_of(password: shared::kernel::Change<Secret>, faults: &mut Faults) -> Option<Secret> {
    password.required("password", faults)
}
