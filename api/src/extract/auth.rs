//! Who asks: one look at the database a request.

use crate::{problem::Problem, state::App};
use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use shared::{
    identity::{Caller, queries, tokens::fingerprint},
    kernel::{Actor, Grant, Permission},
};

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
    /// 403: its role never has it.
    pub fn grant<P: Permission>(&self) -> Result<Grant<P>, Problem> {
        Ok(self.0.actor.grant()?)
    }
}

impl FromRequestParts<App> for Auth {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let token = parts
            .headers
            .get(header::AUTHORIZATION)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
            .map(|(_, token)| token.trim())
            .ok_or(Problem::Unauthenticated)?;
        let now = app.db.clock().now();
        // A JWT has two dots, an opaque token none.
        let caller = if token.contains('.') {
            let claims = app.tokens.read(token, now).ok_or(Problem::Unauthenticated)?;
            queries::caller_by_access(app.db.pool(), &claims).await?
        } else {
            queries::caller_by_opaque(app.db.pool(), &fingerprint(token), now).await?
        };
        caller.map(Self).ok_or(Problem::Unauthenticated)
    }
}
