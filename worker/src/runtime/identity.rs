//! A worker's name: unique per process and boot, because apalis-redis and the ledger must never take a new worker for a dead one.

/// `{prefix}-{pid}-{boot}`: the pid for the operator, the random boot id for uniqueness.
#[must_use]
pub fn identity(prefix: &str) -> String {
    let boot = uuid::Uuid::new_v4().simple().to_string();
    format!("{prefix}-{}-{}", std::process::id(), &boot[..8])
}

/// This machine's name.
pub(super) fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname").map_or_else(|_| "unknown".to_owned(), |h| h.trim().to_owned())
}
