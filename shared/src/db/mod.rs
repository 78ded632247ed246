//! Postgres: the pool, the transaction, and constraint violations as named errors.
//!
//! A [`Tx`] is the only way to write. What was enqueued in it ([`crate::jobs`]) rings the bell after the commit, never before.

mod error;
mod gather;
mod monthly;
mod news;
pub mod paging;
mod passed;
mod reads;
mod refused;
mod schema;
pub mod search;

pub use error::{Conflict, DbError};
pub use gather::gather;
pub use monthly::{Month, Monthly};
pub use news::{Herald, News, Silence};
pub use passed::Passed;
pub(crate) use reads::Reads;
pub use refused::Refused;
pub use schema::Schema;
/// One connection, for queries that belong together; whose it is (the pool's, a transaction's) is the caller's business.
pub use sqlx::PgConnection as Connection;

use crate::{
    cache::{Cache, Space},
    kernel::{Clock, Ring},
};
use chrono::{DateTime, Utc};
use sqlx::{
    PgConnection, PgPool, Postgres,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{collections::BTreeSet, str::FromStr, sync::Arc, time::Duration};

/// The schema this build knows; `api migrate` applies it and `api serve` refuses another.
pub static MIGRATOR: Migrator = sqlx::migrate!("../migrations");

/// What makes a plan go row by row through an index, whatever size the planner believes a table has.
const BY_INDEX: [(&str, &str); 4] = [
    ("enable_seqscan", "off"),
    // It reads every dead entry again and again, where a plain scan marks them for its successors.
    ("enable_bitmapscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];
/// Connections for the ledger's statements, beside those of the pool.
const LEDGER_CONNECTIONS: u32 = 4;

/// One connection of its own: [`Db::lane`].
pub type Lane = PgPool;

/// The database as use cases see it.
#[derive(Debug, Clone)]
pub struct Db {
    pool: PgPool,
    reads: Reads,
    ledger: PgPool,
    turns: Reads,
    bell: Arc<dyn Herald>,
    clock: Clock,
    cache: Cache,
}

impl Db {
    /// Opens a pool of at most `connections`; connects when first used, so a start does not depend on the order of services.
    ///
    /// # Errors
    /// The URL is not a Postgres URL.
    pub fn open(url: &str, connections: u32, bell: impl Herald + 'static, clock: Clock) -> Result<Self, DbError> {
        let options = PgConnectOptions::from_str(url)?.application_name("talentmatch");
        Ok(Self::new(pool(connections, options), bell, clock))
    }

    /// The same for who answers people: the database ends each statement after so long by itself, also one that nobody waits for any more.
    ///
    /// # Errors
    /// As [`Db::open`].
    pub fn open_within(
        longest: Duration,
        url: &str,
        connections: u32,
        bell: impl Herald + 'static,
        clock: Clock,
    ) -> Result<Self, DbError> {
        let options = PgConnectOptions::from_str(url)?.application_name("talentmatch");
        let options = options.options([("statement_timeout", longest.as_millis().to_string())]);
        Ok(Self::new(pool(connections, options), bell, clock))
    }

    /// Wraps an existing pool. The ledger's connections are never of it: who holds one of the pool's, and enqueues, takes one of the ledger's beside
    /// it, and would wait for others who do the same.
    #[must_use]
    pub fn new(pool: PgPool, bell: impl Herald + 'static, clock: Clock) -> Self {
        let cache = Cache::none();
        let by_index = pool.connect_options().as_ref().clone().options(BY_INDEX);
        let connections = pool.options().get_max_connections().min(LEDGER_CONNECTIONS);
        Self {
            turns: Reads::of(&self::pool(1, by_index.clone())),
            ledger: self::pool(connections, by_index),
            reads: Reads::of(&pool),
            pool,
            bell: Arc::new(bell),
            clock,
            cache,
        }
    }

    /// With the cache whose answers its transactions invalidate.
    #[must_use]
    pub fn with_cache(self, cache: Cache) -> Self {
        Self { cache, ..self }
    }

    /// The cache of reads.
    #[must_use]
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// For reads outside a transaction.
    #[must_use]
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// One or a few reads on one connection, without the questions whether it lives that the pool asks before and after ([`reads`]). They are
    /// made again where the connection turns out to be dead.
    ///
    /// # Errors
    /// Those of `work`, or no connection was free within five seconds.
    pub async fn read<T>(
        &self,
        work: impl AsyncFnOnce(&mut Connection) -> Result<T, DbError> + Clone,
    ) -> Result<T, DbError> {
        self.reads.read(work).await
    }

    /// For the ledger's statements outside a transaction. A queue's table is tiny in one moment and has 100,000 rows in the next, and a
    /// prepared statement keeps the plan of the tiny one, which reads all of it: here plans go by index whatever the size.
    pub(crate) fn ledger(&self) -> &PgPool {
        &self.ledger
    }

    /// One connection of its own, for a task that runs one small statement after the other: always the same backend, whose caches and
    /// plans stay warm, where the pool would go through all of its connections in turn. Plans go by index, as in [`Db::ledger`].
    #[must_use]
    pub fn lane(&self) -> Lane {
        pool(1, self.ledger.connect_options().as_ref().clone())
    }

    /// The same for reads, without the pool's question after each.
    pub(crate) fn read_lane(&self) -> Reads {
        Reads::of(&self.lane())
    }

    /// The bell that this database's transactions ring.
    #[must_use]
    pub fn bell(&self) -> &dyn Herald {
        &*self.bell
    }

    /// The clock of business rows.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// Begins a transaction.
    ///
    /// # Errors
    /// No connection within five seconds.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(Tx {
            inner: self.pool.begin().await?,
            turns: self.turns.clone(),
            bell: self.bell.clone(),
            rings: Vec::new(),
            cache: self.cache.clone(),
            changed: Vec::new(),
            now: self.clock.now(),
        })
    }

    /// Brings the schema forward, under an advisory lock; a second caller waits for the first.
    ///
    /// # Errors
    /// A migration failed (it was rolled back), or the database has one that this build does not know.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        MIGRATOR.run(&self.pool).await
    }
}

fn pool(connections: u32, options: PgConnectOptions) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        // A restart of the database ends the connections that wait here, and nobody hears of it before the next use: each is asked first. That
        // is a round trip, which reads on kept connections do without ([`reads`]).
        .test_before_acquire(true)
        .connect_lazy_with(options)
}

/// A transaction. Dropped without [`Tx::commit`], it rolls back and rings nothing.
#[derive(Debug)]
pub struct Tx {
    inner: sqlx::Transaction<'static, Postgres>,
    turns: Reads,
    bell: Arc<dyn Herald>,
    rings: Vec<Ring>,
    cache: Cache,
    changed: Vec<Space>,
    now: DateTime<Utc>,
}

impl Tx {
    /// One instant for every row that this transaction writes.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// The connection, for a store's statements.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    /// For the places that are taken beside this transaction, at once and for good. A connection of its own, always warm and
    /// not asked whether it lives: the transaction is open meanwhile, and a place that is taken twice is a turn that is passed over.
    pub(crate) fn turns(&self) -> &Reads {
        &self.turns
    }

    /// Plans of what follows in this transaction go by index, see [`Db::ledger`].
    pub(crate) async fn plan_by_index(&mut self) -> Result<(), DbError> {
        sqlx::query("SELECT set_config(name, 'off', true) FROM unnest($1::text[]) name")
            .bind(BY_INDEX.map(|(name, _)| name))
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Waits until no other transaction is in this turn, and holds it until the end of this one. For writes that would otherwise wait for each
    /// other in a circle inside an index, which costs one of them a second and its answer.
    pub(crate) async fn take_turn(&mut self, rule: &'static str, of: i64) -> Result<(), DbError> {
        sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, $2))")
            .bind(rule)
            .bind(of)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Several turns of one rule, in order.
    pub(crate) async fn take_turns(&mut self, rule: &'static str, of: &BTreeSet<i64>) -> Result<(), DbError> {
        let of: Vec<i64> = of.iter().copied().collect();
        sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended($1, turn)) FROM unnest($2::bigint[]) turn")
            .bind(rule)
            .bind(of)
            .execute(&mut *self.inner)
            .await?;
        Ok(())
    }

    /// Rings after the commit. Only [`crate::jobs`] has reason to call it.
    pub(crate) fn ring_after_commit(&mut self, ring: Ring) {
        self.rings.push(ring);
    }

    /// Notes that answers of this space are no longer good once this is committed.
    pub fn changes(&mut self, space: Space) {
        if !self.changed.contains(&space) {
            self.changed.push(space);
        }
    }

    /// Makes everything written visible at once, invalidates what was cached of it, then rings for what was enqueued.
    ///
    /// # Errors
    /// The database refused or was lost; nothing was written.
    pub async fn commit(self) -> Result<(), DbError> {
        self.inner.commit().await?;
        if !self.changed.is_empty() {
            self.cache.forget(&self.changed).await;
        }
        for ring in self.rings {
            self.bell.ring(ring);
        }
        Ok(())
    }
}
