//! The kinds that a limit may be for.

use shared::{
    db::{Db, DbError},
    directory::portfolios::jobs::PortfolioGeneration,
    identity::password_resets::jobs::PasswordResetMail,
    indexing::IndexDocument,
    jobs::{
        Job,
        archive::{ArchiveAuditLog, ArchiveExecutions},
        drill::Drill,
        limits,
        ping::Ping,
    },
    resumes::jobs::CvAnalysis,
    staffing::matches::jobs::{MatchGeneration, Rematch},
};

/// What this build's workers do; docs/JOBS.md has the same list.
pub const KINDS: [&str; 10] = [
    ArchiveAuditLog::KIND,
    ArchiveExecutions::KIND,
    CvAnalysis::KIND,
    Drill::KIND,
    IndexDocument::KIND,
    MatchGeneration::KIND,
    PasswordResetMail::KIND,
    Ping::KIND,
    PortfolioGeneration::KIND,
    Rematch::KIND,
];

/// Whether there is such a kind: of this build, or of another one whose worker or limit is there.
pub async fn is_known(db: &Db, kind: &str) -> Result<bool, DbError> {
    Ok(KINDS.contains(&kind) || limits::is_known(db.pool(), kind).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_the_table_in_the_documentation_may_have_a_limit() {
        let table = include_str!("../../../../../docs/JOBS.md")
            .split("| kind | version | queue |")
            .nth(1)
            .unwrap();
        let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
        let kinds: Vec<&str> = rows.filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
        assert!(kinds.len() >= KINDS.len(), "{kinds:?}");
        for kind in kinds {
            assert!(KINDS.contains(&kind), "{kind}");
        }
    }
}
