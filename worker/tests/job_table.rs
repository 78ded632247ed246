//! docs/JOBS.md says what the registry says.

use shared::{
    adapters,
    config::{Config, EmbedConfig, FileStoreConfig, Source},
    db::{Db, Silence},
    identity::tokens::Tokens,
    kernel::Clock,
    resumes::suggestions::Suggester,
};
use std::sync::Arc;
use worker::{registry::registry, sandbox::NativeAnalyser, state::State};

#[tokio::test]
async fn the_job_table_in_the_docs_is_the_registry() {
    let docs = include_str!("../../docs/JOBS.md");
    let dir = std::env::temp_dir().join(shared::testing::unique("job_table"));
    let config = [
        ("SECRET_KEY", "only-for-this-test-0123456789"),
        ("DATABASE_URL", "postgres://x"),
        ("REDIS_URL", "redis://x"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let config = Config::from_source(Source::from_map(config.into())).expect("it is whole");
    let state = State {
        db: Db::open("postgres://nobody@127.0.0.1:1/none", 1, Silence, Clock::System).expect("a URL"),
        files: adapters::file_store(&FileStoreConfig::Disk { dir }),
        embedder: adapters::embedder(&EmbedConfig::default()),
        suggester: Suggester::default(),
        analysers: vec![Arc::new(NativeAnalyser::default())],
        scorer: None,
        mailer: adapters::mail::mailer(&config.mail).expect("a sender"),
        tokens: Tokens::new(&config),
        public_url: config.public_url.clone(),
    };
    let registry = registry(&Arc::new(state));
    for e in registry.entries() {
        let p = e.policy;
        let row = format!(
            "| {} | {} | {} | {} | {} s | {} s | {} s | {} |",
            e.kind,
            e.version,
            p.queue,
            p.max_attempts,
            p.backoff.first.as_secs(),
            p.backoff.cap.as_secs(),
            p.timeout.as_secs(),
            p.priority
        );
        assert!(docs.contains(&row), "docs/JOBS.md lacks the row\n{row}");
    }
    let listed = docs
        .lines()
        .filter(|l| l.starts_with("| ") && l.contains(" s | "))
        .count();
    assert_eq!(
        listed,
        registry.entries().len(),
        "docs/JOBS.md lists a kind that is not registered"
    );
}
