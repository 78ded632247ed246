//! A file that no resume has goes from the store, whatever happened when it should have gone.

use crate::market::Market;
use serde_json::json;
use std::path::Path;

/// Until it is gone; the bound is only there so that a broken build ends.
async fn gone(file: &Path) {
    let end = async {
        while file.exists() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), end)
        .await
        .expect("the sweep removes it");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cv_removed_while_the_store_was_away_is_gone_when_a_worker_sees_it_again() {
    let market = Market::new().await;
    let profile = json!({ "title": "Consultant" });
    let consultant = market.ask(reqwest::Method::POST, "/consultants", &profile).await["id"].to_string();
    let (of_consultant, of_nobody) = (
        market.upload("Jeanne Martin\n").await,
        market.upload("Anne Durand\n").await,
    );
    let attach = json!({ "resume_id": of_consultant["id"], "consultant_id": consultant.parse::<i64>().unwrap() });
    market.ask(reqwest::Method::POST, "/cv_analysis/analyze", &attach).await;
    let files = [&of_consultant, &of_nobody].map(|r| market.files.join(r["file_path"].as_str().unwrap()));
    let aside = market.files.with_extension("aside");
    std::fs::rename(&market.files, &aside).unwrap();
    assert_eq!(market.delete(&format!("/consultants/{consultant}")).await, 204);
    assert_eq!(market.delete(&format!("/resumes/{}", of_nobody["id"])).await, 204);
    std::fs::rename(&aside, &market.files).unwrap();
    assert!(files.iter().all(|file| file.exists()), "nobody could remove them");
    let _worker = market.worker();
    for file in &files {
        gone(file).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_of_an_upload_whose_process_died_goes_too() {
    let market = Market::new().await;
    let resume = market.upload("Jeanne Martin\n").await;
    let file = market.files.join(resume["file_path"].as_str().unwrap());
    let orphan = file.with_file_name("00000000000000000000000000000000.txt");
    std::fs::copy(&file, &orphan).unwrap();
    let path = orphan.strip_prefix(&market.files).unwrap().display().to_string();
    sqlx::query("INSERT INTO loose_files (path, due_at, created_at) VALUES ($1, now(), now())")
        .bind(path)
        .execute(market.world.test.pool())
        .await
        .unwrap();
    let _worker = market.worker();
    gone(&orphan).await;
    assert!(file.exists(), "the others stay");
}
