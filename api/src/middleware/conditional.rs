//! Reads of an entity on a condition (RFC 9110, 13): `If-None-Match` spares the body of what the caller has, `If-Match` refuses what it does not.

use crate::problem::Problem;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Heeds the conditions of a read whose answer has a tag.
pub async fn heed(request: Request, next: Next) -> Response {
    let is_read = [Method::GET, Method::HEAD].contains(request.method());
    let asked = request.headers();
    if !is_read || !(asked.contains_key(header::IF_MATCH) || asked.contains_key(header::IF_NONE_MATCH)) {
        return next.run(request).await;
    }
    let asked = asked.clone();
    let mut response = next.run(request).await;
    let Some(tag) = response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()) else {
        return response;
    };
    if response.status() != StatusCode::OK {
        return response;
    }
    if names(&asked, &header::IF_MATCH, tag) == Some(false) {
        return Problem::Stale.into_response();
    }
    if names(&asked, &header::IF_NONE_MATCH, tag) == Some(true) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

/// Whether the header names this tag, or any; none without the header.
fn names(headers: &HeaderMap, header: &HeaderName, tag: &str) -> Option<bool> {
    let given = headers.get(header)?.to_str().ok()?;
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    Some(
        given
            .split(',')
            .any(|one| one.trim() == "*" || strong(one) == strong(tag)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_condition_names_one_tag_several_or_any() {
        let says = |given: &'static str| {
            let headers = HeaderMap::from_iter([(header::IF_MATCH, HeaderValue::from_static(given))]);
            names(&headers, &header::IF_MATCH, "\"a1\"")
        };
        assert_eq!(
            ["\"a1\"", "\"b\", W/\"a1\"", "*", "\"b\""].map(says),
            [Some(true), Some(true), Some(true), Some(false)]
        );
        assert_eq!(names(&HeaderMap::new(), &header::IF_MATCH, "\"a1\""), None);
    }
}
