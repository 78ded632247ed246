//! Query parameters that a route does not have. Routes that take some read them with [`crate::extract::Query`], which names what it does
//! not know; the others, by the documentation, take none, and this layer says so.

use crate::problem::{Part, Problem};
use axum::{
    extract::{MatchedPath, Request},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use shared::kernel::{FaultKind, Faults};
use std::{collections::HashSet, sync::Arc};
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Parameter, ParameterIn},
};

/// The operations that take query parameters.
#[derive(Debug, Clone)]
pub struct Takers(Arc<HashSet<(Method, String)>>);

fn is_query(parameter: &RefOr<Parameter>) -> bool {
    matches!(parameter, RefOr::T(p) if p.parameter_in == ParameterIn::Query)
}

impl Takers {
    /// From the documentation.
    #[must_use]
    pub fn of(api: &OpenApi) -> Self {
        let mut takers = HashSet::new();
        for (path, item) in &api.paths.paths {
            let operations = [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ];
            for (method, operation) in operations {
                let parameters = operation.as_ref().and_then(|o| o.parameters.as_ref());
                if parameters.is_some_and(|all| all.iter().any(is_query)) {
                    takers.insert((method, path.clone()));
                }
            }
        }
        Self(Arc::new(takers))
    }

    /// Refuses a query where there is none to be.
    pub async fn check(self, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
        if let Some(query) = request.uri().query().filter(|q| !q.is_empty())
            && let Some(matched) = matched
            && !self
                .0
                .contains(&(request.method().clone(), matched.as_str().to_owned()))
        {
            let mut faults = Faults::default();
            for pair in query.split('&').filter(|p| !p.is_empty()) {
                let name = pair.split('=').next().unwrap_or_default();
                faults.add(name, FaultKind::Unknown);
            }
            return Problem::Invalid(Part::Query, faults).into_response();
        }
        next.run(request).await
    }
}
