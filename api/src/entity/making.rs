//! Making an entity.

use super::{ChangesOf, Says, keyed::Keyed};
use crate::{
    extract::{
        Auth, Noted,
        body::{Body, New},
    },
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    response::Response,
};
use shared::{
    aggregate::{self, By, Create, Shown},
    db::{Refused, Tx},
    kernel::{Expected, Permission},
};
use std::ops::ControlFlow;

/// A request that makes an entity.
#[derive(Debug)]
pub struct Making<B> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    keyed: Keyed<B>,
}

impl<B: Body> FromRequest<App> for Making<B> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, stream) = request.into_parts();
        let auth = Auth::from_request_parts(&mut parts, app).await?;
        Ok(Self {
            app: app.clone(),
            auth,
            keyed: Keyed::of(parts, stream, app).await?,
        })
    }
}

impl<B> Making<B> {
    /// Makes it in one transaction, with what could be read of the body, and says every fault at once.
    ///
    /// # Errors
    /// The caller has no right, the faults, or why the making was refused.
    pub async fn make<P: Permission, S: Shown>(
        self,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, B, &mut Noted) -> Result<S, Refused>,
    ) -> Result<Response, Problem> {
        let grant = self.auth.grant()?;
        let keyed = self.keyed;
        let mut write = match keyed.key.begin(&self.app.db, self.auth, keyed.hash).await? {
            ControlFlow::Continue(write) => write,
            ControlFlow::Break(replayed) => return Ok(replayed),
        };
        let by = By {
            grant,
            expected: &Expected::Any,
            origin: &keyed.origin,
        };
        let mut noted = keyed.noted;
        let acted = act(&mut write.tx, by, keyed.body, &mut noted).await;
        let made = noted.with(acted)?;
        let location = format!("{}/{}", keyed.path, made.key());
        write.finish(Reply::created(location, &made)?.tagged_as(&made)).await
    }
}

impl<B> Making<New<B>> {
    /// Makes one of an ordinary aggregate.
    ///
    /// # Errors
    /// As [`Making::make`].
    pub async fn make_one<A: Create>(self) -> Result<Response, Problem>
    where
        B: Says<Changes = ChangesOf<A>>,
    {
        self.make(async |tx, by, New(body), _| {
            let company = body.owner().optional();
            aggregate::create::<A>(tx, by, company, body.changes()).await
        })
        .await
    }
}
