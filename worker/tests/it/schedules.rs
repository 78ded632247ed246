//! A due time fires once, whoever is there; missed ones are treated as the schedule says.

use crate::harness::{Quick, World};
use shared::jobs::schedules::{
    CatchUp,
    usecases::{Planned, fire, register},
};

async fn plan(world: &World, catch_up: CatchUp) {
    let planned = Planned::new("test", "0 * * * *", "Europe/Paris", catch_up, &Quick {}).unwrap();
    register(&world.test.db, &[planned]).await.unwrap();
}

/// As if nobody had looked for so many hours.
async fn miss(world: &World, hours: i32) {
    sqlx::query("UPDATE schedules SET next_due_at = date_trunc('hour', now()) - make_interval(hours => $1)")
        .bind(hours)
        .execute(world.test.pool())
        .await
        .unwrap();
}

async fn enqueued(world: &World) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM executions WHERE schedule = 'test'")
        .fetch_one(world.test.pool())
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn eight_workers_at_once_fire_each_due_time_once() {
    let world = World::new().await;
    plan(&world, CatchUp::All).await;
    miss(&world, 5).await;
    let rounds = (0..8).map(|_| {
        let db = world.test.db.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                fire(&db).await.unwrap();
            }
        })
    });
    for round in rounds.collect::<Vec<_>>() {
        round.await.unwrap();
    }
    assert_eq!(
        enqueued(&world).await,
        6,
        "the five that were missed and the one of this hour"
    );
    let next: bool = sqlx::query_scalar("SELECT next_due_at > now() FROM schedules")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert!(next);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missed_night_is_run_once_or_left_out() {
    let world = World::new().await;
    plan(&world, CatchUp::Latest).await;
    miss(&world, 8).await;
    assert_eq!(fire(&world.test.db).await.unwrap().len(), 1);
    sqlx::query("UPDATE schedules SET catch_up = 'skip', next_due_at = now() - interval '3 hours'")
        .execute(world.test.pool())
        .await
        .unwrap();
    fire(&world.test.db).await.unwrap();
    let due: Vec<bool> = sqlx::query_scalar("SELECT due_at > now() - interval '2 hours' FROM schedule_firings")
        .fetch_all(world.test.pool())
        .await
        .unwrap();
    assert!(
        due.into_iter().all(|recent| recent),
        "nothing of the missed hours was fired"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_operator_set_outlives_a_new_build() {
    let world = World::new().await;
    plan(&world, CatchUp::Skip).await;
    sqlx::query("UPDATE schedules SET cron = '5 4 * * *', enabled = false")
        .execute(world.test.pool())
        .await
        .unwrap();
    plan(&world, CatchUp::Skip).await;
    let (cron, enabled): (String, bool) = sqlx::query_as("SELECT cron, enabled FROM schedules")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert_eq!((cron.as_str(), enabled), ("5 4 * * *", false));
    miss(&world, 1).await;
    assert!(
        fire(&world.test.db).await.unwrap().is_empty(),
        "a disabled one does not fire"
    );
}
