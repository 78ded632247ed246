//! Redis dead from the start, Redis that forgets everything, and rings that nobody hears.

use crate::harness::{World, WriteEffect, with_each_transport};
use shared::{
    bell::{self, Bell},
    config::{BellTransport, Secret},
    db::Db,
    jobs::{Enqueue, Queue, Status},
    kernel::Clock,
    redis_conn,
};
use worker::runtime::Runtime;

with_each_transport!(
    without_redis_jobs_are_accepted_and_done,
    a_wiped_redis_loses_nothing,
    the_window_is_bounded_and_nothing_else_is_kept,
    what_is_rung_by_another_transport_is_done,
);

async fn without_redis_jobs_are_accepted_and_done(bell: BellTransport) {
    let mut world = World::with_bell(bell).await;
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    world.redis_url = format!("redis://127.0.0.1:{port}");
    let conn = redis_conn::connect(&world.redis_url).unwrap();
    let transport = bell::open(bell, &Secret::new(&world.redis_url), conn.clone(), &world.prefix).unwrap();
    let ringing = Bell::start(transport, conn, &world.prefix);
    let db = Db::new(world.test.pool().clone(), ringing, Clock::System);
    let worker = world.worker("a");
    let mut ids = Vec::new();
    for n in 0..20 {
        let mut tx = db.begin().await.unwrap();
        ids.push(tx.enqueue(&WriteEffect { n }, Enqueue::default()).await.unwrap().id);
        tx.commit().await.unwrap();
    }
    for id in ids {
        world.until_status(id, Status::Success).await;
        assert_eq!(world.effects(id).await, 1);
    }
    worker.stop().await;
}

async fn a_wiped_redis_loses_nothing(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let mut ids = Vec::new();
    for n in 0..50 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    let worker = world.worker("a");
    world.until_status(ids[0], Status::Success).await;
    world.wipe_redis().await;
    for n in 50..100 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    world.wipe_redis().await;
    for id in ids {
        world.until_status(id, Status::Success).await;
        assert_eq!(world.effects(id).await, 1);
    }
    worker.stop().await;
}

async fn the_window_is_bounded_and_nothing_else_is_kept(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let mut tx = world.test.db.begin().await.unwrap();
    for n in 0..1500 {
        tx.enqueue(&WriteEffect { n }, Enqueue::default()).await.unwrap();
    }
    let last = tx
        .enqueue(&WriteEffect { n: 1500 }, Enqueue::default())
        .await
        .unwrap()
        .id;
    tx.commit().await.unwrap();
    let worker = world.worker("a");
    let transport = world.transport();
    while world.story(last).await.execution.status != Status::Success {
        assert!(transport.depth(Queue::Documents).await.unwrap() <= bell::WINDOW);
    }
    let kept: &[&str] = match bell {
        BellTransport::List => &["rings:documents"],
        // Who is there, and the mark that something waits: apalis-redis's own, one of each.
        BellTransport::ApalisRedis => &["documents:workers", "maintenance:workers", "documents:signal"],
    };
    let expected = |key: &str| {
        let key = key
            .strip_prefix(&world.prefix)
            .and_then(|key| key.strip_prefix(':'))
            .unwrap_or(key);
        kept.contains(&key) || key.starts_with("relay:") || key.contains(":workers:metadata:")
    };
    world.until_keys(|keys| keys.iter().all(|key| expected(key))).await;
    worker.stop().await;
}

/// While BELL is being changed, whoever enqueues may ring by another transport than the workers hear.
async fn what_is_rung_by_another_transport_is_done(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let [other] = BellTransport::ALL
        .into_iter()
        .filter(|b| *b != bell)
        .collect::<Vec<_>>()[..]
    else {
        panic!("there are two");
    };
    let mut settings = world.settings("a");
    settings.bell = other;
    let worker = Runtime::start(world.test.db.clone(), world.registry(), settings).unwrap();
    let mut ids = Vec::new();
    for n in 0..20 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    for id in ids {
        world.until_status(id, Status::Success).await;
        assert_eq!(world.effects(id).await, 1);
    }
    worker.stop().await;
}
