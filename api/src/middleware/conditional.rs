//! Reads of an entity on a condition (RFC 9110, 13): `If-None-Match` spares the body of what the caller has, `If-Match` refuses what it does not.

use crate::{extract::tags::Named, problem::Problem};
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Heeds the conditions of a read whose answer has a tag.
pub async fn heed(request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let asked = request.headers();
    let has = |name| is_read && asked.contains_key(name);
    if !has(header::IF_MATCH) && !has(header::IF_NONE_MATCH) {
        return next.run(request).await;
    }
    let wanted = Named::of(asked, &header::IF_MATCH);
    let known = Named::of(asked, &header::IF_NONE_MATCH);
    let mut response = next.run(request).await;
    let Some(tag) = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) else {
        return response;
    };
    if response.status() != StatusCode::OK {
        return response;
    }
    if wanted.is_some_and(|wanted| wanted.find(tag).is_none()) {
        return Problem::Stale.into_response();
    }
    if let Some(found) = known.as_ref().and_then(|known| known.find(tag)) {
        // As the caller has it: with the coding in which it was sent.
        let found = HeaderValue::try_from(found);
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_TYPE);
        headers.remove(header::CONTENT_LENGTH);
        if let Ok(found) = found {
            headers.insert(header::ETAG, found);
        }
    }
    response
}
