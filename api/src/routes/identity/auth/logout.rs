//! POST /auth/logout

use crate::{
    extract::{Auth, RequestOrigin},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
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
    responses((status = 200, description = "The session is over", body = LoggedOut))
)]
pub async fn log_out(
    State(app): State<App>,
    auth: Auth,
    RequestOrigin(origin): RequestOrigin,
) -> Result<Reply, Problem> {
    usecases::log_out(&app.db, auth.0, &origin).await?;
    Reply::ok(&LoggedOut {
        message: "Déconnexion réussie",
    })
}
