//! A foreign library lives in its rooms: replacing it, or its next major version, is one room's work.

use super::{
    source::{Source, root, tree},
    violation::{Violation, assert_none},
};

const REDIS: [&str; 4] = [
    "shared/src/redis_conn.rs",
    "shared/src/bell/",
    "shared/src/cache/",
    "worker/src/runtime/",
];
const APALIS: [&str; 1] = ["shared/src/bell/transport/"];
const ADAPTERS: [&str; 1] = ["shared/src/adapters/"];
const ENGINE: [&str; 1] = ["shared/cv-engine/src/"];
const IDENTITY: [&str; 1] = ["shared/src/identity/"];
const TLS: [&str; 1] = ["api/src/tls.rs"];
/// Signatures, and the provider that encrypts.
const KEYS: [&str; 2] = [IDENTITY[0], TLS[0]];
const HTTP: [&str; 2] = ["api/src/", "worker/src/status.rs"];

const SCHEDULES: [&str; 1] = ["shared/src/jobs/schedules/"];
const ARCHIVE: [&str; 1] = ["shared/src/archive.rs"];
const TELEMETRY: [&str; 1] = ["shared/src/telemetry"];
const OUTWARD: [&str; 2] = [ADAPTERS[0], TELEMETRY[0]];

/// Library and rooms, as code names them.
const HOMES: [(&str, &[&str]); 33] = [
    ("apalis", &APALIS),
    ("apalis_core", &APALIS),
    ("apalis_redis", &APALIS),
    ("redis", &REDIS),
    ("aws_sdk_s3", &ADAPTERS),
    ("fastembed", &ADAPTERS),
    ("lettre", &ADAPTERS),
    ("ort", &ADAPTERS),
    ("reqwest", &OUTWARD),
    ("opentelemetry", &TELEMETRY),
    ("opentelemetry_http", &TELEMETRY),
    ("opentelemetry_otlp", &TELEMETRY),
    ("opentelemetry_sdk", &TELEMETRY),
    ("tracing_opentelemetry", &TELEMETRY),
    ("tracing_appender", &TELEMETRY),
    ("tracing_subscriber", &TELEMETRY),
    ("lopdf", &ENGINE),
    ("pdf_oxide", &ENGINE),
    ("quick_xml", &ENGINE),
    ("encoding_rs", &ENGINE),
    ("regex", &ENGINE),
    ("zip", &ENGINE),
    ("zstd", &ARCHIVE),
    ("cron", &SCHEDULES),
    ("chrono_tz", &SCHEDULES),
    ("axum", &HTTP),
    ("jsonwebtoken", &IDENTITY),
    ("lru", &IDENTITY),
    ("argon2", &IDENTITY),
    ("bcrypt", &IDENTITY),
    ("aws_lc_rs", &KEYS),
    ("tls_listener", &TLS),
    ("tokio_rustls", &TLS),
];
/// What api must not even list.
const NOT_IN_API: [&str; 5] = ["sqlx", "apalis", "apalis-core", "apalis-redis", "redis"];

/// Libraries used outside their rooms, derives included.
pub fn strays(files: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is_product() && !file.path.starts_with("shared/src/testing/"))
    {
        for named in file.named() {
            let home = HOMES.iter().find(|(library, _)| *library == named.segments[0]);
            let Some((library, rooms)) = home else { continue };
            if !rooms.iter().any(|room| file.path.starts_with(room)) {
                found.push(Violation {
                    path: file.path.clone(),
                    line: named.line,
                    rule: format!("{library} lives in {} only", rooms.join(" and ")),
                    fix: "let that room offer what you need, in our own types",
                });
            }
        }
    }
    found
}

/// Lines of a manifest that list a library which its crate must not have.
pub fn listed(manifest: &Source, banned: &[&str]) -> Vec<Violation> {
    let lines = manifest.text.lines().enumerate();
    let is_banned = |line: &str| {
        banned
            .iter()
            .any(|b| line.split(['=', '.']).next().is_some_and(|name| name.trim() == *b))
    };
    let violation = |(i, line): (usize, &str)| Violation {
        path: manifest.path.clone(),
        line: i + 1,
        rule: format!("this crate does not list `{}`", line.trim()),
        fix: "remove the line; what needs the library belongs to shared",
    };
    lines.filter(|(_, line)| is_banned(line)).map(violation).collect()
}

#[test]
fn every_library_stays_in_its_rooms() {
    assert_none(&strays(&tree()));
}

#[test]
fn api_does_not_list_what_it_must_not_use() {
    let text = std::fs::read_to_string(root().join("api/Cargo.toml")).expect("api/Cargo.toml");
    assert_none(&listed(&Source::new("api/Cargo.toml", &text), &NOT_IN_API));
}
