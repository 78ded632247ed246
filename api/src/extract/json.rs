//! The JSON body of a request, and a body's hash for idempotency.

use super::{
    body::{Body, Fields},
    noted::Noted,
};
use crate::problem::Problem;
use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use shared::kernel::FaultKind;
use std::marker::PhantomData;

/// A JSON body, and the hash of its bytes.
#[derive(Debug)]
pub struct Json<T>(pub T, pub RawHash);

/// SHA-256 of a body's bytes: what an Idempotency-Key compares. Made only when there is such a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawHash(pub Option<Vec<u8>>);

impl<S: Send + Sync, T: Body> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (object, hash) = object(request, state).await?;
        let mut fields = Fields::new(object);
        let body = T::read(&mut fields);
        Ok(Self(fields.finish(body)?, hash))
    }
}

/// A JSON body as far as it could be read, its hash, and what could not: whoever acts on it adds what else is wrong ([`Noted::with`]).
#[derive(Debug)]
pub struct Draft<T>(pub T, pub RawHash, pub Noted);

impl<S: Send + Sync, T: Body> FromRequest<S> for Draft<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (object, hash) = object(request, state).await?;
        let mut fields = Fields::new(object);
        let body = T::read(&mut fields);
        Ok(Self(body, hash, Noted::new(fields.faults())))
    }
}

/// The JSON body of a change, to be read against what it changes.
#[derive(Debug)]
pub struct Amendment<T>(Map<String, Value>, PhantomData<fn() -> T>);

impl<S: Send + Sync, T: Body> FromRequest<S> for Amendment<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let (object, _) = object(request, state).await?;
        Ok(Self(object, PhantomData))
    }
}

impl<T: Body> Amendment<T> {
    /// Reads what differs from the entity as its `GET` shows it; with none, everything. What was read can so be sent back whole, with what
    /// nobody writes; a field that is shown but not written is a fault only with another value.
    ///
    /// # Errors
    /// The entity does not serialise: a bug of its type.
    pub fn against(self, current: Option<&impl Serialize>) -> Result<(T, Noted), Problem> {
        let current = current
            .map(serde_json::to_value)
            .transpose()
            .map_err(Problem::internal)?;
        let shown = |name: &str| current.as_ref().and_then(|current| current.get(name));
        let is_shown = |name: &str, given: &Value| shown(name).is_some_and(|shown| is_same(shown, given));
        let mut fields = Fields::changed(self.0, is_shown);
        let body = T::read(&mut fields);
        let mut faults = fields.faults();
        for fault in &mut faults.0 {
            if fault.kind == FaultKind::Unknown && shown(&fault.field).is_some() {
                fault.kind = FaultKind::NotYours;
            }
        }
        Ok((body, Noted::new(faults)))
    }
}

/// Whether two values are the same, numbers however they are written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

/// The object that a body is, and its hash. No body at all stands for no field at all: it has no type to judge, and clients name one all the same
/// (`application/octet-stream`, `application/x-www-form-urlencoded`).
async fn object<S: Send + Sync>(request: Request, state: &S) -> Result<(Map<String, Value>, RawHash), Problem> {
    let is_json = is_json(request.headers());
    let is_surely_some = request.body().size_hint().lower() > 0;
    if !is_json && is_surely_some {
        return Err(Problem::UnsupportedMediaType("application/json"));
    }
    let is_keyed = request.headers().contains_key("idempotency-key");
    let bytes = read(request, state).await?;
    if bytes.is_empty() {
        return Ok((Map::new(), RawHash(None)));
    }
    if !is_json {
        return Err(Problem::UnsupportedMediaType("application/json"));
    }
    let hash = RawHash(is_keyed.then(|| Sha256::digest(&bytes).to_vec()));
    match parse(&bytes)? {
        Value::Object(object) => Ok((object, hash)),
        _ => Err(Problem::body("", FaultKind::WrongType("object"))),
    }
}

/// JSON, with or without the byte order mark that some editors and .NET put before UTF-8 (RFC 8259, 8.1: it may be passed over).
pub(crate) fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(text).map_err(|error| Problem::InvalidJson {
        line: error.line(),
        column: error.column(),
    })
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
