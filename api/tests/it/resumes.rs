//! CVs in and out.

use crate::world::{Caller, World, problem};
use reqwest::{
    Method, Response, header,
    multipart::{Form, Part},
};
use serde_json::{Value, json};

async fn upload(caller: &Caller<'_>, consultant: &Value, content: Vec<u8>, key: Option<&str>) -> Response {
    let part = Part::bytes(content).file_name("../CV é.txt");
    let mut request = caller.request(Method::POST, &format!("/consultants/{consultant}/cv"));
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    request.multipart(Form::new().part("file", part)).send().await.unwrap()
}

const CV: &[u8] = b"Jeanne Martin\nDeveloppeuse Rust\nNantes\nExperience\n2019 - 2024 Developpeuse chez Exemple\n";

#[tokio::test]
async fn an_upload_is_accepted_stored_and_comes_back_as_an_attachment() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "Consultant" })).await["id"].clone();
    let accepted = upload(&manager, &consultant, CV.to_vec(), Some("cv")).await;
    assert_eq!(accepted.status(), 202);
    assert!(accepted.headers().contains_key(header::LOCATION));
    let execution: Value = accepted.json().await.unwrap();
    assert_eq!(
        (&execution["kind"], &execution["payload"]["apply"]),
        (&json!("cv_analysis"), &json!(true))
    );
    let again: Value = upload(&manager, &consultant, CV.to_vec(), Some("cv"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(again, execution);
    problem(
        upload(&manager, &consultant, b"another".to_vec(), Some("cv")).await,
        422,
        "idempotency_mismatch",
    )
    .await;
    let resumes: Vec<Value> = manager
        .get(&format!("/consultants/{consultant}/resumes"))
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(resumes.len(), 1);
    assert_eq!(
        (&resumes[0]["file_name"], &resumes[0]["file_type"]),
        (&json!("CV é.txt"), &json!("txt"))
    );
    let resume = &resumes[0]["id"];
    for path in [
        format!("/consultants/{consultant}/cv"),
        format!("/resumes/{resume}/file"),
    ] {
        let file = manager.get(&path).await;
        assert_eq!(
            file.headers()[header::CONTENT_DISPOSITION],
            "attachment; filename*=UTF-8''CV%20%C3%A9.txt"
        );
        assert_eq!(file.bytes().await.unwrap(), CV);
    }
    let analyses: Vec<Value> = manager
        .get(&format!("/resumes/{resume}/analyses"))
        .await
        .json()
        .await
        .unwrap();
    assert!(analyses.is_empty(), "no worker runs here");
    for email in ["manager@beta.example", "manager@gamma.example"] {
        let other = world.log_in(email).await;
        problem(other.get(&format!("/resumes/{resume}/file")).await, 404, "not_found").await;
        problem(upload(&other, &consultant, CV.to_vec(), None).await, 404, "not_found").await;
    }
    let client = world.log_in("client@delta.example").await;
    problem(upload(&client, &consultant, CV.to_vec(), None).await, 403, "forbidden").await;
}

#[tokio::test]
async fn an_empty_a_huge_and_a_missing_file_are_refused_in_words() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    let consultant = manager.make("/consultants", &json!({ "title": "Consultant" })).await["id"].clone();
    problem(upload(&manager, &consultant, Vec::new(), None).await, 422, "cv_empty").await;
    let huge = vec![b'a'; 11 * 1024 * 1024];
    problem(upload(&manager, &consultant, huge, None).await, 413, "cv_too_large").await;
    let form = Form::new().text("document", "text");
    let request = manager.request(Method::POST, &format!("/consultants/{consultant}/cv"));
    problem(request.multipart(form).send().await.unwrap(), 400, "invalid_multipart").await;
    let json = manager.post(&format!("/consultants/{consultant}/cv"), &json!({})).await;
    problem(json, 415, "unsupported_media_type").await;
    problem(
        manager.get(&format!("/consultants/{consultant}/cv")).await,
        404,
        "not_found",
    )
    .await;
    let executions: Vec<Value> = manager.get("/executions?kind=cv_analysis").await.json().await.unwrap();
    assert!(executions.is_empty());
}
