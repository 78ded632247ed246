//! Every schedule of this build, on one screen. An operator's changes (`PUT /schedules/{name}`) stay; these are the first settings.

use shared::{
    db::DbError,
    jobs::{
        archive::{ArchiveAuditLog, ArchiveExecutions},
        schedules::{CatchUp, usecases::Planned},
    },
    staffing::matches::jobs::Rematch,
};

/// The list.
///
/// # Errors
/// A job does not serialise: a bug of its type.
pub fn schedule(execution_retention_days: u32, audit_retention_days: u32) -> Result<Vec<Planned>, DbError> {
    let archive = ArchiveExecutions {
        keep_days: execution_retention_days,
    };
    let audit = ArchiveAuditLog {
        keep_days: audit_retention_days,
    };
    Ok(vec![
        // name, line (minute hour day month weekday), zone, missed due times, job
        Planned::new(
            "rematch",
            "30 1 * * *",
            "Europe/Paris",
            CatchUp::Latest,
            &Rematch::default(),
        )?,
        Planned::new(
            "archive_executions",
            "15 3 * * *",
            "Europe/Paris",
            CatchUp::Latest,
            &archive,
        )?,
        Planned::new(
            "archive_audit_log",
            "45 3 * * *",
            "Europe/Paris",
            CatchUp::Latest,
            &audit,
        )?,
    ])
}
