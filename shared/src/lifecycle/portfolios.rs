//! A consultant's portfolio that is ordered for a tender.

use crate::{
    audit::Origin,
    db::{Refused, Tx},
    directory::portfolios::{generate, jobs::PortfolioGeneration},
    jobs::{Enqueue, Execution},
    kernel::{
        FaultKind, Faults, Grant,
        permissions::{ConsultantRead, PortfolioWrite, TenderRead},
    },
    staffing::tenders,
};

/// Orders a portfolio ([`generate::request`]), for a tender that the caller sees or for none.
///
/// # Errors
/// [`Refused`]: no such consultant, or the caller sees it and may not write its portfolios; no such tender.
pub async fn request(
    tx: &mut Tx,
    (write, sees, reads): (Grant<PortfolioWrite>, Grant<ConsultantRead>, Grant<TenderRead>),
    job: PortfolioGeneration,
    options: Enqueue,
    origin: &Origin,
) -> Result<Execution, Refused> {
    let of = generate::writable(tx, (write, sees), job.consultant_id).await?;
    if let Some(tender) = job.tender_id
        && tenders::queries::one(tx.conn(), reads, tender).await?.is_none()
    {
        return Err(Faults::one("tender_id", FaultKind::NoSuch).into());
    }
    Ok(generate::request(tx, of, job.tender_id, options, origin).await?)
}
