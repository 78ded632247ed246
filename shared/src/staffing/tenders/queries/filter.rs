//! What a list of tenders is filtered by.

use super::super::domain::TenderStatus;
use crate::{
    db::search::{push_contains, push_has_word, words},
    directory::skills::queries::{push_has_skills, push_owners_of_skills_like},
    kernel::{Choice, CompanyId},
};
use sqlx::{Postgres, QueryBuilder};

/// What [`list`](super::list) filters by; everything that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this company.
    pub company_id: Option<CompanyId>,
    /// In one of these states; any when empty.
    pub status: Vec<TenderStatus>,
    /// Asks for all of these, by id, name or alias.
    pub skills: Vec<String>,
    /// Part of the location.
    pub location: Option<String>,
    /// May be done from afar, or may not.
    pub remote: Option<bool>,
    /// In title, description, client's name or a skill; every word must be found, small typos are forgiven.
    pub q: Option<String>,
    /// Those that are archived, instead of those that are not.
    pub archived: bool,
}

/// Restricts tenders `t` to those that the filter lets through.
pub(super) fn push_filter(query: &mut QueryBuilder<Postgres>, filter: &Filter) {
    let Filter {
        company_id,
        status,
        skills,
        location,
        remote,
        q,
        archived,
    } = filter;
    query.push(if *archived {
        " AND t.archived_at IS NOT NULL"
    } else {
        " AND t.archived_at IS NULL"
    });
    if let Some(company) = company_id {
        query.push(" AND t.company_id = ").push_bind(*company);
    }
    if !status.is_empty() {
        let names: Vec<&'static str> = status.iter().map(|s| s.name()).collect();
        query.push(" AND t.status = ANY(").push_bind(names).push(")");
    }
    push_has_skills(query, "tender_skills", "tender_id", "t.id", skills);
    if let Some(place) = location {
        push_contains(query, "t.location", place);
    }
    if let Some(remote) = remote {
        query.push(" AND t.remote_allowed = ").push_bind(*remote);
    }
    for word in q.iter().flat_map(|q| words(q)) {
        query.push(" AND t.id IN (SELECT y.id FROM tenders y WHERE ");
        push_has_word(query, "y.search", word);
        query.push(" UNION ALL ");
        push_owners_of_skills_like(query, "tender_skills", "tender_id", word);
        query.push(")");
    }
}
