//! Portfolios that the platform writes: ordered here, made by a worker.

use super::{
    content::{self, Content, Facts},
    jobs::PortfolioGeneration,
    queries, store,
};
use crate::{
    db::{Db, DbError, Refused, Tx},
    directory::consultants,
    identity::audit::{self, Origin},
    jobs::{Enqueue, Execution},
    kernel::{
        CompanyId, ExecutionId, FaultKind, Faults, Grant, PortfolioId,
        permissions::{ConsultantRead, PortfolioWrite, TenderRead},
    },
    staffing::tenders,
};
use serde_json::json;

/// Orders a consultant's portfolio. It belongs to the consultant's company, whoever orders it.
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
    let Some(company) = queries::writable_company(tx, write.scope(), job.consultant_id).await? else {
        let visible = consultants::queries::one(tx.conn(), sees, job.consultant_id).await?;
        return Err(visible.map_or(Refused::NotFound("consultant"), |_| Refused::NotYours));
    };
    if let Some(tender) = job.tender_id
        && tenders::queries::one(tx.conn(), reads, tender).await?.is_none()
    {
        return Err(Faults::one("tender_id", FaultKind::NoSuch).into());
    }
    let options = Enqueue {
        company_id: Some(company),
        created_by: Some(write.actor().user_id),
        ..options
    };
    let execution = tx.enqueue(&job, options).await?;
    audit::ordered(tx, write.actor(), &execution, origin).await?;
    Ok(execution)
}

/// A portfolio, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    company_id: CompanyId,
    facts: Facts,
    content: Content,
}

/// Reads and composes; none when the consultant is no more.
///
/// # Errors
/// The database failed.
pub async fn prepare(db: &Db, job: PortfolioGeneration) -> Result<Option<Prepared>, DbError> {
    let found = queries::facts(db.pool(), job.consultant_id, job.tender_id).await?;
    Ok(found.map(|(company_id, facts)| Prepared {
        company_id,
        content: content::compose(&facts),
        facts,
    }))
}

/// Writes a portfolio with this content.
///
/// # Errors
/// The consultant is gone ([`DbError::Reference`]), or the database failed.
pub async fn store(tx: &mut Tx, execution: ExecutionId, prepared: &Prepared) -> Result<PortfolioId, DbError> {
    let content = serde_json::to_value(&prepared.content).map_err(DbError::encode)?;
    let Prepared { company_id, facts, .. } = prepared;
    let id = store::insert_generated(tx, *company_id, facts.consultant_id, &facts.title, &content).await?;
    // Not its content, which says what the CV says.
    let after = json!({ "consultant_id": facts.consultant_id, "title": facts.title, "tender_id": facts.tender_id });
    let object = ("portfolio", id.to_string(), Some(*company_id));
    audit::by_execution(tx, execution, "generate", object, (None, Some(after))).await?;
    Ok(id)
}
