//! What is wrong with values that are well-formed by themselves.

use super::{Config, address, file_store::FileStoreConfig, source::Source};
use crate::kernel::{Currency, Environment};

const WEB: [&str; 2] = ["http://", "https://"];

/// Notes every fault.
pub(super) fn check(config: &Config, s: &mut Source) {
    if config.lease.lease < config.lease.heartbeat * 2 {
        s.fault(
            "LEASE_SECONDS",
            "it must be at least twice HEARTBEAT_SECONDS, or live workers lose their work",
        );
    }
    origins(config, s);
    addresses(config, s);
    if Currency::parse(&config.default_currency).is_err() {
        s.fault(
            "DEFAULT_CURRENCY",
            "it must be a code of ISO 4217's list like EUR or CHF",
        );
    }
    if !["fr", "en"].contains(&config.default_locale.as_str()) {
        s.fault("DEFAULT_LOCALE", "it must be fr or en");
    }
}

fn origins(config: &Config, s: &mut Source) {
    for origin in &config.allowed_origins {
        if origin == "*" {
            if config.environment == Environment::Production {
                s.fault("ALLOWED_ORIGINS", "`*` is not allowed in production; name the origins");
            }
            continue;
        }
        // Compared with what browsers send, letter by letter.
        let host = WEB.iter().find_map(|scheme| origin.strip_prefix(scheme));
        let is_origin = host.is_some_and(|host| {
            let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.:[]".contains(&b);
            !host.is_empty() && host.bytes().all(allowed)
        });
        if !is_origin {
            let what = format!(
                "`{origin}` is not an origin like https://app.example.com, in small letters and without a path"
            );
            s.fault("ALLOWED_ORIGINS", &what);
        }
    }
}

fn addresses(config: &Config, s: &mut Source) {
    let s3 = match &config.file_store {
        FileStoreConfig::S3 { endpoint, .. } => endpoint.as_deref(),
        FileStoreConfig::Disk { .. } => None,
    };
    let engines = &config.cv_engines;
    for (name, address, schemes) in [
        (
            "DATABASE_URL",
            Some(config.database_url.expose()),
            ["postgres://", "postgresql://"],
        ),
        ("REDIS_URL", Some(config.redis_url.expose()), ["redis://", "rediss://"]),
        ("S3_ENDPOINT", s3, WEB),
        ("CV_AGENT_BASE_URL", engines.agent_base_url.as_deref(), WEB),
        ("N8N_CV_WEBHOOK_URL", engines.n8n_webhook_url.as_deref(), WEB),
        ("N8N_API_URL", config.n8n_api_url.as_deref(), WEB),
        (
            "N8N_MATCHING_WEBHOOK_URL",
            config.n8n_matching_webhook_url.as_deref(),
            WEB,
        ),
        (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            config.telemetry.otlp_endpoint.as_deref(),
            WEB,
        ),
    ] {
        let Some(address) = address.filter(|address| !address.is_empty()) else {
            continue;
        };
        if let Err(wrong) = address::read(address, &schemes) {
            s.fault(name, &wrong);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Source};

    fn faults(more: &[(&str, &str)]) -> Vec<String> {
        let minimal = [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef"),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ];
        let all = minimal.iter().chain(more);
        let values = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        match Config::from_source(Source::from_map(values.collect())) {
            Ok(_) => Vec::new(),
            Err(error) => error.0,
        }
    }

    #[test]
    fn an_origin_that_no_browser_would_send_is_a_fault() {
        let good = "https://app.example.com,http://localhost:5173,http://[::1]:8080";
        assert_eq!(faults(&[("ALLOWED_ORIGINS", good)]), Vec::<String>::new());
        assert_eq!(
            faults(&[("ALLOWED_ORIGINS", "*")]),
            Vec::<String>::new(),
            "in development"
        );
        for bad in [
            "https://app.example.com/",
            "app.example.com",
            "https://App.example.com",
            "https://a.b/c",
            "https://",
        ] {
            let found = faults(&[("ALLOWED_ORIGINS", bad)]);
            assert!(
                matches!(found.as_slice(), [one] if one.contains(bad)),
                "{bad}: {found:?}"
            );
        }
        let long = "0123456789abcdef0123456789abcdef0123456789abcdef";
        let found = faults(&[
            ("ENVIRONMENT", "production"),
            ("SECRET_KEY", long),
            ("ALLOWED_ORIGINS", "*"),
        ]);
        assert!(
            matches!(found.as_slice(), [one] if one.starts_with("ALLOWED_ORIGINS")),
            "{found:?}"
        );
    }

    #[test]
    fn production_wants_a_key_of_48_characters() {
        let of = |length: usize| faults(&[("ENVIRONMENT", "production"), ("SECRET_KEY", &"k".repeat(length))]);
        assert!(matches!(of(47).as_slice(), [one] if one.starts_with("SECRET_KEY")));
        assert_eq!(of(48), Vec::<String>::new());
    }

    #[test]
    fn every_address_says_how_it_is_spoken_to() {
        let names = [
            "S3_ENDPOINT",
            "CV_AGENT_BASE_URL",
            "N8N_CV_WEBHOOK_URL",
            "N8N_API_URL",
            "N8N_MATCHING_WEBHOOK_URL",
        ];
        for bad in ["host:9000", "http://", "https://host:99999", "http://ho st"] {
            let mut values: Vec<(&str, &str)> = names.iter().map(|name| (*name, bad)).collect();
            values.extend([
                ("S3_BUCKET", "b"),
                ("S3_ACCESS_KEY_ID", "k"),
                ("S3_SECRET_ACCESS_KEY", "s"),
            ]);
            let found = faults(&values);
            for name in names {
                assert!(found.iter().any(|fault| fault.starts_with(name)), "{name} in {found:?}");
            }
        }
        // A sign of the password that would end it.
        let found = faults(&[
            ("DATABASE_URL", "postgres://talent:p#ss@db/talent"),
            ("REDIS_URL", "redis://h:0x"),
        ]);
        assert!(found.len() == 2 && !found.concat().contains("p#ss"), "{found:?}");
    }

    #[test]
    fn a_certificate_and_its_key_belong_together() {
        for (given, missing) in [("TLS_CERT", "TLS_KEY"), ("TLS_KEY", "TLS_CERT")] {
            let found = faults(&[(given, "-----BEGIN")]);
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with(missing)),
                "{found:?}"
            );
        }
    }
}
