//! Bodies that come compressed (`Content-Encoding: gzip`, RFC 9110, 8.4). Whoever reads one finds it as it was before, and counts its bytes so: one
//! that grows beyond a route's limit is refused there, and never held whole.

use crate::problem::Problem;
use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use std::convert::Infallible;
use tower::{ServiceExt, service_fn};
use tower_http::decompression::{DecompressionBody, RequestDecompression};

/// Undoes gzip; any other coding is refused.
pub async fn inflate(mut request: Request, next: Next) -> Response {
    let headers = request.headers_mut();
    let codings = headers.get_all(header::CONTENT_ENCODING);
    let named: Vec<String> = codings
        .iter()
        .flat_map(|line| line.to_str().unwrap_or("?").split(','))
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect();
    match named.as_slice() {
        [] => {
            headers.remove(header::CONTENT_ENCODING);
            next.run(request).await
        }
        [one] if one == "gzip" || one == "x-gzip" => {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            let inner = service_fn(|request: axum::http::Request<DecompressionBody<Body>>| {
                let next = next.clone();
                async move { Ok::<_, Infallible>(next.run(request.map(Body::new)).await) }
            });
            match RequestDecompression::new(inner).oneshot(request).await {
                Ok(response) => response.map(Body::new),
                Err(never) => match never {},
            }
        }
        _ => Problem::UnsupportedCoding.into_response(),
    }
}
