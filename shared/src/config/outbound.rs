//! Connections to the outside: in production anything that is not encrypted is warned of, once at start.

use super::{Config, file_store::FileStoreConfig};
use crate::kernel::Environment;

impl Config {
    /// Logs a warning for each address, in production, that is reached without TLS. Never the address itself: it may hold a password.
    pub fn warn_of_plain_connections(&self) {
        for (name, wanted) in self.plain_connections() {
            tracing::warn!(name, wanted, "this connection is not encrypted");
        }
    }

    /// Names of such addresses with what they should have.
    fn plain_connections(&self) -> Vec<(&'static str, &'static str)> {
        if self.environment != Environment::Production {
            return Vec::new();
        }
        let endpoint = match &self.file_store {
            FileStoreConfig::S3 { endpoint, .. } => endpoint.as_deref(),
            FileStoreConfig::Disk { .. } => None,
        };
        let engines = &self.cv_engines;
        let is_plain = |url: Option<&str>| url.is_some_and(|url| url.starts_with("http://"));
        let encrypts = ["sslmode=require", "sslmode=verify-ca", "sslmode=verify-full"];
        let database = self.database_url.expose();
        let all = [
            (
                "DATABASE_URL",
                "sslmode=verify-full",
                !encrypts.iter().any(|mode| database.contains(mode)),
            ),
            (
                "REDIS_URL",
                "rediss://",
                self.redis_url.expose().starts_with("redis://"),
            ),
            ("S3_ENDPOINT", "https://", is_plain(endpoint)),
            (
                "CV_AGENT_BASE_URL",
                "https://",
                is_plain(engines.agent_base_url.as_deref()),
            ),
            ("N8N_API_URL", "https://", is_plain(self.n8n_api_url.as_deref())),
            (
                "N8N_CV_WEBHOOK_URL",
                "https://",
                is_plain(engines.n8n_webhook_url.as_deref()),
            ),
            (
                "N8N_MATCHING_WEBHOOK_URL",
                "https://",
                is_plain(self.n8n_matching_webhook_url.as_deref()),
            ),
            ("SMTP_URL", "smtps:// or ?tls=required", self.mail.is_plain()),
            ("PUBLIC_URL", "https://", is_plain(Some(&self.public_url))),
            (
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "https://",
                is_plain(self.telemetry.otlp_endpoint.as_deref()),
            ),
        ];
        let plain = all.into_iter().filter(|(.., is_plain)| *is_plain);
        plain.map(|(name, wanted, _)| (name, wanted)).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Source};

    fn plain(values: &[(&str, &str)]) -> Vec<&'static str> {
        let always = [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef"),
            ("S3_ACCESS_KEY_ID", "x"),
            ("MAIL_FROM", "no-reply@exemple.fr"),
            ("S3_SECRET_ACCESS_KEY", "x"),
            ("S3_BUCKET", "x"),
            ("CV_AGENT_MODEL", "x"),
        ];
        let all = always.iter().chain(values);
        let owned = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let config = Config::from_source(Source::from_map(owned.collect())).unwrap();
        config.plain_connections().into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn production_warns_of_every_address_without_tls() {
        let addresses = [
            (
                "DATABASE_URL",
                "postgres://db/x?sslmode=disable",
                "postgres://db/x?sslmode=verify-full",
            ),
            ("REDIS_URL", "redis://cache", "rediss://cache"),
            ("S3_ENDPOINT", "http://s3", "https://s3"),
            ("CV_AGENT_BASE_URL", "http://llm/v1", "https://llm/v1"),
            ("N8N_API_URL", "http://n8n/api/v1", "https://n8n/api/v1"),
            ("N8N_CV_WEBHOOK_URL", "http://n8n/a", "https://n8n/a"),
            ("N8N_MATCHING_WEBHOOK_URL", "http://n8n/b", "https://n8n/b"),
            ("SMTP_URL", "smtp://mail", "smtp://mail?tls=required"),
            ("PUBLIC_URL", "http://talent", "https://talent"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel", "https://otel"),
        ];
        let of =
            |environment, pick: fn(&(&'static str, &'static str, &'static str)) -> (&'static str, &'static str)| {
                let all: Vec<_> = addresses
                    .iter()
                    .map(pick)
                    .chain([("ENVIRONMENT", environment)])
                    .collect();
                plain(&all)
            };
        assert_eq!(of("production", |a| (a.0, a.1)), addresses.map(|a| a.0));
        assert_eq!(of("production", |a| (a.0, a.2)), Vec::<&str>::new());
        assert_eq!(of("development", |a| (a.0, a.1)), Vec::<&str>::new());
    }
}
