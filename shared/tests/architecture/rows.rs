//! The table of docs/ARCHITECTURE.md, row by row.

use super::rooms::{BUSINESS, PURE, Room};

/// Libraries that bring the network, a database or a runtime.
const OUTSIDE: [&str; 9] = [
    "sqlx",
    "tokio",
    "axum",
    "apalis",
    "apalis_core",
    "apalis_redis",
    "redis",
    "reqwest",
    "aws_sdk_s3",
];

/// A row: what a room must not use of other people's libraries and of ours, and what to do instead.
pub struct Row {
    /// Libraries that it never uses.
    pub libraries: &'static [&'static str],
    /// True for a path of ours that it must not name.
    pub ours: fn(&Use) -> bool,
    /// The rule, as the start of a sentence that goes on ", not `path`".
    pub says: &'static str,
    /// What to do instead.
    pub fix: &'static str,
}

/// One of our own paths, seen from the file that names it.
pub struct Use<'a> {
    /// From the crate on.
    pub path: &'a [String],
    /// The module of the folder in which the file's aggregate lies.
    pub aggregate: &'a [String],
}

impl Use<'_> {
    fn has(&self, name: &str) -> bool {
        self.path.iter().any(|segment| segment == name)
    }
    fn within(&self, names: &[&str]) -> bool {
        self.path.get(1).is_some_and(|top| names.contains(&top.as_str()))
    }
    fn is_own(&self) -> bool {
        self.path.starts_with(self.aggregate)
    }
    /// The kernel, its exported macros, and other domains' types.
    fn is_vocabulary(&self) -> bool {
        self.within(&["kernel", "choice", "fields"]) || PURE.iter().any(|pure| self.has(pure))
    }
    /// A store's module; a use case may well be called `store`.
    fn is_store(&self) -> bool {
        self.path
            .windows(2)
            .any(|pair| pair[1] == "store" && pair[0] != "usecases")
    }
}

/// The room's row.
pub fn row(room: Room) -> Row {
    match room {
        Room::Kernel => Row {
            libraries: &OUTSIDE,
            ours: |u| !u.within(&["kernel", "choice", "fields"]),
            says: "the kernel uses itself, serde, uuid, chrono, thiserror and unicode_normalization, without I/O",
            fix: "move what needs it to the context that it belongs to; the kernel holds words that all contexts share",
        },
        Room::Domain => Row {
            libraries: &OUTSIDE,
            ours: |u| !u.is_vocabulary() || u.has("Clock") || u.has("clock"),
            says: "a domain uses the kernel and other domains' types only",
            fix: "take what you need as a value (time, a loaded row, a setting) and let the use case fetch it",
        },
        Room::Engine => Row {
            libraries: &OUTSIDE,
            ours: |_| true,
            says: "the engine is pure and knows nothing of the product",
            fix: "take what you need as a value, and let the product fetch it",
        },
        Room::Store => Row {
            libraries: &["axum", "apalis", "apalis_core", "apalis_redis", "redis", "reqwest"],
            ours: |u| {
                let own_part = u.is_own() && !u.has("usecases");
                !(own_part || u.is_vocabulary() || u.within(&["db", "aggregate"]))
            },
            says: "a store uses its own domain and queries, db, the shape of aggregates and sqlx only",
            fix: "move the type it takes to domain.rs; let the use case call the other aggregate",
        },
        Room::Queries => Row {
            libraries: &["axum", "apalis", "apalis_core", "apalis_redis", "redis", "reqwest"],
            ours: |u| {
                let own_part = u.is_own() && !u.has("usecases") && !u.is_store();
                !(own_part
                    || u.is_vocabulary()
                    || u.within(&["db", "aggregate"])
                    || (u.has("queries") && !u.is_store()))
            },
            says: "queries use their own domain, db, the shape of aggregates, sqlx and other queries",
            fix: "move shared types to domain.rs, writes to store.rs, and decisions to usecases.rs",
        },
        Room::Usecases => Row {
            libraries: &[
                "sqlx",
                "axum",
                "apalis",
                "apalis_core",
                "apalis_redis",
                "redis",
                "reqwest",
                "aws_sdk_s3",
            ],
            ours: |u| {
                let rings = u.within(&["bell"]) && u.aggregate.get(1).is_none_or(|context| context != "jobs");
                (u.is_store() && !u.is_own()) || rings || u.within(&["adapters", "testing"])
            },
            says: "use cases use their own domain and store, others' use cases and queries, ports, Tx and jobs",
            fix: "move SQL to store.rs or queries.rs, call the other aggregate's use case, enqueue by Tx::enqueue (a whole \
                  aggregate in one file says `Owns:` in its own documentation and may hold SQL)",
        },
        Room::OneFile => Row {
            libraries: &[
                "axum",
                "apalis",
                "apalis_core",
                "apalis_redis",
                "redis",
                "reqwest",
                "aws_sdk_s3",
            ],
            ours: |u| (u.is_store() && !u.is_own()) || u.within(&["bell", "adapters", "testing"]),
            says: "a one-file aggregate uses what stores and use cases may",
            fix: "call the other aggregate's use case; enqueue by Tx::enqueue",
        },
        Room::Ports => Row {
            libraries: &[
                "sqlx",
                "tokio",
                "axum",
                "apalis",
                "redis",
                "reqwest",
                "aws_sdk_s3",
                "fastembed",
                "ort",
            ],
            ours: |u| !(u.is_vocabulary() || u.within(&["ports"])),
            says: "a port speaks the kernel's and domains' types only",
            fix: "say in the trait what the business needs, in its words; the vendor's types stay in the adapter",
        },
        Room::Adapters => Row {
            libraries: &["sqlx", "axum", "apalis", "apalis_core", "apalis_redis", "redis"],
            ours: |u| !(u.is_vocabulary() || u.within(&["ports", "adapters", "config"])),
            says: "an adapter uses ports, configuration and its vendor's library",
            fix: "pass what it needs through the port's parameters",
        },
        Room::Ground => Row {
            libraries: &["axum", "apalis", "apalis_core", "apalis_redis", "redis"],
            ours: |u| u.within(&BUSINESS) || u.within(&["ports", "adapters", "jobs", "bell"]),
            says: "db, config and telemetry serve every context and know none",
            fix: "move it to the context that needs it",
        },
        Room::Bell => Row {
            libraries: &["axum", "sqlx"],
            ours: |u| u.within(&BUSINESS) || u.within(&["ports", "adapters", "jobs"]),
            says: "bell and cache know ids and queues only",
            fix: "carry an id, and let the handler read what it means from the database",
        },
        Room::Api => Row {
            libraries: &["sqlx", "apalis", "apalis_core", "apalis_redis", "redis"],
            ours: |u| u.is_store(),
            says: "api uses use cases, queries and domains",
            fix: "write a query (reads) or a use case (writes) in shared and call that",
        },
        Room::Handlers => Row {
            libraries: &["sqlx", "apalis", "apalis_core", "apalis_redis", "redis", "axum"],
            ours: |u| u.is_store() || u.within(&["adapters"]),
            says: "handlers and sweeps use use cases, queries and ports",
            fix: "write a query or a use case in shared and call that; take the port from the state",
        },
        Room::Runtime => Row {
            libraries: &["axum", "sqlx"],
            ours: |u| {
                let outside = u.path[0] == "worker" && !u.within(&["runtime"]);
                outside || u.within(&BUSINESS) || u.within(&["ports", "adapters"])
            },
            says: "the runtime knows executions and what the registry gives it",
            fix: "pass it in through the registry",
        },
        Room::Assembly => Row {
            libraries: &[],
            ours: |_| false,
            says: "",
            fix: "",
        },
    }
}
