//! What every request brings that writes once under an `Idempotency-Key`, whoever asks and of which entity.

use crate::{
    extract::{Draft, IdempotencyKey, Noted, RawHash, RequestOrigin, body::Body},
    problem::Problem,
    state::App,
};
use axum::{
    body::Body as Stream,
    extract::{FromRequest, FromRequestParts, OriginalUri, Request},
    http::request::Parts,
};
use shared::audit::Origin;

#[derive(Debug)]
pub(super) struct Keyed<B> {
    pub path: String,
    pub key: IdempotencyKey,
    pub origin: Origin,
    pub body: B,
    pub hash: RawHash,
    pub noted: Noted,
}

impl<B: Body> Keyed<B> {
    pub async fn of(mut parts: Parts, stream: Stream, app: &App) -> Result<Self, Problem> {
        let key = IdempotencyKey::from_request_parts(&mut parts, app).await?;
        let Ok(RequestOrigin(origin)) = RequestOrigin::from_request_parts(&mut parts, app).await;
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(&mut parts, app).await;
        let Draft(body, hash, noted) = Draft::from_request(Request::from_parts(parts, stream), app).await?;
        Ok(Self {
            path: uri.path().to_owned(),
            key,
            origin,
            body,
            hash,
            noted,
        })
    }
}
