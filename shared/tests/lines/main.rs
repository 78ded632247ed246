//! The line of a queue with ten thousand companies: each is served in turn, whatever stands behind.

use serde::{Deserialize, Serialize};
use shared::{
    jobs::{
        Backoff, Enqueue, Job, Policy, Queue,
        lease::{self, Claimed, Claimer, Known},
        queries::overview,
    },
    kernel::CompanyId,
    testing::TestDb,
};
use std::{collections::BTreeSet, time::Duration};

#[derive(Debug, Serialize, Deserialize)]
struct Turn {}

impl Job for Turn {
    const KIND: &'static str = "test_turn";
    const POLICY: Policy = Policy {
        queue: Queue::Outbound,
        max_attempts: 3,
        backoff: Backoff {
            first: Duration::from_secs(1),
            cap: Duration::from_secs(1),
        },
        timeout: Duration::from_secs(60),
        priority: 5,
    };
}

const COMPANIES: i64 = 10_000;

async fn plant_companies(db: &TestDb) -> Vec<CompanyId> {
    let ids: Vec<i64> = sqlx::query_scalar(
        "INSERT INTO companies (name, is_esn, created_at) SELECT 'Tenant ' || n, true, now() FROM generate_series(0, $1) n RETURNING id",
    )
    .bind(COMPANIES)
    .fetch_all(db.pool())
    .await
    .unwrap();
    ids.into_iter().map(CompanyId).collect()
}

async fn enqueue(db: &TestDb, companies: &[CompanyId], each: usize) {
    let mut tx = db.db.begin().await.unwrap();
    let jobs = companies.iter().flat_map(|company| {
        let options = Enqueue {
            company_id: Some(*company),
            ..Enqueue::default()
        };
        std::iter::repeat_with(move || (Turn {}, options.clone())).take(each)
    });
    tx.enqueue_all(jobs.collect()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(db: &TestDb, limit: i64) -> Vec<Claimed> {
    let by = Claimer {
        worker: "test".to_owned(),
        knows: vec![Known {
            kind: Turn::KIND.to_owned(),
            version: 1,
            queue: Queue::Outbound,
        }],
        lease: Duration::from_secs(600),
    };
    lease::claim(&db.db, &by, Some(&[]), Queue::Outbound, limit, &[])
        .await
        .unwrap()
}

#[tokio::test]
async fn of_ten_thousand_companies_none_is_served_twice_before_each_was_once() {
    let db = TestDb::new().await;
    let companies = plant_companies(&db).await;
    let (late, early) = companies.split_last().unwrap();
    // One has as much as all the others.
    enqueue(&db, &early[..1], 10_000).await;
    enqueue(&db, &early[1..], 2).await;
    let queues = overview::queues(db.pool()).await.unwrap();
    let line = queues.iter().find(|queue| queue.name == Queue::Outbound).unwrap();
    assert_eq!(
        (line.depth, line.unknown, line.delayed, line.running),
        (20_000, 20_000, 0, 0),
        "of 29,998 that no worker knows"
    );
    assert!(line.oldest_age_seconds.is_some());
    let mut seen = BTreeSet::new();
    let mut served = 0;
    while served < 5_000 {
        for claimed in claim(&db, 100).await {
            let company = claimed.company_id.unwrap().0;
            assert!(
                seen.insert(company),
                "company {company} was served twice among the first {served}"
            );
            served += 1;
        }
    }
    // Who comes now is served in this round.
    enqueue(&db, std::slice::from_ref(late), 1).await;
    while served <= COMPANIES {
        for claimed in claim(&db, (COMPANIES + 1 - served).min(100)).await {
            let company = claimed.company_id.unwrap().0;
            assert!(
                seen.insert(company),
                "company {company} was served twice among the first {served}"
            );
            served += 1;
        }
    }
    assert!(
        seen.contains(&late.0),
        "who came in the middle of a round waits for its end at most"
    );
}

/// What makes a plan go by index, as the ledger's connections have it; and the plan is made once for all arguments, as a prepared statement's is.
const AS_PREPARED: &str =
    "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off;
    SET plan_cache_mode = force_generic_plan";

/// A statement of the product by what it begins and goes on with, and how many arguments it takes.
fn statement(begins: &str, holds: &str) -> (String, usize) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../.sqlx");
    let mut found = std::fs::read_dir(folder).unwrap().filter_map(|entry| {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let described: serde_json::Value = serde_json::from_str(&text).unwrap();
        let query = described["query"].as_str()?;
        let arguments = described["describe"]["parameters"]["Left"].as_array()?.len();
        (query.starts_with(begins) && query.contains(holds)).then(|| (query.to_owned(), arguments))
    });
    let one = found.next().unwrap_or_else(|| panic!("no statement begins `{begins}`"));
    assert_eq!(found.next(), None, "`{begins}` is not enough to tell it");
    one
}

#[tokio::test]
async fn a_plan_that_was_made_while_the_table_was_empty_reads_no_more_than_it_looks_for() {
    let db = TestDb::new().await;
    let mut conn = db.pool().acquire().await.unwrap();
    for setting in ["VACUUM ANALYZE executions", AS_PREPARED] {
        sqlx::raw_sql(setting).execute(&mut *conn).await.unwrap();
    }
    for (n, (begins, holds)) in [
        ("WITH RECURSIVE lines", "UPDATE executions e"),
        ("WITH new", "INSERT INTO executions"),
        ("WITH gone", "INSERT INTO finished_executions"),
        ("WITH mine", "UPDATE executions e"),
        ("WITH due", "UPDATE executions e"),
    ]
    .into_iter()
    .enumerate()
    {
        let (query, arguments) = statement(begins, holds);
        let prepare = format!("PREPARE q{n} AS {query}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(prepare))
            .execute(&mut *conn)
            .await
            .unwrap();
        let explain = format!("EXPLAIN EXECUTE q{n} ({})", vec!["NULL"; arguments].join(", "));
        let plan: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(explain))
            .fetch_all(&mut *conn)
            .await
            .unwrap();
        let lookups = plan
            .iter()
            .enumerate()
            .filter(|(_, line)| line.contains("on executions"));
        for (at, line) in lookups.filter(|(_, line)| line.contains("Scan")) {
            let by_index = plan
                .get(at + 1)
                .is_some_and(|next| next.contains("Index Cond") || next.contains("TID Cond"));
            assert!(
                by_index,
                "{begins}: `{line}` reads the whole table\n{}",
                plan.join("\n")
            );
        }
    }
}
