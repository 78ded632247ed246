//! Browsers of other origins: those that the configuration names, exactly.

use axum::http::{HeaderName, HeaderValue, Method, header};
use shared::config::Config;
use std::time::Duration;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// From ALLOWED_ORIGINS; `*`, refused in production, stands for any.
pub fn cors(config: &Config) -> CorsLayer {
    let is_any = config.allowed_origins.iter().any(|o| o == "*");
    let origin = if config.allowed_origins.iter().any(|o| o == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(
            config
                .allowed_origins
                .iter()
                .filter_map(|o| HeaderValue::try_from(o).ok()),
        )
    };
    CorsLayer::new()
        .allow_origin(origin)
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::ACCEPT_LANGUAGE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("last-event-id"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("traceparent"),
            HeaderName::from_static("x-csrf-token"),
            HeaderName::from_static("x-api-key"),
        ])
        .expose_headers([
            header::LOCATION,
            header::ETAG,
            header::LINK,
            header::RETRY_AFTER,
            header::CONTENT_DISPOSITION,
            HeaderName::from_static("x-total-count"),
            HeaderName::from_static("x-next-cursor"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("x-process-time"),
            HeaderName::from_static("x-cache"),
            HeaderName::from_static("ratelimit-limit"),
            HeaderName::from_static("ratelimit-remaining"),
            HeaderName::from_static("ratelimit-reset"),
            HeaderName::from_static("idempotency-replayed"),
        ])
        // Cookies go along only where the origins are named.
        .allow_credentials(!is_any)
        .max_age(Duration::from_secs(3600))
}
