//! PUT and PATCH /users/me

use crate::{
    body,
    extract::{Amendment, Auth, IfMatch, RequestOrigin},
    openapi::refusals::{Forbidden, Invalid, Stale},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    identity::{
        queries::{self, User},
        users::{domain::PersonChanges, usecases},
    },
    kernel::Line,
};

body! {
    /// What one may say of oneself: fields given are set, null clears, absent ones stay.
    pub struct OwnFields {
        /// Given name.
        first_name: Line<100> = "Hélène",
        /// Family name.
        last_name: Line<100> = "Vasseur",
        /// Instead of the two together.
        full_name: Line<200> = "Hélène Vasseur",
    }
}

/// Change oneself
#[utoipa::path(
    method(put, patch), path = "/users/me", operation_id = "put_me", tag = "users", request_body = OwnFields,
    responses((status = 200, description = "The caller", body = User), Forbidden, Invalid, Stale)
)]
pub async fn put_me(
    State(app): State<App>,
    auth: Auth,
    IfMatch(expected): IfMatch,
    RequestOrigin(origin): RequestOrigin,
    amendment: Amendment<OwnFields>,
) -> Result<Reply, Problem> {
    let auth = auth.person()?;
    // Outside the transaction: of what was read, only what the caller changed counts.
    let current = queries::user(app.db.pool(), auth.actor().user_id).await?;
    let (body, noted) = amendment.against(current.as_ref())?;
    let changes = PersonChanges {
        first_name: body.first_name,
        last_name: body.last_name,
        full_name: body.full_name,
        ..PersonChanges::default()
    };
    let mut tx = app.db.begin().await?;
    let changed = noted.with(usecases::update_own(&mut tx, auth.actor(), changes, &expected, &origin).await)?;
    tx.commit().await?;
    Ok(Reply::ok(&changed)?.tagged(changed.version()))
}
