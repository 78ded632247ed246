//! Who asks, as the gate found out: one look at the database a request.

use super::ApiKeyUsed;
use crate::{problem::Problem, state::App};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use shared::{
    identity::{Caller, api_keys, domain::Via, queries, tokens::fingerprint},
    kernel::{Actor, Grant, Permission},
};

/// The cookie that carries a browser's opaque session token.
pub const SESSION_COOKIE: &str = "session_token";

/// The authenticated caller. A handler without it is public.
#[derive(Debug, Clone, Copy)]
pub struct Auth(pub Caller);

impl Auth {
    /// The caller.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.0.actor
    }

    /// A permission that the caller must have.
    ///
    /// # Errors
    /// 403: its role never has it, or its API key was not given it.
    pub fn grant<P: Permission>(&self) -> Result<Grant<P>, Problem> {
        if !self.0.may(P::NAME) {
            return Err(Problem::Forbidden);
        }
        Ok(self.0.actor.grant()?)
    }

    /// Fails for machines: what is a person's own, such as its sessions.
    ///
    /// # Errors
    /// 403 for an API key.
    pub fn person(self) -> Result<Self, Problem> {
        match self.0.via {
            Via::Session(_) => Ok(self),
            Via::Key(..) => Err(Problem::Forbidden),
        }
    }
}

/// What the gate found out; in the request's extensions.
#[derive(Debug, Clone)]
pub struct Asked(pub Result<Caller, Problem>);

impl FromRequestParts<App> for Auth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let asked = parts.extensions.get::<Asked>().cloned();
        let caller = asked.ok_or_else(|| Problem::internal("the gate is missing"))?.0?;
        if let Via::Key(id, _) = caller.via {
            parts.extensions.insert(ApiKeyUsed(id.0));
        }
        Ok(Self(caller))
    }
}

/// Finds out who asks: by a Bearer token, an API key or the session cookie, in this order.
///
/// # Errors
/// 401 without any that is good, 403 for a cookie without a same-origin proof where something would change.
pub async fn ask(app: &App, method: &Method, headers: &HeaderMap) -> Result<Caller, Problem> {
    let (pool, now) = (app.db.pool(), app.db.clock().now());
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    if let Some(given) = text("authorization") {
        let token = given
            .split_once(' ')
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(Problem::Unauthenticated)?;
        // A JWT has two dots, an opaque token none.
        let caller = if token.contains('.') {
            let claims = app.tokens.read(token, now).ok_or(Problem::Unauthenticated)?;
            app.callers.by_access(claims).await?
        } else {
            queries::caller_by_opaque(pool, &fingerprint(token), now).await?
        };
        return caller.ok_or(Problem::Unauthenticated);
    }
    if let Some(key) = text("x-api-key") {
        return api_keys::caller(pool, key, now).await?.ok_or(Problem::Unauthenticated);
    }
    let token = cookie(headers, SESSION_COOKIE).ok_or(Problem::Unauthenticated)?;
    let caller = queries::caller_by_opaque(pool, &fingerprint(token), now).await?;
    let caller = caller.ok_or(Problem::Unauthenticated)?;
    let is_read = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    if is_read || super::same_origin::is_proved(app, headers, token) {
        Ok(caller)
    } else {
        Err(Problem::CrossSite)
    }
}

/// Finds out once more who asks, for what goes on for long: a stream's caller may have logged out, lost its role or had its key revoked since, and
/// its access token may have run out.
///
/// # Errors
/// 401 when it is nobody any more.
pub async fn ask_again(app: &App, headers: &HeaderMap) -> Result<Auth, Problem> {
    ask(app, &Method::GET, headers).await.map(Auth)
}

/// A cookie's value.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(header::COOKIE)
        .into_iter()
        .filter_map(|v| v.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cookie_is_found_among_others() {
        let headers = HeaderMap::from_iter([(header::COOKIE, "a=1; session_token=xyz;b=2".parse().unwrap())]);
        assert_eq!(cookie(&headers, SESSION_COOKIE), Some("xyz"));
        assert_eq!(cookie(&headers, "session"), None);
    }
}
