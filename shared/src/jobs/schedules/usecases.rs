//! Registering, firing and changing schedules.

use super::{
    domain::{CatchUp, Cron, CronFault, Zone},
    store::{self, Row, Template},
};
use crate::{
    audit::{self, Entry, Origin},
    db::{Db, DbError, Tx},
    jobs::{Enqueue, Execution, Job, new_execution::NewExecution},
    kernel::{Choice, ExecutionId, Grant, permissions::QueueOperate},
};
use chrono::{DateTime, Duration, Utc};
use serde_json::json;

/// A due time that is this late was missed: nobody was there for it.
const MISSED_AFTER: Duration = Duration::seconds(90);
/// Due times caught up at once at most; the rest follow at the next look.
const CAUGHT_UP_AT_ONCE: usize = 100;

/// Why a schedule was not changed or run.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    /// There is none of this name.
    #[error("there is no schedule {0}")]
    NotFound(String),
    /// Its line or its zone is wrong.
    #[error(transparent)]
    Cron(#[from] CronFault),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A schedule in the code's list: its first settings, and its job.
#[derive(Debug)]
pub struct Planned {
    name: &'static str,
    cron: &'static str,
    timezone: &'static str,
    catch_up: CatchUp,
    job: NewExecution,
}

impl Planned {
    /// A schedule of this name that enqueues `job`.
    ///
    /// # Errors
    /// The job does not serialise: a bug of its type.
    pub fn new<J: Job>(
        name: &'static str,
        cron: &'static str,
        timezone: &'static str,
        catch_up: CatchUp,
        job: &J,
    ) -> Result<Self, DbError> {
        let job = NewExecution::of(job, Enqueue::default())?;
        Ok(Self {
            name,
            cron,
            timezone,
            catch_up,
            job,
        })
    }
}

/// Makes the table match the code's list; cron, time zone, catch-up and enabled stay as an operator left them.
///
/// # Errors
/// A line of the list is wrong, or the database failed.
pub async fn register(db: &Db, planned: &[Planned]) -> Result<(), ScheduleError> {
    let mut tx = db.begin().await?;
    for p in planned {
        let next = Cron::parse(p.cron)?.next_after(Zone::parse(p.timezone)?, tx.now());
        let template = Template {
            name: p.name,
            kind: &p.job.kind,
            queue: p.job.queue.name(),
            priority: p.job.priority,
            payload: p.job.payload.clone(),
            payload_version: p.job.payload_version,
            max_attempts: p.job.max_attempts,
            cron: p.cron,
            timezone: p.timezone,
            catch_up: p.catch_up,
        };
        store::register(&mut tx, &template, next).await?;
    }
    Ok(tx.commit().await?)
}

/// Fires what has come due, on any number of workers at once. Returns what was enqueued.
///
/// # Errors
/// The database failed; nothing was fired.
pub async fn fire(db: &Db) -> Result<Vec<ExecutionId>, DbError> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let mut fired = Vec::new();
    for row in store::lock_due(&mut tx).await? {
        let (Ok(cron), Ok(zone)) = (Cron::parse(&row.cron), Zone::parse(&row.timezone)) else {
            tracing::error!(
                schedule = row.name,
                "its line or zone is not valid any more; it does not fire until it is set again"
            );
            store::set_next(&mut tx, &row.name, None).await?;
            continue;
        };
        let (due, next) = due_times(&cron, zone, row.next_due_at.unwrap_or(now), now, row.catch_up);
        for at in due {
            let execution = enqueue(&mut tx, &row, None).await?;
            // With the row locked the pair is new; it could only be old after a clock that went back.
            if store::fired(&mut tx, &row.name, at, execution.id).await? {
                fired.push(execution.id);
            }
        }
        store::set_next(&mut tx, &row.name, next).await?;
    }
    tx.commit().await?;
    Ok(fired)
}

/// Which due times to run of those from `first` to `now`, and the one to wait for next.
fn due_times(
    cron: &Cron,
    zone: Zone,
    first: DateTime<Utc>,
    now: DateTime<Utc>,
    catch_up: CatchUp,
) -> (Vec<DateTime<Utc>>, Option<DateTime<Utc>>) {
    let mut passed = vec![first];
    let mut next = cron.next_after(zone, first);
    while let Some(at) = next.filter(|at| *at <= now) {
        if passed.len() == CAUGHT_UP_AT_ONCE {
            if catch_up == CatchUp::All {
                return (passed, next);
            }
            passed.remove(0);
        }
        passed.push(at);
        next = cron.next_after(zone, at);
    }
    let due = match catch_up {
        CatchUp::All => passed,
        CatchUp::Latest => passed.split_off(passed.len() - 1),
        CatchUp::Skip => passed.into_iter().filter(|at| now - *at <= MISSED_AFTER).collect(),
    };
    (due, next)
}

async fn enqueue(tx: &mut Tx, row: &Row, trace: Option<String>) -> Result<Execution, DbError> {
    let new = NewExecution {
        id: ExecutionId::generate(),
        kind: row.kind.clone(),
        queue: row.queue.parse().map_err(DbError::decode)?,
        priority: row.priority,
        payload: row.payload.clone(),
        payload_version: row.payload_version,
        max_attempts: row.max_attempts,
        subject: None,
        options: Enqueue {
            schedule: Some(row.name.clone()),
            trace,
            ..Enqueue::default()
        },
    };
    tx.enqueue_row(new).await
}

/// An operator's settings.
#[derive(Debug)]
pub struct Settings {
    /// The line.
    pub cron: Cron,
    /// Where its hours are meant.
    pub timezone: Zone,
    /// Whether it fires at all.
    pub enabled: bool,
    /// What becomes of missed due times.
    pub catch_up: CatchUp,
}

/// Changes a schedule. The next due time is the first of the new line after now: what the old one missed is not caught up.
///
/// # Errors
/// There is none of this name, or the database failed.
pub async fn configure(
    tx: &mut Tx,
    grant: Grant<QueueOperate>,
    name: &str,
    to: &Settings,
    origin: &Origin,
) -> Result<(), ScheduleError> {
    let row = store::lock(tx, name)
        .await?
        .ok_or_else(|| ScheduleError::NotFound(name.to_owned()))?;
    let next = to.enabled.then(|| to.cron.next_after(to.timezone, tx.now())).flatten();
    let zone = to.timezone.to_string();
    store::configure(tx, name, to.cron.as_str(), &zone, to.enabled, to.catch_up, next).await?;
    let shown = |cron: &str, timezone: &str, enabled: bool, catch_up: CatchUp| json!({ "cron": cron, "timezone": timezone, "enabled": enabled, "catch_up": catch_up.name() });
    let entry = Entry {
        actor: Some(grant.actor()),
        action: "update",
        object_kind: "schedule",
        object_id: name.to_owned(),
        company_id: None,
        before: Some(shown(&row.cron, &row.timezone, row.enabled, row.catch_up)),
        after: Some(shown(to.cron.as_str(), &zone, to.enabled, to.catch_up)),
        origin,
    };
    Ok(audit::record(tx, entry).await?)
}

/// Runs a schedule's job now, beside its due times and also while it is disabled.
///
/// # Errors
/// There is none of this name, or the database failed.
pub async fn run_now(
    tx: &mut Tx,
    grant: Grant<QueueOperate>,
    name: &str,
    origin: &Origin,
) -> Result<Execution, ScheduleError> {
    let row = store::lock(tx, name)
        .await?
        .ok_or_else(|| ScheduleError::NotFound(name.to_owned()))?;
    let execution = enqueue(tx, &row, origin.trace.clone()).await?;
    let entry = Entry {
        actor: Some(grant.actor()),
        action: "run",
        object_kind: "schedule",
        object_id: name.to_owned(),
        company_id: None,
        before: None,
        after: Some(json!({ "execution_id": execution.id })),
        origin,
    };
    audit::record(tx, entry).await?;
    Ok(execution)
}

/// Forgets firings that are older than `before`.
///
/// # Errors
/// The database failed.
pub async fn forget_firings(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, DbError> {
    store::forget(tx, before).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(catch_up: CatchUp, first: &str, now: &str) -> (Vec<String>, String) {
        let (cron, zone) = (Cron::parse("0 * * * *").unwrap(), Zone::parse("UTC").unwrap());
        let (due, next) = due_times(&cron, zone, first.parse().unwrap(), now.parse().unwrap(), catch_up);
        let show = |t: &DateTime<Utc>| t.format("%H:%M").to_string();
        (due.iter().map(show).collect(), show(&next.unwrap()))
    }

    #[test]
    fn a_missed_night_is_left_out_run_once_or_run_in_full() {
        let (first, now) = ("2026-11-01T01:00:00Z", "2026-11-01T04:30:00Z");
        assert_eq!(times(CatchUp::Skip, first, now), (vec![], "05:00".into()));
        assert_eq!(
            times(CatchUp::Latest, first, now),
            (vec!["04:00".into()], "05:00".into())
        );
        let all = ["01:00", "02:00", "03:00", "04:00"].map(String::from).to_vec();
        assert_eq!(times(CatchUp::All, first, now), (all, "05:00".into()));
    }

    #[test]
    fn what_is_due_now_is_never_missed() {
        assert_eq!(
            times(CatchUp::Skip, "2026-11-01T01:00:00Z", "2026-11-01T01:00:05Z"),
            (vec!["01:00".into()], "02:00".into())
        );
    }
}
