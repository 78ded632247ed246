//! Matches in the reader's language.

use crate::{problem::Problem, reply::say_language};
use axum::response::Response;
use shared::{
    kernel::{Listed, Locale},
    staffing::matches::queries::Match,
};

/// Says each of a list.
pub(super) fn say(listed: &mut Listed<Match>, locale: Locale) -> Result<(), Problem> {
    for found in &mut listed.rows {
        found.speak(locale)?;
    }
    Ok(())
}

/// Says of the answer which language it is in.
pub(super) fn said(mut listed: Response, locale: Locale) -> Response {
    say_language(listed.headers_mut(), locale);
    listed
}
