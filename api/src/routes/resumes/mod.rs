//! CVs.

pub mod analyses;
pub mod cv_analysis;
pub mod delete;
pub mod download;
pub mod file;
pub mod get;
pub mod latest_file;
pub mod of_consultant;
pub mod upload;
