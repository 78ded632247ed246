//! Uploading a CV, and writing what its analysis found.

pub use super::not_taken::UploadError;

use super::{
    MAX_FILE_SIZE,
    file_name::sanitise,
    file_type::FileType,
    jobs::{CvAnalysis, EngineName},
    loose_files, noted,
    queries::{self, ToAnalyse},
    store, warnings,
};
use crate::{
    audit::Origin,
    db::{Db, DbError, Tx},
    directory::consultants::{
        self,
        domain::{CvFacts, CvSkill, Filled},
    },
    indexing::IndexDocument,
    jobs::{
        Enqueue, Execution,
        idempotency::{self, Answer, Begun},
    },
    kernel::{Actor, ConsultantId, ExecutionId, Grant, SkillId, SubjectKind, permissions::ResumeWrite},
    ports::FileStore,
};
use bytes::Bytes;
use cv_engine::profile::ParsedData;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// A file as it came in.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// As the client named it; sanitised here.
    pub file_name: String,
    /// Its bytes.
    pub content: Bytes,
}

/// What an upload answers.
#[derive(Debug)]
pub enum Uploaded {
    /// Stored, and its analysis is enqueued.
    New(Box<Execution>),
    /// The same request was answered before.
    Replayed(Answer),
}

/// Stores the file, makes a resume and enqueues its analysis: once this returns, the CV will be analysed.
///
/// # Errors
/// [`UploadError`].
#[allow(clippy::too_many_arguments, reason = "each is a distinct input of the one operation")]
pub async fn upload_cv(
    db: &Db,
    files: &dyn FileStore,
    grant: Grant<ResumeWrite>,
    consultant_id: ConsultantId,
    file: NewFile,
    apply: bool,
    key: Option<idempotency::Key>,
    origin: &Origin,
) -> Result<Uploaded, UploadError> {
    let company_id = queries::consultant_company(db.pool(), grant.scope(), consultant_id)
        .await?
        .ok_or(UploadError::NoConsultant(consultant_id))?;
    match file.content.len() {
        0 => return Err(UploadError::Empty),
        n if n > MAX_FILE_SIZE => return Err(UploadError::TooLarge(n)),
        _ => {}
    }
    let file_type = FileType::of(&file.content)?;
    let sha256 = Sha256::digest(&file.content);
    let file_size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
    let path = format!(
        "resumes/{company_id}/{}.{}",
        uuid::Uuid::new_v4().simple(),
        file_type.extension()
    );
    loose_files::expect(db, company_id, &path).await?;
    if let Err(error) = files.put(&path, file.content, file_type.mime()).await {
        loose_files::give_up(db, files, &path).await;
        return Err(error.into());
    }
    let new = store::NewResume {
        company_id,
        consultant_id: Some(consultant_id),
        file_name: &sanitise(&file.file_name),
        file_path: &path,
        file_type: file_type.extension(),
        file_size,
        sha256: &sha256,
    };
    let options = Enqueue {
        company_id: Some(company_id),
        created_by: Some(grant.actor().user_id),
        idempotency_key: key.as_ref().map(|k| k.key.clone()),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    let written = write(db, &new, apply, key, options, (grant.actor(), origin)).await;
    if !matches!(written, Ok(Uploaded::New(_))) {
        loose_files::give_up(db, files, &path).await;
    }
    written
}

async fn write(
    db: &Db,
    new: &store::NewResume<'_>,
    apply: bool,
    key: Option<idempotency::Key>,
    options: Enqueue,
    (actor, origin): (Actor, &Origin),
) -> Result<Uploaded, UploadError> {
    let mut tx = db.begin().await?;
    if let Some(key) = &key {
        match idempotency::begin(&mut tx, key).await? {
            Begun::Fresh => {}
            Begun::Replay(answer) => return Ok(Uploaded::Replayed(answer)),
            Begun::Mismatch => return Err(UploadError::KeyMismatch),
        }
    }
    loose_files::belongs(&mut tx, new.file_path).await?;
    let resume_id = store::insert(&mut tx, new).await?;
    let made = queries::written(&mut tx, resume_id).await?;
    noted::note(&mut tx, actor, "create", (None, Some(&made)), origin).await?;
    let execution = tx
        .enqueue(
            &CvAnalysis {
                resume_id,
                apply,
                engine: EngineName::Native,
            },
            options,
        )
        .await?;
    if let Some(key) = &key {
        let answer = Answer {
            status: 202,
            headers: json!({ "location": format!("/api/v1/executions/{}", execution.id) }),
            body: serde_json::to_value(&execution).unwrap_or_default(),
        };
        idempotency::remember(&mut tx, key, &answer).await?;
    }
    tx.commit().await?;
    Ok(Uploaded::New(Box::new(execution)))
}

/// What an analysis found, ready to be written.
#[derive(Debug)]
pub struct Analysed {
    /// The wire's `parsed_data`.
    pub parsed: ParsedData,
    /// `[{page, text}]`: what is indexed.
    pub pages: Value,
    /// Engine and version.
    pub engine: (String, String),
    /// Ids of the catalogue's names.
    pub skill_ids: HashMap<String, SkillId>,
}

/// Writes the analysis, fills the consultant's empty fields when asked, and enqueues the indexing of both, all in `tx`.
///
/// # Errors
/// The database failed.
pub async fn store_analysis(
    tx: &mut Tx,
    resume: &ToAnalyse,
    execution_id: ExecutionId,
    found: &Analysed,
    apply: bool,
    follow_up: Enqueue,
) -> Result<Value, DbError> {
    let parsed_data = serde_json::to_value(&found.parsed).unwrap_or_default();
    let new = store::NewAnalysis {
        company_id: resume.company_id,
        resume_id: resume.id,
        engine: &found.engine.0,
        engine_version: &found.engine.1,
        execution_id,
        parsed_data: &parsed_data,
        pages: &found.pages,
    };
    store::insert_analysis(tx, &new).await?;
    let index = IndexDocument {
        subject_kind: SubjectKind::Resume,
        subject_id: resume.id.0,
    };
    tx.enqueue(&index, follow_up.clone()).await?;
    let mut filled = Filled::default();
    if let Some(consultant_id) = resume.consultant_id {
        if apply {
            filled = consultants::usecases::fill_from_cv(tx, execution_id, consultant_id, &facts(found)).await?;
        }
        let index = IndexDocument {
            subject_kind: SubjectKind::Consultant,
            subject_id: consultant_id.0,
        };
        tx.enqueue(&index, follow_up).await?;
    }
    Ok(json!({
        "resume_id": resume.id,
        "engine": found.engine.0,
        "engine_version": found.engine.1,
        "applied": filled,
        "skills": found.parsed.skills.len(),
        "experiences": found.parsed.experiences.len(),
        "warnings": found.parsed.warnings.iter().map(|w| warnings::spoken(w)).collect::<Vec<_>>(),
    }))
}

fn facts(found: &Analysed) -> CvFacts {
    let parsed = &found.parsed;
    let (first_name, last_name) = parsed.personal.full_name.as_deref().map_or((None, None), split_name);
    let link = |kind: &str| {
        parsed
            .personal
            .links
            .iter()
            .find(|l| l.kind == kind)
            .map(|l| with_scheme(&l.url))
    };
    let mut skills: Vec<CvSkill> = Vec::new();
    for skill in &parsed.skills {
        let Some(id) = skill.name.as_ref().and_then(|n| found.skill_ids.get(n)) else {
            continue;
        };
        if skills.iter().all(|s| s.skill_id != *id) {
            let level = skill.proficiency_level.map(|l| format!("{l:?}").to_lowercase());
            skills.push(CvSkill {
                skill_id: *id,
                level,
                years: skill.years,
            });
        }
    }
    CvFacts {
        first_name,
        last_name,
        title: parsed.suggested_title.clone(),
        bio: parsed.summary.clone(),
        years_experience: parsed.suggested_years_experience,
        location: parsed.personal.location.clone(),
        linkedin_url: link("linkedin"),
        github_url: link("github"),
        skills,
    }
}

/// An address as a browser takes it: printed as `linkedin.com/in/x`, it is one over HTTPS. What does not begin with a host is left as it is.
fn with_scheme(url: &str) -> String {
    let url = url.trim();
    let (scheme, rest) = match url.split_once("//") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http:") => ("http", rest),
        Some((scheme, rest)) if scheme.is_empty() || scheme.eq_ignore_ascii_case("https:") => ("https", rest),
        _ => ("https", url),
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    if is_host {
        format!("{scheme}://{rest}")
    } else {
        url.to_owned()
    }
}

/// "Jean-Pierre DUPONT" and "DUPONT Jean-Pierre": the part in capitals is the family name; otherwise the first word is the given name.
fn split_name(full: &str) -> (Option<String>, Option<String>) {
    let words: Vec<&str> = full.split_whitespace().collect();
    let is_capitals = |w: &&str| w.chars().count() > 1 && w.chars().all(|c| !c.is_lowercase());
    let (capitals, others): (Vec<&str>, Vec<&str>) = words.iter().copied().partition(is_capitals);
    if !capitals.is_empty() && !others.is_empty() {
        return (Some(others.join(" ")), Some(capitals.join(" ")));
    }
    match words.split_first() {
        None => (None, None),
        Some((only, [])) => (None, Some((*only).to_owned())),
        Some((first, rest)) => (Some((*first).to_owned()), Some(rest.join(" "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_scheme_is_one_over_https() {
        for (printed, address) in [
            ("linkedin.com/in/x", "https://linkedin.com/in/x"),
            ("www.LinkedIn.com/in/jérôme", "https://www.LinkedIn.com/in/jérôme"),
            ("//github.com/x", "https://github.com/x"),
            ("HTTPS://github.com/x?a=http://b", "https://github.com/x?a=http://b"),
            ("Http://github.com/x", "http://github.com/x"),
            (
                "github.com/x?next=https://y.example",
                "https://github.com/x?next=https://y.example",
            ),
            ("javascript:alert(1)", "javascript:alert(1)"),
            ("javascript:x//github.com", "javascript:x//github.com"),
            ("nothing", "nothing"),
            ("user:secret@github.com/x", "user:secret@github.com/x"),
        ] {
            assert_eq!(with_scheme(printed), address);
        }
    }

    #[test]
    fn the_name_in_capitals_is_the_family_name() {
        assert_eq!(
            split_name("Jean-Pierre DUPONT"),
            (Some("Jean-Pierre".into()), Some("DUPONT".into()))
        );
        assert_eq!(
            split_name("DE LA TOUR Anne"),
            (Some("Anne".into()), Some("DE LA TOUR".into()))
        );
        assert_eq!(
            split_name("Anne de la Tour"),
            (Some("Anne".into()), Some("de la Tour".into()))
        );
    }
}
