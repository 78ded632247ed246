//! POST /auth/reset-password

use super::logout::{LoggedOut, answer};
use crate::{
    body,
    extract::{Draft, RequestContext, RequestOrigin, value::Secret},
    openapi::refusals::{Invalid, Limited},
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::{identity::password_resets::usecases, kernel::Faults};

body! {
    /// What the letter's link carries, and the password that shall be.
    pub struct PasswordReset requires [token, new_password] {
        /// From the link, what stands behind `#`.
        token: Secret = "6f1d0c9b8a7e5d4c3b2a19080706050403020100ffeeddccbbaa998877665544",
        /// At least 10 characters.
        new_password: Secret = "staple battery horse",
    }
}

/// Choose a new password
///
/// Good once and for an hour after the letter was asked for. Every session of the account ends, every other link is void, and failed log-ins no
/// longer count.
#[utoipa::path(
    post, path = "/auth/reset-password", operation_id = "reset_password", tag = "auth", security(()), request_body = PasswordReset,
    responses((status = 200, description = "It is changed; log in", body = LoggedOut), Invalid, Limited)
)]
pub async fn reset_password(
    State(app): State<App>,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
    Draft(body, _, mut noted): Draft<PasswordReset>,
) -> Result<Response, Problem> {
    let mut faults = Faults::default();
    let token = body.token.required("token", &mut faults);
    let new = body.new_password.required("new_password", &mut faults);
    noted.extend(faults);
    let (token, new) = (token.as_ref().map(|t| &t.0), new.as_ref().map(|n| &n.0));
    noted.extend(usecases::check(&app.db, token, new).await?);
    noted.done()?;
    if let Some((token, new)) = token.zip(new) {
        usecases::reset(&app.db, &app.passwords, token, new, &origin).await?;
    }
    answer(
        &app,
        context
            .locale
            .of(["Mot de passe modifié : connectez-vous", "Password changed: log in"]),
    )
}
