//! Generations of matches that overlap: of every consultant, every tender and the company, all at once.

use crate::market::Market;
use reqwest::Method;
use serde_json::{Value, json};

const SIDES: usize = 12;

async fn plant(market: &Market, path: &str, body: impl Fn(usize) -> Value) -> Vec<i64> {
    let mut ids = Vec::new();
    for n in 0..SIDES {
        let made = market.ask(Method::POST, path, &body(n)).await;
        ids.push(made["id"].as_i64().unwrap());
    }
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn generations_that_overlap_do_not_wait_for_each_other_in_a_circle() {
    let market = Market::new().await;
    let skill = market
        .ask(
            Method::POST,
            "/skills",
            &json!({ "name": "Rust", "category": "language" }),
        )
        .await;
    let skills = json!([{ "skill_id": skill["id"], "proficiency_level": "expert" }]);
    let consultants = plant(
        &market,
        "/consultants",
        |n| json!({ "title": format!("Developer {n}"), "skills": skills }),
    )
    .await;
    let tender = |n| json!({ "title": format!("Tender {n}"), "status": "open", "skills": [{ "skill_id": skill["id"], "importance": "required" }] });
    let tenders = plant(&market, "/tenders", tender).await;
    let settings = [("WORKER_CONCURRENCY", "matching=6,documents=4")];
    let _workers = [(); 3].map(|()| market.worker_of("documents,matching", &settings));
    market.idle().await;
    let of = |name: &'static str, ids: &[i64]| ids.iter().map(|id| json!({ name: id })).collect::<Vec<_>>();
    // Consultants from the first to the last and tenders the other way round, so that the two meet; and the company.
    let mut bodies = of("consultant_id", &consultants);
    bodies.extend(of("tender_id", &tenders).into_iter().rev());
    let company = market.count("SELECT min(id) FROM companies").await;
    bodies.extend([(); 3].map(|()| json!({ "company_id": company })));
    for _ in 0..4 {
        // What is there is locked before it is written, and what is new as it is: both have to be met.
        let some = "DELETE FROM matches WHERE (consultant_id + tender_id) % 2 = 0";
        market.world.test.execute(some).await;
        let all = bodies
            .iter()
            .map(|body| market.ask(Method::POST, "/matches/generate", body));
        futures::future::join_all(all).await;
        market.idle().await;
        let pairs = i64::try_from(SIDES * SIDES).unwrap();
        assert_eq!(market.count("SELECT count(*) FROM matches").await, pairs);
    }
    let again = "SELECT count(*) FROM finished_executions WHERE kind = 'match_generation' AND (attempt > 1 OR last_error_code IS NOT NULL OR status <> 'success')";
    assert_eq!(market.count(again).await, 0);
}
