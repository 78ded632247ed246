//! Answers at once: scores and stores nothing.

use super::{
    super::{
        jobs::MatchGeneration,
        market::Offer,
        queries::{self, Found},
    },
    generate::{Extent, PlanError, read, score},
    request::{RequestError, narrow, narrowed},
};
use crate::{
    db::{Db, DbError, Tx},
    kernel::{ConsultantId, FaultKind, Faults, Grant, Locale, TenderId, permissions::MatchGenerate},
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
    /// The caller's company is a side of neither.
    #[error("the caller's company is no side of it")]
    NotYourSide,
    /// The two sides cannot meet: the tender is not open, or the consultant is not to be staffed.
    #[error("the tender is not open, or the consultant is not to be staffed")]
    NoMeeting,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// The best pairs of a job, among those of which the caller's company is a side, explained in the reader's language.
///
/// # Errors
/// [`SearchError`].
pub async fn search(
    db: &Db,
    grant: Grant<MatchGenerate>,
    job: MatchGeneration,
    locale: Locale,
) -> Result<Vec<Found>, SearchError> {
    let (job, market) = {
        // Only looks, and ends before anything is scored.
        let mut tx = db.begin().await?;
        let job = narrow(&mut tx, grant, job).await?;
        let today = tx.now().date_naive();
        let market = read(tx.conn(), today, &job, Extent::Bounded).await.map_err(gone)?;
        (job, market)
    };
    let plan = score(market, &job, &CancellationToken::new()).await.map_err(gone)?;
    Ok(queries::found(db.pool(), plan.offers, locale).await?)
}

/// One pair, whatever its score: what a match by hand is made of. Read in the transaction that makes it.
///
/// # Errors
/// [`SearchError`].
pub async fn pair(
    tx: &mut Tx,
    grant: Grant<MatchGenerate>,
    consultant: Option<ConsultantId>,
    tender: Option<TenderId>,
) -> Result<Offer, SearchError> {
    let mut faults = Faults::default();
    if consultant.is_none() {
        faults.add("consultant_id", FaultKind::Required);
    }
    if tender.is_none() {
        faults.add("tender_id", FaultKind::Required);
    }
    let job = MatchGeneration {
        consultant_id: consultant,
        tender_id: tender,
        min_score: Some(0.0),
        limit: Some(1),
        ..MatchGeneration::default()
    };
    let job = narrowed(tx, grant, job, &mut faults).await?;
    let job = faults.or(job)?;
    let today = tx.now().date_naive();
    let market = read(tx.conn(), today, &job, Extent::All).await.map_err(gone)?;
    if let Some(own) = grant.scope().company()
        && !market.has_side(own)
    {
        return Err(SearchError::NotYourSide);
    }
    let plan = score(market, &job, &CancellationToken::new()).await.map_err(gone)?;
    plan.offers.into_iter().next().ok_or(SearchError::NoMeeting)
}

/// What went away between two looks at it.
fn gone(error: PlanError) -> SearchError {
    match error {
        PlanError::NoTender(_) => Faults::one("tender_id", FaultKind::NoSuch).into(),
        PlanError::NoConsultant(_) => Faults::one("consultant_id", FaultKind::NoSuch).into(),
        PlanError::Db(error) => error.into(),
        // Nobody holds the token that would stop it.
        PlanError::Cancelled => SearchError::NoMeeting,
    }
}
