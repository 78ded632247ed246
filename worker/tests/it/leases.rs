//! Dead workers, lost leases, poison, and orderly stops.

use crate::harness::{WaitAtGate, World, WriteEffect};
use serde_json::json;
use shared::jobs::{
    Queue, Status,
    lease::{self, Claimed, Claimer, Finish, Known, LeaseError},
};
use std::time::Duration;

fn doomed(kind: &str) -> Claimer {
    Claimer {
        worker: "doomed".into(),
        knows: vec![Known {
            kind: kind.to_owned(),
            version: 1,
            queue: Queue::Documents,
        }],
        lease: Duration::from_millis(300),
    }
}

async fn claim(world: &World) -> Vec<Claimed> {
    let doomed = doomed("test_write_effect");
    lease::claim(&world.test.db, &doomed, Some(&[]), Queue::Documents, 1, &[])
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dead_workers_job_is_done_elsewhere_and_its_late_write_is_refused() {
    let world = World::new().await;
    let id = world.enqueue(WriteEffect { n: 1 }).await;
    let claimed = claim(&world).await;
    let lost = claimed[0].lease;
    let worker = world.worker("heir");
    let done = world.until_status(id, Status::Success).await.execution;
    assert_eq!(done.attempt, 2);
    assert!(done.worker.unwrap().starts_with("heir-"));
    // The dead one was only frozen: it wakes and tries to write.
    let mut tx = world.test.db.begin().await.unwrap();
    sqlx::query("INSERT INTO effects VALUES ($1, 99)")
        .bind(id.0)
        .execute(tx.conn())
        .await
        .unwrap();
    let late = lease::finish_with_effects(&world.test.db, tx, lost, Finish::Success(json!({}))).await;
    assert!(matches!(late, Err(LeaseError::Lost(_))), "{late:?}");
    assert_eq!(world.effects(id).await, 1);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_live_worker_keeps_its_long_job() {
    let world = World::new().await;
    let (holder, other) = (world.worker("holder"), world.worker("other"));
    let id = world.enqueue(WaitAtGate { n: 1 }).await;
    world.gate.wait_for_arrivals(1).await;
    let first = world.story(id).await.execution.worker;
    // Two and a half leases.
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(world.story(id).await.execution.worker, first);
    world.gate.open.add_permits(1);
    let done = world.until_status(id, Status::Success).await.execution;
    assert_eq!((done.attempt, world.effects(id).await), (1, 1));
    holder.stop().await;
    other.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kills_three_workers_is_parked_and_named() {
    let world = World::new().await;
    let id = world.enqueue(WriteEffect { n: 1 }).await;
    for _ in 0..3 {
        let claimed = loop {
            let claimed = claim(&world).await;
            if !claimed.is_empty() {
                break claimed;
            }
            lease::reap(&world.test.db, 3, 10).await.unwrap();
        };
        assert_eq!(claimed.len(), 1);
    }
    let parked = loop {
        let reaped = lease::reap(&world.test.db, 3, 10).await.unwrap();
        if let Some(one) = reaped.into_iter().next() {
            break one;
        }
    };
    assert_eq!((parked.id, parked.now), (id, Status::Error));
    let story = world.story(id).await.execution;
    assert_eq!(story.error_code.as_deref(), Some("poison"));
    assert_eq!(world.effects(id).await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_worker_hands_back_without_spending_an_attempt() {
    let world = World::new().await;
    let stopping = world.worker("stopping");
    let id = world.enqueue(WaitAtGate { n: 1 }).await;
    world.gate.wait_for_arrivals(1).await;
    stopping.stop().await;
    let back = world.story(id).await.execution;
    assert_eq!((back.status, back.attempt), (Status::Queued, 0));
    let next = world.worker("next");
    world.gate.wait_for_arrivals(2).await;
    world.gate.open.add_permits(1);
    let done = world.until_status(id, Status::Success).await.execution;
    assert_eq!((done.attempt, world.effects(id).await), (1, 1));
    next.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_worker_finishes_what_ends_within_the_grace_period() {
    let world = World::new().await;
    let mut settings = world.settings("stopping");
    settings.lease.grace = Duration::from_secs(20);
    let stopping = worker::runtime::Runtime::start(world.test.db.clone(), world.registry(), settings).unwrap();
    let id = world.enqueue(WaitAtGate { n: 1 }).await;
    world.gate.wait_for_arrivals(1).await;
    let stop = tokio::spawn(stopping.stop());
    world.gate.open.add_permits(1);
    stop.await.unwrap();
    assert_eq!(world.story(id).await.execution.status, Status::Success);
}
