//! The statements that write resumes and their analyses.

use crate::{
    db::{Db, DbError, Tx},
    kernel::{CompanyId, ConsultantId, ExecutionId, ResumeId},
};
use serde_json::Value;
use std::time::Duration;

pub(super) struct NewResume<'a> {
    pub company_id: CompanyId,
    pub consultant_id: Option<ConsultantId>,
    pub file_name: &'a str,
    pub file_path: &'a str,
    pub file_type: &'a str,
    pub file_size: i64,
    pub sha256: &'a [u8],
}

pub(super) async fn insert(tx: &mut Tx, new: &NewResume<'_>) -> Result<ResumeId, DbError> {
    let now = tx.now();
    Ok(sqlx::query_scalar!(
        r#"INSERT INTO resumes (company_id, consultant_id, file_name, file_path, file_type, file_size, sha256, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id AS "id: ResumeId""#,
        new.company_id.0,
        new.consultant_id.map(|c| c.0),
        new.file_name,
        new.file_path,
        new.file_type,
        new.file_size,
        new.sha256,
        now,
    )
    .fetch_one(tx.conn())
    .await?)
}

pub(super) struct NewAnalysis<'a> {
    pub company_id: CompanyId,
    pub resume_id: ResumeId,
    pub engine: &'a str,
    pub engine_version: &'a str,
    pub execution_id: ExecutionId,
    pub parsed_data: &'a Value,
    pub pages: &'a Value,
}

/// Keeps the analysis. One of the same engine version stands already when the resume is analysed again: it says what the last run said, whose
/// warnings are not those of the run before.
pub(super) async fn insert_analysis(tx: &mut Tx, new: &NewAnalysis<'_>) -> Result<(), DbError> {
    let now = tx.now();
    sqlx::query!(
        r#"INSERT INTO resume_analyses (company_id, resume_id, engine, engine_version, execution_id, parsed_data, pages, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (resume_id, engine, engine_version)
            DO UPDATE SET parsed_data = excluded.parsed_data WHERE resume_analyses.parsed_data IS DISTINCT FROM excluded.parsed_data"#,
        new.company_id.0,
        new.resume_id.0,
        new.engine,
        new.engine_version,
        new.execution_id.0,
        new.parsed_data,
        new.pages,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Gives a resume that belongs to nobody its consultant, of the same company; false when there is none.
pub(super) async fn attach(
    tx: &mut Tx,
    id: ResumeId,
    company_id: CompanyId,
    consultant_id: ConsultantId,
) -> Result<bool, DbError> {
    let now = tx.now();
    let done = sqlx::query!(
        r#"UPDATE resumes SET consultant_id = $2, updated_at = $4
        WHERE id = $1 AND consultant_id IS NULL AND EXISTS (SELECT FROM consultants c WHERE c.id = $2 AND c.company_id = $3)"#,
        id.0,
        consultant_id.0,
        company_id.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes a resume and its analyses; the key of its file, which a trigger leaves in `loose_files`.
pub(super) async fn delete(tx: &mut Tx, id: ResumeId) -> Result<Option<String>, DbError> {
    Ok(
        sqlx::query_scalar!("DELETE FROM resumes WHERE id = $1 RETURNING file_path", id.0)
            .fetch_optional(tx.conn())
            .await?,
    )
}

/// Notes a key of the file store that no resume has yet.
pub(super) async fn expect_file(db: &Db, company_id: CompanyId, path: &str, within: Duration) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO loose_files (path, company_id, due_at, created_at) VALUES ($1, $2, now() + $3::float8 * interval '1 second', now())",
        path,
        company_id.0,
        within.as_secs_f64(),
    )
    .execute(db.pool())
    .await?;
    Ok(())
}

/// Takes a key away whose resume is made in `tx`; false when a sweep was faster.
pub(super) async fn take_file(tx: &mut Tx, path: &str) -> Result<bool, DbError> {
    let done = sqlx::query!("DELETE FROM loose_files WHERE path = $1 AND attempts = 0", path)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// No resume can be made of it any more; false when one was.
pub(super) async fn give_file_up(db: &Db, path: &str) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE loose_files SET attempts = greatest(attempts, 1), due_at = now() WHERE path = $1",
        path
    );
    Ok(done.execute(db.pool()).await?.rows_affected() == 1)
}

/// Takes up keys that are due: nobody else does until they are due again, later each time.
pub(super) async fn due_files(db: &Db, at_most: i64) -> Result<Vec<String>, DbError> {
    Ok(sqlx::query_scalar!(
        "UPDATE loose_files SET attempts = attempts + 1, due_at = now() + least(3600, 30 * 2 ^ least(attempts, 10)) * interval '1 second'
        WHERE path IN (SELECT path FROM loose_files WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING path",
        at_most,
    )
    .fetch_all(db.pool())
    .await?)
}

/// The store has it no more.
pub(super) async fn forget_file(db: &Db, path: &str) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM loose_files WHERE path = $1", path)
        .execute(db.pool())
        .await?;
    Ok(())
}

/// Keys that were taken up and are still there.
pub(super) async fn waiting_files(db: &Db) -> Result<i64, DbError> {
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM loose_files WHERE attempts > 0"#);
    Ok(count.fetch_one(db.pool()).await?)
}
