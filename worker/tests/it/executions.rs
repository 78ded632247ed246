//! One execution's way, and many at once.

use crate::harness::{FailTimes, HaveChildren, WaitAtGate, World, WriteEffect};
use serde_json::json;
use shared::{
    audit::Origin,
    jobs::{Enqueue, Job, Policy, Queue, Status, ping::Ping, queries, retry, usecases},
    kernel::{Actor, Locale, Role, UserId},
};
use std::collections::HashSet;
use worker::runtime::{Registry, Runtime};

fn admin() -> Actor {
    Actor {
        user_id: UserId(1),
        role: Role::Admin,
        company_id: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn effects_and_success_become_visible_together_and_once() {
    let world = World::new().await;
    let (first, second) = (world.worker("a"), world.worker("b"));
    let mut ids = Vec::new();
    for n in 0..200 {
        ids.push(world.enqueue(WriteEffect { n }).await);
    }
    let mut workers = HashSet::new();
    for (n, id) in ids.iter().enumerate() {
        let done = world.until_status(*id, Status::Success).await.execution;
        assert_eq!(done.result, Some(json!({ "n": n })));
        assert_eq!((done.attempt, done.progress), (1, 100));
        workers.insert(done.worker.unwrap());
    }
    let counts: (i64, i64) = sqlx::query_as("SELECT count(*), count(DISTINCT execution_id) FROM effects")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert_eq!(counts, (200, 200));
    first.stop().await;
    second.stop().await;
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM executions")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert_eq!(left, 0, "nothing stays in the live table");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_rolled_back_was_never_enqueued() {
    let world = World::new().await;
    let mut tx = world.test.db.begin().await.unwrap();
    tx.enqueue(&WriteEffect { n: 1 }, Enqueue::default()).await.unwrap();
    drop(tx);
    let worker = world.worker("a");
    let id = world.enqueue(WriteEffect { n: 2 }).await;
    world.until_status(id, Status::Success).await;
    let all: Vec<i64> = sqlx::query_scalar("SELECT n FROM effects")
        .fetch_all(world.test.pool())
        .await
        .unwrap();
    assert_eq!(all, [2]);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_attempt_is_repeated_later_and_the_story_tells_it() {
    let world = World::new().await;
    let worker = world.worker("a");
    let id = world
        .enqueue(FailTimes {
            times: 2,
            for_good: false,
            panics: false,
        })
        .await;
    let story = world.until_status(id, Status::Success).await;
    assert_eq!(story.execution.attempt, 3);
    assert_eq!(story.execution.last_error.as_deref(), Some("not yet"));
    let told: Vec<Status> = story.events.iter().map(|e| e.status).collect();
    use Status::{Queued, Running, Success};
    assert_eq!(told, [Queued, Running, Queued, Running, Queued, Running, Success]);
    let seqs: Vec<i64> = story.events.iter().map(|e| e.seq).collect();
    assert_eq!(seqs, (1..=7).collect::<Vec<_>>());
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn attempts_run_out_and_some_failures_are_for_good() {
    let world = World::new().await;
    let worker = world.worker("a");
    let again = world
        .enqueue(FailTimes {
            times: 9,
            for_good: false,
            panics: false,
        })
        .await;
    let for_good = world
        .enqueue(FailTimes {
            times: 9,
            for_good: true,
            panics: false,
        })
        .await;
    let panics = world
        .enqueue(FailTimes {
            times: 9,
            for_good: false,
            panics: true,
        })
        .await;
    let again = world.until_status(again, Status::Error).await.execution;
    assert_eq!((again.attempt, again.error_code.as_deref()), (3, Some("test_again")));
    let for_good = world.until_status(for_good, Status::Error).await.execution;
    assert_eq!(
        (for_good.attempt, for_good.error_code.as_deref()),
        (1, Some("test_for_good"))
    );
    let panics = world.until_status(panics, Status::Error).await.execution;
    assert_eq!((panics.attempt, panics.error_code.as_deref()), (3, Some("panic")));
    assert!(panics.error_message.unwrap().contains("as the test asked"));
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_retried_execution_is_a_new_one_and_a_successful_one_is_not_retried() {
    let world = World::new().await;
    let worker = world.worker("a");
    let failed = world
        .enqueue(FailTimes {
            times: 9,
            for_good: true,
            panics: false,
        })
        .await;
    world.until_status(failed, Status::Error).await;
    let retry = async |id| {
        let mut tx = world.test.db.begin().await.unwrap();
        let again = retry::retry(
            &mut tx,
            admin().grant().unwrap(),
            admin().grant().unwrap(),
            id,
            &Origin::default(),
        )
        .await?;
        tx.commit().await?;
        Ok::<_, usecases::ControlError>(again)
    };
    let again = retry(failed).await.unwrap();
    assert_eq!(again.retry_of, Some(failed));
    assert_ne!(again.id, failed);
    world.until_status(again.id, Status::Error).await;
    assert_eq!(world.story(failed).await.execution.status, Status::Error);
    let good = world.enqueue(WriteEffect { n: 1 }).await;
    world.until_status(good, Status::Success).await;
    retry(good).await.unwrap_err();
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_cancels_a_queued_and_a_running_execution() {
    let world = World::new().await;
    let queued = world.enqueue(WriteEffect { n: 1 }).await;
    let cancelled = usecases::cancel(
        &world.test.db,
        admin().grant().unwrap(),
        admin().grant().unwrap(),
        queued,
        &Origin::default(),
    )
    .await
    .unwrap();
    assert_eq!(cancelled.status, Status::Cancelled);
    let again = usecases::cancel(
        &world.test.db,
        admin().grant().unwrap(),
        admin().grant().unwrap(),
        queued,
        &Origin::default(),
    )
    .await
    .unwrap();
    assert_eq!(again.status, Status::Cancelled, "cancelling twice is the same as once");
    let worker = world.worker("a");
    let running = world.enqueue(WaitAtGate { n: 2 }).await;
    world.gate.wait_for_arrivals(1).await;
    usecases::cancel(
        &world.test.db,
        admin().grant().unwrap(),
        admin().grant().unwrap(),
        running,
        &Origin::default(),
    )
    .await
    .unwrap();
    world.until_status(running, Status::Cancelled).await;
    assert_eq!((world.effects(queued).await, world.effects(running).await), (0, 0));
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_that_no_worker_knows_stays_in_the_queue() {
    let world = World::new().await;
    let worker = world.worker("a");
    let unknown = world.enqueue(Ping { work_ms: 0 }).await;
    let known = world.enqueue(WriteEffect { n: 1 }).await;
    world.until_status(known, Status::Success).await;
    assert_eq!(world.story(unknown).await.execution.status, Status::Queued);
    worker.stop().await;
}

/// What a release to come would enqueue.
#[derive(serde::Serialize, serde::Deserialize)]
struct WriteEffectOfTomorrow {
    amount: f64,
}
impl Job for WriteEffectOfTomorrow {
    const KIND: &'static str = WriteEffect::KIND;
    const VERSION: i16 = WriteEffect::VERSION + 1;
    const POLICY: Policy = WriteEffect::POLICY;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payload_version_that_no_worker_knows_stays_in_the_queue_and_is_shown() {
    let world = World::new().await;
    let worker = world.worker("of-today");
    let tomorrows = world.enqueue(WriteEffectOfTomorrow { amount: 1.5 }).await;
    let known = world.enqueue(WriteEffect { n: 1 }).await;
    world.until_status(known, Status::Success).await;
    let waiting = world.story(tomorrows).await.execution;
    assert_eq!((waiting.status, waiting.attempt), (Status::Queued, 0));
    let documents = async || {
        let queues = queries::overview::queues(world.test.pool()).await.unwrap();
        queues.into_iter().find(|q| q.name == Queue::Documents).unwrap()
    };
    assert_eq!(documents().await.unknown, 1);
    worker.stop().await;

    // A worker of the next release takes it.
    let db = world.test.db.clone();
    let registry = Registry::default().register(move |ctx, _: WriteEffectOfTomorrow| {
        let db = db.clone();
        async move { ctx.finish(db.begin().await?, serde_json::json!({})).await }
    });
    let next = Runtime::start(world.test.db.clone(), registry, world.settings("of-tomorrow")).unwrap();
    world.until_status(tomorrows, Status::Success).await;
    assert_eq!(documents().await.unknown, 0);
    next.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_later_waits_for_its_time() {
    let world = World::new().await;
    let worker = world.worker("a");
    let due =
        chrono::DateTime::from_timestamp_micros(world.test.db.clock().now().timestamp_micros() + 700_000).unwrap();
    let mut tx = world.test.db.begin().await.unwrap();
    let later = Enqueue {
        scheduled_at: Some(due),
        ..Enqueue::default()
    };
    let execution = tx.enqueue(&WriteEffect { n: 1 }, later).await.unwrap();
    tx.commit().await.unwrap();
    let done = world.until_status(execution.id, Status::Success).await.execution;
    assert!(done.started_at.unwrap() >= due);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_read_of_an_execution_is_in_their_language() {
    let world = World::new().await;
    let worker = world.worker("a");
    let fails = |times, for_good, panics| FailTimes {
        times,
        for_good,
        panics,
    };
    for (job, code, fr, en) in [
        (fails(9, true, false), "test_for_good", "jamais", "never"),
        (fails(9, false, false), "test_again", "pas encore", "not yet"),
        (
            fails(9, false, true),
            "panic",
            "le traitement a paniqué",
            "the handler panicked",
        ),
    ] {
        let id = world.enqueue(job).await;
        let story = world.until_status(id, Status::Error).await;
        assert_eq!(story.execution.error_code.as_deref(), Some(code));
        for (locale, said) in [(Locale::Fr, fr), (Locale::En, en)] {
            let spoken = story.clone().spoken(locale);
            let is_said = |text: &Option<String>| text.as_deref().is_some_and(|text| text.starts_with(said));
            assert!(is_said(&spoken.execution.error_message), "{:?}", spoken.execution);
            assert!(is_said(&spoken.execution.last_error), "{:?}", spoken.execution);
            let told: Vec<_> = spoken.events.iter().filter(|e| e.message.is_some()).collect();
            assert!(!told.is_empty() && told.iter().all(|e| is_said(&e.message)), "{told:?}");
        }
    }
    // What the runtime itself says, too: no event has words in one language only.
    let parent = world.enqueue(HaveChildren { good: 1, failing: 0 }).await;
    let story = world.until_status(parent, Status::Success).await;
    let said = story.events.iter().filter(|e| e.message.is_some());
    assert!(said.clone().count() > 0 && said.clone().all(|e| e.fr.is_some() && e.fr != e.message));
    // A row from before there were two languages keeps its words.
    let old =
        "UPDATE finished_executions SET history = (SELECT jsonb_agg(e - 'fr') FROM jsonb_array_elements(history) e)";
    world.test.execute(old).await;
    let story = world.story(parent).await.spoken(Locale::Fr);
    assert!(
        story
            .events
            .iter()
            .any(|e| e.message.as_deref() == Some("waits for its children"))
    );
    worker.stop().await;
}
