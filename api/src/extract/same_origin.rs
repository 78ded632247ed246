//! A browser sends its cookie along with whatever page asks. So a change by cookie needs a proof that our own page, or one of an origin that
//! we named, asked for it: the Origin header, Sec-Fetch-Site, or the token that only a page that may read our cookies can send back.

use crate::state::App;
use axum::http::{HeaderMap, header};
use shared::identity::tokens::fingerprint;
use std::fmt::Write;

/// The readable cookie with the token to be sent back in `X-CSRF-Token`.
pub const CSRF_COOKIE: &str = "csrf_token";

/// The double-submit token of a session: made of its secret, so that nobody can plant another.
#[must_use]
pub fn csrf_token(session_token: &str) -> String {
    let bytes = fingerprint(&format!("csrf:{session_token}"));
    bytes.iter().take(16).fold(String::with_capacity(32), |mut text, byte| {
        // Writing to a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// How our own pages are served: by the proxy that ends TLS, which says so, or in the clear. A page of the same host that came in the clear
/// is not ours where ours are encrypted: anybody on the way may have written it.
fn scheme(headers: &HeaderMap) -> &'static str {
    let is_secure = headers.get("x-forwarded-proto").is_some_and(|proto| proto == "https");
    if is_secure { "https" } else { "http" }
}

/// True when one of the proofs is there, and none contradicts.
pub(super) fn is_proved(app: &App, headers: &HeaderMap, session_token: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if text("x-csrf-token").is_some_and(|given| given == csrf_token(session_token)) {
        return true;
    }
    if let Some(origin) = text("origin") {
        let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
        let is_own = host.is_some_and(|host| origin == format!("{}://{host}", scheme(headers)));
        return is_own || app.config.allowed_origins.iter().any(|allowed| allowed == origin);
    }
    text("sec-fetch-site") == Some("same-origin")
}
