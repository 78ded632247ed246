//! The shapes of the seed files. References between them: companies by `key`, users by address, skills by name.

use serde::{Deserialize, de::DeserializeOwned};
use std::path::Path;

/// Why a file was not loaded.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {reason}")]
pub struct FileError {
    /// Its name.
    pub file: String,
    /// What is wrong with it.
    pub reason: String,
}

/// Reads a file of the folder.
pub(super) fn read<T: DeserializeOwned>(dir: &Path, name: &str) -> Result<T, FileError> {
    let error = |reason: String| FileError {
        file: name.to_owned(),
        reason,
    };
    let text = std::fs::read_to_string(dir.join(name)).map_err(|e| error(e.to_string()))?;
    serde_json::from_str(&text).map_err(|e| error(e.to_string()))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Companies {
    pub companies: Vec<Company>,
    pub partnerships: Vec<Partnership>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    pub key: String,
    pub name: String,
    pub description: Option<String>,
    pub website: Option<String>,
    pub address: Option<String>,
    pub is_esn: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Partnership {
    pub initiator: String,
    pub partner: String,
    pub status: String,
    pub start_date: Option<chrono::NaiveDate>,
    pub end_date: Option<chrono::NaiveDate>,
    pub terms: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct User {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub role: crate::kernel::Role,
    pub company: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Skill {
    pub name: String,
    pub category: String,
    pub description: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Consultant {
    pub company: String,
    pub user: Option<String>,
    pub first_name: String,
    pub last_name: String,
    pub title: String,
    pub bio: Option<String>,
    pub years_experience: Option<f64>,
    pub daily_rate: Option<f64>,
    pub availability_date: Option<chrono::NaiveDate>,
    pub status: Option<String>,
    pub location: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    #[serde(default)]
    pub remote_work: bool,
    pub max_travel_distance: Option<i64>,
    pub linkedin_url: Option<String>,
    pub github_url: Option<String>,
    #[serde(default)]
    pub skills: Vec<ConsultantSkill>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConsultantSkill {
    pub skill: String,
    pub proficiency_level: String,
    pub years_experience: Option<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tender {
    pub company: String,
    pub title: String,
    pub client_name: Option<String>,
    pub description: Option<String>,
    pub start_date: Option<chrono::NaiveDate>,
    pub end_date: Option<chrono::NaiveDate>,
    pub location: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    #[serde(default)]
    pub remote_allowed: bool,
    pub min_years_experience: Option<f64>,
    pub status: Option<String>,
    pub budget_min: Option<f64>,
    pub budget_max: Option<f64>,
    pub required_consultants: Option<i64>,
    #[serde(default)]
    pub skills: Vec<TenderSkill>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TenderSkill {
    pub skill: String,
    pub importance: String,
    pub min_level: Option<String>,
}
