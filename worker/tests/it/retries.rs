//! Running again, by many at once: each failure is repeated by one run.

use crate::harness::{FailTimes, HaveChildren, World, WriteEffect};
use futures::future::join_all;
use shared::{
    jobs::{Enqueue, Execution, Job, Status, queries::Filter, usecases::ControlError},
    kernel::ExecutionId,
};

const NEVER: FailTimes = FailTimes {
    times: 9,
    for_good: true,
    panics: false,
};

async fn failed(world: &World, count: usize) -> Vec<ExecutionId> {
    let worker = world.worker("a");
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(world.enqueue(NEVER).await);
    }
    for id in &ids {
        world.until_status(*id, Status::Error).await;
    }
    worker.stop().await;
    ids
}

async fn count(world: &World, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(world.test.pool()).await.unwrap()
}

const RETRIES: &str = "SELECT count(*) FROM all_executions WHERE retry_of IS NOT NULL";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_retries_of_one_execution_at_once_one_is_made() {
    let world = World::new().await;
    let id = failed(&world, 1).await[0];
    let answers = join_all((0..8).map(|_| world.retry(id))).await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    let made: Vec<Execution> = made.into_iter().flatten().collect();
    assert_eq!((made.len(), refused.len()), (1, 7));
    for other in refused {
        assert!(
            matches!(other, Err(ControlError::RunAgain { by }) if by == made[0].id),
            "{other:?}"
        );
    }
    assert_eq!(count(&world, RETRIES).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_retry_failed_it_is_what_is_repeated() {
    let world = World::new().await;
    let first = failed(&world, 1).await[0];
    let second = world.retry(first).await.unwrap().id;
    for id in [first, second] {
        world.retry(id).await.unwrap_err();
    }
    let worker = world.worker("b");
    world.until_status(second, Status::Error).await;
    worker.stop().await;
    let third = world.retry(first).await.unwrap();
    assert_eq!(third.retry_of, Some(second));
    let again = world.retry(second).await;
    assert!(
        matches!(again, Err(ControlError::RunAgain { by }) if by == third.id),
        "{again:?}"
    );
    // One that is cancelled may be run again, one that did it may not.
    world.cancel(third.id).await.unwrap();
    let fourth = world.retry(first).await.unwrap();
    assert_eq!(fourth.retry_of, Some(third.id));
    sqlx::query("UPDATE executions SET payload = jsonb_set(payload, '{times}', '0') WHERE id = $1")
        .bind(fourth.id.0)
        .execute(world.test.pool())
        .await
        .unwrap();
    let worker = world.worker("c");
    world.until_status(fourth.id, Status::Success).await;
    worker.stop().await;
    let done = world.retry(first).await;
    assert!(
        matches!(
            done,
            Err(ControlError::WrongState {
                status: Status::Success,
                ..
            })
        ),
        "{done:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn equal_bulk_retries_at_once_make_one_of_each() {
    let world = World::new().await;
    failed(&world, 4).await;
    // Workers are at it meanwhile: what fails again at once is not taken for what failed before.
    let worker = world.worker("b");
    let reports = join_all((0..4).map(|_| world.retry_all(Filter::default()))).await;
    let done: usize = reports.iter().map(|r| r.done).sum();
    assert_eq!((done, count(&world, RETRIES).await), (4, 4), "{reports:?}");
    worker.stop().await;
}

/// A parent that waited and its children that had not begun, all cancelled.
async fn cancelled_family(world: &World) -> (ExecutionId, Vec<ExecutionId>) {
    let parent = world.enqueue(HaveChildren { good: 3, failing: 0 }).await;
    let mut tx = world.test.db.begin().await.unwrap();
    let under = || Enqueue {
        parent_id: Some(parent),
        ..Enqueue::default()
    };
    let children = tx
        .enqueue_all((0..3).map(|n| (WriteEffect { n }, under())).collect())
        .await
        .unwrap();
    sqlx::query("UPDATE executions SET awaits_children = true, scheduled_at = '9999-12-31' WHERE id = $1")
        .bind(parent.0)
        .execute(tx.conn())
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.cancel(parent).await.unwrap();
    (parent, children.into_iter().map(|c| c.id).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cancelled_family_is_run_again_by_its_head() {
    let world = World::new().await;
    let (parent, children) = cancelled_family(&world).await;
    for child in &children {
        let refused = world.retry(*child).await;
        assert!(
            matches!(refused, Err(ControlError::PartOf { whole }) if whole == parent),
            "{refused:?}"
        );
    }
    let filter = Filter {
        kind: vec![HaveChildren::KIND.to_owned()],
        ..Filter::default()
    };
    // Of everything, and of the heads only, and by hand: together once.
    let (all, heads, hand) = tokio::join!(
        world.retry_all(Filter::default()),
        world.retry_all(filter),
        world.retry(parent),
    );
    assert_eq!(
        all.done + heads.done + usize::from(hand.is_ok()),
        1,
        "{all:?} {heads:?} {hand:?}"
    );
    let again: uuid::Uuid = sqlx::query_scalar("SELECT id FROM all_executions WHERE retry_of = $1")
        .bind(parent.0)
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    let worker = world.worker("b");
    world.until_status(ExecutionId(again), Status::Success).await;
    assert_eq!(world.retry_all(Filter::default()).await.done, 0);
    worker.stop().await;
    assert_eq!(world.all_effects().await, 4, "three children and the parent");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_part_may_be_run_again_alone_and_then_its_whole_is_not() {
    let world = World::new().await;
    let worker = world.worker("a");
    let parent = world.enqueue(HaveChildren { good: 1, failing: 2 }).await;
    world.until_status(parent, Status::Error).await;
    worker.stop().await;
    let parts: Vec<uuid::Uuid> =
        sqlx::query_scalar("SELECT id FROM all_executions WHERE parent_id = $1 AND status = 'error'")
            .bind(parent.0)
            .fetch_all(world.test.pool())
            .await
            .unwrap();
    assert_eq!(parts.len(), 2);
    let again = world.retry(ExecutionId(parts[0])).await.unwrap();
    let whole = world.retry(parent).await;
    assert!(
        matches!(whole, Err(ControlError::RunAgain { by }) if by == again.id),
        "{whole:?}"
    );
    // The other part, but neither the one that runs nor the whole.
    assert_eq!(world.retry_all(Filter::default()).await.done, 1);
    assert_eq!(count(&world, RETRIES).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_whole_is_run_again_and_its_parts_with_it() {
    let world = World::new().await;
    let worker = world.worker("a");
    let parent = world.enqueue(HaveChildren { good: 1, failing: 2 }).await;
    world.until_status(parent, Status::Error).await;
    worker.stop().await;
    let report = world.retry_all(Filter::default()).await;
    assert_eq!((report.matched, report.done), (3, 1));
    assert_eq!(world.retry_all(Filter::default()).await.done, 0);
    // Where the filter finds the parts only, they are what is run again.
    let worker = world.worker("b");
    let other = world.enqueue(HaveChildren { good: 1, failing: 2 }).await;
    world.until_status(other, Status::Error).await;
    worker.stop().await;
    let parts = Filter {
        parent_id: Some(other),
        ..Filter::default()
    };
    assert_eq!(world.retry_all(parts).await.done, 2);
}
