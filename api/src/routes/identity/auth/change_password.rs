//! POST /auth/change-password

use super::logout::{LoggedOut, answer};
use crate::{
    body,
    extract::{Auth, Json, RequestContext, RequestOrigin, value::Secret},
    openapi::refusals::{Credentials, Forbidden, Invalid, Locked},
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{identity::usecases, kernel::Faults};

body! {
    /// The password that is, and the one that shall be.
    pub struct PasswordChange requires [current_password, new_password] {
        /// The one that is.
        current_password: Secret = "correct horse battery",
        /// At least 10 characters.
        new_password: Secret = "staple battery horse",
    }
}

/// Change one's password
///
/// Ends every session of the caller's, this one included. Guesses count as failed log-ins.
#[utoipa::path(
    post, path = "/auth/change-password", operation_id = "change_password", tag = "auth", request_body = PasswordChange,
    responses((status = 200, description = "It is changed; log in again", body = LoggedOut), Credentials, Forbidden, Invalid, Locked)
)]
pub async fn change_password(
    State(app): State<App>,
    auth: Auth,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
    Json(body, _): Json<PasswordChange>,
) -> Result<Response, Problem> {
    let mut faults = Faults::default();
    let current = body.current_password.required("current_password", &mut faults);
    let new = body.new_password.required("new_password", &mut faults);
    let Some((current, new)) = faults.or(current.zip(new))? else {
        return Err(Problem::InvalidCredentials);
    };
    usecases::change_password(&app.db, &app.passwords, auth.0, &current.0, &new.0, &origin).await?;
    answer(
        &app,
        context.locale.of([
            "Mot de passe modifié : reconnectez-vous",
            "Password changed: log in again",
        ]),
    )
}
