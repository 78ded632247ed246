//! /reset-password: where the link of a letter leads. The one page that api itself shows to people; it speaks to `/api/v1/auth/reset-password`
//! as any client does.

use crate::{extract::RequestContext, state::App};
use axum::{
    Extension, Router,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use shared::kernel::Locale;

const SCRIPT: &str = include_str!("page.js");
const STYLE: &str = include_str!("page.css");

/// The page and what it needs.
pub fn routes() -> Router<App> {
    let file = |kind: &'static str, content: &'static str| {
        get(move || async move { ([(header::CONTENT_TYPE, kind)], content) })
    };
    Router::new()
        .route("/reset-password", get(page))
        .route("/reset-password.js", file("text/javascript; charset=utf-8", SCRIPT))
        .route("/reset-password.css", file("text/css; charset=utf-8", STYLE))
}

async fn page(Extension(context): Extension<RequestContext>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_LANGUAGE, context.locale.tag()),
        (header::VARY, "accept-language"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, html(context.locale)).into_response()
}

/// The page in this language.
fn html(locale: Locale) -> &'static str {
    locale.of([include_str!("page.fr.html"), include_str!("page.en.html")])
}
