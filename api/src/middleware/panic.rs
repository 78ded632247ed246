//! A handler that panics is a bug, and still answers.

use crate::problem::Problem;
use axum::response::{IntoResponse, Response};
use std::any::Any;

/// A 500 as any other; the panic itself has been written to the log by the process' hook.
pub fn answer(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| cause.downcast_ref::<String>().cloned());
    Problem::internal(format!("a handler panicked: {}", text.unwrap_or_default())).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::{Router, body::Body, extract::Request, http::StatusCode, routing::get};
    use tower::ServiceExt;
    use tower_http::catch_panic::CatchPanicLayer;

    #[tokio::test]
    async fn a_panic_is_a_problem_and_no_broken_connection() {
        let service = Router::new()
            .route(
                "/",
                get(|| async {
                    if true {
                        panic!("out of range")
                    }
                }),
            )
            .layer(CatchPanicLayer::custom(answer));
        let answer = service.oneshot(Request::new(Body::empty())).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
        let problem = answer.extensions().get::<Problem>().unwrap();
        assert_eq!(*problem, Problem::internal("a handler panicked: out of range"));
    }
}
