//! Rate limits over real processes: two share one count, and without Redis each counts by itself.

use crate::world::World;
use reqwest::{Client, Response, header::HeaderMap};
use serde_json::json;
use shared::testing::{redis_url, unique};
use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// An `api serve` of this build on the world's database; killed with the test.
struct Process {
    child: Child,
    url: String,
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Process {
    /// Starts one and waits for its word that it answers.
    fn start(world: &World, redis: &str, prefix: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_api"))
            .arg("serve")
            .env_clear()
            .env("ENVIRONMENT", "test")
            .env("SECRET_KEY", "only-for-this-test-0123456789")
            .env("DATABASE_URL", &world.db.url)
            .env("REDIS_URL", redis)
            .env("REDIS_PREFIX", prefix)
            .env("RATE_LIMITS", "login=10,read=4")
            .env("LISTEN_ADDR", "127.0.0.1:0")
            .env("STORAGE_DIR", std::env::temp_dir().join(prefix))
            .env("RUST_LOG", "api=info")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the api starts");
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let told = lines.find_map(|line| {
            let line = line.ok()?;
            let at = line.find("127.0.0.1:")?;
            let digits = line[at + 10..].bytes().take_while(u8::is_ascii_digit).count();
            Some(line[at..at + 10 + digits].to_owned())
        });
        let url = format!("http://{}", told.expect("it says where it answers"));
        // It goes on telling; nobody reads it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, url }
    }

    /// Somebody else every time, so that no account is locked.
    async fn try_log_in(&self, client: &Client, n: usize) -> Response {
        let body = json!({ "email": format!("nobody{n}@alpha.example"), "password": "not the password" });
        let request = client.post(format!("{}/api/v1/auth/login", self.url)).json(&body);
        request.send().await.unwrap()
    }
}

fn number(headers: &HeaderMap, name: &str) -> u64 {
    headers[name].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn two_processes_count_together() {
    let world = World::new().await;
    let prefix = unique("api_limits");
    let both = [0, 1].map(|_| Process::start(&world, &redis_url(), &prefix));
    let client = world.client.clone();
    let tries = (0..30).map(|n| both[n % 2].try_log_in(&client, n));
    let answers = futures::future::join_all(tries).await;
    let (limited, let_through): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status() == 429);
    assert_eq!((let_through.len(), limited.len()), (10, 20));
    let mut left: Vec<u64> = let_through
        .iter()
        .map(|a| number(a.headers(), "ratelimit-remaining"))
        .collect();
    left.sort_unstable();
    assert_eq!(left, (0..10).collect::<Vec<_>>(), "each saw its own place");
    for answer in limited {
        let headers = answer.headers();
        assert_eq!(number(headers, "ratelimit-limit"), 10);
        let wait = number(headers, "retry-after");
        assert!(
            (1..=60).contains(&wait) && wait == number(headers, "ratelimit-reset"),
            "{wait}"
        );
    }
}

#[tokio::test]
async fn without_redis_each_process_counts_by_itself_and_log_in_never_opens() {
    let world = World::new().await;
    // A port that was free a moment ago: nobody answers there.
    let port = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let redis = format!("redis://127.0.0.1:{port}");
    let both = [0, 1].map(|_| Process::start(&world, &redis, "away"));
    let client = world.client.clone();
    for process in &both {
        let mut statuses = Vec::new();
        for n in 0..15 {
            statuses.push(process.try_log_in(&client, n).await.status().as_u16());
        }
        assert_eq!(statuses, [[401; 10].as_slice(), &[429; 5]].concat());
    }
}
