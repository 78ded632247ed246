//! POST /executions/bulk

use super::list::ExecutionFilter;
use crate::{
    body,
    extract::{
        Auth, IdempotencyKey, Json, RequestOrigin,
        query::{Pairs, Parameters},
        value::{OneOf, Wire},
    },
    openapi::refusals::{Forbidden, Invalid},
    problem::{Part, Problem},
    reply::Reply,
    state::App,
};
use axum::{extract::State, response::Response};
use serde_json::Value;
use shared::{
    jobs::bulk::{self, BulkAction, BulkReport},
    kernel::{FaultKind, Faults},
};
use std::ops::ControlFlow;
use utoipa::{
    IntoParams,
    openapi::{
        path::ParameterIn,
        schema::{ObjectBuilder, Type},
    },
};

/// The parameters of `GET /executions` as an object, each a text, a number or an array of these.
#[derive(Debug, Clone)]
pub struct FilterObject(Vec<(String, String)>);

impl Wire for FilterObject {
    fn from_json(value: Value) -> Result<Self, FaultKind> {
        let Value::Object(object) = value else {
            return Err(FaultKind::WrongType("object"));
        };
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let pairs = object.iter().map(|(name, value)| match value {
            Value::Array(items) => (name.clone(), items.iter().map(text).collect::<Vec<_>>().join(",")),
            other => (name.clone(), text(other)),
        });
        Ok(Self(pairs.collect()))
    }
    fn from_text(_: &str) -> Result<Self, FaultKind> {
        Err(FaultKind::WrongType("object"))
    }
    fn schema() -> ObjectBuilder {
        // The parameters of the list, without its page; a list of values may be an array.
        let of_list = ExecutionFilter::into_params(|| Some(ParameterIn::Query)).into_iter();
        let filters = of_list.filter(|parameter| !["cursor", "limit"].contains(&parameter.name.as_str()));
        filters.fold(
            ObjectBuilder::new().schema_type(Type::Object),
            |object, parameter| match parameter.schema {
                Some(schema) => object.property(parameter.name, schema),
                None => object,
            },
        )
    }
}

body! {
    /// What to do with what.
    pub struct BulkBody requires [action, filter] {
        /// `cancel` reaches what is queued or running, `retry` what ended as error or cancelled and was not run again.
        action: OneOf<BulkAction> = "retry",
        /// The parameters of `GET /executions`; an empty object means everything that the action reaches.
        filter: FilterObject = serde_json::json!({ "kind": ["cv_analysis"], "from": "2026-11-01T00:00:00Z" }),
    }
}

/// Cancel or retry many executions
///
/// At most 10,000 a call; `more` says that there are others.
#[utoipa::path(
    post, path = "/executions/bulk", operation_id = "bulk_executions", tag = "executions", request_body = BulkBody,
    responses((status = 200, description = "What was done", body = BulkReport), Forbidden, Invalid)
)]
pub async fn bulk_executions(
    State(app): State<App>,
    auth: Auth,
    key: IdempotencyKey,
    RequestOrigin(origin): RequestOrigin,
    Json(body, hash): Json<BulkBody>,
) -> Result<Response, Problem> {
    let (operate, control) = (auth.grant()?, (auth.grant()?, auth.grant()?));
    let (Some(OneOf(action)), Some(FilterObject(pairs))) = (body.action.optional(), body.filter.optional()) else {
        return Err(Problem::body("action", FaultKind::Required));
    };
    let mut pairs = Pairs::of(pairs);
    let read = ExecutionFilter::read(&mut pairs);
    let filter = pairs.finish(read).map_err(within_filter)?;
    // Pages are the action's own business.
    if filter.cursor.is_some() || filter.limit.is_some() {
        let name = if filter.cursor.is_some() {
            "filter/cursor"
        } else {
            "filter/limit"
        };
        return Err(Problem::body(name, FaultKind::Unknown));
    }
    // Held while it acts, so that an equal request waits; only operators ask, so few connections are.
    let write = match key.begin(&app.db, auth, hash).await? {
        ControlFlow::Continue(write) => write,
        ControlFlow::Break(replayed) => return Ok(replayed),
    };
    let report: BulkReport = bulk::act(&app.db, operate, control, action, filter.into(), &origin).await?;
    write.finish(Reply::ok(&report)?).await
}

fn within_filter(faults: Faults) -> Problem {
    let mut nested = Faults::default();
    for fault in faults.0 {
        nested.add(format!("filter/{}", fault.field), fault.kind);
    }
    Problem::Invalid(Part::Body, nested)
}
