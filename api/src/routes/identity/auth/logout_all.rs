//! POST /auth/logout-all

use super::logout::{LoggedOut, OVER, answer};
use crate::{
    extract::{Auth, RequestContext, RequestOrigin},
    openapi::refusals::Forbidden,
    problem::Problem,
    state::App,
};
use axum::{extract::State, response::Response};
use shared::identity::usecases;

/// Log out everywhere
///
/// Revokes every session of the caller's: all of their tokens are refused from now on.
#[utoipa::path(
    post, path = "/auth/logout-all", operation_id = "log_out_everywhere", tag = "auth",
    responses((status = 200, description = "Every session is over", body = LoggedOut), Forbidden)
)]
pub async fn log_out_everywhere(
    State(app): State<App>,
    auth: Auth,
    RequestOrigin(origin): RequestOrigin,
    context: RequestContext,
) -> Result<Response, Problem> {
    usecases::log_out_everywhere(&app.db, auth.person()?.0, &origin).await?;
    answer(&app, context.locale.of(OVER))
}
