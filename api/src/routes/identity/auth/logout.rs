//! POST /auth/logout

use super::cookies;
use crate::{
    extract::{Auth, RequestContext, RequestOrigin},
    openapi::refusals::Forbidden,
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use shared::identity::usecases;

/// For people.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct LoggedOut {
    /// What happened.
    #[schema(example = "Déconnexion réussie")]
    message: &'static str,
}

/// Log out
///
/// Revokes the session: its access, opaque and refresh tokens are refused from now on.
#[utoipa::path(
    post, path = "/auth/logout", operation_id = "log_out", tag = "auth",
    responses((status = 200, description = "The session is over", body = LoggedOut), Forbidden)
)]
pub async fn log_out(
    State(app): State<App>,
    auth: Auth,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
) -> Result<Response, Problem> {
    usecases::log_out(&app.db, auth.person()?.0, &origin).await?;
    answer(&app, context.locale.of(OVER))
}

/// In French and English.
pub(super) const OVER: [&str; 2] = ["Déconnexion réussie", "Logged out"];

/// The same for one session and for all.
pub(super) fn answer(app: &App, message: &'static str) -> Result<Response, Problem> {
    let mut response = Reply::ok(&LoggedOut { message })?.into_response();
    cookies::set(response.headers_mut(), cookies::gone(&app.config));
    Ok(response)
}
