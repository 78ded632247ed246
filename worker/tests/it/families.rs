//! Parents that wait for their children.

use crate::harness::{HaveChildren, WaitAtGate, World};
use shared::{
    audit::Origin,
    jobs::{Enqueue, Status, usecases},
    kernel::{Actor, Role, UserId},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_ends_once_when_its_last_child_has() {
    let world = World::new().await;
    let workers = [world.worker("a"), world.worker("b")];
    let mut parents = Vec::new();
    for _ in 0..5 {
        parents.push(world.enqueue(HaveChildren { good: 20, failing: 0 }).await);
    }
    for id in parents {
        let parent = world.until_status(id, Status::Success).await.execution;
        assert_eq!(parent.result.unwrap()["success"], 20);
        assert_eq!((parent.attempt, world.effects(id).await), (1, 1));
    }
    for worker in workers {
        worker.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_says_how_much_failure_it_takes() {
    let world = World::new().await;
    let worker = world.worker("a");
    let tolerated = world.enqueue(HaveChildren { good: 3, failing: 3 }).await;
    let too_much = world.enqueue(HaveChildren { good: 2, failing: 3 }).await;
    let none = world.enqueue(HaveChildren { good: 0, failing: 0 }).await;
    world.until_status(tolerated, Status::Success).await;
    let failed = world.until_status(too_much, Status::Error).await.execution;
    assert_eq!(failed.error_code.as_deref(), Some("test_children"));
    world.until_status(none, Status::Success).await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parent_whose_children_ended_unseen_is_found_by_the_sweep() {
    let world = World::new().await;
    let parent = world.enqueue(HaveChildren { good: 1, failing: 0 }).await;
    let worker = world.worker("a");
    world.until_status(parent, Status::Success).await;
    worker.stop().await;
    // As after a crash between the last child's commit and the word to its parent.
    let waiting = world.enqueue(HaveChildren { good: 1, failing: 0 }).await;
    sqlx::query("UPDATE executions SET awaits_children = true, scheduled_at = '9999-12-31' WHERE id = $1")
        .bind(waiting.0)
        .execute(world.test.pool())
        .await
        .unwrap();
    assert_eq!(shared::jobs::family::wake(&world.test.db, None).await.unwrap(), 1);
    let worker = world.worker("b");
    world.until_status(waiting, Status::Success).await;
    worker.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelling_a_parent_cancels_what_lives_of_its_children() {
    let world = World::new().await;
    let worker = world.worker("a");
    let parent = world.enqueue(WaitAtGate { n: 0 }).await;
    world.gate.wait_for_arrivals(1).await;
    let mut tx = world.test.db.begin().await.unwrap();
    let options = || Enqueue {
        parent_id: Some(parent),
        ..Enqueue::default()
    };
    let children = (1..10).map(|n| (WaitAtGate { n }, options())).collect();
    let children = tx.enqueue_all(children).await.unwrap();
    tx.commit().await.unwrap();
    // Three more are running, the rest wait.
    world.gate.wait_for_arrivals(4).await;
    let admin = Actor {
        user_id: UserId(1),
        role: Role::Admin,
        company_id: None,
    };
    usecases::cancel(
        &world.test.db,
        admin.grant().unwrap(),
        admin.grant().unwrap(),
        parent,
        &Origin::default(),
    )
    .await
    .unwrap();
    world.until_status(parent, Status::Cancelled).await;
    for child in children {
        world.until_status(child.id, Status::Cancelled).await;
        assert_eq!(world.effects(child.id).await, 0);
    }
    worker.stop().await;
}
