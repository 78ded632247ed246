//! POST /auth/refresh

use crate::{
    body,
    extract::{Json, RequestOrigin, value::Secret},
    openapi::refusals::{Invalid, SessionOver},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use serde::Serialize;
use shared::{identity::usecases, kernel::Faults};

body! {
    /// A refresh token to be exchanged.
    pub struct Refresh requires [refresh_token] {
        /// From `/auth/login` or the last refresh.
        refresh_token: Secret = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    }
}

/// The session's next tokens.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Refreshed {
    /// JWT, for `Authorization: Bearer`.
    access_token: String,
    /// Replaces the one that was sent.
    refresh_token: String,
    /// `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Seconds that the access token is good.
    #[schema(example = 1800)]
    expires_in: u64,
}

/// Refresh
///
/// Exchanges a refresh token for the next pair. One that was used before revokes its whole session at once.
#[utoipa::path(
    post, path = "/auth/refresh", operation_id = "refresh", tag = "auth", security(()),
    request_body = Refresh,
    responses((status = 200, description = "The next tokens", body = Refreshed), SessionOver, Invalid)
)]
pub async fn refresh(
    State(app): State<App>,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<Refresh>,
) -> Result<Reply, Problem> {
    let mut faults = Faults::default();
    let token = body.refresh_token.required("refresh_token", &mut faults);
    let Some(token) = faults.or(token)? else {
        return Err(Problem::SessionOver);
    };
    let refreshed = usecases::refresh(&app.db, &app.tokens, &token.0, &origin).await?;
    Reply::ok(&Refreshed {
        access_token: refreshed.access_token,
        refresh_token: refreshed.refresh_token.expose().to_owned(),
        token_type: "bearer",
        expires_in: app.tokens.lifetime().as_secs(),
    })
}
