//! Every operation of openapi.json x every role x whose company: the status is the one of `permissions.txt`, and nobody reads what is
//! not for it. An operation without a line there fails, and so does a line without an operation.

use crate::world::{PASSWORD, World};
use reqwest::{Method, Response, header, multipart};
use serde_json::{Map, Value, json};
use shared::{
    config::Secret,
    identity::{
        passwords::Passwords,
        usecases::{NewUser, create_user},
    },
    kernel::{CompanyId, EmailAddress, Role},
    ports::FileStore,
};
use std::{collections::BTreeMap, fmt::Write};

/// Stands in every row of alpha's that has a text.
const MARK: &str = "zqxmark";
const ROLES: [(&str, Role); 6] = [
    ("manager", Role::Manager),
    ("consultant", Role::Consultant),
    ("client", Role::Client),
    ("recruiter", Role::Recruiter),
    ("observer", Role::Observer),
    ("employe", Role::Employe),
];
/// The rows are alpha's; beta is its partner, gamma a stranger.
const COMPANIES: [(&str, i64); 3] = [("own", 1), ("partner", 2), ("stranger", 3)];
const TABLE: &str = include_str!("permissions.txt");

struct Caller {
    name: String,
    email: Option<String>,
    token: Option<String>,
}

impl Caller {
    fn is_stranger(&self) -> bool {
        self.name.ends_with("stranger") || ["candidate", "anonymous"].contains(&self.name.as_str())
    }
}

async fn callers(world: &World) -> Vec<Caller> {
    let hash = Passwords::new(2).unwrap().hash(&Secret::new(PASSWORD)).await.unwrap();
    let mut tx = world.db.db.begin().await.unwrap();
    let mut named = vec![
        ("admin".to_owned(), Role::Admin, None),
        ("candidate".to_owned(), Role::Candidate, None),
    ];
    for (role_name, role) in ROLES {
        for (whose, company) in COMPANIES {
            named.push((format!("{role_name}-{whose}"), role, Some(CompanyId(company))));
        }
    }
    for (name, role, company_id) in &named {
        let new = NewUser {
            email: EmailAddress::parse(&format!("{name}@matrix.example")).unwrap(),
            password_hash: hash.clone(),
            first_name: None,
            last_name: None,
            role: *role,
            company_id: *company_id,
        };
        create_user(&mut tx, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
    let mut all = Vec::new();
    for (name, ..) in named {
        let email = format!("{name}@matrix.example");
        let token = world.log_in(&email).await.access;
        all.push(Caller {
            name,
            email: Some(email),
            token: Some(token),
        });
    }
    all.push(Caller {
        name: "anonymous".to_owned(),
        email: None,
        token: None,
    });
    all
}

/// Rows of alpha's under ids of their own, new for every call: `base` + 1 the match's, + 2 the free ones.
async fn plant(world: &World, base: i64) {
    let sql = format!(
        "UPDATE consultants SET user_id = NULL;
        INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE VALUES ({base} + 1, 'held {base}', 'x', now()), ({base} + 2, 'free {base}', 'x', now());
        INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE VALUES ({base} + 1, 'asked {base}', true, now()), ({base} + 2, 'free {base}', true, now());
        INSERT INTO consultants (id, company_id, user_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES
            ({base} + 1, 1, (SELECT id FROM users WHERE email = 'consultant-own@matrix.example'), '{MARK}', 'available', now()),
            ({base} + 2, 1, NULL, '{MARK}', 'available', now());
        INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at) VALUES (1, {base} + 1, {base} + 1, 'expert', now());
        INSERT INTO tenders (id, company_id, title, status, created_at) OVERRIDING SYSTEM VALUE VALUES ({base} + 1, 1, '{MARK}', 'open', now()), ({base} + 2, 1, '{MARK}', 'open', now());
        INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) VALUES (1, {base} + 1, {base} + 1, 'required', now());
        INSERT INTO matches (id, company_id, tender_company_id, consultant_id, tender_id, score, source, status, notes, explanation, created_at)
            OVERRIDING SYSTEM VALUE VALUES
            ({base} + 1, 1, 1, {base} + 1, {base} + 1, 0.8, 'manual', 'proposed', '{MARK}',
                '{{\"criteria\": [], \"left_out\": [], \"skills\": {{\"matched\": [], \"partial\": [], \"missing\": []}}, \"recommendations\": [], \"scoring_version\": \"1\"}}', now()),
            ({base} + 2, 1, 1, {base} + 2, {base} + 1, 0.8, 'manual', 'accepted', '{MARK}',
                '{{\"criteria\": [], \"left_out\": [], \"skills\": {{\"matched\": [], \"partial\": [], \"missing\": []}}, \"recommendations\": [], \"scoring_version\": \"1\"}}', now());
        INSERT INTO collaborations (id, company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, notes, start_date, end_date, created_at)
            OVERRIDING SYSTEM VALUE VALUES ({base} + 1, 1, 1, {base} + 1, {base} + 1, {base} + 1, 'EUR', 'draft', '{MARK}', '2026-01-01', '2026-02-01', now());
        INSERT INTO portfolios (id, company_id, consultant_id, title, created_at) OVERRIDING SYSTEM VALUE VALUES ({base} + 1, 1, {base} + 1, '{MARK}', now());
        INSERT INTO scoring_profiles (id, company_id, name, weights, min_score, created_at) OVERRIDING SYSTEM VALUE
            VALUES ({base} + 1, 1, '{MARK} {base}', '{{\"skills\": 1}}', 0.5, now());
        INSERT INTO partnerships (id, initiator_company_id, partner_company_id, status, terms, created_at) OVERRIDING SYSTEM VALUE
            VALUES ({base} + 1, 1, {base} + 1, 'proposed', '{MARK}', now());
        INSERT INTO users (id, company_id, email, password_hash, first_name, role, created_at) OVERRIDING SYSTEM VALUE
            VALUES ({base} + 1, 1, 'u{base}@planted.example', '-', '{MARK}', 'observer', now());
        INSERT INTO api_keys (id, name, prefix, key_hash, permissions, created_by, created_at) OVERRIDING SYSTEM VALUE
            SELECT {base} + 1, '{MARK}', 'tmk_', sha256('{base}'), '{{TenderRead}}', id, now() FROM users WHERE email = 'admin@matrix.example';
        INSERT INTO resumes (id, company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at) OVERRIDING SYSTEM VALUE
            VALUES ({base} + 1, 1, {base} + 1, '{MARK}.txt', 'resumes/{base}', 'txt', 1, sha256('{base}'), now());
        INSERT INTO executions (id, kind, queue, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by, progress_message)
            SELECT '{}', 'ping', 'maintenance', '{{}}', 1, 1, now(), now(), 1, id, '{MARK}' FROM users WHERE email = 'manager-own@matrix.example';",
        execution(base)
    );
    world.db.execute(Box::leak(sql.into_boxed_str())).await;
    let key = format!("resumes/{base}");
    world.store.put(&key, MARK.into(), "text/plain").await.unwrap();
}

fn execution(base: i64) -> String {
    format!("00000000-0000-7000-8000-{base:012}")
}

fn filled(path: &str, operation: &str, base: i64) -> String {
    let own = (base + 1).to_string();
    let of_execution = path.starts_with("/api/v1/executions");
    let id = match operation {
        "revoke_session" => "00000000-0000-4000-8000-000000000000".to_owned(),
        // The company of the rows, which the callers are of or not.
        "get_company" | "put_company" | "delete_company" => "1".to_owned(),
        "delete_skill" => (base + 2).to_string(),
        _ if of_execution => execution(base),
        _ => own.clone(),
    };
    path.replace("{id}", &id)
        .replace("{skill_id}", &own)
        .replace("{resume_id}", &own)
        .replace(
            "{name}",
            if operation.ends_with("_queue") {
                "matching"
            } else {
                "nightly"
            },
        )
        .replace("{kind}", "ping")
        .replace("{consultant_id}", &own)
        .replace("{tender_id}", &own)
}

/// What the documentation's examples say of the fields that must be given, with the ids of planted rows.
fn body(api: &Value, operation: &Value, name: &str, base: i64, caller: &Caller) -> Value {
    let reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
    let Some(schema) = reference.map(|r| &api["components"]["schemas"][r.rsplit('/').next().unwrap()]) else {
        return Value::Null;
    };
    let mut fields = Map::new();
    for required in schema["required"].as_array().into_iter().flatten() {
        let field = required.as_str().unwrap();
        let value = match field {
            "skill_id" | "tender_id" | "consultant_id" | "partner_company_id" => {
                let planted = if name == "preview_scoring_profile" { 1 } else { 2 };
                json!(base + planted)
            }
            "match_id" => json!(base + 2),
            "resume_id" => json!(base + 1),
            "filter" => json!({ "kind": "none_of_these" }),
            "email" => json!(format!("made{base}@matrix.example")),
            "name" => json!(format!("made {base}")),
            "current_password" => json!("not the password"),
            "permissions" => json!(["TenderRead"]),
            _ => schema["properties"][field]["examples"][0].clone(),
        };
        fields.insert(field.to_owned(), value);
    }
    // An admin says whose a new row is.
    if caller.name == "admin" && schema["properties"].get("company_id").is_some() && name.starts_with("create") {
        fields.insert("company_id".to_owned(), json!(1));
    }
    if caller.name == "admin" && name == "create_partnership" {
        fields.insert("initiator_company_id".to_owned(), json!(1));
    }
    if name == "create_portfolio" && caller.name == "consultant-own" {
        fields.insert("consultant_id".to_owned(), json!(base + 1));
    }
    Value::Object(fields)
}

async fn call(world: &World, caller: &Caller, api: &Value, entry: &(Method, String, Value), base: i64) -> Response {
    let (method, path, operation) = entry;
    let name = operation["operationId"].as_str().unwrap();
    let mut request = world.request(method.clone(), &filled(path, name, base));
    let ends_session = ["log_out", "log_out_everywhere"].contains(&name);
    let token = match (&caller.email, ends_session) {
        (Some(email), true) => Some(world.log_in(email).await.access),
        _ => caller.token.clone(),
    };
    if let Some(token) = token.filter(|_| operation["security"] != json!([{}])) {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if name == "upload_cv" {
        let file = multipart::Part::text("Camille Durand\nDéveloppeuse Rust").file_name("cv.txt");
        request = request.multipart(multipart::Form::new().part("file", file));
    } else if operation.get("requestBody").is_some() {
        request = request.json(&body(api, operation, name, base, caller));
    }
    request.send().await.unwrap()
}

/// `operation  caller=status ...`, one line an operation.
fn table() -> BTreeMap<&'static str, BTreeMap<&'static str, &'static str>> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entry = |line: &'static str| {
        let mut words = line.split_whitespace();
        let name = words.next().unwrap();
        (name, words.map(|word| word.split_once('=').unwrap()).collect())
    };
    lines.map(entry).collect()
}

/// The status that the line says of a caller: by its name, by its role, or for all others.
fn expected<'a>(line: &BTreeMap<&'static str, &'a str>, caller: &str) -> Option<&'a str> {
    let role = caller.split('-').next().unwrap();
    [caller, role, "others"].iter().find_map(|key| line.get(key).copied())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_answers_every_caller_as_the_table_says() {
    let world = World::with(&[("RATE_LIMITS", "read=0,write=0,costly=0,login=0")]).await;
    let api = serde_json::to_value(api::router::api_document()).unwrap();
    let callers = callers(&world).await;
    let table = table();
    let mut operations = crate::documentation::operations(&api);
    // Reads first: what the writes make would be somebody's to read.
    // And last what ends every session of its caller's.
    operations.sort_by_key(|(method, path, _)| (path.ends_with("/logout-all"), *method != Method::GET, path.clone()));
    let (mut wrong, mut checked, mut base) = (String::new(), 0, 1_000_000);
    for entry in &operations {
        let name = entry.2["operationId"].as_str().unwrap();
        let is_stream = name == "follow_execution";
        let (mut statuses, mut line_is_wrong) = (Vec::new(), false);
        for (i, caller) in callers.iter().enumerate() {
            // What only reads leaves its rows to the next caller.
            if i == 0 || entry.0 != Method::GET {
                base += 10;
                plant(&world, base).await;
            }
            let answer = call(&world, caller, &api, entry, base).await;
            let status = answer.status().as_u16().to_string();
            let total = answer.headers().get("x-total-count").cloned();
            let told = if is_stream {
                String::new()
            } else {
                answer.text().await.unwrap()
            };
            if caller.is_stranger() {
                assert!(
                    !told.contains(MARK),
                    "{name} tells {} of alpha's rows: {told}",
                    caller.name
                );
                let counts_own_only = !["list_companies", "list_skills", "list_users"].contains(&name);
                if let (true, Some(total)) = (counts_own_only && entry.0 == Method::GET, total) {
                    assert_eq!(total, "0", "{name} counts alpha's rows for {}", caller.name);
                }
            }
            line_is_wrong |= table.get(name).and_then(|line| expected(line, &caller.name)) != Some(&status);
            statuses.push(format!("{}={status}", caller.name));
            checked += 1;
        }
        if line_is_wrong {
            writeln!(wrong, "{name} {}", statuses.join(" ")).unwrap();
        }
    }
    let known: Vec<&str> = operations
        .iter()
        .map(|o| o.2["operationId"].as_str().unwrap())
        .collect();
    for name in table.keys().filter(|name| !known.contains(name)) {
        writeln!(wrong, "{name} is no operation").unwrap();
    }
    println!(
        "{} operations x {} callers: {checked} calls",
        operations.len(),
        callers.len()
    );
    assert!(wrong.is_empty(), "permissions.txt does not say what happens:\n{wrong}");
}
