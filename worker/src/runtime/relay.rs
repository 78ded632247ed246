//! Rings for what waits in the ledger and nobody has claimed: what fell due (retries, later due times), what found the window full, what
//! Redis lost.

use shared::{
    bell::{Transport, WINDOW},
    db::Db,
    jobs::{
        Queue,
        lease::{self, Known},
        limits, queries,
    },
    kernel::ExecutionId,
    redis_conn::RedisConn,
};
use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;

/// Between looks.
const TICK: Duration = Duration::from_millis(200);
/// What was enqueued within this was rung by who enqueued it.
const RUNG_BY_OTHERS: Duration = Duration::from_millis(150);
/// Not rung again within this while the window still holds something.
const MEMORY: Duration = Duration::from_secs(30);
/// With an empty window: a ring that was taken is claimed within this, or it was lost.
const LOST: Duration = Duration::from_secs(1);

/// The relay's parts. Any number of workers run one; Redis lets one of them work per queue and second.
#[derive(Debug)]
pub(super) struct Relay {
    pub db: Db,
    pub conn: RedisConn,
    pub transport: Arc<dyn Transport>,
    pub prefix: String,
    pub name: String,
    pub knows: Vec<Known>,
    pub queues: Vec<Queue>,
}

/// Until `stop`.
pub(super) async fn run(mut relay: Relay, stop: CancellationToken) {
    let mut rung: HashMap<Queue, HashMap<ExecutionId, Instant>> = HashMap::new();
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stop.cancelled() => return,
        }
        for queue in relay.queues.clone() {
            let filled = relay.fill(queue, rung.entry(queue).or_default()).await;
            if let Err(error) = &filled {
                tracing::debug!(%queue, %error, "the window was not filled");
            }
            // Set each time: whoever hands the queue over must not go on saying what was.
            metrics::gauge!("relay_lag_seconds", "queue" => queue.name()).set(filled.unwrap_or(0.0));
        }
    }
}

impl Relay {
    /// Returns the seconds for which the oldest that it rang for had been due.
    async fn fill(&mut self, queue: Queue, rung: &mut HashMap<ExecutionId, Instant>) -> anyhow::Result<f64> {
        let office = self.is_mine(queue).await;
        if matches!(office, Ok(false)) {
            return Ok(0.0);
        }
        // Without Redis nobody holds the office, and everybody does what it is for in the ledger.
        let seated = lease::seat(&self.db, queue).await?;
        office?;
        if !seated.is_empty() {
            self.transport.push(queue, &seated).await?;
        }
        let waiting = self.transport.depth(queue).await?;
        if waiting > WINDOW / 4 {
            return Ok(0.0);
        }
        let limit = i64::try_from(WINDOW - waiting).unwrap_or(i64::MAX);
        let full = limits::full(&self.db).await?;
        let here = self
            .knows
            .iter()
            .filter(|k| k.queue == queue && !full.contains(&k.kind));
        let kinds: Vec<String> = here.map(Known::name).collect();
        let due = queries::due(&self.db, queue, &kinds, RUNG_BY_OTHERS, limit).await?;
        let silence = if waiting == 0 { LOST } else { MEMORY };
        rung.retain(|_, at| at.elapsed() < MEMORY);
        let (ids, waited): (Vec<ExecutionId>, Vec<f64>) = due
            .into_iter()
            .filter(|(id, _)| rung.get(id).is_none_or(|at| at.elapsed() >= silence))
            .unzip();
        if ids.is_empty() {
            return Ok(0.0);
        }
        self.transport.push(queue, &ids).await?;
        let now = Instant::now();
        rung.extend(ids.iter().map(|id| (*id, now)));
        metrics::counter!("relay_rings_total", "queue" => queue.name()).increment(ids.len() as u64);
        Ok(waited.into_iter().fold(0.0, f64::max))
    }

    /// One relay per queue and transport at a time; held for a second, so a dead one is replaced at once. Per transport, because a worker hears the
    /// rings of its own alone, and while BELL is being changed there are both.
    async fn is_mine(&mut self, queue: Queue) -> redis::RedisResult<bool> {
        let key = format!("{}:relay:{}:{queue}", self.prefix, self.transport.name());
        let taken: Option<String> = redis::cmd("SET")
            .arg(&key)
            .arg(&self.name)
            .arg("NX")
            .arg("PX")
            .arg(1000)
            .query_async(&mut self.conn)
            .await?;
        if taken.is_some() {
            return Ok(true);
        }
        let holder: Option<String> = redis::cmd("GET").arg(&key).query_async(&mut self.conn).await?;
        Ok(holder.as_deref() == Some(self.name.as_str()))
    }
}
