//! File to text to `parsed_data`, in the capped child; then into the profile.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use chrono::Datelike;
use shared::{
    jobs::Enqueue,
    ports::{AnalyseError, FileStoreError},
    resumes::{
        engine::YearMonth,
        jobs::CvAnalysis,
        queries::{self, ToAnalyse},
        usecases::{self, Analysed},
    },
};
use std::sync::Arc;

/// Analyses the file, keeps the analysis, fills the profile when asked, and enqueues what follows from it, in one commit.
///
/// # Errors
/// The file was rejected (for good, with its code), or something outside failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: CvAnalysis) -> Result<Outcome, JobError> {
    let engine = (state.analyser.engine(), state.analyser.version());
    let resume = queries::to_analyse(state.db.pool(), job.resume_id, engine.0, engine.1)
        .await?
        .ok_or_else(|| {
            JobError::fail(
                "resume_gone",
                format!("the resume {} is not there any more", job.resume_id),
            )
        })?;
    let found = analyse(&state, &ctx, &resume).await?;
    let mut tx = state.db.begin().await?;
    let follow_up = Enqueue {
        company_id: ctx.company_id(),
        created_by: ctx.created_by(),
        parent_id: Some(ctx.id()),
        trace: ctx.trace().map(str::to_owned),
        ..Enqueue::default()
    };
    let result = usecases::store_analysis(&mut tx, &resume, ctx.id(), &found, job.apply, follow_up).await?;
    ctx.finish(tx, result).await
}

async fn analyse(state: &State, ctx: &JobContext, resume: &ToAnalyse) -> Result<Analysed, JobError> {
    let engine = (state.analyser.engine().to_owned(), state.analyser.version().to_owned());
    let (catalogue, skill_ids) = queries::catalogue(state.db.pool()).await?;
    if let Some((parsed, pages)) = &resume.known {
        // The same content by the same engine version: answered from what is stored.
        let parsed = serde_json::from_value(parsed.clone()).map_err(|e| JobError::retry("stored_analysis", e))?;
        return Ok(Analysed {
            parsed,
            pages: pages.clone(),
            engine,
            skill_ids,
        });
    }
    ctx.progress(10, "reading the file").await?;
    let content = state.files.get(&resume.file_path).await.map_err(|e| match e {
        FileStoreError::NotFound(_) => {
            JobError::fail("file_gone", "the file is not in the store any more; upload it again")
        }
        other => JobError::retry("file_store", other),
    })?;
    let now = state.db.clock().now();
    let as_of = YearMonth {
        year: u16::try_from(now.year()).unwrap_or_default(),
        month: u8::try_from(now.month()).unwrap_or_default(),
    };
    let analysis = state
        .analyser
        .analyse(content, catalogue.into(), as_of, ctx.stop().clone())
        .await
        .map_err(|e| match e {
            AnalyseError::Rejected { code, detail } => JobError::fail(code, detail),
            AnalyseError::Cancelled => JobError::Stopped,
            AnalyseError::Failed(what) => JobError::retry("analyser_failed", what),
        })?;
    ctx.progress(80, "writing the profile").await?;
    let pages = serde_json::to_value(&analysis.pages).map_err(|e| JobError::retry("pages", e))?;
    Ok(Analysed {
        parsed: analysis.parsed,
        pages,
        engine,
        skill_ids,
    })
}
