//! Whose turn it is: companies, priorities, limits.

use crate::harness::{WaitAtGate, World, WriteEffect};
use shared::{
    audit::Origin,
    jobs::{Enqueue, Queue, Status, limits, pause},
    kernel::{Actor, CompanyId, Role, UserId},
};
use std::collections::BTreeMap;

fn admin() -> Actor {
    Actor {
        user_id: UserId(1),
        role: Role::Admin,
        company_id: None,
    }
}

async fn companies(world: &World) -> (CompanyId, CompanyId) {
    let mut ids = Vec::new();
    for name in ["large", "small"] {
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO companies (name, is_esn, created_at) VALUES ($1, true, now()) RETURNING id",
        )
        .bind(name)
        .fetch_one(world.test.pool())
        .await
        .unwrap();
        ids.push(CompanyId(id));
    }
    (ids[0], ids[1])
}

async fn enqueue_for(world: &World, company: CompanyId, count: i64, priority: Option<i16>) {
    let options = || Enqueue {
        company_id: Some(company),
        priority,
        ..Enqueue::default()
    };
    let mut tx = world.test.db.begin().await.unwrap();
    let jobs = (0..count).map(|n| (WriteEffect { n }, options())).collect();
    tx.enqueue_all(jobs).await.unwrap();
    tx.commit().await.unwrap();
}

/// The companies of what ran, in the order of its start.
async fn order(world: &World) -> Vec<i64> {
    sqlx::query_scalar("SELECT company_id FROM finished_executions WHERE status = 'success' ORDER BY started_at, id")
        .fetch_all(world.test.pool())
        .await
        .unwrap()
}

async fn drained(world: &World) {
    loop {
        let live: i64 = sqlx::query_scalar("SELECT count(*) FROM executions")
            .fetch_one(world.test.pool())
            .await
            .unwrap();
        if live == 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_jobs_of_one_company_delay_one_of_another_by_two_job_times_at_most() {
    let world = World::new().await;
    let (large, small) = companies(&world).await;
    enqueue_for(&world, large, 10_000, None).await;
    let mut settings = world.settings("one_at_a_time");
    settings.concurrency = BTreeMap::from([(Queue::Documents, 1)]);
    let worker = worker::runtime::Runtime::start(world.test.db.clone(), world.registry(), settings).unwrap();
    // The backlog is being worked off when the other company's job comes.
    while order(&world).await.len() < 20 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    enqueue_for(&world, small, 1, None).await;
    // Nobody can claim it before its commit, which is on the disk a while after it was asked for.
    let visible: chrono::DateTime<chrono::Utc> = sqlx::query_scalar("SELECT clock_timestamp()")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    let accepted = order(&world).await.len();
    let position = loop {
        let order = order(&world).await;
        if let Some(at) = order.iter().position(|c| *c == small.0) {
            break at;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    };
    // Between the commit and the count some more may have ended; those that started after it are what it waited for.
    let waited: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM finished_executions f, finished_executions s
         WHERE s.company_id = $1 AND f.company_id = $2 AND f.started_at > $3 AND f.started_at < s.started_at",
    )
    .bind(small.0)
    .bind(large.0)
    .bind(visible)
    .fetch_one(world.test.pool())
    .await
    .unwrap();
    assert!(
        waited <= 2,
        "it waited for {waited} jobs of the other company (position {position}, {accepted} before it)"
    );
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn companies_take_turns_and_urgent_work_goes_first() {
    let world = World::new().await;
    let (large, small) = companies(&world).await;
    enqueue_for(&world, large, 6, None).await;
    enqueue_for(&world, small, 3, None).await;
    enqueue_for(&world, large, 1, Some(0)).await;
    let mut settings = world.settings("one_at_a_time");
    settings.concurrency = BTreeMap::from([(Queue::Documents, 1)]);
    let worker = worker::runtime::Runtime::start(world.test.db.clone(), world.registry(), settings).unwrap();
    drained(&world).await;
    let (l, s) = (large.0, small.0);
    assert_eq!(order(&world).await, [l, s, l, s, l, s, l, l, l, l]);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn waiting_makes_urgent() {
    let world = World::new().await;
    let (large, small) = companies(&world).await;
    enqueue_for(&world, small, 1, Some(9)).await;
    sqlx::query("UPDATE executions SET scheduled_at = scheduled_at - interval '10 minutes'")
        .execute(world.test.pool())
        .await
        .unwrap();
    enqueue_for(&world, large, 5, Some(1)).await;
    let mut settings = world.settings("one_at_a_time");
    settings.concurrency = BTreeMap::from([(Queue::Documents, 1)]);
    let worker = worker::runtime::Runtime::start(world.test.db.clone(), world.registry(), settings).unwrap();
    drained(&world).await;
    assert_eq!(
        order(&world).await[0],
        small.0,
        "the least urgent one has waited for ten minutes"
    );
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_holds_over_all_workers_and_for_one_company() {
    let world = World::new().await;
    let (large, small) = companies(&world).await;
    let mut tx = world.test.db.begin().await.unwrap();
    let grant = || admin().grant().unwrap();
    limits::set(&mut tx, grant(), "test_wait_at_gate", None, Some(3), &Origin::default())
        .await
        .unwrap();
    limits::set(
        &mut tx,
        grant(),
        "test_wait_at_gate",
        Some(large),
        Some(1),
        &Origin::default(),
    )
    .await
    .unwrap();
    for company in [large, small] {
        let job = |n| {
            (
                WaitAtGate { n },
                Enqueue {
                    company_id: Some(company),
                    ..Enqueue::default()
                },
            )
        };
        tx.enqueue_all((0..6).map(job).collect()).await.unwrap();
    }
    tx.commit().await.unwrap();
    let workers = [world.worker("a"), world.worker("b"), world.worker("c")];
    world.gate.wait_for_arrivals(3).await;
    let mut most = BTreeMap::from([(large.0, 0), (small.0, 0)]);
    let mut done = 0;
    while done < 12 {
        let running: Vec<(i64, i64)> =
            sqlx::query_as("SELECT company_id, count(*) FROM executions WHERE status = 'running' GROUP BY company_id")
                .fetch_all(world.test.pool())
                .await
                .unwrap();
        assert!(running.iter().map(|r| r.1).sum::<i64>() <= 3, "{running:?}");
        for (company, count) in running {
            let seen = most.entry(company).or_default();
            *seen = count.max(*seen);
        }
        world.gate.open.add_permits(1);
        done += 1;
        // The next one starts before another is let go, while any may start.
        let ended = done;
        loop {
            let (finished, running): (i64, i64) = sqlx::query_as(
                "SELECT (SELECT count(*) FROM finished_executions), (SELECT count(*) FROM executions WHERE status = 'running')",
            )
            .fetch_one(world.test.pool())
            .await
            .unwrap();
            let open = 12 - ended;
            let may_run = if most[&small.0] > 0 { 1.min(open) } else { 0 };
            if finished == ended && running >= may_run {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    }
    assert_eq!(most[&large.0], 1, "one of the limited company at a time");
    assert!(most[&small.0] >= 2, "the other company has the rest: {most:?}");
    for worker in workers {
        worker.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_queue_stays_paused_when_everything_restarts() {
    let world = World::new().await;
    let mut tx = world.test.db.begin().await.unwrap();
    pause::pause(&mut tx, admin().grant().unwrap(), Queue::Documents, &Origin::default())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.worker("before").stop().await;
    let worker = world.worker("after");
    let waiting = world.enqueue(WriteEffect { n: 1 }).await;
    // The other queue shows that the worker is at work.
    let ping = world.enqueue(crate::harness::Quick {}).await;
    world.until_status(ping, Status::Success).await;
    assert_eq!(world.story(waiting).await.execution.status, Status::Queued);
    let mut tx = world.test.db.begin().await.unwrap();
    pause::resume(&mut tx, admin().grant().unwrap(), Queue::Documents, &Origin::default())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.until_status(waiting, Status::Success).await;
    worker.stop().await;
}
