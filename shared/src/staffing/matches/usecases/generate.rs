//! Generation: a short read, scoring with no transaction open, one write.

use super::super::{
    jobs::MatchGeneration,
    market::{Market, Pair, Plan, Stopped},
    queries::{
        self,
        facts::{self, Selection},
    },
    store as statements,
};
use crate::{
    cache::Space,
    db::{Db, DbError, Tx},
    kernel::{CompanyId, ConsultantId, TenderId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use tokio_util::sync::CancellationToken;

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// It is not there any more.
    #[error("there is no tender {0}")]
    NoTender(TenderId),
    /// It is not there any more.
    #[error("there is no consultant {0}")]
    NoConsultant(ConsultantId),
    /// A person stopped it.
    #[error("cancelled")]
    Cancelled,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What a generation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GenerationReport {
    /// Pairs scored.
    pub considered: u64,
    /// New matches.
    pub created: u64,
    /// Pending matches with a new score, those that came back included.
    pub rescored: u64,
    /// Pending matches that fell under the bar, or whose two sides no longer meet.
    pub cancelled: u64,
    /// Pairs over the bar that were left as a person decided.
    pub kept: u64,
}

/// Reads the market and scores it. Writes nothing: this is also what a search that stores nothing shows.
///
/// # Errors
/// [`PlanError`].
pub async fn plan(db: &Db, job: &MatchGeneration, cancelled: &CancellationToken) -> Result<Plan, PlanError> {
    let market = read(db, job).await?;
    let job = job.clone();
    // Dropping this future (a time-out) stops the thread at the next tender.
    let stop = cancelled.child_token();
    let _guard = stop.clone().drop_guard();
    let scoring = tokio::task::spawn_blocking(move || market.plan(&job, &stop));
    match scoring.await {
        Ok(Ok(plan)) => Ok(plan),
        Ok(Err(Stopped)) => Err(PlanError::Cancelled),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    }
}

async fn read(db: &Db, job: &MatchGeneration) -> Result<Market, PlanError> {
    let pool = db.pool();
    let partners = facts::partners(pool).await?;
    let circle = |company: CompanyId| circle(company, job.include_partners, &partners);
    let mut consultant_side = job.company_id.map(circle);
    let mut tender_side = job.company_id.map(circle);
    if let Some(id) = job.tender_id {
        let company = facts::company_of_tender(pool, id)
            .await?
            .ok_or(PlanError::NoTender(id))?;
        consultant_side = Some(circle(company));
        tender_side = None;
    }
    if let Some(id) = job.consultant_id {
        let company = facts::company_of_consultant(pool, id)
            .await?
            .ok_or(PlanError::NoConsultant(id))?;
        tender_side = Some(circle(company));
        consultant_side = None;
    }
    let of_consultants = Selection {
        id: job.consultant_id,
        companies: consultant_side,
    };
    let of_tenders = Selection {
        id: job.tender_id,
        companies: tender_side,
    };
    let today = db.clock().now().date_naive();
    Ok(Market {
        candidates: facts::candidates(pool, &of_consultants).await?,
        openings: facts::openings(pool, &of_tenders, today).await?,
        rules: facts::rules(pool).await?,
        pending: queries::pending(pool, job).await?,
        partners,
    })
}

/// A company and, when they take part, its partners.
fn circle(company: CompanyId, with_partners: bool, partners: &HashSet<(CompanyId, CompanyId)>) -> Vec<i64> {
    let others = partners
        .iter()
        .filter(|(a, _)| with_partners && *a == company)
        .map(|(_, b)| b.0);
    let all: BTreeSet<i64> = others.chain([company.0]).collect();
    all.into_iter().collect()
}

/// Writes a plan. What a person decided since it was made stays as decided.
///
/// # Errors
/// A consultant or tender of the plan is gone ([`DbError::Reference`]), or the database failed; plan again.
pub async fn store(tx: &mut Tx, plan: &Plan) -> Result<GenerationReport, DbError> {
    tx.changes(Space::Matches);
    let written = statements::upsert(tx, &plan.offers).await?;
    let rescored = statements::rescore(tx, &plan.rescored).await?;
    // What fell is rescored first, so that the cancelled match shows why.
    statements::rescore(tx, &plan.fallen).await?;
    let fallen: Vec<Pair> = plan.fallen.iter().map(|o| (o.consultant_id, o.tender_id)).collect();
    let mut cancelled = statements::cancel_by_system(tx, &fallen, "Its score fell under the bar.").await?;
    cancelled += statements::cancel_by_system(tx, &plan.gone, "The two sides no longer meet.").await?;
    Ok(GenerationReport {
        considered: plan.considered as u64,
        created: written.created,
        rescored: written.rescored + rescored,
        cancelled,
        kept: written.kept,
    })
}
