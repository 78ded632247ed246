//! The texts of consultants, tenders and CVs.

use crate::{
    db::{DbError, Tx},
    kernel::{Choice, CompanyId, SubjectKind},
    knowledge::domain::{Section, Text},
};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::{PgPool, types::Json};

/// Missions of a CV that go into the consultant's text: what somebody did ten jobs ago says little.
const MISSIONS: usize = 8;

/// A subject as it is now.
#[derive(Debug)]
pub(in crate::knowledge) struct Subject {
    pub company_id: CompanyId,
    pub text: Text,
    /// When it was read, by the database's clock.
    pub read_at: DateTime<Utc>,
}

/// What is indexed of a subject.
#[derive(Debug)]
pub(in crate::knowledge) struct Indexed {
    pub sha256: Vec<u8>,
    pub company_id: CompanyId,
    /// True when a chunk has no vector of this model.
    pub lacks_vectors: bool,
}

/// Reads a subject's text; none when it is not there or archived, or (a CV) not analysed yet.
pub(in crate::knowledge) async fn subject(
    pool: &PgPool,
    kind: SubjectKind,
    id: i64,
) -> Result<Option<Subject>, DbError> {
    match kind {
        SubjectKind::Consultant => consultant(pool, id).await,
        SubjectKind::Tender => tender(pool, id).await,
        SubjectKind::Resume => resume(pool, id).await,
    }
}

fn section(heading: &str, text: Option<String>) -> Option<Section> {
    let text = text.filter(|t| !t.trim().is_empty())?;
    Some(Section {
        heading: Some(heading.to_owned()),
        page: None,
        text,
    })
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Cv {
    experiences: Vec<Mission>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Mission {
    title: Option<String>,
    company: Option<String>,
    client: Option<String>,
    description: Option<String>,
    skills: Vec<String>,
}

impl Mission {
    fn into_text(self) -> String {
        let where_: Vec<String> = [self.client, self.company].into_iter().flatten().collect();
        let heading: Vec<String> = self.title.into_iter().chain(where_).collect();
        let skills = (!self.skills.is_empty()).then(|| format!("{}.", self.skills.join(", ")));
        let lines = [Some(heading.join(" - ")), self.description, skills];
        lines
            .into_iter()
            .flatten()
            .filter(|l| !l.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The person's name is in the title alone: it says nothing about what somebody can do.
async fn consultant(pool: &PgPool, id: i64) -> Result<Option<Subject>, DbError> {
    let row = sqlx::query!(
        r#"SELECT c.company_id AS "company_id: CompanyId", c.title, c.bio, c.first_name, c.last_name, c.location, c.years_experience,
            clock_timestamp() AS "read_at!",
            (SELECT string_agg(s.name || ' (' || cs.proficiency_level || ')', ', ' ORDER BY s.name)
                FROM consultant_skills cs JOIN skills s ON s.id = cs.skill_id WHERE cs.consultant_id = c.id) AS skills,
            (SELECT a.parsed_data FROM resume_analyses a JOIN resumes r ON r.id = a.resume_id
                WHERE r.consultant_id = c.id ORDER BY r.id DESC, a.id DESC LIMIT 1) AS "cv: Json<Cv>"
        FROM consultants c WHERE c.id = $1 AND c.archived_at IS NULL"#,
        id
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| {
        let name: Vec<String> = [r.first_name, r.last_name].into_iter().flatten().collect();
        let experience = r.years_experience.map(|y| format!("{y} years of experience."));
        let about: Vec<String> = [Some(r.title.clone()), experience, r.location, r.bio]
            .into_iter()
            .flatten()
            .collect();
        let missions: Vec<String> =
            r.cv.map_or_else(Vec::new, |cv| cv.0.experiences)
                .into_iter()
                .take(MISSIONS)
                .map(Mission::into_text)
                .filter(|m| !m.is_empty())
                .collect();
        let sections = [
            section("Profile", Some(about.join("\n"))),
            section("Skills", r.skills),
            section("Missions", Some(missions.join("\n\n"))),
        ];
        let title = if name.is_empty() {
            r.title
        } else {
            format!("{}, {}", name.join(" "), r.title)
        };
        Subject {
            company_id: r.company_id,
            text: Text {
                title,
                sections: sections.into_iter().flatten().collect(),
            },
            read_at: r.read_at,
        }
    }))
}

async fn tender(pool: &PgPool, id: i64) -> Result<Option<Subject>, DbError> {
    let row = sqlx::query!(
        r#"SELECT t.company_id AS "company_id: CompanyId", t.title, t.client_name, t.description, t.location, clock_timestamp() AS "read_at!",
            (SELECT string_agg(s.name || ' (' || replace(ts.importance, '_', ' ') || ')', ', ' ORDER BY s.name)
                FROM tender_skills ts JOIN skills s ON s.id = ts.skill_id WHERE ts.tender_id = t.id) AS skills
        FROM tenders t WHERE t.id = $1 AND t.archived_at IS NULL"#,
        id
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| {
        let about: Vec<String> = [Some(r.title.clone()), r.client_name, r.location, r.description]
            .into_iter()
            .flatten()
            .collect();
        let sections = [section("Tender", Some(about.join("\n"))), section("Skills", r.skills)];
        Subject {
            company_id: r.company_id,
            text: Text {
                title: r.title,
                sections: sections.into_iter().flatten().collect(),
            },
            read_at: r.read_at,
        }
    }))
}

#[derive(Debug, Deserialize)]
struct PageText {
    page: i32,
    text: String,
}

async fn resume(pool: &PgPool, id: i64) -> Result<Option<Subject>, DbError> {
    let row = sqlx::query!(
        r#"SELECT r.company_id AS "company_id: CompanyId", r.file_name, a.pages AS "pages: Json<Vec<PageText>>", clock_timestamp() AS "read_at!"
        FROM resumes r JOIN resume_analyses a ON a.resume_id = r.id WHERE r.id = $1 ORDER BY a.id DESC LIMIT 1"#,
        id
    )
    .fetch_optional(pool)
    .await?;
    Ok(row.map(|r| {
        let page = |p: PageText| Section {
            heading: None,
            page: Some(p.page),
            text: p.text,
        };
        Subject {
            company_id: r.company_id,
            text: Text {
                title: r.file_name,
                sections: r.pages.0.into_iter().map(page).collect(),
            },
            read_at: r.read_at,
        }
    }))
}

/// What is indexed of a subject, seen from `model`.
pub(in crate::knowledge) async fn indexed(
    pool: &PgPool,
    kind: SubjectKind,
    id: i64,
    model: Option<&str>,
) -> Result<Option<Indexed>, DbError> {
    Ok(sqlx::query_as!(
        Indexed,
        r#"SELECT d.content_sha256 AS sha256, d.company_id AS "company_id: CompanyId",
            EXISTS (SELECT FROM rag_chunks c WHERE c.rag_document_id = d.id AND c.embedding_model IS DISTINCT FROM $3) AS "lacks_vectors!"
        FROM rag_documents d WHERE d.subject_kind = $1 AND d.subject_id = $2"#,
        kind.name(),
        id,
        model,
    )
    .fetch_optional(pool)
    .await?)
}

/// Is the subject still there? It then stays until the transaction ends.
pub(in crate::knowledge) async fn still_there(tx: &mut Tx, kind: SubjectKind, id: i64) -> Result<bool, DbError> {
    let found = match kind {
        SubjectKind::Consultant => {
            sqlx::query_scalar!(
                "SELECT id FROM consultants WHERE id = $1 AND archived_at IS NULL FOR KEY SHARE",
                id
            )
            .fetch_optional(tx.conn())
            .await?
        }
        SubjectKind::Tender => {
            sqlx::query_scalar!(
                "SELECT id FROM tenders WHERE id = $1 AND archived_at IS NULL FOR KEY SHARE",
                id
            )
            .fetch_optional(tx.conn())
            .await?
        }
        SubjectKind::Resume => {
            sqlx::query_scalar!("SELECT id FROM resumes WHERE id = $1 FOR KEY SHARE", id)
                .fetch_optional(tx.conn())
                .await?
        }
    };
    Ok(found.is_some())
}
