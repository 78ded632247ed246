//! One attempt from claim to its end in the ledger. Nothing that a handler does, panics included, gets past here.

use super::{
    completer::Completer,
    context::JobContext,
    outcome::{JobError, Outcome},
    registry::Registry,
    running::{Running, StopReason},
};
use futures::FutureExt;
use serde_json::Value;
use shared::{
    db::Db,
    jobs::{
        Policy, Queue, Status,
        lease::{self, Claimed, Finish, LeaseError},
    },
    kernel::Words,
    telemetry,
};
use std::{
    panic::AssertUnwindSafe,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

/// Runs claimed executions; cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Runner {
    pub db: Db,
    pub registry: Arc<Registry>,
    pub running: Running,
    pub completer: Completer,
}

/// An execution that is on the list of what runs.
#[derive(Debug)]
pub(super) struct Begun {
    queue: Queue,
    claimed: Arc<Claimed>,
    stop: CancellationToken,
}

impl Runner {
    /// Puts a claimed execution on the list of what runs; its run follows at once.
    pub(super) fn begin(&self, queue: Queue, claimed: Claimed) -> Begun {
        let stop = self.running.begin(queue, claimed.lease);
        Begun {
            queue,
            claimed: Arc::new(claimed),
            stop,
        }
    }

    /// Runs one to its end.
    pub(super) async fn run(&self, begun: Begun) {
        let claimed = begun.claimed.clone();
        let span = tracing::info_span!("job", id = %claimed.lease.id, kind = %claimed.kind, attempt = claimed.attempt,
            trace = claimed.trace.as_deref().unwrap_or(""), otel.name = %claimed.kind, otel.kind = "consumer");
        if let Some(trace) = &claimed.trace {
            telemetry::follow(&span, trace);
        }
        self.attempt(begun).instrument(span).await;
        self.running.end(claimed.lease);
    }

    async fn attempt(&self, Begun { queue, claimed, stop }: Begun) {
        let Some(entry) = self.registry.get(&claimed.kind, claimed.payload_version) else {
            // Claims name the kinds that are known, so this is a bug; the row must not be held.
            tracing::error!("claimed a kind that is not in the registry");
            self.give_back(&claimed, Duration::from_secs(30), None, false, "handed_back")
                .await;
            return;
        };
        metrics::histogram!("execution_pickup_seconds", "queue" => queue.name()).record(claimed.waited_seconds);
        let context = JobContext::new(self.db.clone(), claimed.clone(), stop.clone());
        let began = Instant::now();
        let run = AssertUnwindSafe(entry.run(context, claimed.payload.clone())).catch_unwind();
        let ended = tokio::time::timeout(entry.policy.timeout, run).await;
        stop.cancel();
        let result = match ended {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(of_panic(&panic)),
            Err(_) => {
                let limit = entry.policy.timeout.as_secs();
                Err(JobError::retry(
                    "timeout",
                    format!("elle a pris plus de {limit} s"),
                    format!("it took longer than {limit} s"),
                ))
            }
        };
        let outcome = self.conclude(&claimed, entry.policy, result).await;
        metrics::histogram!("execution_duration_seconds", "kind" => entry.kind, "outcome" => outcome)
            .record(began.elapsed().as_secs_f64());
    }

    /// Writes the end; returns its name for the metrics. The run stays on the list meanwhile, so that its lease is renewed.
    async fn conclude(&self, claimed: &Claimed, policy: Policy, result: Result<Outcome, JobError>) -> &'static str {
        let reason = self.running.reason(claimed.lease);
        match (result, reason) {
            (Ok(Outcome::Committed(committed)), _) => committed.outcome,
            (_, Some(StopReason::LeaseLost)) | (Err(JobError::LeaseLost), _) => lease_lost(),
            (Err(JobError::Cancelled), _) => name_of(Status::Cancelled),
            (Ok(Outcome::Done(value)), _) => self.end(claimed, Finish::Success(value)).await,
            (Ok(Outcome::Snooze(delay)), _) => self.give_back(claimed, delay, None, false, "snoozed").await,
            (Err(_), Some(StopReason::Cancelled)) => self.end(claimed, Finish::Cancelled).await,
            (Err(_), Some(StopReason::Shutdown)) | (Err(JobError::Stopped), None) => {
                self.give_back(claimed, Duration::ZERO, None, false, "handed_back")
                    .await
            }
            (Err(JobError::Fail { code, message }), None) => {
                tracing::info!(code, "failed for good");
                self.end(claimed, Finish::Error { code, message }).await
            }
            (Err(JobError::Postpone { code, message, delay }), None) => {
                tracing::error!(
                    code,
                    message = &*message.en,
                    "cannot be done for now; the attempt does not count"
                );
                self.give_back(claimed, delay, Some((code, &message)), false, "postponed")
                    .await
            }
            (Err(JobError::Retry { code, message }), None) => self.retry(claimed, policy, code, message).await,
        }
    }

    async fn retry(&self, claimed: &Claimed, policy: Policy, code: &'static str, message: Words) -> &'static str {
        if claimed.attempt >= claimed.max_attempts {
            tracing::warn!(code, message = &*message.en, "failed, and no attempt is left");
            let code = code.to_owned();
            return self.end(claimed, Finish::Error { code, message }).await;
        }
        let delay = policy.backoff.delay(claimed.attempt, rand::random());
        tracing::info!(
            code,
            message = &*message.en,
            delay_ms = delay.as_millis(),
            "failed; another attempt follows"
        );
        self.give_back(claimed, delay, Some((code, &message)), true, "retried")
            .await
    }

    /// Writes the end; returns the name of what it became.
    async fn end(&self, claimed: &Claimed, finish: Finish) -> &'static str {
        let ended = self.completer.finish(claimed.lease, finish).await;
        ended.map_or_else(lease_lost, name_of)
    }

    /// Back to the queue, tried until the database takes it or the lease is somebody else's. Returns `done`, or what it became instead.
    async fn give_back(
        &self,
        claimed: &Claimed,
        delay: Duration,
        error: Option<(&str, &Words)>,
        spent: bool,
        done: &'static str,
    ) -> &'static str {
        loop {
            match lease::requeue(&self.db, claimed.lease, delay, error, spent).await {
                Ok(()) => return done,
                Err(LeaseError::Lost(_)) => return lease_lost(),
                Err(LeaseError::Cancelled(_)) => return name_of(Status::Cancelled),
                Err(LeaseError::Db(failure)) => {
                    tracing::warn!(error = %failure, "could not be given back; trying again");
                    tokio::time::sleep(Duration::from_millis(250)).await;
                }
            }
        }
    }
}

fn lease_lost() -> &'static str {
    tracing::warn!("the lease is lost; this run's writes were refused");
    "lease_lost"
}

/// An end for the metrics.
fn name_of(status: Status) -> &'static str {
    match status {
        Status::Success => "success",
        Status::Cancelled => "cancelled",
        Status::Error => "error",
        Status::Queued | Status::Running => "live",
    }
}

fn of_panic(panic: &Box<dyn std::any::Any + Send>) -> JobError {
    let said = panic
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    let said = Value::from(said.unwrap_or_default());
    JobError::retry(
        "panic",
        format!("le traitement a paniqué : {said}"),
        format!("the handler panicked: {said}"),
    )
}
