//! Due times of a crontab line in a time zone, on the two odd nights of the year too.
//!
//! The rule is the one of Vixie cron, which operators know: a line with a fixed hour runs once a day, so a time that the clock skips is due
//! at the first instant after the gap, and a time that comes twice is due the first time. A line that runs in every hour follows the time
//! that passes: nothing is due inside the gap, and both passes of a repeated hour count.

use super::domain::{Cron, Zone};
use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, TimeZone, Utc};

/// Clocks are never moved further than this, so due times look at most this far around.
const LARGEST_SHIFT: Duration = Duration::hours(3);

impl Cron {
    /// The first due time after `after`; none when the line never matches again.
    #[must_use]
    pub fn next_after(&self, zone: Zone, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let each = self.schedules().iter().filter_map(|s| self.next_of(s, zone, after));
        each.min()
    }

    fn next_of(&self, schedule: &cron::Schedule, zone: Zone, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = after.with_timezone(&zone.0).naive_local();
        // Local times are walked as if they were UTC, and placed on the real time line one by one.
        let start = (local - LARGEST_SHIFT).and_utc();
        let mut best: Option<DateTime<Utc>> = None;
        for wall in schedule.after(&start) {
            let wall = wall.naive_utc();
            for instant in self.instants(zone, wall).into_iter().flatten().filter(|t| *t > after) {
                best = Some(best.map_or(instant, |b| b.min(instant)));
            }
            if best.is_some() && wall > local + LARGEST_SHIFT {
                break;
            }
        }
        best
    }

    fn instants(&self, zone: Zone, wall: NaiveDateTime) -> [Option<DateTime<Utc>>; 2] {
        match zone.0.from_local_datetime(&wall) {
            LocalResult::Single(t) => [Some(t.to_utc()), None],
            LocalResult::Ambiguous(first, second) => {
                [Some(first.to_utc()), self.runs_every_hour().then(|| second.to_utc())]
            }
            LocalResult::None if self.runs_every_hour() => [None, None],
            LocalResult::None => [end_of_gap(zone, wall), None],
        }
    }
}

fn end_of_gap(zone: Zone, wall: NaiveDateTime) -> Option<DateTime<Utc>> {
    (1..=LARGEST_SHIFT.num_minutes()).find_map(|m| {
        let later = zone.0.from_local_datetime(&(wall + Duration::minutes(m)));
        later.earliest().map(|t| t.to_utc())
    })
}

#[cfg(test)]
mod tests {
    use super::{super::domain::CronFault, *};

    fn due(line: &str, zone: &str, from: &str, count: usize) -> Vec<String> {
        let (cron, zone) = (Cron::parse(line).unwrap(), Zone::parse(zone).unwrap());
        let mut at: DateTime<Utc> = from.parse().unwrap();
        let mut found = Vec::new();
        for _ in 0..count {
            at = cron.next_after(zone, at).unwrap();
            found.push(at.format("%m-%dT%H:%M").to_string());
        }
        found
    }

    #[test]
    fn an_hour_that_is_skipped_is_due_right_after_the_gap_and_the_next_day_as_usual() {
        // Paris, 29 March 2026: 02:00 becomes 03:00 (01:00 UTC).
        let found = due("30 2 * * *", "Europe/Paris", "2026-03-27T12:00:00Z", 3);
        assert_eq!(found, ["03-28T01:30", "03-29T01:00", "03-30T00:30"]);
    }

    #[test]
    fn an_hour_that_comes_twice_is_due_once() {
        // Paris, 25 October 2026: 03:00 becomes 02:00 (01:00 UTC).
        let found = due("30 2 * * *", "Europe/Paris", "2026-10-24T12:00:00Z", 2);
        assert_eq!(found, ["10-25T00:30", "10-26T01:30"]);
    }

    #[test]
    fn a_line_of_every_hour_follows_the_time_that_passes() {
        let autumn = due("*/30 * * * *", "Europe/Paris", "2026-10-24T23:45:00Z", 6);
        assert_eq!(
            autumn,
            [
                "10-25T00:00",
                "10-25T00:30",
                "10-25T01:00",
                "10-25T01:30",
                "10-25T02:00",
                "10-25T02:30"
            ]
        );
        let spring = due("*/30 * * * *", "Europe/Paris", "2026-03-29T00:15:00Z", 3);
        assert_eq!(spring, ["03-29T00:30", "03-29T01:00", "03-29T01:30"]);
    }

    #[test]
    fn lines_are_crontab_lines_and_say_what_is_wrong_with_them() {
        assert_eq!(
            due("0 9 * * MON-FRI", "UTC", "2026-11-27T10:00:00Z", 1),
            ["11-30T09:00"]
        );
        for (line, word) in [
            ("* * *", "five"),
            ("0 0 3 * * *", "five"),
            ("0 3 * * 1", "name"),
            ("61 3 * * *", "61"),
        ] {
            let fault = Cron::parse(line).unwrap_err().to_string();
            assert!(fault.contains(word), "{line}: {fault}");
        }
        assert!(Zone::parse("Paris").is_err());
    }

    #[test]
    fn a_line_that_never_comes_is_refused() {
        for line in ["0 3 30 2 *", "0 0 30 FEB *", "0 0 31 4,6,9,11 *", "0 0 30,31 2 ?"] {
            assert_eq!(Cron::parse(line).unwrap_err(), CronFault::Never, "{line}");
        }
        for line in ["0 3 29 2 *", "0 3 31 * *", "0 3 30 2 MON"] {
            Cron::parse(line).unwrap();
        }
    }

    #[test]
    fn a_range_that_runs_backwards_is_named() {
        for (line, range) in [
            ("0 3 * * SAT-SUN", "SAT-SUN"),
            ("0 22-4 * * *", "22-4"),
            ("0 3 * 11-2 *", "11-2"),
            ("0 3 * nov-feb *", "nov-feb"),
            ("0 3 1,20-10/2 * *", "20-10/2"),
            ("50-10 3 * * MON", "50-10"),
        ] {
            assert_eq!(
                Cron::parse(line).unwrap_err(),
                CronFault::Backwards(range.to_owned()),
                "{line}"
            );
        }
        for line in [
            "0 3 * * MON-FRI",
            "0 8-18 * * SUN-SAT",
            "0 3 * JAN-MAR *",
            "*/5 3 1-31/2 * *",
        ] {
            Cron::parse(line).unwrap();
        }
    }

    #[test]
    fn day_of_month_and_weekday_are_either_as_in_a_crontab() {
        // The first and the fifteenth, and every Monday: November 2026 begins on a Sunday.
        let found = due("0 3 1,15 * MON", "UTC", "2026-10-31T12:00:00Z", 6);
        assert_eq!(
            found,
            [
                "11-01T03:00",
                "11-02T03:00",
                "11-09T03:00",
                "11-15T03:00",
                "11-16T03:00",
                "11-23T03:00"
            ]
        );
        // A field that begins with `*` restricts along: odd days that are Mondays.
        assert_eq!(
            due("0 3 */2 * MON", "UTC", "2026-11-01T12:00:00Z", 2),
            ["11-09T03:00", "11-23T03:00"]
        );
        assert_eq!(due("0 3 13 * *", "UTC", "2026-11-01T12:00:00Z", 1), ["11-13T03:00"]);
    }
}
