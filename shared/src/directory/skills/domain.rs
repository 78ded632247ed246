//! What a skill is, and how well one has it.

use crate::{choice, kernel::Line};

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
#[derive(Debug)]
pub struct NewSkill {
    /// Unique, whatever the case and accents.
    pub name: Line<100>,
    /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
    pub category: Line<50>,
    /// What it is.
    pub description: Option<Line<500>>,
    /// Other words for it.
    pub aliases: Vec<Line<100>>,
}
