//! How many statements a request costs: the same few, however many rows it answers.

use crate::world::World;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicU64, AtomicUsize, Ordering},
};
use tracing::{
    Event, Metadata, Subscriber,
    span::{Attributes, Id, Record},
};

/// Counts the statements that sqlx tells of on this thread, on which the test's api runs too.
#[derive(Clone, Default)]
struct Statements(Arc<AtomicUsize>, Arc<AtomicU64>);

impl Subscriber for Statements {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1 + self.1.fetch_add(1, Ordering::Relaxed))
    }
    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_request_costs_the_same_few_statements_however_many_rows_it_answers() {
    let statements = Statements::default();
    let _counting = tracing::subscriber::set_default(statements.clone());
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let count = async |path: &str| {
        let before = statements.0.load(Ordering::Relaxed);
        let answer = manager.get(path).await;
        assert_eq!(answer.status(), 200, "{path}");
        statements.0.load(Ordering::Relaxed) - before
    };
    let grow = async |n: std::ops::Range<i32>| {
        for n in n {
            let skill = manager
                .make("/skills", &json!({ "name": format!("Skill {n}"), "category": "x" }))
                .await;
            let consultant = manager.make("/consultants", &json!({ "title": "x" })).await;
            let has = json!({ "skill_id": skill["id"], "proficiency_level": "expert" });
            manager
                .make(&format!("/consultants/{}/skills", consultant["id"]), &has)
                .await;
            let tender = manager
                .make("/tenders", &json!({ "title": "x", "status": "open" }))
                .await;
            let asks = json!({ "skill_id": skill["id"], "importance": "required" });
            manager.make(&format!("/tenders/{}/skills", tender["id"]), &asks).await;
            manager.make("/portfolios", &json!({ "title": "x" })).await;
            let pair = json!({ "consultant_id": consultant["id"], "tender_id": tender["id"] });
            manager.make("/matches", &pair).await;
        }
    };
    let lists = [
        "/consultants",
        "/consultants?q=skill&sort=-daily_rate",
        "/tenders",
        "/tenders?skills=1",
        "/matches",
        "/skills?q=skill",
        "/companies",
        "/partnerships",
        "/portfolios",
        "/users",
        "/scoring-profiles",
        "/collaborations",
        "/executions",
    ];
    grow(0..1).await;
    let mut few = Vec::new();
    for path in lists {
        few.push(count(path).await);
    }
    grow(1..12).await;
    for (path, before) in lists.iter().zip(few) {
        let now = count(path).await;
        println!("{path}: {now} statements");
        // Who asks, and the rows with their number (or these two apart); a search forgives typos within a transaction. A cached list asks
        // for less.
        let most = if path.contains("consultants?q=") { 4 } else { 3 };
        assert!((1..=most).contains(&now), "{path} costs {now} statements");
        assert!(
            now <= before.max(most),
            "{path} costs {now} statements with more rows, {before} with few"
        );
    }
    for path in [
        "/consultants/1",
        "/tenders/1",
        "/matches/1",
        "/portfolios/1",
        "/users/2",
        "/auth/me",
    ] {
        let now = count(path).await;
        println!("{path}: {now} statements");
        assert!(now <= 2, "{path} costs {now} statements");
    }
}
