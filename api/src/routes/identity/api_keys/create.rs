//! POST /api-keys

use crate::{
    body,
    extract::{Auth, Draft, IdempotencyKey, RequestOrigin, value::List},
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use chrono::{DateTime, Utc};
use serde::Serialize;
use shared::{
    identity::api_keys::{self, ApiKey, NewApiKey},
    kernel::{CompanyId, Line},
};
use std::ops::ControlFlow;

body! {
    /// A key for a machine.
    pub struct ApiKeyBody requires [name, permissions] {
        /// What it is for.
        name: Line<100> = "n8n",
        /// What it may do: names of the permission table.
        permissions: List<Line<100>> = ["ConsultantRead", "TenderRead"],
        /// For whom it works; every company when absent.
        company_id: CompanyId = 1,
        /// Good until; for ever when absent.
        expires_at: DateTime<Utc> = "2030-01-01T00:00:00Z",
    }
}

/// A new key with its text.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct MadeApiKey {
    /// The key, for the header `X-API-Key`: shown this once; null in a repeated answer.
    #[schema(example = "tmk_1a2b3c4d...")]
    key: Option<String>,
    /// What is kept of it.
    #[serde(flatten)]
    made: ApiKey,
}

/// Make an API key
///
/// Its text is shown once. It acts as a manager of its company, or as an admin where it has none, within its permissions.
#[utoipa::path(
    post, path = "/api-keys", operation_id = "create_api_key", tag = "api-keys", request_body = ApiKeyBody,
    responses((status = 201, description = "The key", body = MadeApiKey), Forbidden, Invalid)
)]
pub async fn create_api_key(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Draft(body, hash, noted): Draft<ApiKeyBody>,
) -> Result<Response, Problem> {
    // A key never makes keys.
    let grant = auth.person()?.grant()?;
    let permissions = body
        .permissions
        .map(|all| all.0.iter().map(|p| p.as_str().to_owned()).collect());
    let new = NewApiKey {
        name: body.name,
        permissions,
        company_id: body.company_id.optional(),
        expires_at: body.expires_at.optional(),
    };
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let (made, text) = noted.with(api_keys::create(&mut write.tx, grant, new, &origin).await)?;
    let location = format!("/api/v1/api-keys/{}", made.id);
    let key = Some(text.expose().to_owned());
    let mut answer = MadeApiKey { key, made };
    let reply = Reply::created(location, &answer)?;
    // The text is nowhere kept, not even for a repeated request.
    answer.key = None;
    let remembered = serde_json::to_value(&answer).map_err(Problem::internal)?;
    write.finish_remembering(reply, remembered).await
}
