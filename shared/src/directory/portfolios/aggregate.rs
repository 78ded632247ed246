//! A portfolio as an aggregate: what the shape of all of them asks.

use super::{domain::Showcase, queries::Portfolio, store};
use crate::{
    aggregate::{self, Aggregate, Locked, Remove},
    db::{DbError, Refused, Tx},
    kernel::{FaultKind, Faults, PortfolioId, Scope, permissions::PortfolioWrite},
};

/// Portfolios. Whoever may write one is whoever sees it, clients apart, and they have no right to write.
#[derive(Debug)]
pub struct Portfolios;

impl Aggregate for Portfolios {
    const KIND: &'static str = "portfolio";
    type Id = PortfolioId;
    type Fields = Showcase;
    type Shown = Portfolio;
    type Write = PortfolioWrite;
    type Manage = PortfolioWrite;

    async fn lock(tx: &mut Tx, scope: Scope, id: PortfolioId) -> Result<Option<Locked<Showcase>>, DbError> {
        store::lock(tx, scope, id).await
    }

    async fn shown(tx: &mut Tx, id: PortfolioId) -> Result<Portfolio, DbError> {
        aggregate::written(tx, id).await
    }

    async fn update(tx: &mut Tx, id: PortfolioId, _: &Locked<Showcase>, showcase: &Showcase) -> Result<(), DbError> {
        store::update(tx, id, showcase).await
    }

    fn named(error: DbError) -> Refused {
        match error.constraint() {
            Some("portfolios_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
            _ => error.into(),
        }
    }
}

impl Remove for Portfolios {
    /// Nothing rests on one.
    async fn delete(tx: &mut Tx, id: PortfolioId) -> Result<(), DbError> {
        store::delete(tx, id).await
    }
}
