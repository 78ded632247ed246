//! POST /auth/login

use super::cookies;
use crate::{
    body,
    extract::{Json, RequestContext, RequestOrigin, value::Secret},
    openapi::refusals::{Credentials, Invalid, Locked, Waiting},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::{
    identity::{queries::User, usecases},
    kernel::{EmailAddress, Faults},
};

body! {
    /// Who comes in.
    pub struct LogIn requires [email, password] {
        /// The user's address, whatever its case.
        email: EmailAddress = "manager@exemple.fr",
        /// The user's password.
        password: Secret = "correct horse battery",
    }
}

/// The tokens of a new session.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LoggedIn {
    /// JWT, for `Authorization: Bearer`.
    access_token: String,
    /// Exchanged at `/auth/refresh`, once.
    refresh_token: String,
    /// `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Seconds that the access token is good.
    #[schema(example = 1800)]
    expires_in: u64,
    /// Opaque session token of 24 h, good as Bearer too.
    token: String,
    /// For people.
    #[schema(example = "Connexion réussie")]
    message: &'static str,
    /// Who came in.
    user: User,
}

/// Log in
///
/// Browsers get the opaque token as the cookie `session_token` too (HttpOnly), and `csrf_token` to be sent back in `X-CSRF-Token`. Unknown
/// addresses and wrong passwords get the same answer in the same time; that an account waits for approval (403) is told after a right password only. Five failures within 15 minutes lock the account for a while.
#[utoipa::path(
    post, path = "/auth/login", operation_id = "log_in", tag = "auth", security(()),
    request_body = LogIn,
    responses((status = 200, description = "The session's tokens", body = LoggedIn), Credentials, Waiting, Invalid, Locked)
)]
pub async fn log_in(
    State(app): State<App>,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
    headers: HeaderMap,
    Json(body, _): Json<LogIn>,
) -> Result<Response, Problem> {
    let mut faults = Faults::default();
    let email = body.email.required("email", &mut faults);
    let password = body.password.required("password", &mut faults);
    let Some((email, password)) = faults.or(email.zip(password))? else {
        return Err(Problem::InvalidCredentials);
    };
    let user_agent = headers.get(header::USER_AGENT).and_then(|v| v.to_str().ok());
    let opened = usecases::log_in(
        &app.db,
        &app.passwords,
        &app.tokens,
        &email,
        &password.0,
        user_agent,
        &origin,
    )
    .await?;
    let cookies = cookies::of_session(&app.config, opened.opaque_token.expose());
    let mut response = Reply::ok(&LoggedIn {
        access_token: opened.access_token,
        refresh_token: opened.refresh_token.expose().to_owned(),
        token_type: "bearer",
        expires_in: app.tokens.lifetime().as_secs(),
        token: opened.opaque_token.expose().to_owned(),
        message: context.locale.of(["Connexion réussie", "Logged in"]),
        user: opened.user,
    })?
    .into_response();
    cookies::set(response.headers_mut(), cookies);
    Ok(response)
}
