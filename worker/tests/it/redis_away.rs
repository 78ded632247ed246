//! Redis dead from the start, and Redis that forgets everything.

use crate::harness::{World, WriteEffect};
use shared::{
    bell::{self, Bell},
    db::Db,
    jobs::{Enqueue, Queue, Status},
    kernel::Clock,
    redis_conn,
};

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_jobs_are_accepted_and_done() {
    let mut world = World::new().await;
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    world.redis_url = format!("redis://127.0.0.1:{port}");
    let bell = Bell::start(redis_conn::connect(&world.redis_url).unwrap(), &world.prefix);
    let db = Db::new(world.test.pool().clone(), bell, Clock::System);
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

#[tokio::test(flavor = "multi_thread")]
async fn a_wiped_redis_loses_nothing() {
    let world = World::new().await;
    let mut ids = Vec::new();
    for n in 0..50 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    let worker = world.worker("a");
    world.until_status(ids[0], Status::Success).await;
    wipe(&world).await;
    for n in 50..100 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    wipe(&world).await;
    for id in ids {
        world.until_status(id, Status::Success).await;
        assert_eq!(world.effects(id).await, 1);
    }
    worker.stop().await;
}

/// What FLUSHALL does to this installation, without doing it to the other tests.
async fn wipe(world: &World) {
    let mut conn = world.conn.clone();
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg(format!("*{}:*", world.prefix))
        .query_async(&mut conn)
        .await
        .unwrap();
    if !keys.is_empty() {
        let () = redis::cmd("DEL").arg(keys).query_async(&mut conn).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_bounded_and_nothing_else_is_kept() {
    let world = World::new().await;
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
    let mut conn = world.conn.clone();
    while world.story(last).await.execution.status != Status::Success {
        assert!(bell::depth(&mut conn, &world.prefix, Queue::Documents).await.unwrap() <= bell::WINDOW);
    }
    worker.stop().await;
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg(format!("{}:*", world.prefix))
        .query_async(&mut conn)
        .await
        .unwrap();
    let expected = [
        format!("{}:rings:documents", world.prefix),
        format!("{}:relay:documents", world.prefix),
        format!("{}:relay:maintenance", world.prefix),
    ];
    assert!(keys.iter().all(|key| expected.contains(key)), "{keys:?}");
}
