//! What a list of consultants is filtered by.

use super::super::domain::ConsultantStatus;
use crate::{
    db::search::{push_contains, push_has_word, words},
    directory::skills::queries::{push_has_skills, push_owners_of_skills_like},
    kernel::{Choice, CompanyId},
};
use chrono::NaiveDate;
use sqlx::{Postgres, QueryBuilder};

/// What [`list`](super::list) filters by; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// In one of these states; any when empty.
    pub status: Vec<ConsultantStatus>,
    /// Has all of these, by id, name or alias.
    pub skills: Vec<String>,
    /// Experience of at least so many years.
    pub min_years: Option<f64>,
    /// Free on this day or later.
    pub available_from: Option<NaiveDate>,
    /// Free on this day or earlier.
    pub available_to: Option<NaiveDate>,
    /// Part of the location.
    pub location: Option<String>,
    /// Works from afar, or does not.
    pub remote: Option<bool>,
    /// In name, title, bio or a skill; every word must be found, small typos are forgiven.
    pub q: Option<String>,
    /// Those that are archived, instead of those that are not.
    pub archived: bool,
}

/// Restricts consultants `c` to those that the filter lets through.
pub(super) fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter {
        company_id,
        status,
        skills,
        min_years,
        available_from,
        available_to,
        location,
        remote,
        q,
        archived,
    } = filter;
    query.push(if *archived {
        " AND c.archived_at IS NOT NULL"
    } else {
        " AND c.archived_at IS NULL"
    });
    if let Some(company) = company_id {
        query.push(" AND c.company_id = ").push_bind(*company);
    }
    if !status.is_empty() {
        let names: Vec<&'static str> = status.iter().map(|s| s.name()).collect();
        query.push(" AND c.status = ANY(").push_bind(names).push(")");
    }
    push_has_skills(query, "consultant_skills", "consultant_id", "c.id", skills);
    if let Some(years) = min_years {
        query.push(" AND c.years_experience >= ").push_bind(*years);
    }
    if available_from.is_some() || available_to.is_some() {
        // Who is available and names no day is so today. Two conditions, each with the index on the day.
        query.push(" AND ((true");
        push_between(query, "c.availability_date", *available_from, *available_to);
        query.push(") OR (c.availability_date IS NULL AND c.status = 'available'");
        push_between(query, "current_date", *available_from, *available_to);
        query.push("))");
    }
    if let Some(place) = location {
        push_contains(query, "c.location", place);
    }
    if let Some(remote) = remote {
        query.push(" AND c.remote_work = ").push_bind(*remote);
    }
    for word in q.iter().flat_map(|q| words(q)) {
        query.push(" AND c.id IN (SELECT y.id FROM consultants y WHERE ");
        push_has_word(query, "y.search", word);
        query.push(" UNION ALL ");
        push_owners_of_skills_like(query, "consultant_skills", "consultant_id", word);
        query.push(")");
    }
}

fn push_between(query: &mut QueryBuilder<Postgres>, day: &'static str, from: Option<NaiveDate>, to: Option<NaiveDate>) {
    for (compared, bound) in [(">=", from), ("<=", to)] {
        if let Some(bound) = bound {
            query.push(format_args!(" AND {day} {compared} ")).push_bind(bound);
        }
    }
}
