//! Portfolios that the platform writes: ordered here, made by a worker.

use super::{
    content::{self, Content, Facts},
    jobs::PortfolioGeneration,
    queries, store,
};
use crate::{
    audit::{self, Origin},
    db::{Db, DbError, Refused, Tx},
    directory::consultants,
    jobs::{Enqueue, Execution, orders},
    kernel::{
        Actor, CompanyId, ConsultantId, ExecutionId, Grant, PortfolioId, TenderId,
        permissions::{ConsultantRead, PortfolioWrite},
    },
};
use serde_json::json;

/// A consultant whose portfolios the caller may write.
#[derive(Debug)]
pub struct Writable {
    by: Actor,
    consultant_id: ConsultantId,
    company_id: CompanyId,
}

/// Finds the consultant.
///
/// # Errors
/// [`Refused`]: no such consultant, or the caller sees it and may not write its portfolios.
pub async fn writable(
    tx: &mut Tx,
    (write, sees): (Grant<PortfolioWrite>, Grant<ConsultantRead>),
    consultant_id: ConsultantId,
) -> Result<Writable, Refused> {
    let Some(company_id) = queries::writable_company(tx, write.scope(), consultant_id).await? else {
        let visible = consultants::queries::one(tx.conn(), sees, consultant_id).await?;
        return Err(visible.map_or(Refused::NotFound("consultant"), |_| Refused::NotYours));
    };
    Ok(Writable {
        by: write.actor(),
        consultant_id,
        company_id,
    })
}

/// Orders its portfolio, for a tender or for none. It belongs to the consultant's company, whoever orders it.
///
/// # Errors
/// The database failed.
pub async fn request(
    tx: &mut Tx,
    of: Writable,
    tender_id: Option<TenderId>,
    options: Enqueue,
    origin: &Origin,
) -> Result<Execution, DbError> {
    let job = PortfolioGeneration {
        consultant_id: of.consultant_id,
        tender_id,
    };
    let options = Enqueue {
        company_id: Some(of.company_id),
        created_by: Some(of.by.user_id),
        ..options
    };
    let execution = tx.enqueue(&job, options).await?;
    orders::note(tx, of.by, &execution, origin).await?;
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
