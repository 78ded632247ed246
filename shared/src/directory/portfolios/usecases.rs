//! Making, changing and removing portfolios.

use super::{
    domain::{Showcase, ShowcaseChanges},
    queries::{self, Portfolio},
    store::{self, Locked},
};
use crate::{
    audit::{self, Origin},
    db::{DbError, Refused, Tx},
    directory::companies,
    kernel::{
        Change, CompanyId, ConsultantId, Expected, FaultKind, Faults, Grant, PortfolioId, permissions::PortfolioWrite,
    },
};

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
    let mut faults = Faults::default();
    let company = faults.gather(grant.owner(company));
    companies::queries::check_named(tx, "company_id", company, &mut faults).await?;
    if let Some(company) = company {
        check_consultant(tx, grant, company, changes.consultant_id.optional(), &mut faults).await?;
    }
    let showcase = faults.gather(Showcase::create(changes));
    let (company, showcase) = faults.whole(company.zip(showcase))?;
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
    expected: &Expected,
    origin: &Origin,
) -> Result<Portfolio, Refused> {
    let locked = lock(tx, grant, id).await?;
    Refused::if_stale(expected, locked.version)?;
    let before = queries::written(tx, id).await?;
    let mut faults = Faults::default();
    let consultant = match changes.consultant_id {
        Change::Keep => locked.showcase.consultant_id,
        given => given.optional(),
    };
    check_consultant(tx, grant, locked.company_id, consultant, &mut faults).await?;
    let showcase = faults.gather(locked.showcase.clone().change(changes));
    let Some(showcase) = faults.or(showcase)?.filter(|showcase| *showcase != locked.showcase) else {
        return Ok(before);
    };
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
    expected: &Expected,
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
