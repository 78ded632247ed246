//! Query parameters and bodies that a route does not have. Routes that take some read them with [`crate::extract::Query`] and
//! [`crate::extract::Json`], which name what they do not know; the others, by the documentation, take none, and this layer says so.

use crate::{
    extract::json,
    problem::{Part, Problem},
};
use axum::{
    body::{Body, HttpBody},
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::Value;
use shared::kernel::{FaultKind, Faults};
use std::{collections::HashSet, sync::Arc};
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Parameter, ParameterIn},
};

/// The operations that there are, those that take query parameters, and those that take a body.
#[derive(Debug, Clone)]
pub struct Takers {
    known: Arc<HashSet<(Method, String)>>,
    queries: Arc<HashSet<(Method, String)>>,
    bodies: Arc<HashSet<(Method, String)>>,
}

fn is_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(p) if p.parameter_in == ParameterIn::Query)
}

impl Takers {
    /// From the documentation.
    #[must_use]
    pub fn of(api: &OpenApi) -> Self {
        let (mut known, mut queries, mut bodies) = (HashSet::new(), HashSet::new(), HashSet::new());
        for (path, item) in &api.paths.paths {
            let operations = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, operation) in operations {
                if operation.is_some() {
                    known.insert((method.clone(), path.clone()));
                }
                let parameters = operation.as_ref().and_then(|o| o.parameters.as_ref());
                if parameters.is_some_and(|all| all.iter().any(is_query)) {
                    queries.insert((method.clone(), path.clone()));
                }
                if operation.as_ref().is_some_and(|o| o.request_body.is_some()) {
                    bodies.insert((method, path.clone()));
                }
            }
        }
        Self {
            known: Arc::new(known),
            queries: Arc::new(queries),
            bodies: Arc::new(bodies),
        }
    }

    /// Refuses a query or a body where there is none to be.
    pub async fn check(self, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
        let has_query = request.uri().query().is_some_and(|q| !q.is_empty());
        let is_write = ![Method::GET, Method::HEAD, Method::OPTIONS].contains(request.method());
        let has_body = is_write && !request.body().is_end_stream();
        let Some(matched) = matched.filter(|_| has_query || has_body) else {
            return next.run(request).await;
        };
        let method = match request.method() {
            &Method::HEAD => Method::GET,
            method => method.clone(),
        };
        let operation = (method, matched.as_str().to_owned());
        if !self.known.contains(&operation) {
            // A method that the route does not have: that is what is wrong, whatever comes with it.
            return next.run(request).await;
        }
        if has_query && !self.queries.contains(&operation) {
            let mut faults = Faults::default();
            for pair in request
                .uri()
                .query()
                .unwrap_or_default()
                .split('&')
                .filter(|p| !p.is_empty())
            {
                let name = pair.split('=').next().unwrap_or_default();
                faults.add(name, FaultKind::Unknown);
            }
            return Problem::Invalid(Part::Query, faults).into_response();
        }
        if has_body && !self.bodies.contains(&operation) {
            return match without_body(request).await {
                Ok(request) => next.run(request).await,
                Err(problem) => problem.into_response(),
            };
        }
        next.run(request).await
    }
}

/// The request, whose body says nothing: it is empty, or an object without fields.
async fn without_body(request: Request) -> Result<Request, Problem> {
    let (head, body) = request.into_parts();
    let bytes = json::read(Request::new(body), &()).await?;
    if !bytes.is_empty() {
        let mut faults = Faults::default();
        match json::parse(&bytes)? {
            Value::Object(fields) => {
                for name in fields.keys() {
                    faults.add(Faults::segment(name), FaultKind::Unknown);
                }
            }
            _ => faults.add("", FaultKind::WrongType("object")),
        }
        faults.or(())?;
    }
    Ok(Request::from_parts(head, Body::empty()))
}
