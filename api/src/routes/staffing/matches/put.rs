//! PUT and PATCH /matches/{id}

use crate::{
    body,
    entity::Amending,
    extract::RequestContext,
    openapi::refusals::{Forbidden, Invalid, NotFound, Stale},
    problem::Problem,
    reply::Reply,
};
use shared::{
    db::DbError,
    kernel::{Locale, MatchId, Prose},
    staffing::matches::{
        queries::{self, Match},
        usecases,
    },
};

body! {
    /// What people write about a match; never its state or score.
    pub struct MatchFields {
        /// Null clears.
        notes: Prose<5000> = "À rappeler lundi",
    }
}

/// Annotate a match
///
/// Its state is moved by `/propose`, `/accept`, `/reject` and `/cancel` only.
#[utoipa::path(
    method(put, patch), path = "/matches/{id}", operation_id = "put_match", tag = "matches",
    params(("id" = i64, Path, description = "The match")), request_body = MatchFields,
    responses((status = 200, description = "The match", body = Match), Forbidden, NotFound, Invalid, Stale)
)]
pub async fn put_match(context: RequestContext, request: Amending<MatchId, MatchFields>) -> Result<Reply, Problem> {
    let locale = context.locale;
    let reply = request
        .amend(
            async |app, grant, id| spoken(queries::one(app.db.pool(), grant, id).await?, locale),
            async |tx, by, id, body, _| {
                let mut changed = usecases::annotate(tx, by, id, body.notes).await?;
                changed.speak(locale)?;
                Ok(changed)
            },
        )
        .await?;
    Ok(reply.spoken(locale))
}

fn spoken(found: Option<Match>, locale: Locale) -> Result<Option<Match>, DbError> {
    let spoken = found.map(|mut found| found.speak(locale).map(|()| found));
    spoken.transpose()
}
