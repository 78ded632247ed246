//! Answers at once: scores and stores nothing.

use super::{
    super::{
        jobs::MatchGeneration,
        market::Offer,
        queries::{self, Found},
    },
    generate::{PlanError, plan},
    request::{RequestError, narrow},
};
use crate::{
    db::{Db, DbError},
    kernel::{ConsultantId, FaultKind, Faults, Grant, TenderId, permissions::MatchGenerate},
};
use tokio_util::sync::CancellationToken;

/// Why nothing was found.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The caller may not ask this.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// Fields are wrong.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// The two sides cannot meet: the tender is not open, or the consultant is not to be staffed.
    #[error("the tender is not open, or the consultant is not to be staffed")]
    NoMeeting,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The best pairs of a job, among those of which the caller's company is a side.
///
/// # Errors
/// [`SearchError`].
pub async fn search(db: &Db, grant: Grant<MatchGenerate>, job: MatchGeneration) -> Result<Vec<Found>, SearchError> {
    let offers = offers(db, grant, job).await?;
    Ok(queries::found(db.pool(), offers).await?)
}

/// One pair, whatever its score: what a match by hand is made of.
///
/// # Errors
/// [`SearchError`].
pub async fn pair(
    db: &Db,
    grant: Grant<MatchGenerate>,
    consultant: ConsultantId,
    tender: TenderId,
) -> Result<Offer, SearchError> {
    let job = MatchGeneration {
        consultant_id: Some(consultant),
        tender_id: Some(tender),
        min_score: Some(0.0),
        limit: Some(1),
        ..MatchGeneration::default()
    };
    let offers = offers(db, grant, job).await?;
    offers.into_iter().next().ok_or(SearchError::NoMeeting)
}

async fn offers(db: &Db, grant: Grant<MatchGenerate>, job: MatchGeneration) -> Result<Vec<Offer>, SearchError> {
    let mut tx = db.begin().await?;
    let job = narrow(&mut tx, grant, job).await?;
    // Only looked: the transaction ends before the market is read.
    drop(tx);
    match plan(db, &job, &CancellationToken::new()).await {
        Ok(plan) => Ok(plan.offers),
        Err(PlanError::NoTender(_)) => Err(Faults::one("tender_id", FaultKind::NoSuch).into()),
        Err(PlanError::NoConsultant(_)) => Err(Faults::one("consultant_id", FaultKind::NoSuch).into()),
        Err(PlanError::Db(error)) => Err(error.into()),
        // Nobody holds the token that would stop it.
        Err(PlanError::Cancelled) => Err(SearchError::NoMeeting),
    }
}
