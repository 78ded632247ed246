//! CVs in and out.

use crate::world::{Caller, World, faults, problem};
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
            "attachment; filename=\"CV e.txt\"; filename*=UTF-8''CV%20%C3%A9.txt"
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
    let refused = problem(request.multipart(form).send().await.unwrap(), 422, "validation_failed").await;
    assert_eq!(faults(&refused), ["/document"]);
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

#[tokio::test]
async fn a_file_without_a_consultant_is_analysed_when_asked_and_removed_with_everything() {
    let world = World::new().await;
    let manager = world.log_in("manager@alpha.example").await;
    for base in ["/cv_analysis", "/cv-analysis"] {
        let form = Form::new().part("file", Part::bytes(CV.to_vec()).file_name("cv.txt"));
        let stored = manager
            .request(Method::POST, &format!("{base}/upload"))
            .multipart(form)
            .send()
            .await
            .unwrap();
        assert_eq!(stored.status(), 201);
        let resume: Value = stored.json().await.unwrap();
        assert_eq!(
            (&resume["consultant_id"], &resume["parsed_data"]),
            (&Value::Null, &Value::Null)
        );
        let id = &resume["id"];
        let consultant = manager.make("/consultants", &json!({ "title": "Consultant" })).await["id"].clone();
        let apply_to_nobody = json!({ "resume_id": id, "apply": true });
        let body = json!({ "resume_id": id, "consultant_id": consultant, "engine": "agent", "apply": true });
        let analyze = |body: Value| {
            manager
                .request(Method::POST, &format!("{base}/analyze"))
                .json(&body)
                .send()
        };
        let refused = analyze(apply_to_nobody).await.unwrap();
        let refused = problem(refused, 422, "validation_failed").await;
        assert_eq!(
            (faults(&refused), &refused["errors"][0]["code"]),
            (vec!["/apply"], &json!("only_with"))
        );
        let accepted = analyze(body).await.unwrap();
        assert_eq!(accepted.status(), 202);
        let execution: Value = accepted.json().await.unwrap();
        assert_eq!(
            (&execution["payload"]["engine"], &execution["payload"]["apply"]),
            (&json!("agent"), &json!(true))
        );
        let other = manager.make("/consultants", &json!({ "title": "Other" })).await["id"].clone();
        problem(
            analyze(json!({ "resume_id": id, "consultant_id": other }))
                .await
                .unwrap(),
            422,
            "validation_failed",
        )
        .await;
        problem(
            analyze(json!({ "resume_id": id, "engine": "magic" })).await.unwrap(),
            422,
            "validation_failed",
        )
        .await;
        let results: Value = manager.get(&format!("{base}/results/{id}")).await.json().await.unwrap();
        assert_eq!((&results["resume_id"], &results["analyses"]), (id, &json!([])));
        let stranger = world.log_in("manager@beta.example").await;
        problem(stranger.get(&format!("{base}/results/{id}")).await, 404, "not_found").await;
        let remove = |caller: &Caller<'_>| caller.request(Method::DELETE, &format!("/resumes/{id}")).send();
        problem(remove(&stranger).await.unwrap(), 404, "not_found").await;
        assert_eq!(remove(&manager).await.unwrap().status(), 204);
        problem(manager.get(&format!("/resumes/{id}")).await, 404, "not_found").await;
        problem(manager.get(&format!("/resumes/{id}/file")).await, 404, "not_found").await;
        problem(remove(&manager).await.unwrap(), 404, "not_found").await;
    }
}
