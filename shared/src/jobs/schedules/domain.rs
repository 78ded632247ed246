//! What a schedule is made of.

use crate::choice;
use chrono::{DateTime, Utc};
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
///
/// As in Vixie's cron, a line that restricts both the day of the month and the day of the week is due on either; where one of the two begins
/// with `*` (`*/2` too), a day must be both.
#[derive(Debug, Clone)]
pub struct Cron {
    text: String,
    /// Due when any of these is.
    schedules: Vec<cron::Schedule>,
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
    /// A range from high to low.
    #[error(
        "`{0}` runs backwards: a range goes from low to high, such as `SAT,SUN` for SAT-SUN or `22-23,0-4` for 22-4"
    )]
    Backwards(String),
    /// There is no such day.
    #[error("it never comes: no month that it names has such a day")]
    Never,
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
        let [minute, hour, day, month, weekday] = fields[..] else {
            return Err(CronFault::Fields(fields.len()));
        };
        if weekday.contains(|c: char| c.is_ascii_digit()) {
            return Err(CronFault::Weekday);
        }
        if let Some(range) = fields.iter().find_map(|field| backwards(field)) {
            return Err(CronFault::Backwards(range.to_owned()));
        }
        let schedule = |day: &str, weekday: &str| {
            let line = format!("0 {minute} {hour} {day} {month} {weekday}");
            cron::Schedule::from_str(&line).map_err(|e| CronFault::Field(e.to_string()))
        };
        let schedules = if day.starts_with(['*', '?']) || weekday.starts_with(['*', '?']) {
            vec![schedule(day, weekday)?]
        } else {
            vec![schedule(day, "*")?, schedule("*", weekday)?]
        };
        if schedules.iter().all(|s| s.after(&EPOCH).next().is_none()) {
            return Err(CronFault::Never);
        }
        Ok(Self {
            every_hour: hour.starts_with('*'),
            text: fields.join(" "),
            schedules,
        })
    }

    /// The line, its fields one space apart.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn schedules(&self) -> &[cron::Schedule] {
        &self.schedules
    }

    /// Its hour is `*` or `*/n`.
    pub(super) fn runs_every_hour(&self) -> bool {
        self.every_hour
    }
}

/// A line that does not come within the century after this, with all its leap years, never does.
const EPOCH: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// Days and months by name, in their order.
const NAMES: [&str; 19] = [
    "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP",
    "OCT", "NOV", "DEC",
];

/// The first range of a field that goes from high to low.
fn backwards(field: &str) -> Option<&str> {
    let place = |end: &str| {
        let name = end.get(..3).unwrap_or_default();
        let named = NAMES.iter().position(|n| n.eq_ignore_ascii_case(name));
        end.parse().ok().or(named)
    };
    field.split(',').find(|item| {
        let range = item.split('/').next().and_then(|range| range.split_once('-'));
        range.is_some_and(|(from, to)| place(from).zip(place(to)).is_some_and(|(from, to)| from > to))
    })
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
