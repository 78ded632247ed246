//! Every route, a screen a context, and what wraps them.

use crate::{
    middleware::{conditional, cors, frame, gate, inflate, inputs::Takers, panic},
    openapi::{self, Document},
    problem::Problem,
    routes::{
        directory::{companies, consultants, partnerships, portfolios, skills},
        executions, health,
        identity::{api_keys, audit, auth, new_password_page, users},
        knowledge, operations, resumes,
        staffing::{collaborations, matches, scoring_profiles, tenders},
    },
    state::App,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware::{from_fn, from_fn_with_state},
    response::IntoResponse,
    routing::get,
};
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
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
        .routes(routes!(auth::logout_all::log_out_everywhere))
        .routes(routes!(auth::change_password::change_password))
        .routes(routes!(auth::forgot_password::forgot_password))
        .routes(routes!(auth::reset_password::reset_password))
        .routes(routes!(auth::sessions::list_sessions))
        .routes(routes!(auth::revoke_session::revoke_session))
        .routes(routes!(auth::signup::sign_up_candidate))
        .routes(routes!(auth::register::register))
        .routes(routes!(auth::verify_matricule::verify_matricule))
        .routes(routes!(auth::create_user::create_user_by_admin))
        .routes(routes!(users::list::list_users, users::create::create_user))
        .routes(routes!(users::me::get_me, users::put_me::put_me))
        .routes(routes!(
            users::get::get_user,
            users::put::put_user,
            users::delete::delete_user
        ))
        .routes(routes!(users::reset_password::reset_user_password))
        .routes(routes!(audit::list::list_audit))
        .routes(routes!(api_keys::list::list_api_keys, api_keys::create::create_api_key))
        .routes(routes!(api_keys::revoke::revoke_api_key))
}

fn directory() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(
            companies::list::list_companies,
            companies::create::create_company
        ))
        .routes(routes!(
            companies::get::get_company,
            companies::put::put_company,
            companies::delete::delete_company
        ))
        .routes(routes!(companies::archive::archive_company))
        .routes(routes!(companies::unarchive::unarchive_company))
        .routes(routes!(
            partnerships::list::list_partnerships,
            partnerships::create::create_partnership
        ))
        .routes(routes!(
            partnerships::get::get_partnership,
            partnerships::put::put_partnership,
            partnerships::delete::delete_partnership
        ))
        .routes(routes!(partnerships::accept::accept_partnership))
        .routes(routes!(partnerships::reject::reject_partnership))
        .routes(routes!(partnerships::end::end_partnership))
        .routes(routes!(skills::list::list_skills, skills::add::add_skill))
        .routes(routes!(
            skills::get::get_skill,
            skills::put::put_skill,
            skills::delete::delete_skill
        ))
        .routes(routes!(
            portfolios::list::list_portfolios,
            portfolios::create::create_portfolio
        ))
        .routes(routes!(
            portfolios::get::get_portfolio,
            portfolios::put::put_portfolio,
            portfolios::delete::delete_portfolio
        ))
        .routes(routes!(
            consultants::list::list_consultants,
            consultants::create::create_consultant
        ))
        .routes(routes!(
            consultants::get::get_consultant,
            consultants::put::put_consultant,
            consultants::delete::delete_consultant
        ))
        .routes(routes!(consultants::archive::archive_consultant))
        .routes(routes!(consultants::unarchive::unarchive_consultant))
        .routes(routes!(consultants::portfolio::generate_portfolio))
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
            tenders::delete::delete_tender
        ))
        .routes(routes!(tenders::archive::archive_tender))
        .routes(routes!(tenders::unarchive::unarchive_tender))
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
        .routes(routes!(matches::list::list_matches, matches::create::create_match))
        .routes(routes!(matches::generate::generate_matches))
        .routes(routes!(matches::top::list_top_matches))
        .routes(routes!(matches::find_for_tender::find_matches_for_tender))
        .routes(routes!(matches::find_for_consultant::find_matches_for_consultant))
        .routes(routes!(
            matches::get::get_match,
            matches::put::put_match,
            matches::delete::delete_match
        ))
        .routes(routes!(matches::explanation::explain_match))
        .routes(routes!(matches::propose::propose_match))
        .routes(routes!(matches::accept::accept_match))
        .routes(routes!(matches::reject::reject_match))
        .routes(routes!(matches::cancel::cancel_match))
        .routes(routes!(knowledge::query::query_documents))
}

fn agreements() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(
            scoring_profiles::list_scoring_profiles,
            scoring_profiles::create_scoring_profile
        ))
        .routes(routes!(
            scoring_profiles::get_scoring_profile,
            scoring_profiles::put_scoring_profile,
            scoring_profiles::delete_scoring_profile
        ))
        .routes(routes!(scoring_profiles::preview::preview_scoring_profile))
        .routes(routes!(
            collaborations::list::list_collaborations,
            collaborations::create::create_collaboration
        ))
        .routes(routes!(
            collaborations::get::get_collaboration,
            collaborations::put::put_collaboration,
            collaborations::delete::delete_collaboration
        ))
}

fn reading() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(resumes::of_consultant::list_consultant_resumes))
        .routes(routes!(resumes::get::get_resume, resumes::delete::delete_resume))
        .routes(routes!(resumes::cv_analysis::analyze::analyze_cv))
        .routes(routes!(resumes::cv_analysis::results::get_cv_results))
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
        .routes(routes!(executions::stats::execution_stats))
        .routes(routes!(operations::workers::list_workers))
        .routes(routes!(health::monitoring::monitoring_health))
        .routes(routes!(health::monitoring::monitoring_metrics))
}

fn operating() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(operations::drill::drill))
        .routes(routes!(operations::queues::list::list_queues))
        .routes(routes!(operations::queues::pause::pause_queue))
        .routes(routes!(operations::queues::resume::resume_queue))
        .routes(routes!(operations::limits::list::list_limits))
        .routes(routes!(operations::limits::set::set_limit))
        .routes(routes!(operations::schedules::list::list_schedules))
        .routes(routes!(operations::schedules::set::set_schedule))
        .routes(routes!(operations::schedules::run::run_schedule))
}

/// Answers that may take their time.
fn patient() -> OpenApiRouter<App> {
    let files = OpenApiRouter::new()
        .routes(routes!(resumes::upload::upload_cv, resumes::latest_file::download_cv))
        .routes(routes!(resumes::cv_analysis::upload::upload_cv_for_analysis))
        .layer(DefaultBodyLimit::max(UPLOAD_LIMIT));
    OpenApiRouter::new()
        .routes(routes!(executions::get::get_execution))
        .routes(routes!(executions::bulk::bulk_executions))
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
        .merge(agreements())
        .merge(reading())
        .merge(executing())
        .merge(operating())
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
    // The outermost first. In one piece each: as a layer of its own, each would be boxed for each request.
    let around_routes = ServiceBuilder::new()
        .layer(from_fn(frame::note_route))
        .layer(from_fn(conditional::heed))
        .layer(CatchPanicLayer::custom(panic::answer))
        .layer(from_fn_with_state(app.clone(), gate::gate))
        .layer(from_fn(move |matched, request, next| {
            takers.clone().check(matched, request, next)
        }));
    let around_routing = ServiceBuilder::new()
        .layer(cors::cors(&app.config))
        .layer(CompressionLayer::new().compress_when(worth))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(inflate::inflate));
    let inner = routes
        .route("/openapi.json", get(serve_json))
        .merge(docs)
        .merge(new_password_page::routes())
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed.into_response() })
        .fallback(|| async { Problem::RouteNotFound.into_response() })
        .route_layer(around_routes)
        .layer(around_routing)
        .with_state(app.clone());
    // Around the routing itself, so that it may spell the path as the routes do.
    let framed = from_fn_with_state(app.clone(), frame::frame);
    Ok(Router::new().fallback_service(inner).layer(framed))
}
