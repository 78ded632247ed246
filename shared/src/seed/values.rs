//! Raw values of the seed files to values that are right by construction.

use super::files;
use crate::{
    directory::consultants::domain::{ProfileChanges, SkillEntry},
    kernel::{
        Change, Choice, Currency, FaultKind, Faults, Latitude, Line, Longitude, Prose, Rate, SkillId, UserId,
        WebAddress, Whole, Years,
    },
    staffing::tenders::domain::{Requirement, TermsChanges},
};
use std::collections::HashMap;

/// Skills by name.
pub(super) type SkillIds = HashMap<String, SkillId>;

/// Collects the faults of one record.
#[derive(Debug, Default)]
pub(super) struct Reader(pub Faults);

impl Reader {
    pub(super) fn need<T>(&mut self, field: &str, value: Result<T, FaultKind>) -> Option<T> {
        value.map_err(|kind| self.0.add(field, kind)).ok()
    }

    pub(super) fn maybe<R, T>(
        &mut self,
        field: &str,
        raw: Option<R>,
        parse: impl Fn(R) -> Result<T, FaultKind>,
    ) -> Option<T> {
        raw.and_then(|raw| self.need(field, parse(raw)))
    }

    fn change<R, T>(&mut self, field: &str, raw: Option<R>, parse: impl Fn(R) -> Result<T, FaultKind>) -> Change<T> {
        self.maybe(field, raw, parse).map_or(Change::Keep, Change::Set)
    }
}

pub(super) fn named<T: Choice>(name: impl AsRef<str>) -> Result<T, FaultKind> {
    T::named(name.as_ref()).ok_or(FaultKind::NotOneOf(T::NAMES))
}

pub(super) fn line<const MAX: usize>(text: impl AsRef<str>) -> Result<Line<MAX>, FaultKind> {
    Line::parse(text.as_ref())
}

pub(super) fn prose<const MAX: usize>(text: impl AsRef<str>) -> Result<Prose<MAX>, FaultKind> {
    Prose::parse(text.as_ref())
}

pub(super) fn link(text: impl AsRef<str>) -> Result<WebAddress, FaultKind> {
    WebAddress::parse(text.as_ref())
}

fn skill(ids: &SkillIds, name: &str) -> Result<SkillId, FaultKind> {
    ids.get(name).copied().ok_or(FaultKind::NoSuch)
}

pub(super) fn profile(
    r: &mut Reader,
    raw: &files::Consultant,
    user_id: Option<UserId>,
    currency: &Currency,
) -> ProfileChanges {
    ProfileChanges {
        user_id: user_id.map_or(Change::Keep, Change::Set),
        first_name: r.change("first_name", Some(&raw.first_name), line),
        last_name: r.change("last_name", Some(&raw.last_name), line),
        title: r.change("title", Some(&raw.title), line),
        bio: r.change("bio", raw.bio.as_ref(), prose),
        years_experience: r.change("years_experience", raw.years_experience, Years::parse),
        daily_rate: r.change("daily_rate", raw.daily_rate, Rate::from_units),
        currency: Change::Set(currency.clone()),
        availability_date: raw.availability_date.map_or(Change::Keep, Change::Set),
        status: r.change("status", raw.status.as_ref(), named),
        location: r.change("location", raw.location.as_ref(), line),
        latitude: r.change("latitude", raw.latitude, Latitude::parse),
        longitude: r.change("longitude", raw.longitude, Longitude::parse),
        remote_work: Change::Set(raw.remote_work),
        max_travel_distance: r.change("max_travel_distance", raw.max_travel_distance, Whole::parse),
        linkedin_url: r.change("linkedin_url", raw.linkedin_url.as_ref(), link),
        github_url: r.change("github_url", raw.github_url.as_ref(), link),
        ..ProfileChanges::default()
    }
}

pub(super) fn entries(r: &mut Reader, raw: &[files::ConsultantSkill], ids: &SkillIds) -> Vec<(SkillId, SkillEntry)> {
    let mut entries = Vec::with_capacity(raw.len());
    for s in raw {
        let level = r.need("skills/proficiency_level", named(&s.proficiency_level));
        let years_experience = r.maybe("skills/years_experience", s.years_experience, Years::parse);
        if let Some((id, proficiency_level)) = r.need(&format!("skills/{}", s.skill), skill(ids, &s.skill)).zip(level) {
            let entry = SkillEntry {
                proficiency_level,
                years_experience,
                details: None,
            };
            entries.push((id, entry));
        }
    }
    entries
}

pub(super) fn terms(r: &mut Reader, raw: &files::Tender, currency: &Currency) -> TermsChanges {
    TermsChanges {
        title: r.change("title", Some(&raw.title), line),
        client_name: r.change("client_name", raw.client_name.as_ref(), line),
        description: r.change("description", raw.description.as_ref(), prose),
        start_date: raw.start_date.map_or(Change::Keep, Change::Set),
        end_date: raw.end_date.map_or(Change::Keep, Change::Set),
        location: r.change("location", raw.location.as_ref(), line),
        latitude: r.change("latitude", raw.latitude, Latitude::parse),
        longitude: r.change("longitude", raw.longitude, Longitude::parse),
        remote_allowed: Change::Set(raw.remote_allowed),
        min_years_experience: r.change("min_years_experience", raw.min_years_experience, Years::parse),
        status: r.change("status", raw.status.as_ref(), named),
        budget_min: r.change("budget_min", raw.budget_min, Rate::from_units),
        budget_max: r.change("budget_max", raw.budget_max, Rate::from_units),
        currency: Change::Set(currency.clone()),
        required_consultants: r.change("required_consultants", raw.required_consultants, Whole::parse),
    }
}

pub(super) fn requirements(r: &mut Reader, raw: &[files::TenderSkill], ids: &SkillIds) -> Vec<(SkillId, Requirement)> {
    let mut requirements = Vec::with_capacity(raw.len());
    for s in raw {
        let importance = r.need("skills/importance", named(&s.importance));
        let min_level = r.maybe("skills/min_level", s.min_level.as_ref(), named);
        if let Some((id, importance)) = r
            .need(&format!("skills/{}", s.skill), skill(ids, &s.skill))
            .zip(importance)
        {
            let requirement = Requirement {
                importance,
                min_level,
                details: None,
            };
            requirements.push((id, requirement));
        }
    }
    requirements
}
