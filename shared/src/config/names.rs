//! The names of all settings.

/// Every name that is read, for docs and tests.
pub const NAMES: &[&str] = &[
    "ENVIRONMENT",
    "SECRET_KEY",
    "SECRET_KEY_PREVIOUS",
    "RATE_LIMITS",
    "TRUSTED_PROXIES",
    "ACCESS_TOKEN_EXPIRE_MINUTES",
    "REFRESH_TOKEN_EXPIRE_DAYS",
    "ALLOWED_ORIGINS",
    "DATABASE_URL",
    "DATABASE_CONNECTIONS",
    "REDIS_URL",
    "REDIS_PREFIX",
    "BELL",
    "LISTEN_ADDR",
    "TLS_CERT",
    "TLS_KEY",
    "METRICS_ADDR",
    "STORAGE_DIR",
    "S3_ENDPOINT",
    "S3_BUCKET",
    "S3_REGION",
    "S3_ACCESS_KEY_ID",
    "S3_SECRET_ACCESS_KEY",
    "EMBED_MODEL_DIR",
    "EMBED_MODEL",
    "ORT_DYLIB_PATH",
    "CV_AGENT_BASE_URL",
    "CV_AGENT_MODEL",
    "CV_AGENT_API_KEY",
    "N8N_API_URL",
    "N8N_CV_WEBHOOK_URL",
    "N8N_MATCHING_WEBHOOK_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "MAIL_DIR",
    "PUBLIC_URL",
    "LEASE_SECONDS",
    "HEARTBEAT_SECONDS",
    "SHUTDOWN_GRACE_SECONDS",
    "SHUTDOWN_DRAIN_SECONDS",
    "WORKER_NAME",
    "WORKER_CONCURRENCY",
    "EXECUTION_RETENTION_DAYS",
    "AUDIT_RETENTION_DAYS",
    "DEMO_PASSWORD",
    "DEFAULT_LOCALE",
    "DEFAULT_CURRENCY",
    "LOG_DIR",
    "LOG_FILES",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "RUST_LOG",
];

#[cfg(test)]
mod tests {
    use super::NAMES;

    #[test]
    fn the_example_file_names_exactly_what_is_read() {
        let example = include_str!("../../../.env.example");
        let named: std::collections::BTreeSet<&str> = example
            .lines()
            .filter_map(|l| l.trim_start_matches("# ").split_once('='))
            .map(|(name, _)| name)
            .filter(|n| {
                !n.is_empty()
                    && n.chars()
                        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            })
            .collect();
        assert_eq!(named, NAMES.iter().copied().collect());
    }
}
