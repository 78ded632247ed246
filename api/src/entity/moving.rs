//! Moving an entity by a verb, and removing it.

use super::keyed::Keyed;
use crate::{
    extract::{Auth, IfMatch, Path, RequestOrigin, body::Body},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::{StatusCode, request::Parts},
    response::Response,
};
use serde::de::DeserializeOwned;
use shared::{
    aggregate::{self, Archive, By, Remove, Shown},
    audit::Origin,
    db::{Refused, Tx},
    kernel::{Expected, Grant, Permission},
};
use std::ops::ControlFlow;

/// A request that does something with an entity; mostly without a body.
#[derive(Debug)]
pub struct Moving<I, B = ()> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    /// Which one.
    pub id: I,
    expected: Expected,
    keyed: Keyed<B>,
}

impl<I: DeserializeOwned + Send, B: Body> FromRequest<App> for Moving<I, B> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, stream) = request.into_parts();
        let auth = Auth::from_request_parts(&mut parts, app).await?;
        let Path(id) = Path::from_request_parts(&mut parts, app).await?;
        let Ok(IfMatch(expected)) = IfMatch::from_request_parts(&mut parts, app).await;
        Ok(Self {
            app: app.clone(),
            auth,
            id,
            expected,
            keyed: Keyed::of(parts, stream, app).await?,
        })
    }
}

impl<I: Copy, B> Moving<I, B> {
    /// Asks for one more right: an answer shows what a caller with the right to write alone may not read (a key may have it without the other).
    ///
    /// # Errors
    /// The caller does not have it.
    pub fn needs<P: Permission>(self) -> Result<Self, Problem> {
        let _: Grant<P> = self.auth.grant()?;
        Ok(self)
    }

    /// Does it in one transaction, and answers with what it came to: `reply` is given that, and the path that was asked for.
    ///
    /// # Errors
    /// The caller has no right, the faults of the body, or why it was refused.
    pub async fn act<P: Permission, T>(
        self,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, I, B) -> Result<T, Refused>,
        reply: impl FnOnce(T, &str) -> Result<Reply, Problem>,
    ) -> Result<Response, Problem> {
        let grant = self.auth.grant()?;
        let keyed = self.keyed;
        let mut write = match keyed.key.begin(&self.app.db, self.auth, keyed.hash).await? {
            ControlFlow::Continue(write) => write,
            ControlFlow::Break(replayed) => return Ok(replayed),
        };
        let by = By {
            grant,
            expected: &self.expected,
            origin: &keyed.origin,
        };
        let acted = act(&mut write.tx, by, self.id, keyed.body).await;
        let acted = keyed.noted.with(acted)?;
        write.finish(reply(acted, &keyed.path)?).await
    }
}

impl<I: Copy> Moving<I> {
    /// Does it in one transaction, and answers with the entity.
    ///
    /// # Errors
    /// As [`Moving::act`].
    pub async fn answer<P: Permission, S: Shown>(
        self,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, I) -> Result<S, Refused>,
    ) -> Result<Response, Problem> {
        self.act(
            async |tx, by, id, ()| act(tx, by, id).await,
            |moved, _| Reply::entity(&moved),
        )
        .await
    }

    /// Puts one away, or takes it out again.
    ///
    /// # Errors
    /// As [`Moving::answer`].
    pub async fn archive<A: Archive<Id = I>>(self, archived: bool) -> Result<Response, Problem> {
        self.answer(async |tx, by, id| aggregate::archive::<A>(tx, by, id, archived).await)
            .await
    }
}

/// A request that removes an entity.
#[derive(Debug)]
pub struct Removing<I> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    /// Which one.
    pub id: I,
    expected: Expected,
    origin: Origin,
}

impl<I: DeserializeOwned + Send> FromRequestParts<App> for Removing<I> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let auth = Auth::from_request_parts(parts, app).await?;
        let Path(id) = Path::from_request_parts(parts, app).await?;
        let Ok(IfMatch(expected)) = IfMatch::from_request_parts(parts, app).await;
        let Ok(RequestOrigin(origin)) = RequestOrigin::from_request_parts(parts, app).await;
        Ok(Self {
            app: app.clone(),
            auth,
            id,
            expected,
            origin,
        })
    }
}

impl<I: Copy> Removing<I> {
    /// Asks for one more right: an answer shows what a caller with the right to write alone may not read (a key may have it without the other).
    ///
    /// # Errors
    /// The caller does not have it.
    pub fn needs<P: Permission>(self) -> Result<Self, Problem> {
        let _: Grant<P> = self.auth.grant()?;
        Ok(self)
    }

    /// On whose behalf, and of which version.
    ///
    /// # Errors
    /// The caller has no right.
    pub fn by<P: Permission>(&self) -> Result<By<'_, P>, Problem> {
        Ok(By {
            grant: self.auth.grant()?,
            expected: &self.expected,
            origin: &self.origin,
        })
    }

    /// Does it in one transaction.
    ///
    /// # Errors
    /// The caller has no right, or why it was refused.
    pub async fn act<P: Permission>(
        self,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, I) -> Result<(), Refused>,
    ) -> Result<StatusCode, Problem> {
        let by = self.by()?;
        let mut tx = self.app.db.begin().await?;
        act(&mut tx, by, self.id).await?;
        tx.commit().await?;
        Ok(StatusCode::NO_CONTENT)
    }

    /// Removes one.
    ///
    /// # Errors
    /// As [`Removing::act`].
    pub async fn remove<A: Remove<Id = I>>(self) -> Result<StatusCode, Problem> {
        self.act(async |tx, by, id| aggregate::remove::<A>(tx, by, id).await)
            .await
    }
}
