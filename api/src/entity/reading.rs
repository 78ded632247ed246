//! Reading an entity, and a page of them.

use crate::{
    extract::{
        Auth, Path, Query,
        query::{Paged, Parameters},
    },
    problem::Problem,
    reply::{Reply, cursor, growing_listing},
    state::App,
};
use axum::{
    extract::{FromRequestParts, OriginalUri},
    http::{Uri, request::Parts},
    response::Response,
};
use serde::de::DeserializeOwned;
use shared::{
    aggregate::{self, Aggregate, Rows},
    kernel::{After, Page, SortKey},
};

/// A request for one entity.
#[derive(Debug)]
pub struct Reading<I> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    /// Which one.
    pub id: I,
    /// As it was asked for.
    pub uri: Uri,
}

impl<I: DeserializeOwned + Send> FromRequestParts<App> for Reading<I> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let auth = Auth::from_request_parts(parts, app).await?;
        let Path(id) = Path::from_request_parts(parts, app).await?;
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, app).await;
        Ok(Self {
            app: app.clone(),
            auth,
            id,
            uri,
        })
    }
}

impl<I: Copy> Reading<I> {
    /// One that the caller sees.
    ///
    /// # Errors
    /// The caller has no right, or there is none.
    pub async fn read<A>(self) -> Result<Reply, Problem>
    where
        A: Aggregate<Id = I, Shown: Rows>,
        I: Into<i64>,
    {
        let found = aggregate::one::<A::Shown>(self.app.db.pool(), self.auth.grant()?, self.id).await?;
        Reply::entity(&found.ok_or(Problem::NotFound(A::KIND))?)
    }
}

/// A request for a page of a list.
#[derive(Debug)]
pub struct Listing<F> {
    /// What handlers share.
    pub app: App,
    /// Who asks.
    pub auth: Auth,
    /// What for.
    pub filter: F,
    /// Which page.
    pub page: Page,
    /// As it was asked for.
    pub uri: Uri,
}

impl<F: Parameters> FromRequestParts<App> for Listing<F> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let auth = Auth::from_request_parts(parts, app).await?;
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, app).await;
        let Query(Paged { filter, page }) = Query::from_request_parts(parts, app).await?;
        Ok(Self {
            app: app.clone(),
            auth,
            filter,
            page,
            uri,
        })
    }
}

impl<F> Listing<F> {
    /// The page of a list in this order, of what `filter` lets through, that begins after the row that `after` names.
    ///
    /// # Errors
    /// The caller has no right, or `after` is of another order.
    pub async fn rows<R: Rows>(
        self,
        key: impl SortKey,
        filter: impl FnOnce(F) -> (R::Filter, Option<After>),
    ) -> Result<Response, Problem> {
        let (filter, after) = filter(self.filter);
        let after = cursor(after, key)?;
        let grant = self.auth.grant()?;
        let listed = aggregate::list::<R>(self.app.db.pool(), grant, &filter, after.as_ref(), self.page).await?;
        growing_listing(&listed, self.page, key, &self.uri)
    }
}
