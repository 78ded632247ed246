//! Connections that the database ended while they waited, as a restart of it does, are found out before they are used.

use shared::{
    db::{Connection, Db, DbError, Silence},
    jobs::{
        Enqueue, Intake,
        lease::{self, Lease},
        ping::Ping,
    },
    kernel::{Clock, ExecutionId},
    testing::TestDb,
};
use std::time::Duration;

const END_ALL: &str = "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

async fn one(conn: &mut Connection) -> Result<i32, DbError> {
    Ok(sqlx::query_scalar("SELECT 1").fetch_one(conn).await?)
}

/// Uses of every kind of connection that the database has, several at once.
async fn use_all(db: &Db, intake: &Intake) {
    let reads = futures::future::join_all((0..4).map(|_| db.read(one)));
    let begun = futures::future::join_all((0..4).map(|_| db.begin()));
    let direct = futures::future::join_all((0..4).map(|_| async { one(&mut *db.pool().acquire().await?).await }));
    let lease = Lease {
        id: ExecutionId::generate(),
        token: 1,
    };
    let (reads, begun, direct) = tokio::join!(reads, begun, direct);
    for read in reads.into_iter().chain(direct) {
        assert_eq!(read.unwrap(), 1);
    }
    for tx in begun {
        tx.unwrap().commit().await.unwrap();
    }
    lease::extend(db, &[lease], Duration::from_secs(1)).await.unwrap();
    intake.enqueue(&Ping { work_ms: 0 }, Enqueue::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_connection_is_not_used() {
    let test = TestDb::new().await;
    // As the programs open it.
    let db = Db::open(&test.url, 10, Silence, Clock::System).unwrap();
    let intake = Intake::start(db.clone());
    use_all(&db, &intake).await;
    for _ in 0..3 {
        test.execute(END_ALL).await;
        use_all(&db, &intake).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_takes_too_long_is_ended_by_the_database() {
    let test = TestDb::new().await;
    let db = Db::open_within(Duration::from_millis(100), &test.url, 2, Silence, Clock::System).unwrap();
    let slept = sqlx::query("SELECT pg_sleep(600)").execute(db.pool()).await;
    let error = DbError::from(slept.unwrap_err());
    assert!(error.is_cut_off() && !error.is_unavailable(), "{error}");
}
