//! What a skill is, and how well one has it.

use crate::{
    choice, fields,
    kernel::{Line, Prose, Rules},
};

choice! {
    /// How well somebody has a skill; in ascending order.
    pub enum Level {
        /// Knows of it.
        Beginner = "beginner",
        /// Works with it.
        Intermediate = "intermediate",
        /// Others ask.
        Advanced = "advanced",
        /// Decides on it.
        Expert = "expert",
    }
}

/// A skill to be added.
#[derive(Debug, Clone)]
pub struct NewSkill {
    /// Unique, whatever the case and accents.
    pub name: Line<100>,
    /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
    pub category: Line<50>,
    /// What it is.
    pub description: Option<Prose<500>>,
    /// Other words for it.
    pub aliases: Vec<Line<100>>,
}

fields! {
    /// Everything that may be written of a skill.
    pub struct Wording, WordingChanges {
        /// Unique, whatever the case and accents.
        name: must Line<100>,
        /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
        category: must Line<50>,
        /// What it is.
        description: may Prose<500>,
        /// Other words for it.
        aliases: must Vec<Line<100>> = Vec::new(),
    }
}

/// No two of its fields can contradict each other.
impl Rules for Wording {}
