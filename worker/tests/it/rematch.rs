//! The night's rematch: every open tender, in shards; what becomes of a shard that fails or dies is that shard's alone.

use crate::{effects::start_with, harness::World};
use serde_json::json;
use shared::{
    jobs::{Status, schedules::usecases::register},
    kernel::ExecutionId,
    staffing::matches::jobs::{Rematch, SHARD},
};
use worker::schedule::schedule;

const SHORT_LEASE: [(&str, &str); 2] = [("LEASE_SECONDS", "2"), ("HEARTBEAT_SECONDS", "1")];

/// Three shards of open tenders of two companies that are no partners, with one consultant each who has what is asked for; what people and
/// the system did before; a tender that is closed by now.
const MARKET: &str = r#"INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'first', true, now()), (902, 'second', true, now());
    INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE VALUES (901, 'Rust', 'programming', now());
    INSERT INTO consultants (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE
        VALUES (911, 901, 'Data engineer', 'available', now()), (912, 902, 'Data engineer', 'available', now()), (913, 901, 'Data engineer', 'leaving', now());
    INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at)
        SELECT company_id, id, 901, 'expert', now() FROM consultants;
    INSERT INTO tenders (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE
        SELECT 1000 + n, 901 + n % 2, 'Mission ' || n, CASE n WHEN 60 THEN 'closed' ELSE 'open' END, now() FROM generate_series(1, 60) n;
    INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) SELECT company_id, id, 901, 'required', now() FROM tenders;
    INSERT INTO matches (company_id, tender_company_id, consultant_id, tender_id, score, source, status, cancelled_by, decided_at, explanation, created_at)
        SELECT 901, 901, 911, 1000 + n, 0.1, 'generated', status, by, at, '{"decided": "before"}', now() FROM (VALUES
            (2, 'accepted', NULL, now()), (4, 'rejected', NULL, now()), (6, 'cancelled', 'person', now()), (8, 'cancelled', 'system', now()),
            (10, 'pending', NULL, NULL), (60, 'pending', NULL, NULL)) AS m (n, status, by, at)"#;

/// (attempts, tenders) of each shard, and how it stands.
async fn shards(world: &World, of: ExecutionId) -> Vec<(i16, Vec<i64>, String)> {
    let shards =
        "SELECT attempt, ARRAY(SELECT t::bigint FROM jsonb_array_elements_text(payload -> 'tender_ids') t), status
        FROM all_executions WHERE parent_id = $1 ORDER BY id";
    sqlx::query_as(shards)
        .bind(of.0)
        .fetch_all(world.test.pool())
        .await
        .unwrap()
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.test.pool()).await.unwrap()
}

/// Every open tender has the one consultant of its company who can be staffed, and what people decided stands.
async fn is_complete(world: &World) {
    let found = count(
        world,
        "SELECT count(*) FROM matches m JOIN tenders t ON t.id = m.tender_id WHERE m.score > 0.9 AND m.status = 'pending' AND t.status = 'open'
            AND m.company_id = m.tender_company_id AND m.consultant_id = 10 + t.company_id",
    );
    // 59 are open; three of them were decided by people.
    assert_eq!(found.await, 56);
    let decided = "SELECT count(*) FROM matches WHERE explanation = '{\"decided\": \"before\"}' AND score = 0.1
        AND (status IN ('accepted', 'rejected') OR cancelled_by = 'person')";
    assert_eq!(count(world, decided).await, 3);
    let closed = "SELECT count(*) FROM matches WHERE tender_id = 1060 AND cancelled_by = 'system'";
    assert_eq!(count(world, closed).await, 1, "it has nothing to wait for");
    assert_eq!(count(world, "SELECT count(*) FROM matches").await, 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_open_tender_is_rematched_in_shards_that_workers_share() {
    let world = World::new().await;
    world.test.execute(MARKET).await;
    let id = world.enqueue(Rematch::default()).await;
    let _workers = [start_with(&world, "matching", &[]), start_with(&world, "matching", &[])];
    let done = world.until_status(id, Status::Success).await.execution;
    assert_eq!(done.result, Some(json!({ "shards": 3 })));
    let shards = shards(&world, id).await;
    assert!(
        shards
            .iter()
            .all(|(attempt, tenders, _)| *attempt == 1 && tenders.len() <= SHARD),
        "{shards:?}"
    );
    let mut all: Vec<i64> = shards.into_iter().flat_map(|(_, tenders, _)| tenders).collect();
    all.sort_unstable();
    assert_eq!(all, (1001..=1060).collect::<Vec<_>>());
    is_complete(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_that_fails_is_run_again_alone() {
    let world = World::new().await;
    world.test.execute(MARKET).await;
    // A number that was drawn stays drawn when its statement fails.
    world
        .test
        .execute(
            "CREATE SEQUENCE tries; CREATE FUNCTION fail_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF nextval('tries') = 1 THEN RAISE 'as the test asked'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER fail_once BEFORE INSERT ON matches FOR EACH ROW WHEN (NEW.tender_id = 1050) EXECUTE FUNCTION fail_once()",
        )
        .await;
    let id = world.enqueue(Rematch::default()).await;
    let _worker = start_with(&world, "matching", &[]);
    world.until_status(id, Status::Success).await;
    for (attempt, tenders, _) in shards(&world, id).await {
        assert_eq!(attempt, if tenders.contains(&1050) { 2 } else { 1 }, "{tenders:?}");
    }
    is_complete(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shard_whose_worker_dies_is_run_again_alone() {
    let world = World::new().await;
    world.test.execute(MARKET).await;
    // Whoever is about to write a match of this tender holds it first, and waits.
    let mut held = world.test.pool().begin().await.unwrap();
    sqlx::query("SELECT FROM tenders WHERE id = 1050 FOR UPDATE")
        .execute(&mut *held)
        .await
        .unwrap();
    let id = world.enqueue(Rematch::default()).await;
    let worker = start_with(&world, "matching", &SHORT_LEASE);
    let waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'SELECT id FROM tenders%'";
    let others = "SELECT count(*) FROM finished_executions WHERE kind = 'match_generation' AND status = 'success'";
    let bound = tokio::time::Instant::now() + std::time::Duration::from_secs(30);
    while count(&world, others).await < 2 || count(&world, waits).await == 0 {
        assert!(
            tokio::time::Instant::now() < bound,
            "the other shards end, and this one waits"
        );
        tokio::task::yield_now().await;
    }
    drop(worker);
    held.rollback().await.unwrap();
    let _successor = start_with(&world, "matching", &SHORT_LEASE);
    world.until_status(id, Status::Success).await;
    for (attempt, tenders, _) in shards(&world, id).await {
        assert_eq!(attempt, if tenders.contains(&1050) { 2 } else { 1 }, "{tenders:?}");
    }
    is_complete(&world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_night_says_that_a_shard_was_given_up() {
    let world = World::new().await;
    world.test.execute(MARKET).await;
    world
        .test
        .execute(
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'as the test asked'; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON matches FOR EACH ROW WHEN (NEW.tender_id = 1050) EXECUTE FUNCTION fail();
            CREATE FUNCTION once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.max_attempts := 1; RETURN NEW; END $$;
            CREATE TRIGGER once BEFORE INSERT ON executions FOR EACH ROW WHEN (NEW.kind = 'match_generation') EXECUTE FUNCTION once()",
        )
        .await;
    let id = world.enqueue(Rematch::default()).await;
    let _worker = start_with(&world, "matching", &[]);
    let failed = world.until_status(id, Status::Error).await.execution;
    assert_eq!(failed.error_code.as_deref(), Some("rematch_shards"));
    for (_, tenders, status) in shards(&world, id).await {
        assert_eq!(status, if tenders.contains(&1050) { "error" } else { "success" });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_due_at_night_in_paris() {
    let world = World::new().await;
    register(&world.test.db, &schedule(90, 365).unwrap()).await.unwrap();
    let at: String = sqlx::query_scalar(
        "SELECT to_char(next_due_at AT TIME ZONE 'Europe/Paris', 'HH24:MI') FROM schedules WHERE name = 'rematch' AND kind = 'rematch' AND enabled",
    )
    .fetch_one(world.test.pool())
    .await
    .unwrap();
    assert_eq!(at, "01:30");
}
