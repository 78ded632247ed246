//! File to text to `parsed_data`, in the capped child; then into the profile.

use crate::{
    runtime::{JobContext, JobError, Outcome},
    state::State,
};
use chrono::Datelike;
use cv_engine::{YearMonth, profile::ParsedData};
use shared::{
    jobs::Enqueue,
    kernel::{Choice, Words},
    knowledge::usecases as index,
    lifecycle,
    ports::{AnalyseError, AnalysisCall, CvAnalyser, FALLBACK, FileStoreError},
    resumes::{
        jobs::{CvAnalysis, EngineName},
        queries::{self, ToAnalyse},
        refusals,
        usecases::Analysed,
    },
};
use std::sync::Arc;

const READING: Words = Words::fixed("lecture du fichier", "reading the file");
const WRITING: Words = Words::fixed("écriture du profil", "writing the profile");

/// Analyses the file, keeps the analysis, fills the profile when asked, and enqueues what follows from it, in one commit.
///
/// # Errors
/// The file was rejected (for good, with its code), or something outside failed (another try).
pub async fn run(state: Arc<State>, ctx: JobContext, job: CvAnalysis) -> Result<Outcome, JobError> {
    // A worker that lacks the engine asked for says so and reads the file itself.
    let asked = state.analyser(job.engine);
    let analyser = asked.or_else(|| state.analyser(EngineName::Native)).ok_or_else(|| {
        JobError::fail(
            "no_engine",
            "ce worker n'a aucun moteur qui lise les CV",
            "this worker has no engine that reads CVs",
        )
    })?;
    let resume = queries::to_analyse(state.db.pool(), job.resume_id, analyser.engine(), analyser.version())
        .await?
        .ok_or_else(|| {
            JobError::fail(
                "resume_gone",
                format!("le CV {} n'est plus là", job.resume_id),
                format!("the resume {} is not there any more", job.resume_id),
            )
        })?;
    let mut found = analyse(&state, &ctx, &resume, analyser.as_ref()).await?;
    if asked.is_none() {
        let warning = format!("{FALLBACK} {}", job.engine.name());
        found.parsed.warnings.push(warning);
    }
    found.parsed.warnings.retain(|w| !w.starts_with(index::TOO_LONG));
    let pages = found.pages.as_array().into_iter().flatten();
    let left_out = index::left_out(pages.filter_map(|page| page["text"].as_str()));
    if left_out > 0 {
        found.parsed.warnings.push(index::too_long(left_out));
    }
    let mut tx = state.db.begin().await?;
    let follow_up = Enqueue {
        company_id: ctx.company_id(),
        created_by: ctx.created_by(),
        parent_id: Some(ctx.id()),
        trace: ctx.trace().map(str::to_owned),
        ..Enqueue::default()
    };
    let result = lifecycle::resumes::store_analysis(&mut tx, &resume, ctx.id(), &found, job.apply, follow_up).await?;
    ctx.finish(tx, result).await
}

async fn analyse(
    state: &State,
    ctx: &JobContext,
    resume: &ToAnalyse,
    analyser: &dyn CvAnalyser,
) -> Result<Analysed, JobError> {
    let (catalogue, skill_ids) = queries::catalogue(state.db.pool()).await?;
    if let Some((parsed, pages)) = &resume.known {
        // The same content by the same engine version: answered from what is stored.
        let mut parsed: ParsedData = serde_json::from_value(parsed.clone())
            .map_err(|e| JobError::retry("stored_analysis", format!("l'analyse gardée ne se lit pas : {e}"), e))?;
        // That another engine did not answer was true of that run.
        parsed.warnings.retain(|w| !w.starts_with(FALLBACK));
        return Ok(Analysed {
            engine: (parsed.engine.clone(), parsed.engine_version.clone()),
            parsed,
            pages: pages.clone(),
            skill_ids,
        });
    }
    ctx.progress(10, &READING).await?;
    let content = state.files.get(&resume.file_path).await.map_err(|e| match e {
        FileStoreError::NotFound(_) => JobError::fail(
            "file_gone",
            "le fichier n'est plus dans le stockage ; téléversez-le de nouveau",
            "the file is not in the store any more; upload it again",
        ),
        away @ FileStoreError::Unavailable(_) => JobError::postpone(
            "file_store",
            format!("le stockage de fichiers ne répond pas : {away}"),
            away,
        ),
        other => JobError::retry(
            "file_store",
            format!("le stockage de fichiers a échoué : {other}"),
            other,
        ),
    })?;
    let now = state.db.clock().now();
    let as_of = YearMonth {
        year: u16::try_from(now.year()).unwrap_or_default(),
        month: u8::try_from(now.month()).unwrap_or_default(),
    };
    let names: Vec<String> = catalogue.iter().map(|s| s.name.clone()).collect();
    let call = AnalysisCall {
        execution_id: ctx.id().0,
        trace: ctx.trace().map(str::to_owned),
        cancelled: ctx.stop().clone(),
    };
    let mut analysis = analyser
        .analyse(content, catalogue.into(), as_of, &call)
        .await
        .map_err(|e| match e {
            AnalyseError::Rejected { code, detail } => {
                let french = refusals::in_french(&code).unwrap_or(&detail).to_owned();
                JobError::fail(code, french, detail)
            }
            AnalyseError::Cancelled => JobError::Stopped,
            AnalyseError::Unable(what) => JobError::postpone(
                "analyser_unable",
                format!("le processus qui lit les fichiers n'a pas pu démarrer : {what}"),
                what,
            ),
            AnalyseError::Failed(what) => {
                JobError::retry("analyser_failed", format!("le moteur a échoué : {what}"), what)
            }
        })?;
    ctx.progress(80, &WRITING).await?;
    state
        .suggester
        .suggest(state.embedder.as_ref(), &mut analysis.parsed, &names)
        .await;
    let pages = serde_json::to_value(&analysis.pages)
        .map_err(|e| JobError::retry("pages", format!("le texte ne s'écrit pas : {e}"), e))?;
    Ok(Analysed {
        // Who really read it: an engine that failed was replaced by the native one.
        engine: (analysis.parsed.engine.clone(), analysis.parsed.engine_version.clone()),
        parsed: analysis.parsed,
        pages,
        skill_ids,
    })
}
