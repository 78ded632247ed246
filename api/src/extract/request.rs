//! What the outermost layer knows of a request: its id, its trace, its language.

use crate::problem::{Problem, render};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, request::Parts},
};
use shared::{audit::Origin, kernel::Locale, telemetry};
use std::{convert::Infallible, net::IpAddr, sync::Arc};
use uuid::Uuid;

/// Made once a request by the outermost layer.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The client's X-Request-Id where it is fit to be logged, else a fresh one.
    pub request_id: Arc<str>,
    /// The language of problems.
    pub locale: Locale,
    /// Whence the request came: the peer, or what our own proxies say of it.
    pub address: Option<IpAddr>,
}

impl RequestContext {
    /// From a request's headers.
    #[must_use]
    pub fn of(headers: &HeaderMap, default: Locale) -> Self {
        let given = headers.get("x-request-id").and_then(|v| v.to_str().ok()).filter(|id| {
            (1..=128).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        });
        Self {
            request_id: given.map_or_else(|| Uuid::new_v4().simple().to_string().into(), Into::into),
            locale: render::accepted(headers, default),
            address: None,
        }
    }

    /// With the client's address: the peer's, or with so many proxies of our own in front, the entry of X-Forwarded-For that the
    /// outermost of them wrote. What stands further left anybody may have written.
    #[must_use]
    pub fn from_peer(mut self, peer: Option<IpAddr>, headers: &HeaderMap, proxies: usize) -> Self {
        let lines = headers
            .get_all("x-forwarded-for")
            .into_iter()
            .filter_map(|v| v.to_str().ok());
        let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        let forwarded = proxies.checked_sub(1).and_then(|skip| hops.iter().rev().nth(skip));
        self.address = forwarded.and_then(|hop| hop.parse().ok()).or(peer);
        self
    }
}

/// The API key that authenticated the request; noted by the layer that looks who asks.
#[derive(Debug, Clone, Copy)]
pub struct ApiKeyUsed(pub i64);

/// Whence the request came, and the trace that its jobs carry on.
#[derive(Debug)]
pub struct RequestOrigin(pub Origin);

impl<S: Send + Sync> FromRequestParts<S> for RequestOrigin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let context = parts.extensions.get::<RequestContext>();
        Ok(Self(Origin {
            request_id: context.map(|c| c.request_id.as_ref().to_owned()),
            address: context.and_then(|c| c.address).map(|address| address.to_string()),
            trace: Some(trace(&parts.headers)),
            api_key: parts.extensions.get::<ApiKeyUsed>().map(|key| key.0),
        }))
    }
}

/// The request's own span where spans are exported, else the caller's W3C traceparent, or the start of a trace of our own.
fn trace(headers: &HeaderMap) -> String {
    let own = telemetry::traceparent();
    own.or_else(|| traceparent(headers).map(str::to_owned))
        .unwrap_or_else(|| {
            let (trace, span) = (Uuid::new_v4(), Uuid::new_v4().as_u64_pair().0);
            format!("00-{}-{span:016x}-01", trace.simple())
        })
}

/// The caller's W3C traceparent, where it is one.
pub(crate) fn traceparent(headers: &HeaderMap) -> Option<&str> {
    let given = headers.get("traceparent").and_then(|v: &HeaderValue| v.to_str().ok());
    given.filter(|t| is_traceparent(t))
}

/// `version-trace-parent-flags` in lower-case hexadecimal (W3C Trace Context, 3.2).
fn is_traceparent(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [2, 32, 16, 2]
        && text
            .bytes()
            .all(|b| b == b'-' || b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
        && !text.starts_with("ff")
        && !text[3..35].bytes().all(|b| b == b'0')
}

impl<S: Send + Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let context = parts.extensions.get::<Self>().cloned();
        context.ok_or_else(|| Problem::internal("the outermost layer is missing"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_well_formed_trace_is_carried_on() {
        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert!(is_traceparent(good));
        for bad in [
            "",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            &good.to_uppercase(),
            &good[1..],
        ] {
            assert!(!is_traceparent(bad), "{bad}");
        }
        assert!(is_traceparent(&trace(&HeaderMap::new())));
    }

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let headers =
            HeaderMap::from_iter([("x-forwarded-for".parse().unwrap(), "6.6.6.6, 10.0.0.1".parse().unwrap())]);
        let address = |proxies| {
            let peer = "127.0.0.1".parse().ok();
            let context = RequestContext::of(&headers, Locale::Fr).from_peer(peer, &headers, proxies);
            context.address.unwrap().to_string()
        };
        assert_eq!(
            [address(0), address(1), address(2), address(3)],
            ["127.0.0.1", "10.0.0.1", "6.6.6.6", "127.0.0.1"]
        );
    }

    #[test]
    fn a_request_id_that_could_forge_a_log_line_is_replaced() {
        let id = |value: &'static str| {
            let headers = HeaderMap::from_iter([("x-request-id".parse().unwrap(), HeaderValue::from_static(value))]);
            RequestContext::of(&headers, Locale::Fr).request_id.to_string()
        };
        assert_eq!(id("abc-1.2_3"), "abc-1.2_3");
        assert_ne!(id("a b"), "a b");
    }
}
