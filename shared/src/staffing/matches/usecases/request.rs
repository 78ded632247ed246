//! Asking for a generation.

use super::super::{jobs::MatchGeneration, queries};
use crate::{
    aggregate,
    audit::Origin,
    db::{DbError, Tx},
    jobs::{Enqueue, Execution, orders},
    kernel::{FaultKind, Faults, Grant, Scope, permissions::MatchGenerate},
};

/// Why no generation was enqueued.
#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    /// Fields are wrong, or name what the caller may not match.
    #[error(transparent)]
    Invalid(#[from] Faults),
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
    let mut faults = Faults::default();
    if everything && grant.scope().company().is_some() {
        faults.add("everything", FaultKind::NotYours);
    }
    if !everything && job.tender_id.is_none() && job.consultant_id.is_none() && job.company_id.is_none() {
        for field in ["tender_id", "consultant_id", "company_id"] {
            faults.add(field, FaultKind::OneOfFields("tender_id, consultant_id, company_id"));
        }
    }
    let job = narrowed(tx, grant, job, &mut faults).await?;
    let job = faults.or(job)?;
    let options = Enqueue {
        company_id: options.company_id.or(job.company_id),
        created_by: Some(grant.actor().user_id),
        ..options
    };
    let enqueued = tx.enqueue(&job, options).await;
    let execution = enqueued.map_err(|error| match error.constraint() {
        Some("executions_company_id_fkey") => RequestError::from(Faults::one("company_id", FaultKind::NoSuch)),
        _ => error.into(),
    })?;
    orders::note(tx, grant.actor(), &execution, origin).await?;
    Ok(execution)
}

/// Narrows a generation to what the caller may match.
pub(super) async fn narrow(
    tx: &mut Tx,
    grant: Grant<MatchGenerate>,
    job: MatchGeneration,
) -> Result<MatchGeneration, RequestError> {
    let mut faults = Faults::default();
    let job = narrowed(tx, grant, job, &mut faults).await?;
    Ok(faults.or(job)?)
}

/// The same, with every fault beside those that are known.
pub(super) async fn narrowed(
    tx: &mut Tx,
    grant: Grant<MatchGenerate>,
    mut job: MatchGeneration,
    faults: &mut Faults,
) -> Result<MatchGeneration, DbError> {
    if job.min_score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
        faults.add("min_score", FaultKind::OutOfRange(0.0, 1.0));
    }
    if job.limit == Some(0) {
        faults.add("limit", FaultKind::TooShort(1));
    }
    if let Scope::Company(own) | Scope::CompanyAndPartners(own) | Scope::ProposedTo(own) = grant.scope() {
        if job.company_id.is_some_and(|given| given != own) {
            faults.add("company_id", FaultKind::NotYours);
        }
        job.company_id = Some(own);
    } else {
        aggregate::check_company(tx, "company_id", job.company_id, faults).await?;
    }
    if let Some(id) = job.tender_id
        && !queries::tender_can_be_matched(tx, id, grant.scope()).await?
    {
        faults.add("tender_id", FaultKind::NoSuch);
    }
    if let Some(id) = job.consultant_id
        && !queries::consultant_can_be_matched(tx, id, grant.scope()).await?
    {
        faults.add("consultant_id", FaultKind::NoSuch);
    }
    Ok(job)
}
