//! An api in front of a world, a manager who is logged in, and the files that both api and workers see.

use crate::harness::World;
use api::{
    router::router,
    state::{App, Parts},
};
use reqwest::{
    Client, Method,
    header::HeaderMap,
    multipart::{Form, Part},
};
use serde_json::{Value, json};
use shared::{
    adapters::{disk::DiskFileStore, lexical::LexicalOnly},
    bell::Changes,
    cache::{Cache, Limiter},
    config::{Config, Secret, Source},
    directory::companies::{domain::NewCompany, usecases::ensure},
    identity::{
        Callers,
        passwords::Passwords,
        tokens::Tokens,
        usecases::{NewUser, create_user},
    },
    jobs::Intake,
    kernel::{Currency, EmailAddress, Line, Locale, Role},
};
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const PASSWORD: &str = "correct horse battery";
const SECRET: &str = "only-for-this-test-0123456789-0123456789";

/// The running api with one company and its manager.
pub struct Market {
    pub world: World,
    /// Folder of the object store.
    pub files: PathBuf,
    client: Client,
    url: String,
    token: String,
    stopping: CancellationToken,
}

impl Drop for Market {
    fn drop(&mut self) {
        self.stopping.cancel();
        // Nothing was stored: there is no folder.
        let _ = std::fs::remove_dir_all(&self.files);
    }
}

/// A worker process that ends with its test.
pub struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Market {
    pub async fn new() -> Self {
        let world = World::new().await;
        let files = std::env::temp_dir().join(&world.prefix);
        let passwords = Passwords::new(2).unwrap();
        populate(&world, &passwords).await;
        let config = config(&world);
        let (stopping, draining) = (CancellationToken::new(), CancellationToken::new());
        let db = world.test.db.clone();
        let app = App::new(Parts {
            callers: Callers::new(&db),
            intake: Intake::start(db.clone()),
            db: db.with_cache(Cache::new(world.conn.clone(), &config.redis_prefix)),
            limiter: Limiter::new(world.conn.clone(), &config.redis_prefix),
            redis: world.conn.clone(),
            changes: Changes::never(),
            files: Arc::new(DiskFileStore::new(&files)),
            embedder: Arc::new(LexicalOnly),
            workflows: None,
            counted: api::metrics::recorder().unwrap().handle(),
            passwords,
            tokens: Tokens::new(&config),
            currency: Currency::parse("EUR").unwrap(),
            locale: Locale::Fr,
            stopping: stopping.clone(),
            draining,
            config,
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/api/v1", listener.local_addr().unwrap());
        let service = router(&app)
            .unwrap()
            .into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        let mut market = Self {
            world,
            files,
            client: Client::builder().timeout(Duration::from_secs(30)).build().unwrap(),
            url,
            token: String::new(),
            stopping,
        };
        let answer = market
            .ask(
                Method::POST,
                "/auth/login",
                &json!({ "email": "manager@alpha.example", "password": PASSWORD }),
            )
            .await;
        market.token = answer["access_token"].as_str().unwrap().to_owned();
        market
    }

    /// Sends a body and answers with the one that comes back, which is no refusal.
    pub async fn ask(&self, method: Method, path: &str, body: &Value) -> Value {
        let request = self.client.request(method, format!("{}{path}", self.url));
        let answer = request.bearer_auth(&self.token).json(body).send().await.unwrap();
        let status = answer.status();
        let body: Value = answer.json().await.unwrap();
        assert!(status.is_success(), "{path}: {body}");
        body
    }

    pub async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        request.send().await.unwrap().json().await.unwrap()
    }

    /// The same in a language, with the answer's headers.
    pub async fn get_in(&self, path: &str, language: &str) -> (HeaderMap, Value) {
        let request = self.client.get(format!("{}{path}", self.url)).bearer_auth(&self.token);
        let answer = request.header("accept-language", language).send().await.unwrap();
        (answer.headers().clone(), answer.json().await.unwrap())
    }

    /// The status of a removal.
    pub async fn delete(&self, path: &str) -> u16 {
        let request = self.client.delete(format!("{}{path}", self.url));
        request.bearer_auth(&self.token).send().await.unwrap().status().as_u16()
    }

    /// Uploads a text through `/cv_analysis/upload`; the resume.
    pub async fn upload(&self, text: &str) -> Value {
        let form = Form::new().part("file", Part::bytes(text.as_bytes().to_vec()).file_name("cv.txt"));
        let request = self.client.post(format!("{}/cv_analysis/upload", self.url));
        let answer = request.bearer_auth(&self.token).multipart(form).send().await.unwrap();
        assert_eq!(answer.status(), 201);
        answer.json().await.unwrap()
    }

    /// Starts a worker process on everything that an analysis sets off.
    pub fn worker(&self) -> Killed {
        self.worker_from(Path::new(env!("CARGO_BIN_EXE_worker")))
    }

    /// The same from another file with the same program.
    pub fn worker_from(&self, program: &Path) -> Killed {
        let mut command = Command::new(program);
        command.args(["run", "--queues", "documents,matching"]).env_clear();
        for (name, value) in [
            ("ENVIRONMENT", "test"),
            ("SECRET_KEY", SECRET),
            ("DATABASE_URL", &self.world.test.url),
            ("REDIS_URL", &self.world.redis_url),
            ("REDIS_PREFIX", &self.world.prefix),
            ("STORAGE_DIR", &self.files.display().to_string()),
        ] {
            command.env(name, value);
        }
        let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Killed(quiet.spawn().expect("the worker starts"))
    }

    /// Follows an execution to its end, over HTTP; the bound is only there so that a broken build ends.
    pub async fn ended(&self, execution: &Value) -> Value {
        let path = format!("/executions/{}", execution["id"].as_str().unwrap());
        let end = async {
            loop {
                let now = self.get(&path).await;
                if ["success", "error", "cancelled"].contains(&now["status"].as_str().unwrap()) {
                    return now;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), end)
            .await
            .expect("the execution ends")
    }

    /// Until nothing is queued or running any more: what an execution set off has ended too.
    pub async fn idle(&self) {
        let end = async {
            while self.count("SELECT count(*) FROM executions").await > 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), end)
            .await
            .expect("the queues run empty");
    }

    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query)
            .fetch_one(self.world.test.pool())
            .await
            .unwrap()
    }
}

fn config(world: &World) -> Config {
    let vars = [
        ("ENVIRONMENT", "test"),
        ("SECRET_KEY", SECRET),
        ("DATABASE_URL", &world.test.url),
        ("REDIS_URL", &world.redis_url),
        ("REDIS_PREFIX", &world.prefix),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::from_source(Source::from_map(vars.into())).unwrap()
}

async fn populate(world: &World, passwords: &Passwords) {
    let hash = passwords.hash(&Secret::new(PASSWORD)).await.unwrap();
    let mut tx = world.test.db.begin().await.unwrap();
    let company = NewCompany {
        name: Line::parse("alpha").unwrap(),
        description: None,
        website: None,
        address: None,
        is_esn: true,
    };
    let company = ensure(&mut tx, &company).await.unwrap();
    let manager = NewUser {
        email: EmailAddress::parse("manager@alpha.example").unwrap(),
        password_hash: hash,
        first_name: None,
        last_name: None,
        role: Role::Manager,
        company_id: Some(company),
    };
    create_user(&mut tx, &manager).await.unwrap();
    tx.commit().await.unwrap();
}
