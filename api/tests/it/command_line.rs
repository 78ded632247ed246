//! The program `api` itself, as an operator runs it.

use crate::world::World;
use serde_json::Value;
use shared::testing::{TestDb, redis_url, unique};
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, Command, Output, Stdio},
};

pub fn program(db: &TestDb, arguments: &[&str], environment: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    command.args(arguments).env_clear().current_dir(std::env::temp_dir());
    command
        .env("ENVIRONMENT", environment)
        .env("SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef")
        .env("DATABASE_URL", &db.url)
        .env("REDIS_URL", redis_url())
        .env("REDIS_PREFIX", unique("api_cli"))
        .env("LISTEN_ADDR", "127.0.0.1:0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn run(db: &TestDb, arguments: &[&str], input: &str) -> Output {
    let mut child = program(db, arguments, "test").spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_is_made_with_a_password_from_standard_input() {
    let world = World::new().await;
    let made = run(
        &world.db,
        &["create-admin", "root@platform.example"],
        "a long enough password\n",
    );
    assert!(made.status.success(), "{}", errors(&made));
    let answer = world
        .try_log_in("root@platform.example", "a long enough password")
        .await;
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["user"]["role"], "admin");
    for (email, password) in [
        ("root@platform.example", "a long enough password"),
        ("second@platform.example", "short"),
        ("nobody", "a long enough password"),
    ] {
        let refused = run(&world.db, &["create-admin", email], password);
        assert!(!refused.status.success(), "{email}");
        assert!(
            !errors(&refused).contains(password) || password == "short",
            "{}",
            errors(&refused)
        );
    }
    assert_eq!(world.try_log_in("second@platform.example", "short").await.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn migrate_goes_forward_once_and_serve_refuses_a_schema_that_it_does_not_know() {
    let db = TestDb::new().await;
    let again = run(&db, &["migrate"], "");
    assert!(
        again.status.success(),
        "what is applied is not applied twice: {}",
        errors(&again)
    );
    db.execute("UPDATE _sqlx_migrations SET checksum = '\\x00'").await;
    for command in ["serve", "migrate"] {
        let refused = run(&db, &[command], "");
        assert!(!refused.status.success(), "{command}");
    }
}

#[test]
fn a_reader_who_has_heard_enough_ends_the_document_quietly() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    let printing = command.arg("openapi").stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut printing = printing.spawn().unwrap();
    // Its document is longer than a pipe holds.
    drop(printing.stdout.take());
    let ended = printing.wait_with_output().unwrap();
    assert!(ended.status.success(), "{:?}", ended.status);
    assert_eq!(errors(&ended), "");
}

/// A process that ends with its test.
pub struct Killed(pub Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn production_logs_json_and_warns_of_connections_without_tls() {
    let db = TestDb::new().await;
    let mut serving = Killed(program(&db, &["serve"], "production").spawn().unwrap());
    let lines = BufReader::new(serving.0.stderr.take().unwrap()).lines();
    let mut warned = Vec::new();
    for line in lines {
        let line = line.unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not JSON: {line}"));
        assert!(!line.contains(&db.url), "an address may hold a password");
        match said["message"].as_str() {
            Some("this connection is not encrypted") => warned.push(said["name"].as_str().unwrap().to_owned()),
            Some("answers") => break,
            _ => {}
        }
    }
    assert_eq!(warned, ["DATABASE_URL", "REDIS_URL", "PUBLIC_URL"]);
}

#[test]
fn every_fault_of_the_configuration_is_named_at_once() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_api"));
    command.arg("serve").env_clear().current_dir(std::env::temp_dir());
    let faulty = command
        .env("ENVIRONMENT", "production")
        .env("SECRET_KEY", "short")
        .env("DEFAULT_LOCALE", "de")
        .env("DATABASE_CONNECTIONS", "0")
        .env("ACCESS_TOKEN_EXPIRE_MINUTES", "18446744073709551615")
        .env("HEARTBEAT_SECONDS", "0")
        .env("TLS_CERT", "not a certificate")
        .env("TLS_KEY", "not-the-key")
        .env("RUST_LOG", "loud")
        .output()
        .unwrap();
    assert!(!faulty.status.success());
    for name in [
        "SECRET_KEY",
        "DATABASE_URL",
        "REDIS_URL",
        "DEFAULT_LOCALE",
        "DATABASE_CONNECTIONS",
        "ACCESS_TOKEN_EXPIRE_MINUTES",
        "HEARTBEAT_SECONDS",
        "TLS_CERT",
        "TLS_KEY",
        "RUST_LOG",
    ] {
        assert!(errors(&faulty).contains(&format!("{name}: ")), "{}", errors(&faulty));
    }
    assert!(!errors(&faulty).contains("not-the-key"), "a secret is not told");
}
