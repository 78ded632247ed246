//! Lists of matches in the reader's language, kept for a short time.

use crate::{
    cached::cached,
    extract::Auth,
    problem::Problem,
    reply::{growing_listing, say_language},
    state::App,
};
use axum::{http::Uri, response::Response};
use shared::{
    cache::Space,
    kernel::{Cursor, Grant, Listed, Locale, Page, Sort, permissions::MatchRead},
    staffing::matches::queries::{self, Filter, Match, SortKey},
};

/// Which matches, in which order, from where on.
pub(super) struct Wanted {
    pub filter: Filter,
    pub sort: Option<Sort<SortKey>>,
    pub after: Option<Cursor>,
    pub page: Page,
}

/// A page of a list.
pub(super) async fn list(
    app: &App,
    auth: Auth,
    locale: Locale,
    uri: &Uri,
    wanted: Wanted,
) -> Result<Response, Problem> {
    let Wanted {
        filter,
        sort,
        after,
        page,
    } = wanted;
    let key = sort.map_or(SortKey::Score, |sort| sort.key);
    let grant = auth.grant()?;
    let make = async {
        let listed = queries::list(app.db.pool(), grant, &filter, sort, after.as_ref(), page).await?;
        say(listed, locale, |listed| growing_listing(listed, page, key, uri))
    };
    kept(app, auth, grant, locale, uri, make).await
}

/// The answer of `write` with each match said, and which language that is.
pub(super) fn say(
    mut listed: Listed<Match>,
    locale: Locale,
    write: impl FnOnce(&Listed<Match>) -> Result<Response, Problem>,
) -> Result<Response, Problem> {
    for found in &mut listed.rows {
        found.speak(locale)?;
    }
    let mut answer = write(&listed)?;
    say_language(answer.headers_mut(), locale);
    Ok(answer)
}

/// The kept answer to whoever has this scope and reads this language, else the made one.
pub(super) async fn kept(
    app: &App,
    auth: Auth,
    grant: Grant<MatchRead>,
    locale: Locale,
    uri: &Uri,
    make: impl Future<Output = Result<Response, Problem>>,
) -> Result<Response, Problem> {
    cached(app, Space::Matches, auth, (grant.scope(), Some(locale)), uri, make).await
}
