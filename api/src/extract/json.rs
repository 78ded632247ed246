//! The JSON body of a request, and a body's hash for idempotency.

use super::body::{Body, Fields};
use crate::problem::Problem;
use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::kernel::FaultKind;

/// A JSON body, and the hash of its bytes.
#[derive(Debug)]
pub struct Json<T>(pub T, pub RawHash);

/// SHA-256 of a body's bytes: what an Idempotency-Key compares. Made only when there is such a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawHash(pub Option<Vec<u8>>);

impl<S: Send + Sync, T: Body> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        // No body at all stands for no field at all.
        let is_absent = request.headers().get(header::CONTENT_TYPE).is_none() && request.body().is_end_stream();
        if is_absent {
            let mut fields = Fields::new(serde_json::Map::new());
            let body = T::read(&mut fields);
            return Ok(Self(fields.finish(body)?, RawHash(None)));
        }
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType("application/json"));
        }
        let is_keyed = request.headers().contains_key("idempotency-key");
        let bytes = read(request, state).await?;
        let hash = RawHash(is_keyed.then(|| Sha256::digest(&bytes).to_vec()));
        let object = match serde_json::from_slice(&bytes) {
            Ok(Value::Object(object)) => object,
            Ok(_) => return Err(Problem::body("", FaultKind::WrongType("object"))),
            Err(error) => {
                return Err(Problem::InvalidJson {
                    line: error.line(),
                    column: error.column(),
                });
            }
        };
        let mut fields = Fields::new(object);
        let body = T::read(&mut fields);
        Ok(Self(fields.finish(body)?, hash))
    }
}

/// The bytes of a body within the route's limit.
pub(crate) async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| {
        let status = rejection.into_response().status();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::BodyTooLarge
        } else {
            // The client went away or broke its framing.
            Problem::InvalidJson { line: 0, column: 0 }
        }
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let Some(kind) = headers.get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()) else {
        return false;
    };
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}
