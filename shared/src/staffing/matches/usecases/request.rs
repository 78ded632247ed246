//! Asking for a generation.

use super::super::{jobs::MatchGeneration, queries};
use crate::{
    db::{DbError, Tx},
    identity::audit::{self, Origin},
    jobs::{Enqueue, Execution},
    kernel::{ConsultantId, Grant, Scope, TenderId, permissions::MatchGenerate},
};

/// Why no generation was enqueued.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// There is none that the caller may match.
    #[error("there is no tender {0}")]
    NoTender(TenderId),
    /// There is none that the caller may match.
    #[error("there is no consultant {0}")]
    NoConsultant(ConsultantId),
    /// A manager generates for its own company only.
    #[error("matches can be generated for your own company only")]
    ForeignCompany,
    /// Nothing narrows it, and nobody said that everything is meant.
    #[error("name a tender, a consultant or a company")]
    Unbounded,
    /// Only an admin generates for the whole platform.
    #[error("only an admin generates for the whole platform")]
    EverythingNotYours,
    /// It is not between 0 and 1.
    #[error("min_score must be between 0 and 1")]
    MinScore,
    /// It is nothing.
    #[error("limit must be at least 1")]
    Limit,
    /// There is no such company.
    #[error("there is no such company")]
    NoCompany,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Enqueues a generation; a manager's reaches only pairs of which its company is a side. One that names no side must say that `everything` is
/// meant, which an admin alone may.
///
/// # Errors
/// [`RequestError`].
pub async fn request(
    tx: &mut Tx,
    grant: Grant<MatchGenerate>,
    job: MatchGeneration,
    everything: bool,
    options: Enqueue,
    origin: &Origin,
) -> Result<Execution, RequestError> {
    if everything && grant.scope().company().is_some() {
        return Err(RequestError::EverythingNotYours);
    }
    if !everything && job.tender_id.is_none() && job.consultant_id.is_none() && job.company_id.is_none() {
        return Err(RequestError::Unbounded);
    }
    let job = narrow(tx, grant, job).await?;
    let options = Enqueue {
        company_id: options.company_id.or(job.company_id),
        created_by: Some(grant.actor().user_id),
        ..options
    };
    let enqueued = tx.enqueue(&job, options).await;
    let execution = enqueued.map_err(|error| match error.constraint() {
        Some("executions_company_id_fkey") => RequestError::NoCompany,
        _ => error.into(),
    })?;
    audit::ordered(tx, grant.actor(), &execution, origin).await?;
    Ok(execution)
}

/// Narrows a generation to what the caller may match.
pub(super) async fn narrow(
    tx: &mut Tx,
    grant: Grant<MatchGenerate>,
    mut job: MatchGeneration,
) -> Result<MatchGeneration, RequestError> {
    if job.min_score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
        return Err(RequestError::MinScore);
    }
    if job.limit == Some(0) {
        return Err(RequestError::Limit);
    }
    if let Scope::Company(own) | Scope::CompanyAndPartners(own) | Scope::ProposedTo(own) = grant.scope() {
        if job.company_id.is_some_and(|given| given != own) {
            return Err(RequestError::ForeignCompany);
        }
        job.company_id = Some(own);
    }
    if let Some(id) = job.tender_id
        && !queries::tender_can_be_matched(tx, id, grant.scope()).await?
    {
        return Err(RequestError::NoTender(id));
    }
    if let Some(id) = job.consultant_id
        && !queries::consultant_can_be_matched(tx, id, grant.scope()).await?
    {
        return Err(RequestError::NoConsultant(id));
    }
    Ok(job)
}
