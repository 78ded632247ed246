//! POST /rag/query

use crate::{
    body,
    extract::{
        Auth, Json, RequestOrigin,
        value::{List, OneOf},
    },
    openapi::refusals::{Forbidden, Invalid},
    problem::Problem,
    reply::Reply,
    state::App,
};
use axum::extract::State;
use shared::{
    kernel::{Faults, Prose, Whole},
    knowledge::{
        domain::{DocumentType, Mode},
        usecases::{self, Answer, Query},
    },
};

body! {
    /// A question.
    pub struct Question requires [query] {
        /// In natural language.
        query: Prose<2000> = "Qui connaît Kafka et le secteur de l'assurance ?",
        /// Chunks at most; 10 when absent.
        limit: Whole<1, 200> = 10,
        /// Only documents of these types.
        document_types: List<OneOf<DocumentType>> = ["cv"],
        /// By meaning and words unless said otherwise; where no model is loaded, by words.
        mode: OneOf<Mode> = "hybrid",
    }
}

/// Search
///
/// Finds chunks of documents that the caller may read.
#[utoipa::path(
    post, path = "/rag/query", operation_id = "query_documents", tag = "rag", request_body = Question,
    responses((status = 200, description = "The best chunks first", body = Answer), Forbidden, Invalid)
)]
pub async fn query_documents(
    State(app): State<App>,
    auth: Auth,
    RequestOrigin(origin): RequestOrigin,
    Json(body, _): Json<Question>,
) -> Result<Reply, Problem> {
    let grant = auth.grant()?;
    let mut faults = Faults::default();
    let text = body.query.required("query", &mut faults);
    let text = faults.or(text.map(|t| t.as_str().to_owned()).unwrap_or_default())?;
    let types = body.document_types.optional();
    let query = Query {
        text,
        limit: body
            .limit
            .optional()
            .and_then(|n| n.get().try_into().ok())
            .unwrap_or(10),
        document_types: types
            .map(|t| t.0.into_iter().map(|t| t.0).collect())
            .unwrap_or_default(),
        mode: body.mode.optional().map_or(Mode::Hybrid, |m| m.0),
    };
    Reply::ok(&usecases::search(&app.db, app.embedder.as_ref(), grant, &query, &origin).await?)
}
