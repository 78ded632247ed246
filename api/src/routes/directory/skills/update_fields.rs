//! The body that changes a skill.

use crate::{body, extract::value::List};
use shared::{
    directory::skills::domain::WordingChanges,
    kernel::{Line, Prose},
};

body! {
    /// What is said of a skill: fields given are set, null clears, absent ones stay.
    pub struct SkillFields keeps [name, category, aliases] says WordingChanges {
        /// Unique, whatever the case and accents.
        name: Line<100> = "Apache Pulsar",
        /// `programming`, `language`, `soft_skill`, `framework`, `cloud`, `database`, `method`, ...
        category: Line<50> = "framework",
        /// What it is.
        description: Prose<500> = "Distributed messaging and streaming",
        /// Other words for it.
        aliases: List<Line<100>> as inner = ["Pulsar"],
    }
}
