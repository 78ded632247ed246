//! The cookies of a browser's session.

use crate::extract::{
    auth::SESSION_COOKIE,
    same_origin::{CSRF_COOKIE, csrf_token},
};
use axum::http::{HeaderMap, HeaderValue, header};
use shared::{config::Config, identity::domain::OPAQUE_LIFETIME, kernel::Environment};

/// Secure but on a developer's machine, which has no HTTPS.
fn secure(config: &Config) -> &'static str {
    if config.environment == Environment::Development {
        ""
    } else {
        "; Secure"
    }
}

/// The session's token, which no script reads, and the token that a script sends back.
pub(super) fn of_session(config: &Config, token: &str) -> [String; 2] {
    let (secure, age) = (secure(config), OPAQUE_LIFETIME.num_seconds());
    [
        format!("{SESSION_COOKIE}={token}; HttpOnly; SameSite=Lax; Path=/; Max-Age={age}{secure}"),
        format!(
            "{CSRF_COOKIE}={}; SameSite=Lax; Path=/; Max-Age={age}{secure}",
            csrf_token(token)
        ),
    ]
}

/// Both taken away.
pub(super) fn gone(config: &Config) -> [String; 2] {
    let secure = secure(config);
    [SESSION_COOKIE, CSRF_COOKIE].map(|name| format!("{name}=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0{secure}"))
}

/// Sends them along.
pub(super) fn set(headers: &mut HeaderMap, cookies: [String; 2]) {
    for cookie in cookies.into_iter().filter_map(|c| HeaderValue::try_from(c).ok()) {
        headers.append(header::SET_COOKIE, cookie);
    }
}
