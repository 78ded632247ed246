//! `parsed_data`: what an analysis says about a CV, under its wire names. Months travel as `YYYY-MM`, years as `YYYY`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole answer of an engine about one CV.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ParsedData {
    /// Who it is and how to reach them.
    pub personal: Personal,
    /// Headline under the name.
    pub title: Option<String>,
    /// Profile paragraph.
    pub summary: Option<String>,
    /// Skills of the skills section; without one, those that the text names.
    pub skills: Vec<Skill>,
    /// Jobs, in the document's order.
    pub experiences: Vec<Experience>,
    /// Degrees, in the document's order.
    pub educations: Vec<Education>,
    /// Spoken languages.
    pub languages: Vec<Language>,
    /// Certificates, as printed.
    pub certifications: Vec<String>,
    /// Title to offer for the profile: the headline, else the latest job.
    pub suggested_title: Option<String>,
    /// Years worked: the union of the experience intervals, overlaps counted once.
    pub suggested_years_experience: Option<f64>,
    /// ISO 639-1 code of the language that the document is written in.
    pub language: Option<String>,
    /// How sure the engine is of each field, 0 to 1; a field that was not found is absent.
    pub confidence: BTreeMap<String, f64>,
    /// Where the fields stand that carry no place of their own (`full_name`, `emails`, `phones`, `location`, `links`, `title`, `summary`,
    /// `certifications`): one place a value, in the order of the values; null where it is not printed as it is said.
    #[serde(default)]
    pub evidence: BTreeMap<String, Vec<Option<Evidence>>>,
    /// What a reader should know: hidden text, active content, pages left out.
    pub warnings: Vec<String>,
    /// Which engine answered.
    pub engine: String,
    /// Its version: the same file and version give the same answer.
    pub engine_version: String,
}

impl ParsedData {
    /// It says nothing of the person.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Personal {
            full_name,
            emails,
            phones,
            phones_e164: _,
            location,
            links,
        } = &self.personal;
        let texts = [full_name, location, &self.title, &self.summary];
        texts.into_iter().all(Option::is_none)
            && emails.is_empty()
            && phones.is_empty()
            && links.is_empty()
            && self.skills.is_empty()
            && self.experiences.is_empty()
            && self.educations.is_empty()
            && self.languages.is_empty()
            && self.certifications.is_empty()
    }
}

/// Identity and contact.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvPersonal))]
pub struct Personal {
    /// Name as printed.
    pub full_name: Option<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers as printed.
    pub phones: Vec<String>,
    /// The same numbers in E.164, in the same order; null where no numbering plan fits.
    pub phones_e164: Vec<Option<String>>,
    /// Address or town as printed.
    pub location: Option<String>,
    /// Web addresses of the person.
    pub links: Vec<Link>,
}

/// A web address and what it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvLink))]
pub struct Link {
    /// Address as printed, or as the document links to it.
    pub url: String,
    /// `linkedin`, `github`, `gitlab`, ... or `website`.
    pub kind: String,
}

/// Where in the document something was read: page and line, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvEvidence))]
pub struct Evidence {
    /// Page, from 1 (formats without pages have one).
    pub page: u32,
    /// Line in reading order on that page, from 1.
    pub line: u32,
}

/// How well a skill is mastered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvProficiency))]
#[serde(rename_all = "snake_case")]
pub enum Proficiency {
    /// Notions.
    Beginner,
    /// Works with help.
    Intermediate,
    /// Works alone.
    Advanced,
    /// Others ask them.
    Expert,
}

/// A skill, as printed and as the catalogue knows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvSkill))]
pub struct Skill {
    /// Name in the catalogue; null when no alias knows it.
    pub name: Option<String>,
    /// Text of the document.
    pub raw: String,
    /// Name of the nearest catalogue skill where no alias knows the text: an offer, never applied by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// Level, where the document says one.
    pub proficiency_level: Option<Proficiency>,
    /// Years of practice, where the document says so.
    pub years: Option<f64>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvExperience))]
pub struct Experience {
    /// Job title.
    pub title: Option<String>,
    /// The employer.
    pub company: Option<String>,
    /// The customer that the work was done for.
    pub client: Option<String>,
    /// Place.
    pub location: Option<String>,
    /// First month or year.
    pub start: Option<String>,
    /// Last month or year; null when current or unknown.
    pub end: Option<String>,
    /// True when it goes on.
    pub is_current: bool,
    /// What was done, one line a bullet.
    pub description: Option<String>,
    /// Catalogue skills that this job names.
    pub skills: Vec<String>,
    /// Where its heading stands.
    pub evidence: Option<Evidence>,
}

/// A degree or a course of study.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvEducation))]
pub struct Education {
    /// Degree.
    pub degree: Option<String>,
    /// School or university.
    pub institution: Option<String>,
    /// Place.
    pub location: Option<String>,
    /// First year.
    pub start: Option<String>,
    /// Last year.
    pub end: Option<String>,
    /// Where it stands.
    pub evidence: Option<Evidence>,
}

/// A spoken language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = CvLanguage))]
pub struct Language {
    /// ISO 639-1, or 639-3 where there is none.
    pub code: String,
    /// Name as printed.
    pub name: String,
    /// `A1` to `C2` or `native`.
    pub level: Option<String>,
    /// Where it stands.
    pub evidence: Evidence,
}
