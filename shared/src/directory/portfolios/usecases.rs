//! Making and changing portfolios.

use super::{
    aggregate::Portfolios,
    domain::{Showcase, ShowcaseChanges},
    queries::{self, Portfolio},
    store,
};
use crate::{
    aggregate::{self, Aggregate, By},
    db::{DbError, Refused, Tx},
    kernel::{
        Change, CompanyId, ConsultantId, FaultKind, Faults, Grant, PortfolioId, Written, permissions::PortfolioWrite,
    },
};

/// Makes a portfolio. A consultant's is always its own.
///
/// # Errors
/// [`Refused::Invalid`] with every fault, or the database failed.
pub async fn create(
    tx: &mut Tx,
    by: By<'_, PortfolioWrite>,
    company: Option<CompanyId>,
    changes: ShowcaseChanges,
) -> Result<Portfolio, Refused> {
    let mut faults = Faults::default();
    let company = aggregate::owner(tx, by.grant, company, &mut faults).await?;
    if let Some(company) = company {
        check_consultant(tx, by.grant, company, changes.consultant_id.optional(), &mut faults).await?;
    }
    let showcase = faults.gather(Showcase::create(changes));
    let (company, showcase) = faults.whole(company.zip(showcase))?;
    let id = store::insert(tx, company, &showcase).await.map_err(Portfolios::named)?;
    aggregate::made::<Portfolios>(tx, by, id, Some(company)).await
}

/// The consultant must be the company's, and a consultant's work is its own.
async fn check_consultant(
    tx: &mut Tx,
    grant: Grant<PortfolioWrite>,
    company: CompanyId,
    consultant: Option<ConsultantId>,
    faults: &mut Faults,
) -> Result<(), DbError> {
    let user = grant.scope().user().map(|u| u.0);
    match consultant {
        None if user.is_some() => faults.add("consultant_id", FaultKind::Required),
        Some(id) if !queries::is_of(tx, id, company, user).await? => faults.add("consultant_id", FaultKind::NoSuch),
        _ => {}
    }
    Ok(())
}

/// Changes a portfolio.
///
/// # Errors
/// As [`aggregate::change`].
pub async fn update(
    tx: &mut Tx,
    by: By<'_, PortfolioWrite>,
    id: PortfolioId,
    changes: ShowcaseChanges,
) -> Result<Portfolio, Refused> {
    let locked = aggregate::lock::<Portfolios>(tx, &by, id).await?;
    let mut faults = Faults::default();
    let consultant = match changes.consultant_id {
        Change::Keep => locked.fields.consultant_id,
        given => given.optional(),
    };
    if let Some(company) = locked.company_id {
        check_consultant(tx, by.grant, company, consultant, &mut faults).await?;
    }
    let showcase = faults.gather(locked.fields.clone().change(changes));
    let showcase = faults.whole(showcase)?;
    aggregate::rewrite::<Portfolios>(tx, by, id, &locked, showcase).await
}

/// Removes what generation wrote of a consultant who is removed: it tells of nothing else.
///
/// # Errors
/// The database failed.
pub async fn forget_generated(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    store::delete_generated(tx, id).await
}
