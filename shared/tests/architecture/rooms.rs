//! Which file belongs to which room.

use super::source::Source;

/// The contexts of the business: `shared/src/<name>`.
pub const BUSINESS: [&str; 9] = [
    "identity",
    "directory",
    "staffing",
    "resumes",
    "knowledge",
    "recruiting",
    "booking",
    "automation",
    "notifications",
];
/// What every context may use, and what uses every context: written as the contexts are.
pub const CROSSED: [&str; 6] = ["archive", "audit", "jobs", "indexing", "lifecycle", "seed"];
/// Files and folders that hold rules without I/O, whatever their context.
pub const PURE: [&str; 2] = ["domain", "scoring"];

/// A row of the table in docs/ARCHITECTURE.md.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// `shared/src/kernel`.
    Kernel,
    /// `domain.rs`, and the folders of pure rules.
    Domain,
    /// `shared/cv-engine`, a library of its own.
    Engine,
    /// `store.rs`.
    Store,
    /// `queries.rs`.
    Queries,
    /// `usecases.rs`, and whatever else an aggregate consists of.
    Usecases,
    /// A whole aggregate in one file: it says `Owns:` itself, and is store, queries and use cases at once.
    OneFile,
    /// `shared/src/ports`.
    Ports,
    /// `shared/src/adapters`.
    Adapters,
    /// What every context rests on: db, config, telemetry.
    Ground,
    /// `shared/src/bell`, `shared/src/cache`, and the connection that they share.
    Bell,
    /// `api/src`.
    Api,
    /// `worker/src/jobs`, `worker/src/sweeps`.
    Handlers,
    /// `worker/src/runtime`.
    Runtime,
    /// What puts a program together, and the test harness.
    Assembly,
}

impl Room {
    /// The room of a product file.
    pub fn of(file: &Source) -> Self {
        let module = file.module();
        let part = |i: usize| module.get(i).map_or("", String::as_str);
        match (part(0), part(1)) {
            ("api", _) => Self::Api,
            ("cv_engine", _) => Self::Engine,
            ("worker", "jobs" | "sweeps") => Self::Handlers,
            ("worker", "runtime") => Self::Runtime,
            ("shared", "kernel") => Self::Kernel,
            ("shared", "ports") => Self::Ports,
            ("shared", "adapters") => Self::Adapters,
            ("shared", "bell" | "cache" | "redis_conn") => Self::Bell,
            ("shared", "db" | "config" | "telemetry") => Self::Ground,
            ("shared", context) if CROSSED.contains(&context) || BUSINESS.contains(&context) => {
                Self::in_context(file, &module[2..])
            }
            _ => Self::Assembly,
        }
    }

    fn in_context(file: &Source, inside: &[String]) -> Self {
        let has = |name: &str| inside.iter().any(|segment| segment == name);
        if PURE.into_iter().any(has) {
            Self::Domain
        } else if has("store") {
            Self::Store
        } else if has("queries") {
            Self::Queries
        } else if !file.owns().is_empty() && !file.path.ends_with("/mod.rs") {
            Self::OneFile
        } else {
            Self::Usecases
        }
    }
}

#[test]
fn files_are_in_the_room_that_their_path_says() {
    let rooms = [
        ("shared/src/kernel/ids.rs", Room::Kernel),
        ("shared/src/staffing/tenders/domain.rs", Room::Domain),
        ("shared/cv-engine/src/text/pdf/glyphs.rs", Room::Engine),
        ("shared/src/staffing/scoring/score.rs", Room::Domain),
        ("shared/src/jobs/store/claim.rs", Room::Store),
        ("shared/src/staffing/matches/queries.rs", Room::Queries),
        ("shared/src/staffing/matches/jobs.rs", Room::Usecases),
        ("worker/src/jobs/analyse_cv.rs", Room::Handlers),
        ("worker/src/run.rs", Room::Assembly),
        ("api/src/routes/health.rs", Room::Api),
    ];
    for (path, room) in rooms {
        assert_eq!(Room::of(&Source::new(path, "")), room, "{path}");
    }
    let one_file = Source::new("shared/src/audit.rs", "//! Story.\n//!\n//! Owns: audit_log\n");
    assert_eq!(Room::of(&one_file), Room::OneFile);
}
