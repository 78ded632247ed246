//! Numbers between their bounds, and settings that mean something together only. A value outside would start and break later: a pool
//! without a connection, a time that overflows, a heart that never beats.

use super::{Config, file_store::FileStoreConfig, secret::least_key, source::Source};
use crate::telemetry;

/// Name, least and most, and of what.
const BOUNDS: &[(&str, u64, u64, &str)] = &[
    ("ACCESS_TOKEN_EXPIRE_MINUTES", 1, 44_640, "minutes"),
    ("REFRESH_TOKEN_EXPIRE_DAYS", 1, 3650, "days"),
    ("TRUSTED_PROXIES", 0, 32, "proxies"),
    ("DATABASE_CONNECTIONS", 2, 1000, "connections"),
    ("LEASE_SECONDS", 2, 3600, "seconds"),
    ("HEARTBEAT_SECONDS", 1, 1800, "seconds"),
    ("SHUTDOWN_GRACE_SECONDS", 0, 3600, "seconds"),
    ("SHUTDOWN_DRAIN_SECONDS", 0, 3600, "seconds"),
    ("EXECUTION_RETENTION_DAYS", 1, 36_500, "days"),
    ("AUDIT_RETENTION_DAYS", 1, 36_500, "days"),
    ("LOG_FILES", 1, 10_000, "files"),
];

/// Executions of one queue that one worker runs at once, at most: each is a task, and in `documents` a process.
pub const CONCURRENCY: usize = 1000;

/// The number, or the default; outside of its bounds it is a fault, and so is a name that has none.
pub(super) fn number<T: TryFrom<u64> + Copy>(s: &mut Source, name: &str, default: T) -> T {
    let Some((_, least, most, of)) = BOUNDS.iter().find(|(known, ..)| *known == name) else {
        s.fault(name, "it has no bounds in this build");
        return default;
    };
    let Some(value) = s.optional(name) else {
        return default;
    };
    let within = value.parse().ok().filter(|n: &u64| (least..=most).contains(&n));
    within.and_then(|n| T::try_from(n).ok()).unwrap_or_else(|| {
        let what = format!("`{value}` is not a whole number of {of} from {least} to {most}");
        s.fault(name, &what);
        default
    })
}

/// Notes every fault of settings that belong together.
pub(super) fn check(config: &Config, s: &mut Source) {
    previous_keys(config, s);
    concurrency(config, s);
    agent(config, s);
    bucket(config, s);
    if let Some(Err(what)) = config.telemetry.levels.as_deref().map(telemetry::check_levels) {
        s.fault("RUST_LOG", &what);
    }
    let name = &config.worker_name;
    if name.len() > 100 || !name.bytes().all(|b| b.is_ascii_graphic()) {
        let what = "it must be at most 100 letters, digits and signs of ASCII without spaces, like worker-a";
        s.fault("WORKER_NAME", what);
    }
}

fn previous_keys(config: &Config, s: &mut Source) {
    let least = least_key(config.environment);
    for (place, key) in (1..).zip(&config.previous_secret_keys) {
        let length = key.expose().len();
        if length < least {
            let what = format!(
                "key {place} has {length} characters, fewer than {least}: whoever guesses it makes tokens; leave it out, and its sessions log in again"
            );
            s.fault("SECRET_KEY_PREVIOUS", &what);
        }
    }
}

fn concurrency(config: &Config, s: &mut Source) {
    for (queue, n) in &config.concurrency {
        if *n > CONCURRENCY {
            let what = format!(
                "`{}={n}` is more than {CONCURRENCY}; start more workers instead",
                queue.name()
            );
            s.fault("WORKER_CONCURRENCY", &what);
        }
    }
}

/// The engine `agent` needs an address and a model.
fn agent(config: &Config, s: &mut Source) {
    let engines = &config.cv_engines;
    let (address, model) = (&engines.agent_base_url, &engines.agent_model);
    if address.is_none() && (model.is_some() || engines.agent_api_key.is_some()) {
        let what = "it is not set; CV_AGENT_MODEL and CV_AGENT_API_KEY need the address they are for, or must go too";
        s.fault("CV_AGENT_BASE_URL", what);
    }
    if model.is_none() && (address.is_some() || engines.agent_api_key.is_some()) {
        let what = "it is not set; CV_AGENT_BASE_URL needs the name of a model there, or must go too";
        s.fault("CV_AGENT_MODEL", what);
    }
}

/// What is of a bucket needs its name: without it, files would silently go to a folder.
fn bucket(config: &Config, s: &mut Source) {
    if matches!(config.file_store, FileStoreConfig::S3 { .. }) {
        return;
    }
    let names = ["S3_ENDPOINT", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"];
    let given: Vec<&str> = names.into_iter().filter(|name| s.optional(name).is_some()).collect();
    if !given.is_empty() {
        let what = format!(
            "it is not set; name the bucket that {} is for, or leave that empty",
            given.join(" and ")
        );
        s.fault("S3_BUCKET", &what);
    }
}

#[cfg(test)]
mod tests {
    use super::{BOUNDS, CONCURRENCY};
    use crate::config::{Config, Source};

    fn faults(more: &[(&str, &str)]) -> Vec<String> {
        let minimal = [
            ("SECRET_KEY", "0123456789abcdef0123456789abcdef0123456789abcdef"),
            ("DATABASE_URL", "postgres://x"),
            ("REDIS_URL", "redis://x"),
        ];
        let all = minimal.iter().chain(more);
        let values = all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let read = Config::from_source(Source::from_map(values.collect()));
        read.err().map(|error| error.0).unwrap_or_default()
    }

    /// One fault, of this name, that says each of these.
    fn only(found: &[String], name: &str, says: &[&str]) {
        assert!(
            matches!(found, [one] if one.starts_with(&format!("{name}: ")) && says.iter().all(|word| one.contains(word))),
            "{name}: {found:?}"
        );
    }

    #[test]
    fn a_number_outside_of_its_bounds_is_a_fault_that_names_them() {
        for (name, least, most, _) in BOUNDS {
            // The lease and the heartbeat have a rule between them.
            let beside: &[(&str, &str)] = match *name {
                "HEARTBEAT_SECONDS" => &[("LEASE_SECONDS", "3600")],
                "LEASE_SECONDS" => &[("HEARTBEAT_SECONDS", "1")],
                _ => &[],
            };
            let of = |value: &str| faults(&[&[(*name, value)], beside].concat());
            for good in [least, most] {
                assert_eq!(of(&good.to_string()), Vec::<String>::new(), "{name}={good}");
            }
            let huge = ["18446744073709551615", "99999999999999999999999"];
            let below = least.checked_sub(1).map_or("-1".to_owned(), |below| below.to_string());
            let above = (most + 1).to_string();
            for bad in [&*below, &*above, huge[0], huge[1], "some", "1.5", "-3"] {
                only(&of(bad), name, &[bad, &least.to_string(), &most.to_string()]);
            }
        }
    }

    #[test]
    fn a_key_from_before_a_rotation_is_as_long_as_any() {
        let good = "abcdef0123456789abcdef0123456789abcdef0123456789";
        let keys = format!("{good},short");
        only(
            &faults(&[("SECRET_KEY_PREVIOUS", &keys)]),
            "SECRET_KEY_PREVIOUS",
            &["key 2", "16"],
        );
        let keys = format!("{},{good}", &good[..47]);
        let found = faults(&[("ENVIRONMENT", "production"), ("SECRET_KEY_PREVIOUS", &keys)]);
        only(&found, "SECRET_KEY_PREVIOUS", &["key 1", "48"]);
        assert!(!found[0].contains(&good[..16]), "a key is not told");
        assert_eq!(faults(&[("SECRET_KEY_PREVIOUS", good)]), Vec::<String>::new());
    }

    #[test]
    fn what_means_something_together_only_is_whole() {
        let (url, model, key) = (
            ("CV_AGENT_BASE_URL", "https://llm/v1"),
            ("CV_AGENT_MODEL", "m"),
            ("CV_AGENT_API_KEY", "k"),
        );
        only(&faults(&[url]), "CV_AGENT_MODEL", &["CV_AGENT_BASE_URL"]);
        only(&faults(&[model]), "CV_AGENT_BASE_URL", &["CV_AGENT_MODEL"]);
        only(&faults(&[url, key]), "CV_AGENT_MODEL", &[]);
        assert_eq!(faults(&[key]).len(), 2);
        assert_eq!(faults(&[url, model, key]), Vec::<String>::new());
        let stray = [("S3_ENDPOINT", "http://s3"), ("S3_ACCESS_KEY_ID", "k")];
        only(&faults(&stray), "S3_BUCKET", &["S3_ENDPOINT and S3_ACCESS_KEY_ID"]);
    }

    #[test]
    fn an_absurd_concurrency_is_a_fault() {
        let of = |n: &str| faults(&[("WORKER_CONCURRENCY", n)]);
        assert_eq!(of(&format!("documents={CONCURRENCY}")), Vec::<String>::new());
        for bad in [
            "documents=1001",
            "documents=18446744073709551615",
            "documents=0",
            "maintenance=-1",
        ] {
            only(&of(bad), "WORKER_CONCURRENCY", &[bad]);
        }
    }

    #[test]
    fn levels_that_would_log_nothing_are_a_fault() {
        for good in [
            "info",
            "warn,sqlx=debug",
            "OFF",
            "info,apalis_core=error,tower_http::trace=3",
        ] {
            assert_eq!(faults(&[("RUST_LOG", good)]), Vec::<String>::new(), "{good}");
        }
        for bad in ["loud", "info,sqlx=loud", "info,=", "verbose,sqlx=debug", "a=b=c"] {
            only(&faults(&[("RUST_LOG", bad)]), "RUST_LOG", &["info,sqlx=warn"]);
        }
    }

    #[test]
    fn a_currency_that_does_not_exist_is_a_fault() {
        assert_eq!(faults(&[("DEFAULT_CURRENCY", "CHF")]), Vec::<String>::new());
        for bad in ["ZZZ", "eur", "EURO"] {
            only(&faults(&[("DEFAULT_CURRENCY", bad)]), "DEFAULT_CURRENCY", &["ISO 4217"]);
        }
    }
}
