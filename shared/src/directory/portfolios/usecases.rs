//! Making, changing and removing portfolios.

use super::{
    domain::{Showcase, ShowcaseChanges},
    queries::{self, Portfolio},
    store::{self, Locked},
};
use crate::{
    db::{DbError, Refused, Tx},
    identity::audit::{self, Origin},
    kernel::{CompanyId, ConsultantId, FaultKind, Faults, Grant, PortfolioId, permissions::PortfolioWrite},
};
use chrono::{DateTime, Utc};

const KIND: &str = "portfolio";

/// Makes a portfolio. A consultant's is always its own.
///
/// # Errors
/// [`Refused`].
pub async fn create(
    tx: &mut Tx,
    grant: Grant<PortfolioWrite>,
    company: Option<CompanyId>,
    changes: ShowcaseChanges,
    origin: &Origin,
) -> Result<Portfolio, Refused> {
    let (company, showcase) = match (grant.owner(company), Showcase::create(changes)) {
        (Ok(company), Ok(showcase)) => (company, showcase),
        (company, showcase) => {
            let mut faults = company.err().unwrap_or_default();
            faults.0.extend(showcase.err().unwrap_or_default().0);
            return Err(faults.into());
        }
    };
    check_consultant(tx, grant, company, &showcase).await?;
    let inserted = store::insert(tx, company, &showcase).await;
    let id = inserted.map_err(|error| match error.constraint() {
        Some("portfolios_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
        _ => Refused::Db(error),
    })?;
    let made = queries::written(tx, id).await?;
    let object = (KIND, id.0, Some(company));
    audit::changed(tx, grant.actor(), "create", object, (None, Some(&made)), origin).await?;
    Ok(made)
}

/// Without its generated content, which says what a CV says.
fn shown(portfolio: Portfolio) -> Portfolio {
    Portfolio {
        content: None,
        ..portfolio
    }
}

/// The consultant must be the company's, and a consultant's work is its own.
async fn check_consultant(
    tx: &mut Tx,
    grant: Grant<PortfolioWrite>,
    company: CompanyId,
    showcase: &Showcase,
) -> Result<(), Refused> {
    let user = grant.scope().user().map(|u| u.0);
    match showcase.consultant_id {
        None if user.is_some() => Err(Faults::one("consultant_id", FaultKind::Required).into()),
        Some(id) if !queries::is_of(tx, id, company, user).await? => {
            Err(Faults::one("consultant_id", FaultKind::NoSuch).into())
        }
        _ => Ok(()),
    }
}

async fn lock(tx: &mut Tx, grant: Grant<PortfolioWrite>, id: PortfolioId) -> Result<Locked, Refused> {
    // Whoever may write a portfolio is whoever sees it, clients apart, and they have no right to write.
    let found = store::lock(tx, grant.scope(), id).await?;
    found.ok_or(Refused::NotFound(KIND))
}

/// Changes a portfolio.
///
/// # Errors
/// [`Refused`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<PortfolioWrite>,
    id: PortfolioId,
    changes: ShowcaseChanges,
    expected: Option<DateTime<Utc>>,
    origin: &Origin,
) -> Result<Portfolio, Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    let showcase = locked.showcase.change(changes)?;
    check_consultant(tx, grant, locked.company_id, &showcase).await?;
    store::update(tx, id, &showcase).await?;
    let after = queries::written(tx, id).await?;
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(
        tx,
        grant.actor(),
        "update",
        object,
        (Some(&shown(before)), Some(&shown(after.clone()))),
        origin,
    )
    .await?;
    Ok(after)
}

/// Removes a portfolio; nothing rests on one.
///
/// # Errors
/// [`Refused`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<PortfolioWrite>,
    id: PortfolioId,
    expected: Option<DateTime<Utc>>,
    origin: &Origin,
) -> Result<(), Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    store::delete(tx, id).await?;
    let object = (KIND, id.0, Some(locked.company_id));
    audit::changed(
        tx,
        grant.actor(),
        "delete",
        object,
        (Some(&shown(before)), None),
        origin,
    )
    .await?;
    Ok(())
}

/// Removes what generation wrote of a consultant who is removed: it tells of nothing else.
///
/// # Errors
/// The database failed.
pub async fn forget_generated(tx: &mut Tx, id: ConsultantId) -> Result<(), DbError> {
    store::delete_generated(tx, id).await
}
