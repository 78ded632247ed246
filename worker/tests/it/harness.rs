//! Kinds that tests can look into, and a runtime around them.

use serde::{Deserialize, Serialize};
use serde_json::json;
use shared::{
    audit::Origin,
    bell::{self, Transport},
    config::{BellTransport, LeaseConfig, Secret},
    jobs::{
        Backoff, Enqueue, Execution, Job, Policy, Queue, Status,
        bulk::{self, BulkAction, BulkReport},
        family::PartialFailure,
        queries::{self, Filter},
        retry,
        usecases::{self, ControlError},
    },
    kernel::{Actor, ExecutionId, Role, UserId},
    redis_conn::RedisConn,
    testing::TestDb,
};
use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::sync::{Notify, Semaphore};
use worker::runtime::{JobError, Outcome, Registry, Runtime, Settings, identity};

const POLICY: Policy = Policy {
    queue: Queue::Documents,
    max_attempts: 3,
    backoff: Backoff {
        first: Duration::from_millis(20),
        cap: Duration::from_millis(40),
    },
    timeout: Duration::from_secs(20),
    priority: 5,
};

/// A person who may do everything.
pub const ADMIN: Actor = Actor {
    user_id: UserId(1),
    role: Role::Admin,
    company_id: None,
};

/// Writes one row of effects, with the completion.
#[derive(Debug, Serialize, Deserialize)]
pub struct WriteEffect {
    pub n: i64,
}
impl Job for WriteEffect {
    const KIND: &'static str = "test_write_effect";
    const POLICY: Policy = POLICY;
}

/// Waits at the gate until the test opens it, then writes its effect.
#[derive(Debug, Serialize, Deserialize)]
pub struct WaitAtGate {
    pub n: i64,
}
impl Job for WaitAtGate {
    const KIND: &'static str = "test_wait_at_gate";
    const POLICY: Policy = POLICY;
}

/// How a handler that never looks whether it should stop ends.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub enum Ending {
    Effect,
    Done,
    Snooze,
    Retry,
    Fail,
    Children,
}

/// Waits at the gate until the test opens it, whatever it is told meanwhile, then ends as it says.
#[derive(Debug, Serialize, Deserialize)]
pub struct Deaf {
    pub ending: Ending,
}
impl Job for Deaf {
    const KIND: &'static str = "test_deaf";
    const POLICY: Policy = POLICY;
}

/// Is done at once, in another queue.
#[derive(Debug, Serialize, Deserialize)]
pub struct Quick {}
impl Job for Quick {
    const KIND: &'static str = "test_quick";
    const POLICY: Policy = Policy {
        queue: Queue::Maintenance,
        ..POLICY
    };
}

/// Has children that fail `failing` of them, and tolerates half.
#[derive(Debug, Serialize, Deserialize)]
pub struct HaveChildren {
    pub good: i64,
    pub failing: i64,
}
impl Job for HaveChildren {
    const KIND: &'static str = "test_have_children";
    const POLICY: Policy = POLICY;
}

/// Fails `times`, then succeeds.
#[derive(Debug, Serialize, Deserialize)]
pub struct FailTimes {
    pub times: i16,
    pub for_good: bool,
    pub panics: bool,
}
impl Job for FailTimes {
    const KIND: &'static str = "test_fail_times";
    const POLICY: Policy = POLICY;
}

/// What the test's handlers share with the test.
#[derive(Debug)]
pub struct Gate {
    /// Handlers wait here.
    pub open: Semaphore,
    /// Told at every arrival.
    pub arrived: Notify,
    /// Handlers that arrived.
    pub arrivals: AtomicUsize,
}

impl Gate {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            open: Semaphore::new(0),
            arrived: Notify::new(),
            arrivals: AtomicUsize::new(0),
        })
    }

    pub async fn wait_for_arrivals(&self, count: usize) {
        loop {
            let told = self.arrived.notified();
            if self.arrivals.load(Ordering::SeqCst) >= count {
                return;
            }
            told.await;
        }
    }
}

/// A database with a table of effects, a Redis key space, and how to start workers on them.
pub struct World {
    pub test: TestDb,
    pub conn: RedisConn,
    pub prefix: String,
    pub gate: Arc<Gate>,
    pub redis_url: String,
    pub bell: BellTransport,
}

/// A test of each of these functions for each transport, as `list::name` and `apalis_redis::name`.
macro_rules! with_each_transport {
    ($($name:ident),+ $(,)?) => {
        mod list {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(shared::config::BellTransport::List).await;
            })+
        }
        mod apalis_redis {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                super::$name(shared::config::BellTransport::ApalisRedis).await;
            })+
        }
    };
}
pub(crate) use with_each_transport;

impl World {
    pub async fn new() -> Self {
        Self::with_bell(shared::testing::usual_bell()).await
    }

    /// The same with rings that travel so.
    pub async fn with_bell(bell: BellTransport) -> Self {
        let (test, conn, prefix) = TestDb::with_bell(bell).await;
        sqlx::query("CREATE TABLE effects (execution_id uuid NOT NULL, n bigint NOT NULL)")
            .execute(test.pool())
            .await
            .unwrap();
        Self {
            test,
            conn,
            prefix,
            gate: Gate::new(),
            redis_url: shared::testing::redis_url(),
            bell,
        }
    }

    pub fn registry(&self) -> Registry {
        let (db, gated, gate) = (self.test.db.clone(), self.test.db.clone(), self.gate.clone());
        let (parents, deaf, deaf_gate) = (self.test.db.clone(), self.test.db.clone(), self.gate.clone());
        Registry::default()
            .register(move |ctx, job: WriteEffect| {
                let db = db.clone();
                async move { write_effect(&db, &ctx, job.n).await }
            })
            .register(move |ctx, job: WaitAtGate| {
                let (db, gate) = (gated.clone(), gate.clone());
                async move {
                    gate.arrivals.fetch_add(1, Ordering::SeqCst);
                    gate.arrived.notify_waiters();
                    tokio::select! {
                        opened = gate.open.acquire() => opened.unwrap().forget(),
                        () = ctx.stop().cancelled() => return Err(JobError::Stopped),
                    }
                    write_effect(&db, &ctx, job.n).await
                }
            })
            .register(move |ctx, job: Deaf| {
                let (db, gate) = (deaf.clone(), deaf_gate.clone());
                async move {
                    gate.arrivals.fetch_add(1, Ordering::SeqCst);
                    gate.arrived.notify_waiters();
                    gate.open.acquire().await.unwrap().forget();
                    match job.ending {
                        Ending::Effect => write_effect(&db, &ctx, 1).await,
                        Ending::Done => Ok(Outcome::Done(json!({}))),
                        Ending::Snooze => Ok(Outcome::Snooze(Duration::ZERO)),
                        Ending::Retry => Err(JobError::retry("test_again", "pas encore", "not yet")),
                        Ending::Fail => Err(JobError::fail("test_for_good", "jamais", "never")),
                        Ending::Children => have_children(&db, &ctx, &HaveChildren { good: 3, failing: 0 }).await,
                    }
                }
            })
            .register(|_ctx, _: Quick| async move { Ok(Outcome::Done(json!({}))) })
            .register(move |ctx, job: HaveChildren| {
                let db = parents.clone();
                async move { have_children(&db, &ctx, &job).await }
            })
            .register(|ctx, job: FailTimes| async move {
                if ctx.attempt() > job.times {
                    return Ok(Outcome::Done(json!({ "attempt": ctx.attempt() })));
                }
                assert!(!job.panics, "as the test asked");
                if job.for_good {
                    Err(JobError::fail("test_for_good", "jamais", "never"))
                } else {
                    Err(JobError::retry("test_again", "pas encore", "not yet"))
                }
            })
    }

    pub fn settings(&self, name: &str) -> Settings {
        Settings {
            name: identity(name),
            database_url: Secret::new(self.test.url.clone()),
            redis_url: Secret::new(self.redis_url.clone()),
            redis_prefix: self.prefix.clone(),
            bell: self.bell,
            concurrency: BTreeMap::from([(Queue::Documents, 4), (Queue::Maintenance, 16)]),
            lease: LeaseConfig {
                lease: Duration::from_secs(2),
                heartbeat: Duration::from_millis(500),
                grace: Duration::from_millis(300),
                drain: Duration::ZERO,
            },
            poison_cap: 3,
        }
    }

    /// Beside the bell's own, for what a test rings and hears by itself.
    pub fn transport(&self) -> Arc<dyn Transport> {
        let url = Secret::new(&self.redis_url);
        bell::open(self.bell, &url, self.conn.clone(), &self.prefix).unwrap()
    }

    /// Every key of this installation in Redis.
    pub async fn keys(&self) -> Vec<String> {
        redis::cmd("KEYS")
            .arg(format!("{}:*", self.prefix))
            .query_async(&mut self.conn.clone())
            .await
            .unwrap()
    }

    /// Looks at the keys until `wanted` holds; the bound is only there so that a broken build ends.
    pub async fn until_keys(&self, wanted: impl Fn(&[String]) -> bool) {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let keys = self.keys().await;
            if wanted(&keys) {
                return;
            }
            assert!(tokio::time::Instant::now() < deadline, "still there: {keys:?}");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// What FLUSHALL does to this installation, without doing it to the other tests.
    pub async fn wipe_redis(&self) {
        let keys = self.keys().await;
        if !keys.is_empty() {
            let () = redis::cmd("DEL")
                .arg(keys)
                .query_async(&mut self.conn.clone())
                .await
                .unwrap();
        }
    }

    pub fn worker(&self, name: &str) -> Runtime {
        Runtime::start(self.test.db.clone(), self.registry(), self.settings(name)).unwrap()
    }

    pub async fn enqueue<J: Job>(&self, job: J) -> ExecutionId {
        let mut tx = self.test.db.begin().await.unwrap();
        let execution = tx.enqueue(&job, Enqueue::default()).await.unwrap();
        tx.commit().await.unwrap();
        execution.id
    }

    pub async fn story(&self, id: ExecutionId) -> queries::Story {
        queries::story(self.test.pool(), ADMIN.grant().unwrap(), id)
            .await
            .unwrap()
            .expect("the execution is there")
    }

    /// Follows the execution until `wanted` holds; the bound is only there so that a broken build ends.
    pub async fn until(&self, id: ExecutionId, wanted: impl Fn(&Execution) -> bool) -> queries::Story {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
        loop {
            let story = self.story(id).await;
            if wanted(&story.execution) {
                return story;
            }
            assert!(
                tokio::time::Instant::now() < deadline,
                "it never came to that: {:?}",
                story.execution
            );
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub async fn until_status(&self, id: ExecutionId, status: Status) -> queries::Story {
        self.until(id, |e| e.status == status).await
    }

    /// As a person who may do everything.
    pub async fn cancel(&self, id: ExecutionId) -> Result<Execution, ControlError> {
        let (control, read) = (ADMIN.grant().unwrap(), ADMIN.grant().unwrap());
        usecases::cancel(&self.test.db, control, read, id, &Origin::default()).await
    }

    /// As a person who may do everything.
    pub async fn retry(&self, id: ExecutionId) -> Result<Execution, ControlError> {
        let (control, read) = (ADMIN.grant().unwrap(), ADMIN.grant().unwrap());
        let mut tx = self.test.db.begin().await.unwrap();
        let made = retry::retry(&mut tx, control, read, id, &Origin::default()).await?;
        tx.commit().await.unwrap();
        Ok(made)
    }

    /// As a person who may do everything.
    pub async fn retry_all(&self, filter: Filter) -> BulkReport {
        let grants = (ADMIN.grant().unwrap(), ADMIN.grant().unwrap());
        let (operate, origin) = (ADMIN.grant().unwrap(), Origin::default());
        bulk::act(&self.test.db, operate, grants, BulkAction::Retry, filter, &origin)
            .await
            .unwrap()
    }

    pub async fn all_effects(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM effects")
            .fetch_one(self.test.pool())
            .await
            .unwrap()
    }

    pub async fn effects(&self, id: ExecutionId) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM effects WHERE execution_id = $1")
            .bind(id.0)
            .fetch_one(self.test.pool())
            .await
            .unwrap()
    }
}

async fn have_children(
    db: &shared::db::Db,
    ctx: &worker::runtime::JobContext,
    job: &HaveChildren,
) -> Result<Outcome, JobError> {
    if let Some(ended) = ctx.children().await? {
        if !ended.satisfy(PartialFailure::Tolerated(0.5)) {
            return Err(JobError::fail("test_children", "trop ont échoué", "too many failed"));
        }
        let mut tx = db.begin().await?;
        effect(&mut tx, ctx, job.good).await;
        return ctx.finish(tx, json!(ended)).await;
    }
    let options = || Enqueue {
        parent_id: Some(ctx.id()),
        ..Enqueue::default()
    };
    let mut tx = db.begin().await?;
    let good = (0..job.good).map(|n| (WriteEffect { n }, options()));
    tx.enqueue_all(good.collect()).await?;
    let failing = FailTimes {
        times: 9,
        for_good: true,
        panics: false,
    };
    for _ in 0..job.failing {
        tx.enqueue(&failing, options()).await?;
    }
    ctx.await_children(tx).await
}

async fn effect(tx: &mut shared::db::Tx, ctx: &worker::runtime::JobContext, n: i64) {
    sqlx::query("INSERT INTO effects (execution_id, n) VALUES ($1, $2)")
        .bind(ctx.id().0)
        .bind(n)
        .execute(tx.conn())
        .await
        .unwrap();
}

async fn write_effect(db: &shared::db::Db, ctx: &worker::runtime::JobContext, n: i64) -> Result<Outcome, JobError> {
    let mut tx = db.begin().await?;
    effect(&mut tx, ctx, n).await;
    ctx.finish(tx, json!({ "n": n })).await
}
