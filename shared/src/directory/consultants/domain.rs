//! What a consultant is, and how it changes.

use crate::{
    choice,
    directory::skills::domain::Level,
    fields,
    kernel::{
        Currency, FaultKind, Faults, Latitude, Line, Longitude, Prose, Rate, Role, Rules, SkillId, UserId, WebAddress,
        Whole, Years,
    },
};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

choice! {
    /// Whether a consultant can be staffed.
    pub enum ConsultantStatus {
        /// From its availability date on, or now.
        Available = "available",
        /// Works for a client.
        OnMission = "on_mission",
        /// Not to be staffed.
        Unavailable = "unavailable",
        /// Leaves the company.
        Leaving = "leaving",
    }
}

/// What stands for a title until somebody or a CV gives one.
pub const NEUTRAL_TITLE: &str = "Consultant";

fields! {
    /// Everything that may be written of a consultant.
    pub struct Profile, ProfileChanges {
        /// Its log-in.
        user_id: may UserId,
        /// Given name.
        first_name: may Line<100>,
        /// Family name.
        last_name: may Line<100>,
        /// What it is, in a line.
        title: must Line<200>,
        /// Who it is, in paragraphs.
        bio: may Prose<5000>,
        /// In all.
        years_experience: may Years,
        /// Per hour.
        hourly_rate: may Rate,
        /// Per day.
        daily_rate: may Rate,
        /// Of the rates.
        currency: must Currency,
        /// Free from.
        availability_date: may NaiveDate,
        /// Can it be staffed.
        status: must ConsultantStatus = ConsultantStatus::Available,
        /// Where it lives: a city, as written.
        location: may Line<200>,
        /// Degrees north; only with the longitude.
        latitude: may Latitude,
        /// Degrees east; only with the latitude.
        longitude: may Longitude,
        /// Works from afar.
        remote_work: must bool = false,
        /// Kilometres.
        max_travel_distance: may Whole<0, 40_000>,
        /// A CV elsewhere.
        cv_url: may WebAddress,
        /// A LinkedIn page.
        linkedin_url: may WebAddress,
        /// A GitHub page.
        github_url: may WebAddress,
        /// A portrait.
        photo_url: may WebAddress,
    }
}

impl Rules for Profile {
    fn check(&self, faults: &mut Faults) {
        faults.check_place(self.latitude, self.longitude);
    }
}

impl ProfileChanges {
    /// What is not this role's to set: a consultant leaves its status, rates and log-in to its manager.
    #[must_use]
    pub fn not_allowed_to(&self, role: Role) -> Faults {
        let mut faults = Faults::default();
        if role == Role::Consultant {
            let named = [
                ("user_id", self.user_id.is_given()),
                ("status", self.status.is_given()),
                ("hourly_rate", self.hourly_rate.is_given()),
                ("daily_rate", self.daily_rate.is_given()),
                ("currency", self.currency.is_given()),
            ];
            for (field, _) in named.into_iter().filter(|(_, given)| *given) {
                faults.add(field, FaultKind::NotYours);
            }
        }
        faults
    }
}

impl Profile {
    /// Fills what is empty from a CV, and says what it filled. What a person wrote stays; only [`NEUTRAL_TITLE`] counts as empty.
    /// What a CV says badly (too long, not an address) is left out. A name is one thing: where a part of it stands that is not the CV's, the
    /// rest may be of somebody else, and stays empty.
    pub fn fill(&mut self, facts: &CvFacts) -> Vec<&'static str> {
        fn put<T>(field: &mut Option<T>, name: &'static str, found: Option<T>, filled: &mut Vec<&'static str>) {
            if field.is_none() && found.is_some() {
                *field = found;
                filled.push(name);
            }
        }
        let mut filled = Vec::new();
        let line = |text: &Option<String>| text.as_deref().and_then(|t| Line::parse(t).ok());
        let link = |text: &Option<String>| text.as_deref().and_then(|t| WebAddress::parse(t).ok());
        let (first, last) = (line(&facts.first_name), line(&facts.last_name));
        let is_whole = first.is_some() == facts.first_name.is_some() && last.is_some() == facts.last_name.is_some();
        let agrees = |written: &Option<Line<100>>, found: &Option<Line<100>>| match (written, found) {
            (None, _) => true,
            (Some(written), Some(found)) => same_name(written.as_str(), found.as_str()),
            (Some(_), None) => false,
        };
        if is_whole && agrees(&self.first_name, &first) && agrees(&self.last_name, &last) {
            put(&mut self.first_name, "first_name", first, &mut filled);
            put(&mut self.last_name, "last_name", last, &mut filled);
        }
        if self.title.as_str() == NEUTRAL_TITLE
            && let Some(title) = facts.title.as_deref().and_then(|t| Line::parse(t).ok())
            && title != self.title
        {
            self.title = title;
            filled.push("title");
        }
        let bio = facts.bio.as_deref().and_then(|t| Prose::parse(t).ok());
        put(&mut self.bio, "bio", bio, &mut filled);
        let years = facts.years_experience.and_then(|y| Years::parse(y).ok());
        put(&mut self.years_experience, "years_experience", years, &mut filled);
        let location = facts.location.as_deref().and_then(|t| Line::parse(t).ok());
        put(&mut self.location, "location", location, &mut filled);
        put(
            &mut self.linkedin_url,
            "linkedin_url",
            link(&facts.linkedin_url),
            &mut filled,
        );
        put(&mut self.github_url, "github_url", link(&facts.github_url), &mut filled);
        filled
    }
}

/// The same name, whatever its case, accents, hyphens and spaces: "Jean-Marc" and "JEAN MARC".
fn same_name(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        let apart = name.nfd().filter(|c| c.is_alphanumeric());
        apart.flat_map(char::to_lowercase).collect()
    };
    letters(a) == letters(b)
}

fields! {
    /// A skill that a consultant has.
    pub struct SkillEntry, SkillEntryChanges {
        /// How well.
        proficiency_level: must Level,
        /// For how long.
        years_experience: may Years,
        /// Where and how.
        details: may Prose<500>,
    }
}

impl Rules for SkillEntry {}

/// What a CV says of its consultant, as found: nothing in it is valid by construction.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CvFacts {
    /// Given name.
    pub first_name: Option<String>,
    /// Family name.
    pub last_name: Option<String>,
    /// What it is, in a line.
    pub title: Option<String>,
    /// The summary.
    pub bio: Option<String>,
    /// In all.
    pub years_experience: Option<f64>,
    /// A city.
    pub location: Option<String>,
    /// A LinkedIn page.
    pub linkedin_url: Option<String>,
    /// A GitHub page.
    pub github_url: Option<String>,
    /// Skills of the catalogue that it names.
    pub skills: Vec<CvSkill>,
}

/// A skill of the catalogue that a CV names.
#[derive(Debug, Clone, PartialEq)]
pub struct CvSkill {
    /// Which.
    pub skill_id: SkillId,
    /// How well, by name; [`Level::Intermediate`] when it does not say.
    pub level: Option<String>,
    /// For how long.
    pub years: Option<f64>,
}

/// What a CV gave to a consultant.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Filled {
    /// Fields that were empty.
    pub fields: Vec<String>,
    /// Skills that were missing.
    pub skills: Vec<SkillId>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{Change, Written};

    fn profile(title: &str) -> Profile {
        let changes = ProfileChanges {
            title: Change::Set(Line::parse(title).unwrap()),
            currency: Change::Set(Currency::parse("EUR").unwrap()),
            ..ProfileChanges::default()
        };
        Profile::create(changes).unwrap()
    }

    #[test]
    fn a_cv_fills_what_is_empty_and_nothing_else() {
        let mut profile = profile(NEUTRAL_TITLE);
        profile.location = Line::parse("Nantes").ok();
        let facts = CvFacts {
            first_name: Some("Amélie".into()),
            title: Some("Ingénieure DevOps".into()),
            location: Some("Lyon".into()),
            years_experience: Some(900.0),
            github_url: Some("javascript:alert(1)".into()),
            ..CvFacts::default()
        };
        assert_eq!(profile.fill(&facts), ["first_name", "title"]);
        assert_eq!(profile.location.as_ref().map(Line::as_str), Some("Nantes"));
        assert_eq!(profile.fill(&facts), [""; 0], "a second time fills nothing");
    }

    #[test]
    fn a_name_is_filled_whole_or_not_at_all() {
        let filled = |written: (Option<&str>, Option<&str>), found: (Option<&str>, Option<&str>)| {
            let mut profile = profile("Engineer");
            let line = |text: Option<&str>| text.and_then(|t| Line::parse(t).ok());
            (profile.first_name, profile.last_name) = (line(written.0), line(written.1));
            let facts = CvFacts {
                first_name: found.0.map(str::to_owned),
                last_name: found.1.map(str::to_owned),
                ..CvFacts::default()
            };
            profile.fill(&facts);
            let name = (profile.first_name, profile.last_name);
            let text = |part: Option<Line<100>>| part.map_or(String::new(), |part| part.as_str().to_owned());
            (text(name.0), text(name.1))
        };
        let pair = |first: &str, last: &str| (first.to_owned(), last.to_owned());
        let cv = (Some("Jean-Marc"), Some("DUPONT"));
        assert_eq!(filled((None, None), cv), pair("Jean-Marc", "DUPONT"));
        assert_eq!(
            filled((Some("Jean Marc"), None), cv),
            pair("Jean Marc", "DUPONT"),
            "the same person"
        );
        assert_eq!(filled((None, Some("Dupônt")), cv), pair("Jean-Marc", "Dupônt"));
        assert_eq!(filled((Some("Anne"), None), cv), pair("Anne", ""), "somebody else");
        assert_eq!(filled((None, Some("Martin")), cv), pair("", "Martin"));
        assert_eq!(filled((Some("Anne"), None), (None, Some("Madonna"))), pair("Anne", ""));
        assert_eq!(filled((None, None), (None, Some("Madonna"))), pair("", "Madonna"));
        let long = "x".repeat(200);
        assert_eq!(
            filled((None, None), (Some("Anne"), Some(&long))),
            pair("", ""),
            "a part that is no name"
        );
    }

    #[test]
    fn a_title_that_a_person_wrote_stays() {
        let mut profile = profile("Consultant Java");
        let facts = CvFacts {
            title: Some("Architecte".into()),
            ..CvFacts::default()
        };
        assert!(profile.fill(&facts).is_empty());
    }

    #[test]
    fn every_contradiction_is_named_at_once() {
        let changes = ProfileChanges {
            latitude: Change::Set(Latitude::parse(47.0).unwrap()),
            status: Change::Clear,
            currency: Change::Set(Currency::parse("EUR").unwrap()),
            ..ProfileChanges::default()
        };
        let faults = Profile::create(changes).unwrap_err();
        let fields: Vec<&str> = faults.0.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(fields, ["title", "status", "latitude"]);
    }

    #[test]
    fn a_consultant_does_not_set_its_own_rate() {
        let changes = ProfileChanges {
            daily_rate: Change::Clear,
            bio: Change::Clear,
            ..ProfileChanges::default()
        };
        let faults = changes.not_allowed_to(Role::Consultant);
        assert_eq!(faults, Faults::one("daily_rate", FaultKind::NotYours));
        assert_eq!(changes.not_allowed_to(Role::Manager), Faults::default());
    }
}
