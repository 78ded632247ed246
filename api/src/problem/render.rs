//! A problem as the client reads it.

use super::{Part, Problem, faults, nouns};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde::Serialize;
use shared::kernel::Locale;
use std::fmt::Write;

/// The best of Accept-Language (RFC 9110, 12.5.4) that we speak, else `default`.
#[must_use]
pub fn accepted(headers: &HeaderMap, default: Locale) -> Locale {
    let Some(accepted) = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()) else {
        return default;
    };
    let mut best: Option<(f32, Locale)> = None;
    for range in accepted.split(',').take(20) {
        let (tag, quality) = range.split_once(';').unwrap_or((range, ""));
        let quality: f32 = quality
            .trim()
            .strip_prefix("q=")
            .map_or(1.0, |q| q.parse().unwrap_or(0.0));
        if let Some(locale) = Locale::named(tag.trim())
            && quality > best.map_or(0.0, |(q, _)| q)
        {
            best = Some((quality, locale));
        }
    }
    best.map_or(default, |(_, locale)| locale)
}

/// `application/problem+json`.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A URI that stands for the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:talentmatch:problem:validation_failed")]
    kind: String,
    /// The kind of problem, in the caller's language.
    #[schema(example = "Données invalides")]
    title: &'static str,
    /// HTTP status.
    #[schema(example = 422)]
    status: u16,
    /// This very problem, in the caller's language.
    detail: String,
    /// The request's path.
    #[schema(example = "/api/v1/consultants")]
    instance: String,
    /// Stable name of the kind.
    #[schema(example = "validation_failed")]
    code: &'static str,
    /// The request's id, which is in the logs too.
    request_id: String,
    /// Every invalid field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FaultBody>,
}

/// One invalid field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = Fault)]
pub struct FaultBody {
    /// Where in the body: a JSON pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/daily_rate")]
    pointer: Option<String>,
    /// Which query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// Stable name of what is wrong.
    #[schema(example = "out_of_range")]
    code: &'static str,
    /// What is wrong, in the caller's language.
    detail: String,
}

/// Writes the problem into the response that carries it.
pub fn write(problem: &Problem, response: Response, locale: Locale, instance: String, request_id: &str) -> Response {
    let (code, status, title, _) = problem.row();
    if let Problem::Internal(cause) = problem {
        tracing::error!(request_id, instance, cause, "the request failed");
    }
    let body = ProblemBody {
        kind: format!("urn:talentmatch:problem:{code}"),
        title: locale.of(title),
        status: status.as_u16(),
        detail: detail(problem, locale),
        instance,
        code,
        request_id: request_id.to_owned(),
        errors: errors(problem, locale),
    };
    let (mut parts, _) = response.into_parts();
    parts.status = status;
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    parts
        .headers
        .insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    let json = serde_json::to_vec(&body).unwrap_or_default();
    Response::from_parts(parts, Body::from(json))
}

fn detail(problem: &Problem, locale: Locale) -> String {
    let (_, _, _, words) = problem.row();
    let mut text = locale.of(words).to_owned();
    let more = match problem {
        Problem::InvalidJson { line, column } => match locale {
            Locale::Fr => format!(" Ligne {line}, colonne {column}."),
            Locale::En => format!(" Line {line}, column {column}."),
        },
        Problem::UnsupportedMediaType(expected) => format!(" ({expected})"),
        Problem::InvalidHeader(name) => format!(" ({name})"),
        Problem::RunAgain(id) | Problem::PartOf(id) => format!(" ({id})"),
        Problem::NotFound(kind) | Problem::Exists(kind) => format!(" ({})", nouns::of(kind, locale)),
        Problem::InUse(counts) | Problem::Kept(counts) => counts.iter().fold(String::new(), |mut all, (kind, n)| {
            // Writing to a String does not fail.
            let _ = match locale {
                Locale::Fr => write!(all, " {} : {n}.", nouns::of(kind, locale)),
                Locale::En => write!(all, " {}: {n}.", nouns::of(kind, locale)),
            };
            all
        }),
        Problem::WrongState { current, allowed } if allowed.is_empty() => match locale {
            Locale::Fr => format!(" État : {current}."),
            Locale::En => format!(" State: {current}."),
        },
        Problem::TenderClosed { current } => match locale {
            Locale::Fr => format!(" État : {current} ; admis : open, in_progress."),
            Locale::En => format!(" State: {current}; allowed: open, in_progress."),
        },
        Problem::TenderFull { required } => match locale {
            Locale::Fr => format!(" Recherchés : {required}."),
            Locale::En => format!(" Looked for: {required}."),
        },
        Problem::WrongState { current, allowed } => match locale {
            Locale::Fr => format!(" État : {current} ; admis : {allowed}."),
            Locale::En => format!(" State: {current}; allowed: {allowed}."),
        },
        _ => String::new(),
    };
    text.push_str(&more);
    text
}

fn errors(problem: &Problem, locale: Locale) -> Vec<FaultBody> {
    let Problem::Invalid(part, found) = problem else {
        return Vec::new();
    };
    let body = |fault: &shared::kernel::Fault| FaultBody {
        pointer: (*part == Part::Body).then(|| pointer(&fault.field)),
        parameter: (*part == Part::Query).then(|| fault.field.clone()),
        code: faults::code(&fault.kind),
        detail: faults::words(&fault.kind, locale),
    };
    found.0.iter().map(body).collect()
}

/// A field's path as a JSON pointer; the whole document's is empty.
fn pointer(field: &str) -> String {
    if field.is_empty() {
        String::new()
    } else {
        format!("/{field}")
    }
}

/// What the framework refused without a [`Problem`], by its status.
pub fn of_framework(status: StatusCode) -> Option<Problem> {
    match status {
        StatusCode::NOT_FOUND => Some(Problem::RouteNotFound),
        StatusCode::METHOD_NOT_ALLOWED => Some(Problem::MethodNotAllowed),
        StatusCode::REQUEST_TIMEOUT => Some(Problem::TimedOut),
        StatusCode::PAYLOAD_TOO_LARGE => Some(Problem::BodyTooLarge),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Some(Problem::UnsupportedMediaType("application/json")),
        status if status.is_server_error() => Some(Problem::internal(status)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accept(value: &'static str) -> Locale {
        let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, HeaderValue::from_static(value))]);
        super::accepted(&headers, Locale::Fr)
    }

    #[test]
    fn the_language_is_the_best_one_that_we_speak() {
        assert_eq!(accept("de-DE,en;q=0.7,fr;q=0.3"), Locale::En);
        assert_eq!(accept("en;q=0.1, fr-CA"), Locale::Fr);
        assert_eq!(accept("de"), Locale::Fr);
        assert_eq!(accept("en;q=0"), Locale::Fr);
        assert_eq!(accept("*, e"), Locale::Fr);
    }

    #[test]
    fn a_field_becomes_a_json_pointer() {
        assert_eq!(pointer("skills/0/level"), "/skills/0/level");
        assert_eq!(pointer(""), "");
    }
}
