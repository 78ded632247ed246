//! The catalogue of skills: one name per skill, whatever the case and accents, and the other words for it in French and English. Each word,
//! name or alias, is one skill's alone: `skill_names` has them folded, a row each, and a trigger writes it with the skill.
//!
//! Owns: skills, skill_names

pub mod aggregate;
pub mod domain;
pub mod held;
pub mod queries;
mod store;
pub mod usecases;
