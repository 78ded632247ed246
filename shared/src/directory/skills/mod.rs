//! The catalogue of skills: one name per skill, whatever the case and accents, and the other words for it in French and English.
//!
//! Owns: skills

pub mod domain;
pub mod queries;
mod store;
pub mod usecases;
