//! Availability: free from, against the tender's dates.

use super::{
    criterion::Told,
    facts::{Mission, Need, Profile},
    words::{self, left_out},
};
use crate::{directory::consultants::domain::ConsultantStatus, kernel::Words};
use chrono::NaiveDate;

/// Who is free so soon after the work should begin is as good as free in time, in days.
const GRACE_DAYS: i64 = 14;
/// From so late on, or from the tender's end on, it is worth nothing, in days.
const PATIENCE_DAYS: i64 = 90;

/// When the consultant can begin.
struct Free {
    from: NaiveDate,
    /// The last day of the mission that it waits for.
    at_work_until: Option<NaiveDate>,
}

/// From when on the consultant can begin; `None`: never, as far as is known. Work is the whole of its days, so a mission that is agreed on comes
/// first, also one that begins in the midst of them.
fn free_from(profile: &Profile, need: &Need, begins: NaiveDate) -> Result<Option<Free>, Words> {
    let said = match (profile.status, profile.available_from) {
        (ConsultantStatus::Leaving, _) | (ConsultantStatus::Unavailable, None) => return Ok(None),
        (ConsultantStatus::OnMission, None) if profile.missions.is_empty() => {
            return Err(left_out::END_OF_MISSION_UNKNOWN);
        }
        (ConsultantStatus::Available | ConsultantStatus::OnMission, None) => need.as_of,
        (_, Some(day)) => day.max(need.as_of),
    };
    let first = said.max(begins);
    let is_in_the_way = |mission: &Mission| {
        let begins_in_time = mission
            .start
            .is_none_or(|start| need.end.is_none_or(|end| start <= end));
        begins_in_time && mission.end.is_none_or(|end| end >= first)
    };
    let mut at_work_until = None;
    for mission in profile.missions.iter().filter(|mission| is_in_the_way(mission)) {
        match mission.end {
            Some(end) => at_work_until = at_work_until.max(Some(end)),
            // A day on which somebody expects it back is an end.
            None if profile
                .available_from
                .is_some_and(|day| day > mission.start.unwrap_or(need.as_of)) => {}
            None => return Err(left_out::END_OF_MISSION_UNKNOWN),
        }
    }
    let from = at_work_until.and_then(|end| end.succ_opt()).unwrap_or(said);
    Ok(Some(Free { from, at_work_until }))
}

/// The day on which the work should begin: a start that has passed counts as today.
fn begins(need: &Need) -> Result<NaiveDate, Words> {
    need.start
        .map(|start| start.max(need.as_of))
        .ok_or(left_out::NO_FIRST_DAY)
}

/// Its last day comes before the first one that is still to come: nobody can be available for what is done.
fn is_over(need: &Need, begins: NaiveDate) -> bool {
    need.end.is_some_and(|end| end < begins)
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, Words> {
    let begins = begins(need)?;
    let Some(Free { from: free, .. }) = free_from(profile, need, begins)? else {
        return Ok(0.0);
    };
    if is_over(need, begins) {
        return Ok(0.0);
    }
    if free <= begins {
        return Ok(1.0);
    }
    let late = (free - begins).num_days();
    let to_the_end = need.end.map_or(PATIENCE_DAYS, |end| (end - begins).num_days());
    let too_late = to_the_end.min(PATIENCE_DAYS);
    Ok(if late >= too_late {
        0.0
    } else if late <= GRACE_DAYS {
        1.0
    } else {
        share_left(late - GRACE_DAYS, too_late - GRACE_DAYS)
    })
}

/// What is left of so many days when some of them have passed.
fn share_left(passed: i64, all: i64) -> f64 {
    #[allow(clippy::cast_precision_loss, reason = "90 days at most")]
    let share = 1.0 - passed as f64 / all as f64;
    share
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok(begins) = begins(need) else {
        return Told::nothing();
    };
    let Ok(free) = free_from(profile, need, begins) else {
        return Told::nothing();
    };
    let reason = match free.as_ref().map(|free| free.from) {
        _ if is_over(need, begins) => words::LAST_DAY_PASSED,
        None => words::NOT_TO_BE_STAFFED,
        Some(free) if free <= begins => words::free_in_time(begins),
        Some(free) => words::free_late(free, begins),
    };
    let mut evidence = Vec::new();
    evidence.extend(profile.available_from.map(words::free_from));
    evidence.extend(free.and_then(|free| free.at_work_until).map(words::at_work_until));
    evidence.extend(need.start.map(words::starts));
    evidence.extend(need.end.map(words::ends));
    Told { reason, evidence }
}
