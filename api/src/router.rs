//! Every route, a screen a context, and what wraps them.

use crate::{
    middleware::{cors, frame, parameters::Takers},
    openapi::{self, Document},
    problem::Problem,
    routes::{
        directory::{companies, consultants, partnerships, skills},
        executions, health,
        identity::auth,
        knowledge, operations, resumes,
        staffing::{matches, tenders},
    },
    state::App,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware::from_fn,
    response::IntoResponse,
    routing::{get, post},
};
use std::time::Duration;
use tower_http::{
    compression::{CompressionLayer, Predicate, predicate::NotForContentType, predicate::SizeAbove},
    timeout::TimeoutLayer,
};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// A JSON body's bytes at most.
const BODY_LIMIT: usize = 1024 * 1024;
/// An upload's bytes at most. Well above the largest CV, so that one that is somewhat too large is read and refused in words.
const UPLOAD_LIMIT: usize = 16 * 1024 * 1024;
/// How long an ordinary answer may take.
const QUICK: Duration = Duration::from_secs(30);
/// How long an upload or a long poll may take.
const PATIENT: Duration = Duration::from_secs(120);

fn identity() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(auth::login::log_in))
        .routes(routes!(auth::refresh::refresh))
        .routes(routes!(auth::logout::log_out))
        .routes(routes!(auth::me::me))
}

fn directory() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(companies::list::list_companies))
        .routes(routes!(companies::get::get_company))
        .routes(routes!(partnerships::list::list_partnerships))
        .routes(routes!(skills::list::list_skills, skills::add::add_skill))
        .routes(routes!(
            consultants::list::list_consultants,
            consultants::create::create_consultant
        ))
        .routes(routes!(
            consultants::get::get_consultant,
            consultants::put::put_consultant,
            consultants::patch::patch_consultant,
            consultants::delete::delete_consultant
        ))
        .routes(routes!(
            consultants::skills::list::list_consultant_skills,
            consultants::skills::add::add_consultant_skill
        ))
        .routes(routes!(
            consultants::skills::update::update_consultant_skill,
            consultants::skills::remove::remove_consultant_skill
        ))
}

fn staffing() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(tenders::list::list_tenders, tenders::create::create_tender))
        .routes(routes!(
            tenders::get::get_tender,
            tenders::put::put_tender,
            tenders::patch::patch_tender,
            tenders::delete::delete_tender
        ))
        .routes(routes!(
            tenders::skills::list::list_tender_skills,
            tenders::skills::add::add_tender_skill
        ))
        .routes(routes!(
            tenders::skills::update::update_tender_skill,
            tenders::skills::remove::remove_tender_skill
        ))
}

fn matching() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(matches::of_consultant::list_consultant_matches))
        .routes(routes!(matches::of_tender::list_tender_matches))
        .routes(routes!(matches::list::list_matches))
        .routes(routes!(matches::generate::generate_matches))
        .routes(routes!(matches::get::get_match))
        .routes(routes!(matches::explanation::explain_match))
        .routes(routes!(matches::propose::propose_match))
        .routes(routes!(matches::accept::accept_match))
        .routes(routes!(matches::reject::reject_match))
        .routes(routes!(matches::cancel::cancel_match))
        .routes(routes!(knowledge::query::query_documents))
}

fn reading() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(resumes::of_consultant::list_consultant_resumes))
        .routes(routes!(resumes::get::get_resume, resumes::delete::delete_resume))
        .routes(routes!(resumes::cv_analysis::analyze::analyze_cv))
        .routes(routes!(resumes::cv_analysis::results::get_cv_results))
        // The older spelling of the same.
        .route("/cv-analysis/analyze", post(resumes::cv_analysis::analyze::analyze_cv))
        .route(
            "/cv-analysis/results/{resume_id}",
            get(resumes::cv_analysis::results::get_cv_results),
        )
        .routes(routes!(resumes::analyses::list_resume_analyses))
        .routes(routes!(resumes::file::download_resume))
}

fn executing() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(executions::list::list_executions))
        .routes(routes!(executions::events::follow_execution))
        .routes(routes!(executions::cancel::cancel_execution))
        .routes(routes!(executions::retry::retry_execution))
        .routes(routes!(operations::ping::ping))
        .routes(routes!(operations::queues::list_queues))
        .routes(routes!(operations::workers::list_workers))
}

/// Answers that may take their time.
fn patient() -> OpenApiRouter<App> {
    let files = OpenApiRouter::new()
        .routes(routes!(resumes::upload::upload_cv, resumes::latest_file::download_cv))
        .routes(routes!(resumes::cv_analysis::upload::upload_cv_for_analysis))
        .route(
            "/cv-analysis/upload",
            post(resumes::cv_analysis::upload::upload_cv_for_analysis),
        )
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    OpenApiRouter::new()
        .routes(routes!(executions::get::get_execution))
        .merge(files)
}

fn probes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::livez::livez))
        .routes(routes!(health::livez::health))
        .routes(routes!(health::readyz::readyz))
}

fn documented() -> (Router<App>, utoipa::openapi::OpenApi) {
    let within = |limit| TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, limit);
    let quick = identity()
        .merge(directory())
        .merge(staffing())
        .merge(matching())
        .merge(reading())
        .merge(executing())
        .layer(within(QUICK));
    let v1 = quick.merge(patient().layer(within(PATIENT)));
    let (router, mut api) = OpenApiRouter::with_openapi(Document::openapi())
        .nest("/api/v1", v1)
        .merge(probes().layer(within(QUICK)))
        .split_for_parts();
    openapi::complete(&mut api);
    (router, api)
}

/// The documentation, without a server.
#[must_use]
pub fn api_document() -> utoipa::openapi::OpenApi {
    documented().1
}

/// The whole service.
///
/// # Errors
/// The documentation does not serialise: a bug.
pub fn router(app: &App) -> Result<Router, serde_json::Error> {
    let (routes, api) = documented();
    let takers = Takers::of(&api);
    let json = axum::body::Bytes::from(serde_json::to_vec(&api)?);
    let docs = utoipa_swagger_ui::SwaggerUi::new("/docs").config(utoipa_swagger_ui::Config::from("/openapi.json"));
    let serve_json = move || {
        let json = json.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], json) }
    };
    let worth = SizeAbove::new(1024)
        .and(NotForContentType::const_new("text/event-stream"))
        .and(NotForContentType::const_new("application/octet-stream"))
        .and(NotForContentType::const_new("application/pdf"));
    let inner = routes
        .route("/openapi.json", get(serve_json))
        .merge(docs)
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed.into_response() })
        .fallback(|| async { Problem::RouteNotFound.into_response() })
        .route_layer(from_fn(move |matched, request, next| {
            takers.clone().check(matched, request, next)
        }))
        .route_layer(from_fn(frame::note_route))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(CompressionLayer::new().compress_when(worth))
        .layer(cors::cors(&app.config))
        .with_state(app.clone());
    // Around the routing itself, so that it may drop a trailing slash.
    let framed = axum::middleware::from_fn_with_state(app.clone(), frame::frame);
    Ok(Router::new().fallback_service(inner).layer(framed))
}
