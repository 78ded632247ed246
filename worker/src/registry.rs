//! Every kind that this build knows. Queue, attempts, back-off, time-out and priority stand with the job's type
//! (`const POLICY`); docs/JOBS.md shows them as a table, which a test compares with this list.

use crate::{jobs, runtime::Registry, state::State};
use std::sync::Arc;

/// The list.
#[must_use]
pub fn registry(state: &Arc<State>) -> Registry {
    let with = |state: &Arc<State>| state.clone();
    let (cv, index, matches) = (with(state), with(state), with(state));
    let (shards, nights) = (with(state), with(state));
    let letters = with(state);
    let (drills, archive, audit, portfolios) = (with(state), with(state), with(state), with(state));
    Registry::default()
        .register(move |ctx, job| jobs::analyse_cv::run(cv.clone(), ctx, job))
        .register(move |ctx, job| jobs::index_document::run(index.clone(), ctx, job))
        .register(move |ctx, job| jobs::generate_matches::run(matches.clone(), ctx, job))
        .register(move |ctx, job| jobs::generate_matches::run_shard(shards.clone(), ctx, job))
        .register(move |ctx, job| jobs::rematch::run(nights.clone(), ctx, job))
        .register(move |ctx, job| jobs::generate_portfolio::run(portfolios.clone(), ctx, job))
        .register(move |ctx, job| jobs::mail_password_reset::run(letters.clone(), ctx, job))
        .register(jobs::ping::run)
        .register(move |ctx, job| jobs::drill::run(drills.db.clone(), ctx, job))
        .register(move |ctx, job| jobs::archive_executions::run(archive.clone(), ctx, job))
        .register(move |ctx, job| jobs::archive_audit_log::run(audit.clone(), ctx, job))
}
