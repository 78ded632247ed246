//! What a schedule is made of.

use crate::choice;
use std::{fmt, str::FromStr};

choice! {
    /// What becomes of due times that nobody was there for.
    pub enum CatchUp {
        /// They are left out; the next one is the next.
        Skip = "skip",
        /// The latest of them is run once.
        Latest = "latest",
        /// Each of them is run, oldest first.
        All = "all",
    }
}

/// A crontab line of five fields (minute, hour, day of month, month, day of week by name).
#[derive(Debug, Clone)]
pub struct Cron {
    text: String,
    schedule: cron::Schedule,
    every_hour: bool,
}

/// Why a line is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronFault {
    /// Too few or too many.
    #[error("it has {0} fields, and a line has five: minute hour day month weekday, such as `30 2 * * MON-FRI`")]
    Fields(usize),
    /// 0, 1 and 7 mean different days to different programs.
    #[error("name the days of the week (MON-FRI, SUN): their numbers mean different days to different programs")]
    Weekday,
    /// A field is wrong.
    #[error("{0}")]
    Field(String),
    /// Not in the IANA database.
    #[error("there is no time zone `{0}`; the names are those of IANA, such as Europe/Paris")]
    Zone(String),
}

impl Cron {
    /// Parses a line.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Self, CronFault> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [_, hour, _, _, weekday] = fields[..] else {
            return Err(CronFault::Fields(fields.len()));
        };
        if weekday.contains(|c: char| c.is_ascii_digit()) {
            return Err(CronFault::Weekday);
        }
        let line = fields.join(" ");
        let schedule = cron::Schedule::from_str(&format!("0 {line}")).map_err(|e| CronFault::Field(e.to_string()))?;
        Ok(Self {
            every_hour: hour.starts_with('*'),
            text: line,
            schedule,
        })
    }

    /// The line, its fields one space apart.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn schedule(&self) -> &cron::Schedule {
        &self.schedule
    }

    /// Its hour is `*` or `*/n`.
    pub(super) fn runs_every_hour(&self) -> bool {
        self.every_hour
    }
}

/// A time zone of the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(pub(super) chrono_tz::Tz);

impl Zone {
    /// By name.
    ///
    /// # Errors
    /// There is none of this name.
    pub fn parse(name: &str) -> Result<Self, CronFault> {
        name.parse().map(Self).map_err(|_| CronFault::Zone(name.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}
