//! PUT and PATCH /scoring-profiles/{id}

use super::fields::ScoringProfileFields;
use crate::{
    extract::{Amendment, Auth, IfMatch, Path, RequestOrigin},
    openapi::refusals::{Exists, Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::ScoringProfileId,
    staffing::scoring_profiles::{
        queries::{self, ScoringProfile},
        usecases,
    },
};

/// Change a scoring profile
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/scoring-profiles/{id}", operation_id = "put_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")), request_body = ScoringProfileFields,
    responses((status = 200, description = "The scoring profile", body = ScoringProfile), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_scoring_profile(
    State(app): State<App>,
    auth: Auth,
    Path(id): Path<ScoringProfileId>,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<ScoringProfileFields>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::one(app.db.pool(), auth.grant()?, id).await?;
    let (body, mut noted) = amendment.against(current.as_ref())?;
    let changes = body.changes(auth.actor().company_id, &mut noted);
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update(&mut tx, grant, id, changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.written_at()))
}
