//! Rows of alpha's under known ids, callers of every role, and requests for any operation of openapi.json.

use crate::world::{PASSWORD, World};
use reqwest::{Method, RequestBuilder, header, multipart};
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

/// Stands in every row of alpha's that has a text.
pub const MARK: &str = "zqxmark";
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
/// Somebody who asks; nobody without a token.
pub struct Caller {
    pub name: String,
    pub email: Option<String>,
    token: Option<String>,
}

impl Caller {
    /// Nothing of alpha's is for it.
    pub fn is_stranger(&self) -> bool {
        self.name.ends_with("stranger") || ["candidate", "anonymous"].contains(&self.name.as_str())
    }
}

/// Every role, of alpha, of its partner and of a stranger, and nobody.
pub async fn callers(world: &World) -> Vec<Caller> {
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

/// Rows of alpha's under ids of their own: `base` + 1 the match's, + 2 the free ones; match + 3, accepted, has a collaboration. Those of `own` belong to alpha's consultant.
pub async fn plant(world: &World, bases: &[i64], own: Option<i64>) {
    let list = bases.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let own = own.unwrap_or(0);
    let b = format!("unnest(ARRAY[{list}]::bigint[]) b");
    let none = r#"{"criteria": [], "left_out": [], "skills": {"matched": [], "partial": [], "missing": []}, "recommendations": [], "scoring_version": "1"}"#;
    let sql = format!(
        "UPDATE consultants SET user_id = NULL WHERE user_id IS NOT NULL;
        INSERT INTO skills (id, name, category, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + k, CASE k WHEN 1 THEN 'held ' ELSE 'free ' END || b, 'x', now() FROM {b}, generate_series(1, 2) k;
        INSERT INTO companies (id, name, is_esn, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + k, CASE k WHEN 1 THEN 'asked ' ELSE 'free ' END || b, true, now() FROM {b}, generate_series(1, 2) k;
        INSERT INTO consultants (id, company_id, user_id, title, status, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + k, 1, CASE WHEN k = 1 AND b = {own} THEN (SELECT id FROM users WHERE email = 'consultant-own@matrix.example') END,
                '{MARK}', 'available', now() FROM {b}, generate_series(1, 2) k;
        INSERT INTO consultant_skills (company_id, consultant_id, skill_id, proficiency_level, created_at) SELECT 1, b + 1, b + 1, 'expert', now() FROM {b};
        INSERT INTO tenders (id, company_id, title, status, required_consultants, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + k, 1, '{MARK}', 'open', 2, now() FROM {b}, generate_series(1, 2) k;
        INSERT INTO tender_skills (company_id, tender_id, skill_id, importance, created_at) SELECT 1, b + 1, b + 1, 'required', now() FROM {b};
        INSERT INTO matches (id, company_id, tender_company_id, consultant_id, tender_id, score, source, status, decided_at, notes, explanation, created_at)
            OVERRIDING SYSTEM VALUE SELECT b + k, 1, 1, b + c, b + t, 0.8, 'manual', status, now(), '{MARK}', '{none}', now()
            FROM {b}, (VALUES (1, 1, 1, 'proposed'), (2, 2, 1, 'accepted'), (3, 1, 2, 'accepted')) AS of (k, c, t, status);
        INSERT INTO collaborations (id, company_id, tender_company_id, match_id, consultant_id, tender_id, currency, status, notes, start_date, end_date, created_at)
            OVERRIDING SYSTEM VALUE SELECT b + 1, 1, 1, b + 3, b + 1, b + 2, 'EUR', 'draft', '{MARK}', '2026-01-01', '2026-02-01', now() FROM {b};
        INSERT INTO portfolios (id, company_id, consultant_id, title, created_at) OVERRIDING SYSTEM VALUE SELECT b + 1, 1, b + 1, '{MARK}', now() FROM {b};
        INSERT INTO scoring_profiles (id, company_id, name, weights, min_score, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + 1, 1, '{MARK} ' || b, '{{\"skills\": 1}}', 0.5, now() FROM {b};
        INSERT INTO partnerships (id, initiator_company_id, partner_company_id, status, terms, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + 1, 1, b + 1, 'proposed', '{MARK}', now() FROM {b};
        INSERT INTO users (id, company_id, email, password_hash, first_name, role, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + 1, 1, 'u' || b || '@planted.example', '-', '{MARK}', 'observer', now() FROM {b};
        INSERT INTO api_keys (id, name, prefix, key_hash, permissions, created_by, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + 1, '{MARK}', 'tmk_', sha256(b::text::bytea), '{{TenderRead}}', id, now() FROM {b}, users WHERE email = 'admin@matrix.example';
        INSERT INTO resumes (id, company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at) OVERRIDING SYSTEM VALUE
            SELECT b + 1, 1, b + 1, '{MARK}.txt', 'resumes/' || b, 'txt', 1, sha256(b::text::bytea), now() FROM {b};
        INSERT INTO executions (id, kind, queue, payload, payload_version, max_attempts, scheduled_at, created_at, company_id, created_by, progress_message)
            SELECT ('00000000-0000-7000-8000-' || lpad(b::text, 12, '0'))::uuid, 'ping', 'maintenance', '{{}}', 1, 1, now(), now(), 1, id, '{MARK}'
            FROM {b}, users WHERE email = 'manager-own@matrix.example';"
    );
    world.db.execute(Box::leak(sql.into_boxed_str())).await;
    for base in bases {
        let key = format!("resumes/{base}");
        world.store.put(&key, MARK.into(), "text/plain").await.unwrap();
    }
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
        "get_company" | "put_company" | "patch_company" | "delete_company" => "1".to_owned(),
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
    if name == "generate_matches" {
        fields.insert("tender_id".to_owned(), json!(base + 2));
    }
    // A change changes something: else nothing is written, and nothing is in the log.
    if ["put_", "patch_", "update_"].iter().any(|verb| name.starts_with(verb)) {
        let texts = ["notes", "description", "bio", "terms", "details", "last_name", "name"];
        if let Some(text) = texts.iter().find(|text| schema["properties"].get(**text).is_some()) {
            fields.insert((*text).to_owned(), json!(format!("{name} of {}", caller.name)));
        }
    }
    // An admin says whose a new row is.
    if caller.name == "admin" && schema["properties"].get("company_id").is_some() && name.starts_with("create") {
        fields.insert("company_id".to_owned(), json!(1));
    }
    // It names a side, and its company is one.
    if name == "generate_matches" {
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

/// The request of an operation, about the rows under `base`.
pub async fn request(
    world: &World,
    caller: &Caller,
    api: &Value,
    (method, path, operation): &(Method, String, Value),
    base: i64,
) -> RequestBuilder {
    let name = operation["operationId"].as_str().unwrap();
    let mut address = filled(path, name, base);
    // An admin has no company of its own that the file would be of.
    if name == "upload_cv_for_analysis" && caller.name == "admin" {
        address.push_str("?company_id=1");
    }
    let mut request = world.request(method.clone(), &address);
    let ends_session = ["log_out", "log_out_everywhere"].contains(&name);
    let token = match (&caller.email, ends_session) {
        (Some(email), true) => Some(world.log_in(email).await.access),
        _ => caller.token.clone(),
    };
    if let Some(token) = token.filter(|_| operation["security"] != json!([])) {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if operation["requestBody"]["content"].get("multipart/form-data").is_some() {
        let file = multipart::Part::text("Camille Durand\nDéveloppeuse Rust").file_name("cv.txt");
        request.multipart(multipart::Form::new().part("file", file))
    } else if operation.get("requestBody").is_some() {
        request.json(&body(api, operation, name, base, caller))
    } else {
        request
    }
}
