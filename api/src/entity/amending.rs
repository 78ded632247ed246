//! Changing an entity.

use super::{ChangesOf, Says};
use crate::{
    extract::{Amendment, Auth, IfMatch, Noted, Path, RequestOrigin, body::Body},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::{FromRequest, FromRequestParts, Request};
use serde::de::DeserializeOwned;
use shared::{
    aggregate::{self, Aggregate, By, Rows, Shown},
    audit::Origin,
    db::{DbError, Refused, Tx},
    kernel::{Expected, FaultKind, Grant, Permission, Written},
};

/// A request that changes an entity.
#[derive(Debug)]
pub struct Amending<I, B> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    /// Which one.
    pub id: I,
    expected: Expected,
    origin: Origin,
    amendment: Amendment<B>,
}

impl<I: DeserializeOwned + Send, B: Body> FromRequest<App> for Amending<I, B> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (mut parts, body) = request.into_parts();
        let auth = Auth::from_request_parts(&mut parts, app).await?;
        let Path(id) = Path::from_request_parts(&mut parts, app).await?;
        let Ok(IfMatch(expected)) = IfMatch::from_request_parts(&mut parts, app).await;
        let Ok(RequestOrigin(origin)) = RequestOrigin::from_request_parts(&mut parts, app).await;
        let amendment = Amendment::from_request(Request::from_parts(parts, body), app).await?;
        Ok(Self {
            app: app.clone(),
            auth,
            id,
            expected,
            origin,
            amendment,
        })
    }
}

impl<I: Copy, B: Body> Amending<I, B> {
    /// Asks for one more right: an answer shows what a caller with the right to write alone may not read (a key may have it without the other).
    ///
    /// # Errors
    /// The caller does not have it.
    pub fn needs<P: Permission>(self) -> Result<Self, Problem> {
        let _: Grant<P> = self.auth.grant()?;
        Ok(self)
    }

    /// Changes it in one transaction. `current` reads what the caller sees of it, outside the transaction: of what was read, only what the caller
    /// changed counts.
    ///
    /// # Errors
    /// The caller has no right, the faults, or why the change was refused.
    pub async fn amend<R: Permission, P: Permission, S: Shown>(
        self,
        current: impl AsyncFnOnce(&App, Grant<R>, I) -> Result<Option<S>, DbError>,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, I, B, &mut Noted) -> Result<S, Refused>,
    ) -> Result<Reply, Problem> {
        let grant = self.auth.grant()?;
        let current = current(&self.app, self.auth.grant()?, self.id).await?;
        let (body, mut noted) = self.amendment.against(current.as_ref())?;
        let by = By {
            grant,
            expected: &self.expected,
            origin: &self.origin,
        };
        let mut tx = self.app.db.begin().await?;
        let acted = act(&mut tx, by, self.id, body, &mut noted).await;
        let changed = noted.with(acted)?;
        tx.commit().await?;
        Reply::entity(&changed)
    }

    /// Changes in one transaction what is a part of an entity.
    ///
    /// # Errors
    /// As [`Amending::amend`].
    pub async fn act<P: Permission, T>(
        self,
        act: impl AsyncFnOnce(&mut Tx, By<'_, P>, I, B) -> Result<T, Refused>,
        reply: impl FnOnce(T) -> Result<Reply, Problem>,
    ) -> Result<Reply, Problem> {
        let by = By {
            grant: self.auth.grant()?,
            expected: &self.expected,
            origin: &self.origin,
        };
        let (body, noted) = self.amendment.against(None::<&()>)?;
        let mut tx = self.app.db.begin().await?;
        let acted = act(&mut tx, by, self.id, body).await;
        let acted = noted.with(acted)?;
        tx.commit().await?;
        reply(acted)
    }

    /// Changes one of an ordinary aggregate.
    ///
    /// # Errors
    /// As [`Amending::amend`].
    pub async fn amend_one<A>(self) -> Result<Reply, Problem>
    where
        A: Aggregate<Id = I, Fields: Written, Shown: Rows>,
        I: Into<i64>,
        B: Says<Changes = ChangesOf<A>>,
    {
        self.amend(
            async |app, grant, id| aggregate::one::<A::Shown>(app.db.pool(), grant, id).await,
            async |tx, by, id, body, noted| {
                // It does not change hands: what it has already was passed over.
                if body.owner().is_given() {
                    noted.add("company_id", FaultKind::NotYours);
                }
                let changes = body.changes();
                aggregate::change::<A, _>(tx, by, id, |was| was.fields.clone().change(changes)).await
            },
        )
        .await
    }
}
