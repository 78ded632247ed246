//! A small market behind a running api: two partners, a stranger and a client, one user each.

use api::{
    connections::{self, PATIENCE},
    router::router,
    state::{App, Parts},
};
use metrics_exporter_prometheus::PrometheusHandle;
use reqwest::{Client, Method, RequestBuilder, Response, header};
use serde_json::{Value, json};
use shared::{
    adapters::{self, disk::DiskFileStore, lexical::LexicalOnly},
    bell::Changes,
    cache::{Cache, Limiter},
    config::{Config, Source},
    db::{Db, Silence},
    directory::{
        companies::domain::NewCompany,
        partnerships::domain::{NewPartnership, PartnershipStatus},
    },
    identity::{
        passwords::Passwords,
        tokens::Tokens,
        usecases::{NewUser, create_user},
    },
    kernel::{Clock, CompanyId, Currency, EmailAddress, Line, Locale, Prose, Role},
    ports::FileStore,
    redis_conn,
    testing::{TestDb, redis_url, unique},
};
use std::{
    path::PathBuf,
    sync::{Arc, LazyLock, OnceLock},
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A process counts in one place, however many worlds it has.
static COUNTED: OnceLock<PrometheusHandle> = OnceLock::new();

/// Of every user.
pub const PASSWORD: &str = "correct horse battery";

/// The running api.
pub struct World {
    pub db: TestDb,
    pub client: Client,
    pub url: String,
    pub store: Arc<DiskFileStore>,
    /// The api's own.
    pub passwords: Passwords,
    /// Where uploaded files are.
    pub files: PathBuf,
    stopping: CancellationToken,
    /// As at SIGTERM.
    pub draining: CancellationToken,
}

impl Drop for World {
    fn drop(&mut self) {
        self.stopping.cancel();
        // Nothing was stored: there is no folder.
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

/// Somebody who is logged in.
pub struct Caller<'a> {
    world: &'a World,
    pub access: String,
    pub refresh: String,
    pub opaque: String,
    pub company_id: Option<i64>,
}

fn config(db: &TestDb, more: &[(&str, &str)]) -> Config {
    let mut vars: std::collections::BTreeMap<String, String> = [
        ("ENVIRONMENT", "test"),
        ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
        ("DATABASE_URL", db.url.as_str()),
        ("REDIS_URL", &redis_url()),
        ("REDIS_PREFIX", &unique("api_it")),
        ("ALLOWED_ORIGINS", "https://app.example.com"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    vars.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    Config::from_source(Source::from_map(vars)).unwrap()
}

impl World {
    /// Companies 1 `alpha` and 2 `beta` are partners, 3 `gamma` is a stranger, 4 `delta` a client.
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// The same with these settings.
    pub async fn with(settings: &[(&str, &str)]) -> Self {
        let db = TestDb::new().await;
        let passwords = Passwords::new(2).unwrap();
        populate(&db, &passwords).await;
        let config = config(&db, settings);
        let files = std::env::temp_dir().join(unique("api_it"));
        let mut world = Self {
            db,
            client: Client::builder().build().unwrap(),
            url: String::new(),
            store: Arc::new(DiskFileStore::new(&files)),
            passwords,
            files,
            stopping: CancellationToken::new(),
            draining: CancellationToken::new(),
        };
        world.url = world.serve(world.db.db.clone(), config, PATIENCE).await;
        world
    }

    /// The address of another api on the same database, whose clock is so much ahead.
    pub async fn later(&self, by: chrono::Duration) -> String {
        let clock = Clock::Fixed(self.db.db.clock().now() + by);
        let db = Db::new(self.db.pool().clone(), Silence, clock);
        self.serve(db, config(&self.db, &[]), PATIENCE).await
    }

    /// The address of another api, which waits so long for the head of a request.
    pub async fn impatient(&self, patience: Duration) -> String {
        self.serve(self.db.db.clone(), config(&self.db, &[]), patience).await
    }

    async fn serve(&self, db: Db, config: Config, patience: Duration) -> String {
        let redis = redis_conn::connect(config.redis_url.expose()).unwrap();
        let app = App::new(Parts {
            callers: shared::identity::Callers::new(&db),
            intake: shared::jobs::Intake::start(db.clone()),
            db: db.with_cache(Cache::new(redis.clone(), &config.redis_prefix)),
            limiter: Limiter::new(redis.clone(), &config.redis_prefix),
            redis,
            changes: Changes::never(),
            files: Arc::clone(&self.store) as Arc<dyn FileStore>,
            embedder: Arc::new(LexicalOnly),
            workflows: adapters::n8n::workflow_engine(config.n8n_api_url.as_deref()),
            counted: COUNTED.get_or_init(|| api::metrics::record().unwrap()).clone(),
            passwords: self.passwords.clone(),
            tokens: Tokens::new(&config),
            currency: Currency::parse(&config.default_currency).unwrap(),
            locale: Locale::Fr,
            stopping: self.stopping.clone(),
            draining: self.draining.clone(),
            config,
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let service = router(&app).unwrap();
        tokio::spawn(connections::serve(listener, service, patience, self.stopping.clone()));
        url
    }

    /// A request with nobody logged in.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Logs in as `manager@alpha.example`, `consultant@alpha.example`, `client@delta.example`, `admin@platform.example`, ...
    pub async fn log_in(&self, email: &str) -> Caller<'_> {
        let answer = self.try_log_in(email, PASSWORD).await;
        assert_eq!(answer.status(), 200, "{email} logs in");
        let body: Value = answer.json().await.unwrap();
        let text = |name: &str| body[name].as_str().unwrap().to_owned();
        Caller {
            world: self,
            access: text("access_token"),
            refresh: text("refresh_token"),
            opaque: text("token"),
            company_id: body["user"]["company_id"].as_i64(),
        }
    }

    pub async fn try_log_in(&self, email: &str, password: &str) -> Response {
        let body = json!({ "email": email, "password": password });
        self.request(Method::POST, "/api/v1/auth/login")
            .json(&body)
            .send()
            .await
            .unwrap()
    }
}

impl Caller<'_> {
    /// A request of this caller's; `path` is under `/api/v1`.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.world.request(method, &format!("/api/v1{path}"));
        request.header(header::AUTHORIZATION, format!("Bearer {}", self.access))
    }

    /// The caller as a user.
    pub async fn id(&self) -> i64 {
        let me: Value = self.get("/auth/me").await.json().await.unwrap();
        me["id"].as_i64().unwrap()
    }

    pub async fn put(&self, path: &str, body: &Value) -> Response {
        self.request(Method::PUT, path).json(body).send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.request(Method::POST, path).json(body).send().await.unwrap()
    }

    /// Makes something and returns it.
    pub async fn make(&self, path: &str, body: &Value) -> Value {
        let answer = self.post(path, body).await;
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path}: {body}");
        body
    }
}

async fn populate(db: &TestDb, passwords: &Passwords) {
    let hash = passwords.hash(&shared::config::Secret::new(PASSWORD)).await.unwrap();
    let mut tx = db.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for (name, is_esn) in [("alpha", true), ("beta", true), ("gamma", true), ("delta", false)] {
        let new = NewCompany {
            name: Line::parse(name).unwrap(),
            description: None,
            website: None,
            address: Prose::parse("1 rue Secrète").ok(),
            is_esn,
        };
        ids.push((
            name,
            shared::directory::companies::usecases::ensure(&mut tx, &new)
                .await
                .unwrap(),
        ));
    }
    let partnership = NewPartnership {
        initiator: ids[0].1,
        partner: ids[1].1,
        status: PartnershipStatus::Active,
        start_date: None,
        end_date: None,
        terms: None,
    };
    shared::directory::partnerships::usecases::ensure(&mut tx, &partnership)
        .await
        .unwrap();
    let mut user = async |name: &str, role: Role, company: Option<CompanyId>| {
        let new = NewUser {
            email: EmailAddress::parse(name).unwrap(),
            password_hash: hash.clone(),
            first_name: None,
            last_name: None,
            role,
            company_id: company,
        };
        create_user(&mut tx, &new).await.unwrap();
    };
    user("admin@platform.example", Role::Admin, None).await;
    for (name, id) in ids {
        if name == "delta" {
            user("client@delta.example", Role::Client, Some(id)).await;
        } else {
            user(&format!("manager@{name}.example"), Role::Manager, Some(id)).await;
            user(&format!("consultant@{name}.example"), Role::Consultant, Some(id)).await;
        }
    }
    tx.commit().await.unwrap();
}

/// The body of a refusal with this status and code.
pub async fn problem(answer: Response, status: u16, code: &str) -> Value {
    assert_eq!(answer.headers()[header::CONTENT_TYPE], "application/problem+json");
    let (given, id) = (answer.status(), answer.headers()["x-request-id"].clone());
    let body: Value = answer.json().await.unwrap();
    assert_eq!((given.as_u16(), body["code"].as_str()), (status, Some(code)), "{body}");
    assert_eq!(body["status"], status);
    assert_eq!(body["request_id"], id.to_str().unwrap());
    for name in ["type", "title", "detail", "instance"] {
        assert!(
            body[name].as_str().is_some_and(|text| !text.is_empty()),
            "{name} in {body}"
        );
    }
    assert!(
        is_documented(&body, status, code),
        "an operation of that path names {status} {code}"
    );
    body
}

/// Whether the document says of an operation of that path that it may be refused so; what no operation answers is in none.
fn is_documented(problem: &Value, status: u16, code: &str) -> bool {
    static API: LazyLock<Value> = LazyLock::new(|| serde_json::to_value(api::router::api_document()).unwrap());
    if ["route_not_found", "method_not_allowed"].contains(&code) {
        return true;
    }
    let segments = |path: &str| -> Vec<String> { path.trim_end_matches('/').split('/').map(str::to_owned).collect() };
    let asked = segments(problem["instance"].as_str().unwrap());
    let is_of = |pattern: &str| {
        let pattern = segments(pattern);
        let mut pairs = pattern.iter().zip(&asked);
        pattern.len() == asked.len() && pairs.all(|(expected, given)| expected.starts_with('{') || expected == given)
    };
    let (status, code) = (status.to_string(), format!("`{code}`"));
    let items = API["paths"].as_object().unwrap().iter().filter(|(path, _)| is_of(path));
    let mut operations = items.flat_map(|(_, item)| item.as_object().unwrap().values());
    operations.any(|operation| {
        let codes = operation["responses"][&status]["description"].as_str();
        codes.is_some_and(|codes| codes.contains(&code))
    })
}

/// Where the faults lie: pointers or parameters.
pub fn faults(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|e| e["pointer"].as_str().or(e["parameter"].as_str()).unwrap())
        .collect()
}
