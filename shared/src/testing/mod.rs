//! The test harness: a real Postgres database per test, copied from a migrated template, and a Redis key space per test.
//!
//! `./dev test` sets TEST_DATABASE_URL and TEST_REDIS_URL.

use crate::{
    bell::{self, Bell},
    config::{BellTransport, Secret},
    db::{Db, Herald, MIGRATOR, Silence},
    kernel::Clock,
    redis_conn::{self, RedisConn},
};
use sqlx::{Connection, PgConnection, PgPool, postgres::PgConnectOptions};
use std::str::FromStr;

/// A database of this test's own. Dropping it drops the database.
#[derive(Debug)]
pub struct TestDb {
    /// The database as use cases see it; its bell is silent unless [`TestDb::with_bell`] made it.
    pub db: Db,
    /// For processes that the test starts.
    pub url: String,
    name: String,
    server: PgConnectOptions,
}

fn environment(name: &str, fallback: &str) -> String {
    #[allow(
        clippy::disallowed_methods,
        reason = "tests take their services from the environment that ./dev test sets"
    )]
    std::env::var(name)
        .or_else(|_| std::env::var(fallback))
        .unwrap_or_else(|_| panic!("{name} is not set: run the tests with ./dev test"))
}

/// The server's Redis URL.
#[must_use]
pub fn redis_url() -> String {
    environment("TEST_REDIS_URL", "REDIS_URL")
}

/// The transport of tests that do not choose one: `TEST_BELL`, as `BELL` names it, or the product's default.
#[must_use]
pub fn usual_bell() -> BellTransport {
    #[allow(
        clippy::disallowed_methods,
        reason = "tests take their services from the environment that ./dev test sets"
    )]
    let Ok(name) = std::env::var("TEST_BELL") else {
        return BellTransport::List;
    };
    let named = BellTransport::ALL.into_iter().find(|bell| bell.name() == name);
    named.unwrap_or_else(|| panic!("TEST_BELL is list or apalis-redis, not {name}"))
}

/// A key prefix that no other test has.
#[must_use]
pub fn unique(prefix: &str) -> String {
    format!("{prefix}_{}", uuid::Uuid::new_v4().simple())
}

impl TestDb {
    /// A fresh, migrated database with a silent bell.
    pub async fn new() -> Self {
        Self::make(Silence).await
    }

    /// A fresh, migrated database whose transactions ring in Redis by this transport; returns the connection and the key prefix too.
    pub async fn with_bell(kind: BellTransport) -> (Self, RedisConn, String) {
        let url = Secret::new(redis_url());
        let conn = redis_conn::connect(url.expose()).expect("a Redis URL");
        let prefix = unique("test");
        let transport = bell::open(kind, &url, conn.clone(), &prefix).expect("a Redis URL");
        (
            Self::make(Bell::start(transport, conn.clone(), &prefix)).await,
            conn,
            prefix,
        )
    }

    async fn make(bell: impl Herald + 'static) -> Self {
        let base = environment("TEST_DATABASE_URL", "DATABASE_URL");
        let server = PgConnectOptions::from_str(&base).expect("a Postgres URL");
        let template = ensure_template(&server).await;
        let name = unique("t");
        let mut admin = PgConnection::connect_with(&server).await.expect("Postgres answers");
        create_database(
            &mut admin,
            &format!(r#"CREATE DATABASE "{name}" TEMPLATE "{template}""#),
        )
        .await;
        let pool = sqlx::postgres::PgPoolOptions::new()
            .max_connections(12)
            .connect_with(server.clone().database(&name))
            .await
            .expect("the new database answers");
        let (head, query) = base
            .split_once('?')
            .map_or((base.as_str(), String::new()), |(h, q)| (h, format!("?{q}")));
        let url = format!("{}/{name}{query}", head.rsplit_once('/').map_or(head, |(h, _)| h));
        Self {
            db: Db::new(pool, bell, Clock::System),
            url,
            name,
            server,
        }
    }

    /// Brings about by SQL what no use case offers.
    pub async fn execute(&self, sql: &'static str) {
        sqlx::raw_sql(sql)
            .execute(self.pool())
            .await
            .expect("the statement runs");
    }

    /// Names and counts, in the order of the names.
    pub async fn counts(&self, sql: &'static str) -> std::collections::BTreeMap<String, i64> {
        let rows: Vec<(String, i64)> = sqlx::query_as(sql)
            .fetch_all(self.pool())
            .await
            .expect("the statement runs");
        rows.into_iter().collect()
    }

    /// For assertions by SQL.
    #[must_use]
    pub fn pool(&self) -> &PgPool {
        self.db.pool()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A test's runtime may be ending: the farewell has a thread and a runtime of its own.
        let farewell = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let mut admin = PgConnection::connect_with(&server).await.expect("Postgres answers");
                let drop = format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#);
                sqlx::raw_sql(sqlx::AssertSqlSafe(drop))
                    .execute(&mut admin)
                    .await
                    .expect("the test's database is dropped");
            });
        });
        if farewell.join().is_err() && !std::thread::panicking() {
            panic!("the database {} could not be dropped", self.name);
        }
    }
}

async fn create_database(admin: &mut PgConnection, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(admin)
        .await
        .expect("a database is created");
}

/// Migrating takes seconds, copying a template a tenth of one. The template's name holds the migrations' checksum, so a changed
/// schema makes a new one; an advisory lock lets one process make it while the others wait.
async fn ensure_template(server: &PgConnectOptions) -> String {
    use sha2::{Digest, Sha256};
    let mut hash = Sha256::new();
    for m in MIGRATOR.iter() {
        hash.update(&m.checksum);
    }
    let name = format!(
        "tm_template_{}",
        hash.finalize()
            .iter()
            .take(6)
            .map(|b| format!("{b:02x}"))
            .collect::<String>()
    );
    let mut admin = PgConnection::connect_with(server)
        .await
        .expect("Postgres answers: run the tests with ./dev test");
    sqlx::query("SELECT pg_advisory_lock(7042001)")
        .execute(&mut admin)
        .await
        .expect("a lock");
    let ready: Option<bool> = sqlx::query_scalar("SELECT datistemplate FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut admin)
        .await
        .expect("a look");
    if ready != Some(true) {
        let drop = format!(r#"DROP DATABASE IF EXISTS "{name}" WITH (FORCE)"#);
        sqlx::raw_sql(sqlx::AssertSqlSafe(drop))
            .execute(&mut admin)
            .await
            .expect("a half-made template is dropped");
        create_database(&mut admin, &format!(r#"CREATE DATABASE "{name}""#)).await;
        let pool = PgPool::connect_with(server.clone().database(&name))
            .await
            .expect("the template answers");
        MIGRATOR.run(&pool).await.expect("the migrations apply");
        pool.close().await;
        let mark = format!(r#"ALTER DATABASE "{name}" IS_TEMPLATE true"#);
        sqlx::raw_sql(sqlx::AssertSqlSafe(mark))
            .execute(&mut admin)
            .await
            .expect("the template is marked");
    }
    sqlx::query("SELECT pg_advisory_unlock(7042001)")
        .execute(&mut admin)
        .await
        .expect("unlocked");
    name
}
