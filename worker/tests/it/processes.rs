//! Real worker processes: killed, frozen, and replaced while they work.

use crate::harness::{ADMIN, World};
use shared::{
    adapters::disk::DiskFileStore,
    audit::Origin,
    jobs::{Status, ping::Ping},
    kernel::{ConsultantId, ExecutionId},
    resumes::usecases::{NewFile, Uploaded, upload_cv},
};
use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// A `worker run` of this build on the world's services; killed with the test.
struct Process(Child);

impl Process {
    fn start(world: &World, name: &str) -> Self {
        Self::of_queue(world, name, "maintenance")
    }

    fn of_queue(world: &World, name: &str, queue: &str) -> Self {
        Self::of_program(world, name, queue, Path::new(env!("CARGO_BIN_EXE_worker")))
    }

    fn of_program(world: &World, name: &str, queue: &str, program: &Path) -> Self {
        let child = Command::new(program)
            .args(["run", "--queues", queue, "--concurrency", &format!("{queue}=8")])
            .env_clear()
            .env("ENVIRONMENT", "test")
            .env("SECRET_KEY", "only-for-this-test-0123456789")
            .env("DATABASE_URL", &world.test.url)
            .env("REDIS_URL", &world.redis_url)
            .env("REDIS_PREFIX", &world.prefix)
            .env("STORAGE_DIR", files(world))
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

fn files(world: &World) -> std::path::PathBuf {
    std::env::temp_dir().join(&world.prefix)
}

/// The processes below this one that run, with theirs.
fn descendants(pid: u32) -> Vec<u32> {
    let children = std::fs::read_dir(format!("/proc/{pid}/task"))
        .into_iter()
        .flatten()
        .flatten();
    let children = children.filter_map(|task| std::fs::read_to_string(task.path().join("children")).ok());
    let children: Vec<u32> = children
        .flat_map(|line| numbers(&line))
        .filter(|pid| is_running(*pid))
        .collect();
    children
        .iter()
        .flat_map(|child| [vec![*child], descendants(*child)].concat())
        .collect()
}

fn numbers(line: &str) -> Vec<u32> {
    line.split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

/// There, and not only waiting to be reaped.
fn is_running(pid: u32) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    status
        .lines()
        .any(|line| line.starts_with("State:") && !line.contains('Z'))
}

/// A page tree that names its one page a million times: reading it ends at the limit of CPU time, seconds later.
fn slow_pdf() -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let kids = "3 0 R ".repeat(1_000_000);
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Count 1000000 /Kids [{kids}] >>"),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_owned(),
    ];
    let mut offsets = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", n + 1).as_bytes());
    }
    let table = pdf.len();
    pdf.extend_from_slice(b"xref\n0 4\n0000000000 65535 f \n");
    for offset in offsets {
        pdf.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    pdf.extend_from_slice(format!("trailer << /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    pdf
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

/// Uploads a CV of a consultant's; its analysis.
async fn uploaded(world: &World, name: &str, content: Vec<u8>) -> ExecutionId {
    let consultant =
        "INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES (1, 'alpha', true, now())
             ON CONFLICT DO NOTHING;
         INSERT INTO consultants (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE
            VALUES (7, 1, 'Data engineer', 'available', now()) ON CONFLICT DO NOTHING";
    world.test.execute(consultant).await;
    let (db, store) = (&world.test.db, DiskFileStore::new(&files(world)));
    let file = NewFile {
        file_name: name.to_owned(),
        content: content.into(),
    };
    let grant = ADMIN.grant().unwrap();
    let uploaded = upload_cv(db, &store, grant, ConsultantId(7), file, true, None, &Origin::default()).await;
    let Ok(Uploaded::New(execution)) = uploaded else {
        panic!("{uploaded:?}")
    };
    execution.id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_whose_program_was_replaced_still_reads_files() {
    let world = World::new().await;
    // A name of its own for the program, as it was deployed.
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(&world.prefix);
    std::fs::hard_link(env!("CARGO_BIN_EXE_worker"), &program).unwrap();
    let worker = Process::of_program(&world, "deployed", "documents", &program);
    let cv = b"Jeanne Martin\nData Engineer\nNantes, France\n\nSkills\nRust, Linux\n";
    let first = uploaded(&world, "one.txt", cv.to_vec()).await;
    world.until_status(first, Status::Success).await;
    // The next release: first it is not there for a moment, then it is another program. Each file is a new one, so that none is answered
    // from what is stored; each catalogue too, so that each needs a new child.
    std::fs::remove_file(&program).unwrap();
    for (n, name) in ["unlinked", "replaced"].into_iter().enumerate() {
        sqlx::query("INSERT INTO skills (name, category, created_at) VALUES ($1, 'x', now())")
            .bind(name)
            .execute(world.test.pool())
            .await
            .unwrap();
        let id = uploaded(&world, "next.txt", [cv.as_slice(), name.as_bytes()].concat()).await;
        let done = world.until(id, |e| e.status.is_terminal()).await.execution;
        assert_eq!(
            (done.status, done.attempt, done.last_error),
            (Status::Success, 1, None),
            "{name}"
        );
        if n == 0 {
            std::fs::write(&program, "#!/bin/sh\nexit 1\n").unwrap();
        }
    }
    assert!(worker.stop());
    let _ = std::fs::remove_file(&program);
    let _ = std::fs::remove_dir_all(files(&world));
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_kills_the_process_that_reads_the_file() {
    let world = World::new().await;
    let id = uploaded(&world, "cv.pdf", slow_pdf()).await;
    let worker = Process::of_queue(&world, "reader", "documents");
    // Its keeper, and the fork that reads.
    let reading = loop {
        let found = descendants(worker.0.id());
        if found.len() >= 2 {
            break found;
        }
        let now = world.story(id).await.execution;
        assert!(matches!(now.status, Status::Queued | Status::Running), "{now:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    world.cancel(id).await.unwrap();
    let ended = world.until(id, |e| e.status.is_terminal()).await.execution;
    assert_eq!(ended.status, Status::Cancelled, "{ended:?}");
    let left: Vec<_> = reading.iter().filter(|pid| is_running(**pid)).collect();
    assert!(left.is_empty(), "{left:?} of {reading:?} still run");
    assert!(worker.stop());
    let _ = std::fs::remove_dir_all(files(&world));
}
