//! The forms of a good answer.

use crate::{
    extract::tags::{composed_tag, content_tag, etag},
    problem::{Part, Problem},
};
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use shared::{
    db::paging::JsonPage,
    jobs::Execution,
    kernel::{After, Cursor, Faults, Listed, Locale, Page, SortKey, SortType},
};
use std::fmt::Write;

/// A JSON answer.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// Where what was made or enqueued can be read.
    pub location: Option<String>,
    /// The entity's tag.
    pub etag: Option<HeaderValue>,
    /// What it is written in, where that is the reader's.
    pub locale: Option<Locale>,
    /// JSON.
    pub body: Vec<u8>,
}

impl Reply {
    /// 200 with this body.
    ///
    /// # Errors
    /// It does not serialise: a bug of its type.
    pub fn ok(body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self {
            status: StatusCode::OK,
            location: None,
            etag: None,
            locale: None,
            body: serde_json::to_vec(body).map_err(Problem::internal)?,
        })
    }

    /// 201 with what was made, and where.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn created(location: String, body: &impl Serialize) -> Result<Self, Problem> {
        Ok(Self {
            status: StatusCode::CREATED,
            location: Some(location),
            ..Self::ok(body)?
        })
    }

    /// 202 with the execution itself, and where to follow it.
    ///
    /// # Errors
    /// As [`Reply::ok`].
    pub fn accepted(execution: &Execution) -> Result<Self, Problem> {
        Ok(Self {
            status: StatusCode::ACCEPTED,
            location: Some(format!("/api/v1/executions/{}", execution.id)),
            ..Self::ok(execution)?
        })
    }

    /// Written in the reader's language: another language is another representation, with a tag of its own.
    #[must_use]
    pub fn spoken(mut self, locale: Locale) -> Self {
        self.locale = Some(locale);
        self
    }

    /// With the tag of this version, where there is one.
    #[must_use]
    pub fn tagged(mut self, version: impl Into<Option<DateTime<Utc>>>) -> Self {
        self.etag = version.into().map(etag);
        self
    }
}

impl Reply {
    /// With the tag of this version as it is shown, for what shows others' rows with its own.
    #[must_use]
    pub fn composed(mut self, version: DateTime<Utc>) -> Self {
        self.etag = Some(composed_tag(version, &self.body));
        self
    }

    /// With a tag of its content, for what has no version of its own.
    #[must_use]
    pub fn tagged_by_content(mut self) -> Self {
        self.etag = Some(content_tag(&self.body));
        self
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = json(self.body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        if let Some(location) = self.location.and_then(|l| HeaderValue::try_from(l).ok()) {
            headers.insert(header::LOCATION, location);
        }
        if let Some(etag) = self.etag {
            headers.insert(header::ETAG, etag);
        }
        if let Some(locale) = self.locale {
            say_language(headers, locale);
        }
        response
    }
}

/// Says which language an answer is in, and that another reader gets it in another.
pub fn say_language(headers: &mut HeaderMap, locale: Locale) {
    headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(locale.tag()));
    headers.append(header::VARY, HeaderValue::from_static("accept-language"));
}

/// 200 with a body that is JSON already.
fn json(body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// A page of a list: a bare array, its total in `X-Total-Count`, its neighbours in `Link` (RFC 8288).
///
/// # Errors
/// As [`Reply::ok`].
pub fn listing(rows: &[impl Serialize], total: i64, page: Page, uri: &axum::http::Uri) -> Result<Response, Problem> {
    let has_next = page.offset + page.limit < total;
    let body = serde_json::to_vec(rows).map_err(Problem::internal)?;
    page_of(body, total, page, uri, has_next.then(String::new))
}

/// The same for a list that is short and was read whole.
///
/// # Errors
/// As [`Reply::ok`].
pub fn short_listing(rows: &[impl Serialize], page: Page, uri: &axum::http::Uri) -> Result<Response, Problem> {
    let total = i64::try_from(rows.len()).map_err(Problem::internal)?;
    let from = usize::try_from(page.offset).unwrap_or(usize::MAX).min(rows.len());
    let limit = usize::try_from(page.limit).unwrap_or(usize::MAX);
    let to = from.saturating_add(limit).min(rows.len());
    listing(&rows[from..to], total, page, uri)
}

/// The same for what belongs to an entity and is of its version.
///
/// # Errors
/// As [`Reply::ok`].
pub fn short_listing_of(
    version: Option<DateTime<Utc>>,
    rows: &[impl Serialize],
    page: Page,
    uri: &axum::http::Uri,
) -> Result<Response, Problem> {
    let mut response = short_listing(rows, page, uri)?;
    if let Some(version) = version {
        response.headers_mut().insert(header::ETAG, etag(version));
    }
    Ok(response)
}

/// The same for a list to which rows are added all the time: the next page begins after this one's last row (`after`), so that it neither
/// repeats nor misses one, whatever was written, committed late or removed meanwhile.
///
/// # Errors
/// As [`Reply::ok`].
pub fn growing_listing(
    listed: &Listed<impl Serialize>,
    page: Page,
    key: impl SortKey,
    uri: &axum::http::Uri,
) -> Result<Response, Problem> {
    let last = listed.rows.last().filter(|_| listed.more);
    let last = last.map(serde_json::to_value).transpose().map_err(Problem::internal)?;
    let body = serde_json::to_vec(&listed.rows).map_err(Problem::internal)?;
    page_of(body, listed.total, page, uri, last.map(|row| after(&row, key)))
}

/// [`growing_listing`] of a page that is JSON already.
///
/// # Errors
/// As [`Reply::ok`].
pub fn json_listing<T>(
    listed: JsonPage<T>,
    page: Page,
    key: impl SortKey,
    uri: &axum::http::Uri,
) -> Result<Response, Problem> {
    let next = listed.last.map(|row| after(&row, key));
    page_of(listed.rows, listed.total, page, uri, next)
}

/// The parameter that says where the page after this row begins.
fn after(row: &Value, key: impl SortKey) -> String {
    let mut place = row["id"].to_string();
    if key.kind() != SortType::Id {
        place.extend([":", key.name()]);
        match &row[key.name()] {
            Value::Null => {}
            Value::String(text) => place.extend([":", text]),
            other => place.extend([":", &other.to_string()]),
        }
    }
    format!("&after={}", encode(&place))
}

/// The place after which a page begins, in a list sorted by this.
///
/// # Errors
/// 422: it is of a list in another order.
pub fn cursor(after: Option<After>, key: impl SortKey) -> Result<Option<Cursor>, Problem> {
    let cursor = after.map(|after| after.cursor(key)).transpose();
    cursor.map_err(|kind| Problem::Invalid(Part::Query, Faults::one("after", kind)))
}

/// `next`: what the link to the next page has behind limit and offset; none without such a page.
fn page_of(
    body: impl Into<Body>,
    total: i64,
    page: Page,
    uri: &axum::http::Uri,
    next: Option<String>,
) -> Result<Response, Problem> {
    let mut response = json(body);
    let headers = response.headers_mut();
    headers.insert("x-total-count", HeaderValue::from(total));
    let links = links(total, page, uri, next);
    if let Ok(value) = HeaderValue::try_from(links)
        && !value.is_empty()
    {
        headers.insert(header::LINK, value);
    }
    Ok(response)
}

fn links(total: i64, page: Page, uri: &axum::http::Uri, next: Option<String>) -> String {
    let mut links = String::new();
    let mut link = |rel: &str, offset: i64, more: &str| {
        let separator = if links.is_empty() { "<" } else { ", <" };
        links.extend([separator, uri.path(), "?"]);
        for pair in kept(uri.query().unwrap_or_default()) {
            links.extend([pair, "&"]);
        }
        // Writing to a String does not fail.
        let _ = write!(links, "limit={}&offset={offset}{more}>; rel=\"{rel}\"", page.limit);
    };
    if page.offset > 0 {
        link("first", 0, "");
        link("prev", (page.offset - page.limit).max(0), "");
    }
    if let Some(more) = next {
        link("next", page.offset + page.limit, &more);
        link("last", (total - 1).max(0) / page.limit * page.limit, "");
    }
    links
}

/// The query's parameters that do not say where a page begins, as the client encoded them.
fn kept(query: &str) -> impl Iterator<Item = &str> {
    let names_a_page =
        |pair: &str| ["limit", "offset", "skip", "after"].contains(&pair.split('=').next().unwrap_or_default());
    query
        .split('&')
        .filter(move |pair| !pair.is_empty() && !names_a_page(pair))
}

/// Percent-encoded, for a query.
fn encode(text: &str) -> String {
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut encoded, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
                encoded.push(char::from(byte));
            } else {
                // Writing to a String does not fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
            encoded
        })
}

/// A list by cursor: the next page's cursor in `X-Next-Cursor` and `Link`.
///
/// # Errors
/// As [`Reply::ok`].
pub fn cursor_listing(
    rows: &[impl Serialize],
    next: Option<String>,
    uri: &axum::http::Uri,
) -> Result<Response, Problem> {
    let mut response = Reply::ok(&rows)?.into_response();
    if let Some(next) = next {
        let query = uri.query().unwrap_or_default();
        let kept = query.split('&').filter(|p| !p.is_empty() && !p.starts_with("cursor="));
        let query: Vec<&str> = kept.collect();
        let separator = if query.is_empty() { "" } else { "&" };
        let link = format!(
            "<{}?{}{separator}cursor={next}>; rel=\"next\"",
            uri.path(),
            query.join("&")
        );
        let headers = response.headers_mut();
        headers.insert("x-next-cursor", HeaderValue::try_from(next).map_err(Problem::internal)?);
        headers.insert(header::LINK, HeaderValue::try_from(link).map_err(Problem::internal)?);
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_the_filters_and_name_the_neighbours() {
        let uri = "/api/v1/skills?q=c%2B%2B&skip=20&limit=10".parse().unwrap();
        let page = Page { limit: 10, offset: 20 };
        let all = links(45, page, &uri, Some(format!("&after={}", encode("7:é b"))));
        for expected in [
            "</api/v1/skills?q=c%2B%2B&limit=10&offset=0>; rel=\"first\"",
            "offset=10>; rel=\"prev\"",
            "offset=30&after=7:%C3%A9%20b>; rel=\"next\"",
            "offset=40>; rel=\"last\"",
        ] {
            assert!(all.contains(expected), "{expected} in {all}");
        }
        assert_eq!(links(5, Page::default(), &uri, None), "");
    }
}
