//! A transport by itself: what is pushed is heard, by somebody who has room, in a window that does not grow.

use crate::harness::{World, with_each_transport};
use async_trait::async_trait;
use shared::{
    bell::{Door, WINDOW},
    config::BellTransport,
    kernel::{ExecutionId, Queue},
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::{CancellationToken, DropGuard};

with_each_transport!(
    what_is_pushed_is_heard,
    a_push_wakes_who_listens,
    who_has_no_room_takes_no_ring,
    a_wiped_redis_is_heard_again,
    the_window_does_not_grow,
    what_was_answered_is_forgotten,
);

const QUEUE: Queue = Queue::Documents;

/// A door that counts.
#[derive(Debug)]
struct Porch {
    room: Semaphore,
    rung: AtomicUsize,
    told: Notify,
}

#[async_trait]
impl Door for Porch {
    async fn has_room(&self, _: Queue) {
        drop(self.room.acquire().await.unwrap());
    }

    fn rung(&self, queue: Queue) {
        assert_eq!(queue, QUEUE);
        self.rung.fetch_add(1, Ordering::SeqCst);
        self.told.notify_one();
    }
}

impl Porch {
    /// Listens until the guard is dropped.
    fn open(world: &World, name: &str, room: usize) -> (Arc<Self>, DropGuard) {
        let porch = Arc::new(Self {
            room: Semaphore::new(room),
            rung: AtomicUsize::new(0),
            told: Notify::new(),
        });
        let (stop, transport) = (CancellationToken::new(), world.transport());
        let (name, door, stopped) = (format!("{}-{name}", world.prefix), porch.clone(), stop.clone());
        tokio::spawn(async move { transport.listen(QUEUE, &name, door, stopped).await });
        (porch, stop.drop_guard())
    }

    /// The bound is only there so that a broken build ends.
    async fn hears(&self) {
        tokio::time::timeout(Duration::from_secs(30), self.told.notified())
            .await
            .expect("a ring is heard");
    }
}

async fn what_is_pushed_is_heard(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    // Before anybody listens, and after.
    transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    let (porch, _open) = Porch::open(&world, "a", 1);
    porch.hears().await;
    assert_eq!(transport.depth(QUEUE).await.unwrap(), 0);
    transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    porch.hears().await;
    assert_eq!(porch.rung.load(Ordering::SeqCst), 2);
}

/// By looks alone, four a second, it would take ten seconds.
async fn a_push_wakes_who_listens(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    let (porch, _open) = Porch::open(&world, "a", 1);
    transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    porch.hears().await;
    let began = Instant::now();
    for _ in 0..40 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
        porch.hears().await;
    }
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

async fn who_has_no_room_takes_no_ring(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    let (full, _open) = Porch::open(&world, "full", 0);
    let (free, also_open) = Porch::open(&world, "free", 1);
    for _ in 0..10 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
        free.hears().await;
    }
    assert_eq!(full.rung.load(Ordering::SeqCst), 0);
    full.room.add_permits(1);
    free.room.acquire().await.unwrap().forget();
    drop(also_open);
    // The one that has no room any more may be waiting for a ring since it had: it takes one, and no other.
    for _ in 0..2 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    }
    full.hears().await;
}

async fn a_wiped_redis_is_heard_again(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    let (porch, _open) = Porch::open(&world, "a", 1);
    for _ in 0..2 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
        porch.hears().await;
        world.wipe_redis().await;
    }
    transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    porch.hears().await;
}

async fn the_window_does_not_grow(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    for _ in 0..WINDOW + 20 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
    }
    assert_eq!(transport.depth(QUEUE).await.unwrap(), WINDOW);
    let many: Vec<ExecutionId> = std::iter::repeat_with(ExecutionId::generate).take(WINDOW * 2).collect();
    transport.push(QUEUE, &many).await.unwrap();
    assert_eq!(transport.depth(QUEUE).await.unwrap(), WINDOW);
}

async fn what_was_answered_is_forgotten(bell: BellTransport) {
    let world = World::with_bell(bell).await;
    let transport = world.transport();
    let (porch, _open) = Porch::open(&world, "a", 1);
    for _ in 0..50 {
        transport.push(QUEUE, &[ExecutionId::generate()]).await.unwrap();
        porch.hears().await;
    }
    world
        .until_keys(|keys| {
            keys.iter()
                .all(|key| key.contains("workers") || key.ends_with("signal"))
        })
        .await;
}
