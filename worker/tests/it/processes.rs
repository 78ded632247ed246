//! Real worker processes: killed, frozen, and replaced while they work.

use crate::harness::World;
use shared::{
    jobs::{Status, ping::Ping},
    kernel::ExecutionId,
};
use std::process::{Child, Command, Stdio};

/// A `worker run` of this build on the world's services; killed with the test.
struct Process(Child);

impl Process {
    fn start(world: &World, name: &str) -> Self {
        let files = std::env::temp_dir().join(&world.prefix);
        let child = Command::new(env!("CARGO_BIN_EXE_worker"))
            .args(["run", "--queues", "maintenance", "--concurrency", "maintenance=8"])
            .env_clear()
            .env("ENVIRONMENT", "test")
            .env("SECRET_KEY", "only-for-this-test-0123456789")
            .env("DATABASE_URL", &world.test.url)
            .env("REDIS_URL", &world.redis_url)
            .env("REDIS_PREFIX", &world.prefix)
            .env("STORAGE_DIR", files)
            .env("WORKER_NAME", name)
            .env("LEASE_SECONDS", "2")
            .env("HEARTBEAT_SECONDS", "1")
            .env("SHUTDOWN_GRACE_SECONDS", "10")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the worker starts");
        Self(child)
    }

    fn signal(&self, signal: i32) {
        let pid = i32::try_from(self.0.id()).expect("a pid");
        // SAFETY: kill takes plain numbers; the child is ours and not yet reaped.
        assert_eq!(unsafe { libc::kill(pid, signal) }, 0);
    }

    /// Stops in order and says whether it ended well.
    fn stop(mut self) -> bool {
        self.signal(libc::SIGTERM);
        self.0.wait().expect("it ends").success()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn running_on(world: &World, id: ExecutionId) -> String {
    world
        .until(id, |e| e.status == Status::Running)
        .await
        .execution
        .worker
        .expect("it is running")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_workers_job_is_finished_by_another_once() {
    let world = World::new().await;
    let (one, two) = (Process::start(&world, "one"), Process::start(&world, "two"));
    let id = world.enqueue(Ping { work_ms: 1500 }).await;
    let held_by = running_on(&world, id).await;
    let (victim, heir) = if held_by.starts_with("one-") {
        (one, two)
    } else {
        (two, one)
    };
    victim.signal(libc::SIGKILL);
    let done = world.until_status(id, Status::Success).await.execution;
    assert_eq!(done.attempt, 2);
    assert_ne!(done.worker.expect("somebody did it"), held_by);
    assert_eq!(
        done.last_error.as_deref().map(|e| e.contains(&held_by)),
        Some(true),
        "the dead worker is named"
    );
    assert!(heir.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_worker_wakes_to_find_its_work_done_and_writes_nothing() {
    let world = World::new().await;
    let (one, two) = (Process::start(&world, "one"), Process::start(&world, "two"));
    let id = world.enqueue(Ping { work_ms: 300 }).await;
    let held_by = running_on(&world, id).await;
    let frozen = if held_by.starts_with("one-") { &one } else { &two };
    frozen.signal(libc::SIGSTOP);
    let done = world.until_status(id, Status::Success).await;
    frozen.signal(libc::SIGCONT);
    // The frozen one finishes its sleep and tries to write; it still works, so it does the next job, or the other does.
    for _ in 0..20 {
        let next = world.enqueue(Ping { work_ms: 0 }).await;
        world.until_status(next, Status::Success).await;
    }
    let after = world.story(id).await;
    assert_eq!(after.events.len(), done.events.len(), "the terminal row did not change");
    if done.execution.worker.as_deref() != Some(held_by.as_str()) {
        assert_eq!(done.execution.attempt, 2);
    }
    assert!(one.stop() && two.stop());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_under_load_loses_and_repeats_nothing() {
    let world = World::new().await;
    let mut workers = vec![Process::start(&world, "old"), Process::start(&world, "old")];
    let mut ids = Vec::new();
    for round in 0..4 {
        for _ in 0..50 {
            ids.push(world.enqueue(Ping { work_ms: 30 }).await);
        }
        if round > 0 {
            let next = Process::start(&world, "new");
            assert!(workers.remove(0).stop());
            workers.push(next);
        }
    }
    for id in ids {
        let done = world.until_status(id, Status::Success).await.execution;
        assert_eq!(done.attempt, 1, "{done:?}");
    }
    assert!(workers.into_iter().all(Process::stop));
}
