//! Answers that are kept in Redis for a short time and say so in `X-Cache`.

use crate::{extract::Auth, problem::Problem, state::App};
use axum::{
    body::{Body, to_bytes},
    http::{HeaderName, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use shared::{
    cache::{Look, Space},
    identity::tokens::fingerprint,
    kernel::{Locale, Scope},
};
use std::fmt::Write;

/// Headers that belong to a kept answer.
const KEPT: [HeaderName; 6] = [
    header::CONTENT_LANGUAGE,
    header::CONTENT_TYPE,
    header::ETAG,
    header::LINK,
    header::VARY,
    HeaderName::from_static("x-total-count"),
];
/// A longer answer is not kept.
const LONGEST: usize = 2 * 1024 * 1024;

/// The kept answer to this address for callers of this scope, or the made one, which is then kept. Only what the scope and the address
/// decide may be cached so, and the language where the answer is in the reader's.
///
/// # Errors
/// Those of `make`.
pub async fn cached(
    app: &App,
    space: Space,
    auth: Auth,
    (scope, locale): (Scope, Option<Locale>),
    uri: &Uri,
    make: impl Future<Output = Result<Response, Problem>>,
) -> Result<Response, Problem> {
    let asked = format!("{scope:?} {:?} {locale:?} {uri}", auth.actor().role);
    let key = fingerprint(&asked)
        .iter()
        .fold(String::with_capacity(64), |mut key, byte| {
            // Writing to a String does not fail.
            let _ = write!(key, "{byte:02x}");
            key
        });
    let ticket = match app.db.cache().look(space, &key).await {
        Look::Hit(kept) => {
            if let Some(response) = unpack(&kept) {
                return Ok(response);
            }
            None
        }
        Look::Miss(ticket) => Some(ticket),
        Look::Off => None,
    };
    let (mut head, body) = make.await?.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
    head.headers.insert("x-cache", HeaderValue::from_static("miss"));
    if let Some(ticket) = ticket
        && head.status == StatusCode::OK
        && body.len() <= LONGEST
    {
        let mut kept = Vec::with_capacity(body.len() + 256);
        for name in KEPT {
            if let Some(value) = head.headers.get(&name) {
                kept.extend([name.as_str().as_bytes(), b":", value.as_bytes(), b"\n"].concat());
            }
        }
        kept.push(b'\n');
        kept.extend_from_slice(&body);
        app.db.cache().keep(ticket, &kept).await;
    }
    Ok(Response::from_parts(head, Body::from(body)))
}

/// Header lines, an empty line, the body.
fn unpack(kept: &[u8]) -> Option<Response> {
    let mut rest = kept;
    let mut response = Response::new(Body::empty());
    loop {
        let end = rest.iter().position(|b| *b == b'\n')?;
        let (line, after) = (&rest[..end], &rest[end + 1..]);
        rest = after;
        if line.is_empty() {
            break;
        }
        let colon = line.iter().position(|b| *b == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(&line[colon + 1..]).ok()?;
        response.headers_mut().insert(name, value);
    }
    response
        .headers_mut()
        .insert("x-cache", HeaderValue::from_static("hit"));
    *response.body_mut() = Body::from(rest.to_vec());
    Some(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_unpacked_with_its_headers() {
        let response = unpack(b"etag:\"1\"\nx-total-count:3\n\n[1,\n2]").unwrap();
        assert_eq!(response.headers()["x-total-count"], "3");
        assert_eq!(response.headers()["x-cache"], "hit");
        assert!(unpack(b"broken").is_none());
    }
}
