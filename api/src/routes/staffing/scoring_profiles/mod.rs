//! Scoring profiles.

pub mod preview;

use crate::{
    body,
    entity::{Amending, Listing, Making, Reading, Removing},
    extract::{body::New, query::Paged, value::Share},
    openapi::refusals::{Exists, Forbidden, Invalid, InvalidQuery, NotFound, Stale},
    problem::Problem,
    query,
    reply::Reply,
};
use axum::{http::StatusCode, response::Response};
use shared::{
    kernel::{After, ByName, CompanyId, Line, ScoringProfileId},
    staffing::{
        scoring::Weights,
        scoring_profiles::{ScoringProfiles, domain::ProfileChanges, queries::ScoringProfile},
    },
};

body! {
    /// What is said of a scoring profile: fields given are set, absent ones stay.
    pub struct ScoringProfileFields needs [name, weights] keeps [company_id, is_default, min_score] says ProfileChanges {
        /// Whose; a manager may leave it out or give its own. Never changed afterwards.
        company_id: CompanyId as owner = 1,
        /// Unique in its company, whatever the case.
        name: Line<100> = "Régie data",
        /// Counts where a request names no weights; one per company.
        is_default: bool = true,
        /// How much each criterion counts, 0 to 1; one that is not named weighs nothing.
        weights: Weights = std::collections::BTreeMap::from([("rate", 0.4), ("skills", 0.6)]),
        /// The bar; 0.6 when absent.
        min_score: Share as inner = 0.6,
    }
}

/// A new one's.
pub type NewScoringProfileFields = New<ScoringProfileFields>;

/// Make a scoring profile
///
/// A default one takes the place of the company's other default.
#[utoipa::path(
    post, path = "/scoring-profiles", operation_id = "create_scoring_profile", tag = "scoring-profiles", request_body = NewScoringProfileFields,
    responses((status = 201, description = "The scoring profile", body = ScoringProfile), Forbidden, Invalid, Exists)
)]
pub async fn create_scoring_profile(request: Making<NewScoringProfileFields>) -> Result<Response, Problem> {
    request.make_one::<ScoringProfiles>().await
}

query! {
    /// What to list.
    pub struct ScoringProfileFilter {
        /// Of this company
        company_id: Option<CompanyId>,
        /// The row after which the page begins: `Link` names it, so that pages neither repeat nor miss a row; `offset` then only counts
        after: Option<After>,
    }
}

/// List scoring profiles
///
/// Those of the caller's company, by name.
#[utoipa::path(
    get, path = "/scoring-profiles", operation_id = "list_scoring_profiles", tag = "scoring-profiles", params(Paged<ScoringProfileFilter>),
    responses((status = 200, description = "Scoring profiles", body = [ScoringProfile]), Forbidden, InvalidQuery)
)]
pub async fn list_scoring_profiles(request: Listing<ScoringProfileFilter>) -> Result<Response, Problem> {
    request
        .rows::<ScoringProfile>(ByName::Name, |filter| (filter.company_id, filter.after))
        .await
}

/// Read a scoring profile
#[utoipa::path(
    get, path = "/scoring-profiles/{id}", operation_id = "get_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")),
    responses((status = 200, description = "The scoring profile", body = ScoringProfile), Forbidden, NotFound)
)]
pub async fn get_scoring_profile(request: Reading<ScoringProfileId>) -> Result<Reply, Problem> {
    request.read::<ScoringProfiles>().await
}

/// Change a scoring profile
///
/// Fields given are set, null clears, absent ones stay. With `If-Match`, only if nobody changed it since.
#[utoipa::path(
    method(put, patch), path = "/scoring-profiles/{id}", operation_id = "put_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")), request_body = ScoringProfileFields,
    responses((status = 200, description = "The scoring profile", body = ScoringProfile), Forbidden, NotFound, Invalid, Stale, Exists)
)]
pub async fn put_scoring_profile(request: Amending<ScoringProfileId, ScoringProfileFields>) -> Result<Reply, Problem> {
    request.amend_one::<ScoringProfiles>().await
}

/// Remove a scoring profile
///
/// Matches keep the explanation that it gave them.
#[utoipa::path(
    delete, path = "/scoring-profiles/{id}", operation_id = "delete_scoring_profile", tag = "scoring-profiles",
    params(("id" = i64, Path, description = "The scoring profile")),
    responses((status = 204, description = "It is gone"), Forbidden, NotFound, Stale)
)]
pub async fn delete_scoring_profile(request: Removing<ScoringProfileId>) -> Result<StatusCode, Problem> {
    request.remove::<ScoringProfiles>().await
}
