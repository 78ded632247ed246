//! The outermost layer: request id, process time, security headers, metrics, and problems in the caller's words.

use crate::{
    extract::{RequestContext, tags::name_coding, traceparent},
    middleware::rest,
    problem::{Problem, render},
    state::App,
    tls::Encrypted,
};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, Version, header},
    middleware::Next,
    response::Response,
};
use shared::telemetry;
use std::{net::SocketAddr, time::Instant};
use tracing::{Instrument, Span, field::Empty};

/// Wraps the whole service.
pub async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|peer| peer.0.ip());
    let context = RequestContext::of(request.headers(), app.locale);
    let context = context.from_peer(peer, request.headers(), app.config.trusted_proxies);
    respell(&mut request);
    let path = request.uri().path().to_owned();
    let (method, version) = (request.method().clone(), request.version());
    let is_secure = request.extensions().get::<Encrypted>().is_some()
        || request.headers().get("x-forwarded-proto").is_some_and(|p| p == "https");
    request.extensions_mut().insert(context.clone());
    let span = span_of(&request);
    let (request, rest) = rest::lend(request);
    let mut response = next.run(request).instrument(span.clone()).await;
    let is_reusable = match rest {
        Some(rest) => rest.settle().await,
        None => true,
    };
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .or_else(|| unframed(&response));
    if let Some(problem) = &problem {
        response = render::write(problem, response, context.locale, path.clone(), &context.request_id);
    }
    let elapsed = begun.elapsed();
    let headers = response.headers_mut();
    name_coding(headers);
    secure(headers, &path, is_secure);
    if let Ok(id) = HeaderValue::try_from(context.request_id.as_ref()) {
        headers.insert("x-request-id", id);
    }
    if let Ok(seconds) = HeaderValue::try_from(format!("{:.6}", elapsed.as_secs_f64())) {
        headers.insert("x-process-time", seconds);
    }
    if (!is_reusable || app.draining.is_cancelled()) && version <= Version::HTTP_11 {
        // So that no request is ever on its way to a connection that is about to close. HTTP/2 says so by itself, and forbids the header.
        response
            .headers_mut()
            .insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    let status = response.status();
    let route = response
        .extensions()
        .get::<Route>()
        .map_or("unmatched", |Route(route)| route.as_str())
        .to_owned();
    if !span.is_none() {
        telemetry::rename(&span, format!("{method} {route}"));
        span.record("http.response.status_code", status.as_u16());
    }
    metrics::histogram!("http_request_seconds", "method" => method.as_str().to_owned(), "route" => route.clone(), "status" => status.as_u16().to_string())
        .record(elapsed.as_secs_f64());
    let code = problem.as_ref().map(Problem::code);
    tracing::info!(request_id = %context.request_id, %method, route, status = status.as_u16(), code, ms = elapsed.as_secs_f64() * 1000.0, "request");
    response
}

/// The request's span, below the caller's, where spans are exported; nothing is spent on one else.
fn span_of(request: &Request) -> Span {
    if !telemetry::traces_are_exported() {
        return Span::none();
    }
    let method = request.method().as_str();
    let span = tracing::info_span!(
        "request",
        otel.name = method,
        otel.kind = "server",
        "http.request.method" = method,
        "http.response.status_code" = Empty
    );
    if let Some(parent) = traceparent(request.headers()) {
        telemetry::follow(&span, parent);
    }
    span
}

/// The route's pattern, for metrics and logs: a path would have a label per id.
#[derive(Debug, Clone)]
struct Route(MatchedPath);

/// Notes the matched route in the response; wraps the routes, where it is known.
pub async fn note_route(matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if let Some(matched) = matched {
        response.extensions_mut().insert(Route(matched));
    }
    response
}

/// What the framework refused by itself: it has an error's status, and no body of ours.
fn unframed(response: &Response) -> Option<Problem> {
    let status = response.status();
    let is_ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json" || kind == "application/json");
    if is_ours || status < StatusCode::BAD_REQUEST {
        None
    } else {
        render::of_framework(status)
    }
}

/// The path as the routes spell it: without a slash at its end, and `cv_analysis` for the older `cv-analysis`.
fn respell(request: &mut Request) {
    const OLDER: &str = "/api/v1/cv-analysis/";
    let uri = request.uri();
    let short = uri.path().trim_end_matches('/');
    let is_older = short.starts_with(OLDER);
    if short.is_empty() || (short.len() == uri.path().len() && !is_older) || short.starts_with("/docs") {
        return;
    }
    let mut target = if is_older {
        format!("/api/v1/cv_analysis/{}", &short[OLDER.len()..])
    } else {
        short.to_owned()
    };
    if let Some(query) = uri.query() {
        target.push('?');
        target.push_str(query);
    }
    if let Ok(target) = target.parse::<Uri>() {
        *request.uri_mut() = target;
    }
}

fn secure(headers: &mut HeaderMap, path: &str, is_secure: bool) {
    const HEADERS: [(HeaderName, &str); 2] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // The documentation and the page of a new password bring scripts and styles; nothing else is ever rendered.
    let policy = if path.starts_with("/docs") {
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
    } else if path.starts_with("/reset-password") {
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    } else {
        "default-src 'none'; frame-ancestors 'none'"
    };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if path.starts_with("/api/") {
        headers
            .entry(header::CACHE_CONTROL)
            .or_insert(HeaderValue::from_static("no-store"));
    }
    if is_secure {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static("max-age=31536000; includeSubDomains"),
        );
    }
}
