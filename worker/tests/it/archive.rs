//! Old months go to the file store, whole, and only then from the database.

use crate::harness::World;
use shared::{
    adapters::disk::DiskFileStore,
    audit::AUDIT,
    jobs::{archive, latecomers},
    ports::FileStore,
};
use std::io::Read;

#[tokio::test(flavor = "multi_thread")]
async fn an_old_month_becomes_compressed_lines_and_its_partition_goes() {
    let world = World::new().await;
    sqlx::query("SELECT ensure_finished_executions_partitions('2024-02-10', 1)")
        .execute(world.test.pool())
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO finished_executions (id, kind, queue, status, payload, payload_version, max_attempts, scheduled_at, created_at, finished_at)
         SELECT (substr(uuid7_floor('2024-02-10'::timestamptz + n * interval '1 second')::text, 1, 24) || lpad(n::text, 12, '0'))::uuid,
            'ping', 'maintenance', 'success', '{}', 1, 1, '2024-02-10', '2024-02-10', '2024-02-10' FROM generate_series(1, 25000) n",
    )
    .execute(world.test.pool())
    .await
    .unwrap();
    let folder = std::env::temp_dir().join(&world.prefix);
    let files = DiskFileStore::new(&folder);
    let archived = archive::EXECUTIONS.store_old(&world.test.db, &files, 90).await.unwrap();
    assert_eq!(
        (archived.len(), archived[0].1.rows, archived[0].1.files.len()),
        (1, 25_000, 2)
    );
    let mut lines = 0;
    for key in &archived[0].1.files {
        assert!(key.starts_with("archive/executions/2024-02/part-"), "{key}");
        let mut text = String::new();
        let bytes = files.get(key).await.unwrap();
        zstd::Decoder::new(bytes.as_ref())
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        let ids = text
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["id"].is_string());
        lines += ids.filter(|is_row| *is_row).count();
    }
    assert_eq!(lines, 25_000);
    // Nothing is gone before the commit that says so.
    let count = || async {
        sqlx::query_scalar::<_, i64>("SELECT count(*) FROM finished_executions WHERE id < uuid7_floor('2024-03-01')")
            .fetch_one(world.test.pool())
            .await
            .unwrap()
    };
    assert_eq!(count().await, 25_000);
    let mut tx = world.test.db.begin().await.unwrap();
    archive::forget(&mut tx, &archived, None).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(count().await, 0);
    assert!(
        archive::EXECUTIONS
            .store_old(&world.test.db, &files, 90)
            .await
            .unwrap()
            .is_empty()
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_after_its_month_was_dropped_is_archived_too() {
    let world = World::new().await;
    // No partition for these; and one of this month, which is not old.
    sqlx::query(
        "INSERT INTO finished_executions (id, kind, queue, status, payload, payload_version, max_attempts, scheduled_at, created_at, finished_at)
         SELECT (substr(uuid7_floor(at)::text, 1, 24) || lpad(n::text, 12, '0'))::uuid, 'ping', 'maintenance', 'success', '{}', 1, 1, at, at, now()
         FROM (VALUES (1, timestamptz '2024-02-10'), (2, timestamptz '2024-03-10'), (3, now())) old (n, at)",
    )
    .execute(world.test.pool())
    .await
    .unwrap();
    let folder = std::env::temp_dir().join(&world.prefix);
    let files = DiskFileStore::new(&folder);
    let late = latecomers::store_late(&world.test.db, &files, 90)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(late.rows, 2);
    assert!(late.file.starts_with("archive/executions/late/018d"), "{}", late.file);
    let bytes = files.get(&late.file).await.unwrap();
    assert_eq!(
        zstd::decode_all(bytes.as_ref())
            .unwrap()
            .iter()
            .filter(|b| **b == b'\n')
            .count(),
        2
    );
    let mut tx = world.test.db.begin().await.unwrap();
    archive::forget(&mut tx, &[], Some(&late)).await.unwrap();
    tx.commit().await.unwrap();
    let left: i64 = sqlx::query_scalar("SELECT count(*) FROM finished_executions WHERE kind = 'ping'")
        .fetch_one(world.test.pool())
        .await
        .unwrap();
    assert_eq!(left, 1);
    assert!(
        latecomers::store_late(&world.test.db, &files, 90)
            .await
            .unwrap()
            .is_none()
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_month_of_the_audit_log_is_archived_and_one_that_was_written_to_stands() {
    let world = World::new().await;
    sqlx::raw_sql(
        "SELECT ensure_audit_log_partitions('2024-02-10', 2);
         INSERT INTO audit_log (action, object_kind, at)
            SELECT 'update', 'tender', timestamptz '2024-02-10' + n * interval '1 minute' FROM generate_series(1, 300) n;
         INSERT INTO audit_log (action, object_kind, at) VALUES ('update', 'tender', '2024-03-10'), ('update', 'tender', now())",
    )
    .execute(world.test.pool())
    .await
    .unwrap();
    let folder = std::env::temp_dir().join(&world.prefix);
    let files = DiskFileStore::new(&folder);
    let archived = AUDIT.store_old(&world.test.db, &files, 365).await.unwrap();
    let rows: Vec<_> = archived.iter().map(|(_, done)| done.rows).collect();
    assert_eq!(rows, [300, 1]);
    assert_eq!(archived[0].1.files, ["archive/audit/2024-02/part-0001.jsonl.zst"]);
    // Between reading and dropping, somebody writes into March.
    sqlx::query("INSERT INTO audit_log (action, object_kind, at) VALUES ('delete', 'tender', '2024-03-11')")
        .execute(world.test.pool())
        .await
        .unwrap();
    let mut tx = world.test.db.begin().await.unwrap();
    AUDIT.drop_stored(&mut tx, &archived).await.unwrap();
    tx.commit().await.unwrap();
    let months: Vec<i32> =
        sqlx::query_scalar("SELECT extract(month FROM at)::int FROM audit_log WHERE at < '2025-01-01' ORDER BY at")
            .fetch_all(world.test.pool())
            .await
            .unwrap();
    assert_eq!(months, [3, 3]);
    let again = AUDIT.store_old(&world.test.db, &files, 365).await.unwrap();
    assert_eq!((again.len(), again[0].1.rows), (1, 2));
    std::fs::remove_dir_all(folder).unwrap();
}
