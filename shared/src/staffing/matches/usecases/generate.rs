//! Generation: a short read, scoring with no transaction open, one write.

use super::super::{
    domain::{Pair, ScoringEngine, SystemReason},
    jobs::MatchGeneration,
    market::{Market, Plan, Stopped},
    outside::{Given, validated},
    queries::{
        self,
        facts::{self, Selection},
        shortlist,
    },
    store as statements,
};
use crate::{
    audit,
    cache::Space,
    db::{Connection, Db, DbError, Tx},
    kernel::{Choice, CompanyId, ConsultantId, ExecutionId, TenderId, Words},
    ports::{MatchScorer, SCORING_PATIENCE, ScoringCall},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
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
    /// Who scored.
    #[serde(default)]
    pub engine: ScoringEngine,
    /// Why it was not the engine that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warning: Option<Words>,
}

/// An engine outside, and who asks it.
#[derive(Debug, Clone, Copy)]
pub struct Outside<'a> {
    /// None: this worker has none.
    pub scorer: Option<&'a dyn MatchScorer>,
    /// The execution that asks.
    pub execution_id: ExecutionId,
    /// W3C traceparent.
    pub trace: Option<&'a str>,
}

/// Pairs in one question to an engine outside.
const PAIRS_A_CALL: usize = 200;
/// Pairs that an engine outside is asked about at most.
const MOST_PAIRS: usize = 2000;

/// Reads the market and scores all of it. Writes nothing.
///
/// # Errors
/// [`PlanError`].
pub async fn plan(
    db: &Db,
    job: &MatchGeneration,
    outside: Outside<'_>,
    cancelled: &CancellationToken,
) -> Result<Plan, PlanError> {
    let mut market = {
        let mut conn = db.pool().acquire().await.map_err(DbError::from)?;
        read(&mut conn, db.clock().now().date_naive(), job, Extent::All).await?
    };
    if job.engine == ScoringEngine::N8n {
        let asked = tokio::time::timeout(SCORING_PATIENCE, ask(&market, job, outside));
        let said = tokio::select! {
            said = asked => said.unwrap_or_else(|_| Err(format!("no answer within {} s", SCORING_PATIENCE.as_secs()))),
            () = cancelled.cancelled() => return Err(PlanError::Cancelled),
        };
        match said {
            Ok(given) => market.given = Some(given),
            Err(problem) => {
                tracing::warn!(problem, "fell back to the native scoring");
                market.warning = Some(Words::made(
                    format!("engine_fallback: n8n n'a pas noté, nos propres règles l'ont fait ({problem})"),
                    format!("engine_fallback: n8n did not score, our own rules did ({problem})"),
                ));
            }
        }
    }
    score(market, job, cancelled).await
}

/// Every pair's scores by an engine outside; all of them or, with what is wrong, none.
async fn ask(market: &Market, job: &MatchGeneration, outside: Outside<'_>) -> Result<Given, String> {
    let scorer = outside.scorer.ok_or("it is not configured")?;
    let pairs = market.pairs(job, MOST_PAIRS);
    let pairs = pairs.ok_or_else(|| format!("it is asked about {MOST_PAIRS} pairs at most"))?;
    let mut given = Given::with_capacity(pairs.len());
    for (number, batch) in (1..).zip(pairs.chunks(PAIRS_A_CALL)) {
        let (asked, facts): (Vec<Pair>, Vec<serde_json::Value>) = batch.iter().cloned().unzip();
        let call = ScoringCall {
            key: format!("{}-{number}", outside.execution_id),
            trace: outside.trace,
            pairs: &facts,
        };
        given.extend(validated(&asked, &scorer.score(call).await?)?);
    }
    Ok(given)
}

/// How much of the market is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All of it, however long it takes; of the tenders those that are open.
    All,
    /// As much as an answer can wait for. A tender that is asked for by name need not be open: nothing will be stored.
    Bounded,
}

/// Scores what was read, on a thread of its own.
pub(super) async fn score(
    market: Market,
    job: &MatchGeneration,
    cancelled: &CancellationToken,
) -> Result<Plan, PlanError> {
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

/// Reads the two sides that a job is about, and by what rules they are scored.
pub(super) async fn read(
    conn: &mut Connection,
    today: NaiveDate,
    job: &MatchGeneration,
    extent: Extent,
) -> Result<Market, PlanError> {
    let partners = facts::partners(conn).await?;
    let circle = |company: CompanyId| circle(company, job.include_partners, &partners);
    let mut of_consultants = Selection::new(job.consultant_id, job.company_id.map(circle));
    let mut of_tenders = Selection::new(job.tender_id, job.company_id.map(circle));
    of_tenders.of_any_status = extent == Extent::Bounded && job.tender_id.is_some();
    if let Some(shard) = &job.shard {
        let ids: Vec<i64> = shard.iter().map(|id| id.0).collect();
        let companies = facts::companies_of_tenders(conn, &ids).await?;
        let all: BTreeSet<i64> = companies.into_iter().flat_map(circle).collect();
        of_consultants.companies = Some(all.into_iter().collect());
        of_tenders.among = Some(ids);
    }
    if let Some(id) = job.tender_id {
        let company = facts::company_of_tender(conn, id).await?;
        let circle = circle(company.ok_or(PlanError::NoTender(id))?);
        if extent == Extent::Bounded && job.consultant_id.is_none() {
            of_consultants.among = shortlist::of_consultants(conn, id, &circle).await?;
        }
        of_consultants.companies = Some(circle);
        of_tenders.companies = None;
    }
    if let Some(id) = job.consultant_id {
        let company = facts::company_of_consultant(conn, id).await?;
        let circle = circle(company.ok_or(PlanError::NoConsultant(id))?);
        if extent == Extent::Bounded && job.tender_id.is_none() {
            of_tenders.among = shortlist::of_tenders(conn, id, &circle).await?;
        }
        of_tenders.companies = Some(circle);
        of_consultants.companies = None;
    }
    Ok(Market {
        candidates: facts::candidates(conn, &of_consultants).await?,
        openings: facts::openings(conn, &of_tenders, today).await?,
        rules: facts::rules(conn).await?,
        // What stands already matters only to what will be written.
        pending: match extent {
            Extent::All => queries::pending(conn, job).await?,
            Extent::Bounded => BTreeMap::new(),
        },
        given: None,
        warning: None,
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

/// Generations that write to one tender do so one after the other: each locks the matches that are there in order, but meets those that another one
/// is about to add only as it writes. Tenders share so many turns: a company's thousands would fill the server's table of locks.
async fn take_turns(tx: &mut Tx, plan: &Plan) -> Result<(), DbError> {
    const TURNS: i64 = 64;
    let scored = plan.offers.iter().chain(&plan.rescored).chain(&plan.fallen);
    let tenders = scored.map(|o| o.tender_id).chain(plan.gone.iter().map(|pair| pair.1));
    let turns = tenders.map(|tender| tender.0.rem_euclid(TURNS)).collect();
    tx.take_turns("generations", &turns).await
}

/// Writes a plan, and one line of the audit log for all of it: a match itself says who decided on it. What a person decided since it was made
/// stays as decided.
///
/// # Errors
/// A consultant or tender of the plan is gone ([`DbError::Reference`]), or the database failed; plan again.
pub async fn store(
    tx: &mut Tx,
    (execution, company): (ExecutionId, Option<CompanyId>),
    plan: &Plan,
) -> Result<GenerationReport, DbError> {
    tx.changes(Space::Matches);
    take_turns(tx, plan).await?;
    // Before any match, as whoever removes a side locks that first.
    queries::hold_sides(tx, plan).await?;
    // All at once and in order: two generations that disagree on what passes the bar touch the same matches in another one.
    let scored = plan.offers.iter().chain(&plan.rescored).chain(&plan.fallen);
    let pairs = scored.map(|o| (o.consultant_id, o.tender_id));
    statements::hold(tx, pairs.chain(plan.gone.iter().copied())).await?;
    let written = statements::upsert(tx, &plan.offers).await?;
    let rescored = statements::rescore(tx, &plan.rescored).await?;
    // What fell is rescored first, so that the cancelled match shows why.
    statements::rescore(tx, &plan.fallen).await?;
    let fallen: Vec<Pair> = plan.fallen.iter().map(|o| (o.consultant_id, o.tender_id)).collect();
    let mut cancelled = statements::cancel_by_system(tx, &fallen, SystemReason::UnderTheBar.name()).await?;
    cancelled += statements::cancel_by_system(tx, &plan.gone, SystemReason::NoLongerMeet.name()).await?;
    let report = GenerationReport {
        considered: plan.considered as u64,
        created: written.created,
        rescored: written.rescored + rescored,
        cancelled,
        kept: written.kept,
        engine: plan.engine,
        warning: plan.warning.clone(),
    };
    if report.created + report.rescored + report.cancelled > 0 {
        let object = ("matches", execution.to_string(), company);
        audit::by_execution(
            tx,
            execution,
            "generate",
            object,
            (None, serde_json::to_value(&report).ok()),
        )
        .await?;
    }
    Ok(report)
}
