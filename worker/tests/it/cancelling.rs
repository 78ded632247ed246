//! A cancel against the end of what it cancels: accepted, it stands; refused, the execution had ended.

use crate::harness::{Deaf, Ending, HaveChildren, World, WriteEffect};
use shared::jobs::{Enqueue, Status, usecases::ControlError};

#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_cancel_stands_against_every_end() {
    let world = World::new().await;
    let worker = world.worker("a");
    use Ending::{Children, Done, Effect, Fail, Retry, Snooze};
    for (n, ending) in [Effect, Done, Snooze, Retry, Fail, Children].into_iter().enumerate() {
        let id = world.enqueue(Deaf { ending }).await;
        world.gate.wait_for_arrivals(n + 1).await;
        assert_eq!(world.cancel(id).await.unwrap().status, Status::Running);
        world.gate.open.add_permits(1);
        let ended = world.until(id, |e| e.status.is_terminal()).await.execution;
        assert_eq!(ended.status, Status::Cancelled, "{ending:?}");
        assert_eq!((ended.result, ended.error_code), (None, None), "{ending:?}");
    }
    assert_eq!(world.all_effects().await, 0);
    let made: i64 = sqlx::query_scalar("SELECT count(*) FROM all_executions WHERE parent_id IS NOT NULL")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert_eq!(made, 0, "no child was made");
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stopping_worker_holds_ends_by_its_cancel() {
    let world = World::new().await;
    let worker = world.worker("a");
    let (kept, cancelled) = (
        world.enqueue(Deaf { ending: Ending::Effect }).await,
        world.enqueue(Deaf { ending: Ending::Effect }).await,
    );
    world.gate.wait_for_arrivals(2).await;
    world.cancel(cancelled).await.unwrap();
    worker.stop().await;
    assert_eq!(world.story(cancelled).await.execution.status, Status::Cancelled);
    assert_eq!(world.story(kept).await.execution.status, Status::Queued);
}

/// The answer of each cancel, and what became of each execution.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_cancels_at_the_very_end_each_says_the_truth() {
    let world = World::new().await;
    let worker = world.worker("a");
    let (mut accepted, mut refused) = (0, 0);
    for round in 0..60 {
        let ending = if round % 2 == 0 { Ending::Effect } else { Ending::Done };
        let mut ids = Vec::new();
        for _ in 0..4 {
            ids.push(world.enqueue(Deaf { ending }).await);
        }
        world.gate.wait_for_arrivals((round + 1) * 4).await;
        world.gate.open.add_permits(4);
        let answers = futures::future::join_all(ids.iter().map(|id| world.cancel(*id))).await;
        for (id, answer) in ids.into_iter().zip(answers) {
            let ended = world.until(id, |e| e.status.is_terminal()).await.execution;
            let effects = world.effects(id).await;
            match answer {
                Ok(answer) => {
                    assert!(
                        matches!(answer.status, Status::Running | Status::Cancelled),
                        "{answer:?}"
                    );
                    assert_eq!((ended.status, effects), (Status::Cancelled, 0));
                    accepted += 1;
                }
                Err(ControlError::WrongState { status, .. }) => {
                    assert_eq!((status, ended.status), (Status::Success, Status::Success));
                    refused += 1;
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
    assert_eq!(accepted + refused, 240);
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_cancelled_family_nothing_goes_on() {
    let world = World::new().await;
    let worker = world.worker("a");
    for _ in 0..30 {
        let parent = world.enqueue(HaveChildren { good: 5, failing: 0 }).await;
        // Whatever it is doing: not begun, making its children, waiting for them, or done.
        let first = world
            .until(parent, |e| e.attempt > 0 || e.status != Status::Queued)
            .await;
        let answer = world.cancel(parent).await;
        let ended = world.until(parent, |e| e.status.is_terminal()).await.execution;
        assert_eq!(answer.is_ok(), ended.status == Status::Cancelled, "{first:?}");
        if answer.is_ok() {
            let live: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM executions WHERE parent_id = $1 AND cancel_requested_at IS NULL",
            )
            .bind(parent.0)
            .fetch_one(world.test.pool())
            .await
            .unwrap();
            assert_eq!((live, world.effects(parent).await), (0, 0));
        }
    }
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancel_waits_for_a_claim_that_is_under_way() {
    let world = World::new().await;
    let id = world.enqueue(WriteEffect { n: 1 }).await;
    // As a claim that has not committed yet.
    let mut claim = world.test.db.begin().await.unwrap();
    sqlx::query("SELECT FROM executions WHERE id = $1 FOR UPDATE")
        .bind(id.0)
        .execute(claim.conn())
        .await
        .unwrap();
    let (answer, ()) = tokio::join!(world.cancel(id), async {
        let waits = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')";
        while !sqlx::query_scalar::<_, bool>(waits)
            .fetch_one(world.test.pool())
            .await
            .unwrap()
        {
            tokio::task::yield_now().await;
        }
        drop(claim);
    });
    assert_eq!(answer.unwrap().status, Status::Cancelled);
    // The same for a child.
    let mut tx = world.test.db.begin().await.unwrap();
    let parent = tx.enqueue(&WriteEffect { n: 2 }, Enqueue::default()).await.unwrap().id;
    let under = Enqueue {
        parent_id: Some(parent),
        ..Enqueue::default()
    };
    let child = tx.enqueue(&WriteEffect { n: 3 }, under).await.unwrap().id;
    tx.commit().await.unwrap();
    world.cancel(parent).await.unwrap();
    assert_eq!(world.story(child).await.execution.status, Status::Cancelled);
}
