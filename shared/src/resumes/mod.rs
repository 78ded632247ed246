//! CVs: upload, analysis, and what an analysis gives to the consultant's profile.
//!
//! ```text
//!   upload --(one transaction: resume + execution)--> cv_analysis --(one commit)--> analysis, filled profile,
//!                                                                                   index_document, match_generation
//! ```
//!
//! The file itself is opened only in the capped child process of a worker ([`cv_engine`] is what runs there); everything else reads
//! the text and `parsed_data` that the analysis stored.
//!
//! Owns: resumes, resume_analyses, loose_files

mod file_name;
mod file_type;
pub mod jobs;
pub mod loose_files;
mod not_taken;
pub mod noted;
pub mod queries;
pub mod refusals;
pub mod removal;
pub mod requests;
mod store;
pub mod suggestions;
pub mod usecases;
pub mod warnings;

/// The largest CV, in bytes.
pub const MAX_FILE_SIZE: usize = 10 * 1024 * 1024;
