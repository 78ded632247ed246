//! POST /matches/generate

use crate::{
    body,
    extract::{
        Auth, IdempotencyKey, Json, RequestOrigin,
        value::{OneOf, Share, Wire},
    },
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use serde_json::Value;
use shared::{
    jobs::{Enqueue, Execution},
    kernel::{Choice, CompanyId, ConsultantId, FaultKind, Faults, TenderId, Whole},
    staffing::{
        matches::{ScoringEngine, jobs::MatchGeneration, usecases},
        scoring::{Criterion, Weights},
    },
};
use std::ops::ControlFlow;
use utoipa::openapi::schema::{AdditionalProperties, ObjectBuilder};

impl Wire for Weights {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        let Value::Object(given) = &value else {
            return Err(FaultKind::WrongType("object"));
        };
        let mut faults = Faults::default();
        for (criterion, weight) in given {
            let segment = Faults::segment(criterion);
            if Criterion::named(criterion).is_none() {
                faults.add(segment, FaultKind::Unknown);
            } else {
                faults.note(&segment, Share::from_json(weight.clone()));
            }
        }
        faults.or(()).map_err(FaultKind::Inside)?;
        serde_json::from_value(value).map_err(|_| FaultKind::Malformed("weights"))
    }
    fn from_text(_: &str) -> Result<Self, FaultKind> {
        Err(FaultKind::WrongType("object"))
    }
    fn schema() -> ObjectBuilder {
        ObjectBuilder::new().additional_properties(Some(AdditionalProperties::from(Share::schema())))
    }
}

body! {
    /// Which pairs to score. Everything that is given must hold; a tender, a consultant or a company is needed, or `everything`.
    pub struct Generation {
        /// Only this tender.
        tender_id: TenderId = 42,
        /// Only this consultant.
        consultant_id: ConsultantId = 7,
        /// Only pairs of which this company is a side; a manager's own.
        company_id: CompanyId = 1,
        /// The whole platform is meant; an admin's only.
        everything: bool = false,
        /// The bar; else the scoring profile's, else 0.6.
        min_score: Share = 0.6,
        /// New matches at most, the best ones, per tender (per consultant where one is given).
        limit: Whole<1, 1000> = 20,
        /// Pairs of two companies with an active partnership take part; true when absent.
        include_partners: bool = true,
        /// Who scores; `native` when absent. A workflow that is not configured, fails, or answers what does not hold is replaced by `native`:
        /// the execution's result says so in `warning`.
        engine: OneOf<ScoringEngine> = "native",
        /// Instead of the scoring profile's, entirely: a criterion that is not named weighs nothing.
        weights: Weights = std::collections::BTreeMap::from([("skills", 0.6), ("rate", 0.4)]),
    }
}

/// Generate matches
///
/// Scores the pairs in the background. What a person decided stays.
#[utoipa::path(
    post, path = "/matches/generate", operation_id = "generate_matches", tag = "matches", request_body = Generation,
    responses((status = 202, description = "The execution", body = Execution), Forbidden, Invalid)
)]
pub async fn generate_matches(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<Generation>,
) -> Result<Response, Problem> {
    let grant = auth.grant()?;
    let job = MatchGeneration {
        tender_id: body.tender_id.optional(),
        consultant_id: body.consultant_id.optional(),
        company_id: body.company_id.optional(),
        min_score: body.min_score.optional().map(|s| s.0),
        limit: body.limit.optional().and_then(|n| n.get().try_into().ok()),
        include_partners: body.include_partners.optional().unwrap_or(true),
        weights: body.weights.optional(),
        engine: body.engine.optional().map(|e| e.0).unwrap_or_default(),
        ..MatchGeneration::default()
    };
    let everything = body.everything.optional().unwrap_or(false);
    let mut write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let options = Enqueue {
        company_id: auth.actor().company_id,
        idempotency_key: write.key(),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    let execution = usecases::request(&mut write.tx, grant, job, everything, options, &origin).await?;
    write.finish(Reply::accepted(&execution)?).await
}
