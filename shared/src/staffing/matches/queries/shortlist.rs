//! Who is scored when somebody waits for the answer: all of a market of ordinary size, and of a larger one those who are likely to be the
//! best, by the two criteria that weigh most and that the database can rank by index: the skills asked for, and what the texts mean.

use crate::{
    db::DbError,
    kernel::{ConsultantId, TenderId},
};
use sqlx::PgConnection;

/// The rows of a market that are all scored.
pub(in crate::staffing::matches) const WHOLE: i64 = 3_000;
/// Of a larger one, those taken by each of: skills; meaning; and, where one side names no skill, so that the criterion says nothing, when
/// they begin.
const EACH: i64 = 1_000;

/// The consultants to be scored for a tender; none when it is all of the companies'.
pub(in crate::staffing::matches) async fn of_consultants(
    conn: &mut PgConnection,
    tender: TenderId,
    companies: &[i64],
) -> Result<Option<Vec<i64>>, DbError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM (SELECT FROM consultants WHERE company_id = ANY($1) AND archived_at IS NULL LIMIT $2) c"#,
        companies,
        WHOLE + 1,
    );
    if count.fetch_one(&mut *conn).await? <= WHOLE {
        return Ok(None);
    }
    let found = sqlx::query_scalar!(
        r#"WITH asked AS MATERIALIZED (SELECT embedding, embedding_model FROM profile_vectors WHERE subject_kind = 'tender' AND subject_id = $1)
        (SELECT c.id AS "id!" FROM tender_skills n JOIN consultant_skills h ON h.skill_id = n.skill_id JOIN consultants c ON c.id = h.consultant_id
            WHERE n.tender_id = $1 AND c.company_id = ANY($2) AND c.archived_at IS NULL AND c.status <> 'leaving' AND (c.status <> 'unavailable' OR c.availability_date IS NOT NULL)
            GROUP BY c.id ORDER BY sum(array_position(ARRAY['nice_to_have', 'preferred', 'required'], n.importance)
                * least(1.0, array_position(ARRAY['beginner', 'intermediate', 'advanced', 'expert'], h.proficiency_level)::float8
                    / coalesce(array_position(ARRAY['beginner', 'intermediate', 'advanced', 'expert'], n.min_level), 1))) DESC, c.id LIMIT $3)
        UNION
        (SELECT c.id FROM profile_vectors v JOIN asked ON asked.embedding_model = v.embedding_model
            JOIN consultants c ON v.subject_kind = 'consultant' AND c.id = v.subject_id
            WHERE c.company_id = ANY($2) AND c.archived_at IS NULL AND c.status <> 'leaving' AND (c.status <> 'unavailable' OR c.availability_date IS NOT NULL)
            ORDER BY v.embedding <=> asked.embedding, c.id LIMIT $3)
        UNION
        (SELECT c.id FROM consultants c WHERE c.company_id = ANY($2) AND c.archived_at IS NULL AND c.status <> 'leaving'
            AND (c.status <> 'unavailable' OR c.availability_date IS NOT NULL)
            AND (NOT EXISTS (SELECT FROM consultant_skills h WHERE h.consultant_id = c.id)
                OR NOT EXISTS (SELECT FROM tender_skills n WHERE n.tender_id = $1))
            ORDER BY c.availability_date NULLS FIRST, c.id LIMIT $3)"#,
        tender.0,
        companies,
        EACH,
    );
    Ok(Some(found.fetch_all(conn).await?))
}

/// The open tenders to be scored for a consultant; none when it is all of the companies'.
pub(in crate::staffing::matches) async fn of_tenders(
    conn: &mut PgConnection,
    consultant: ConsultantId,
    companies: &[i64],
) -> Result<Option<Vec<i64>>, DbError> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "n!" FROM (SELECT FROM tenders WHERE company_id = ANY($1) AND archived_at IS NULL AND status = 'open' LIMIT $2) t"#,
        companies,
        WHOLE + 1,
    );
    if count.fetch_one(&mut *conn).await? <= WHOLE {
        return Ok(None);
    }
    let found = sqlx::query_scalar!(
        r#"WITH held AS MATERIALIZED (SELECT embedding, embedding_model FROM profile_vectors WHERE subject_kind = 'consultant' AND subject_id = $1)
        (SELECT t.id AS "id!" FROM consultant_skills h JOIN tender_skills n ON n.skill_id = h.skill_id JOIN tenders t ON t.id = n.tender_id
            WHERE h.consultant_id = $1 AND t.company_id = ANY($2) AND t.archived_at IS NULL AND t.status = 'open'
            GROUP BY t.id ORDER BY sum(array_position(ARRAY['nice_to_have', 'preferred', 'required'], n.importance))::float8
                / (SELECT sum(array_position(ARRAY['nice_to_have', 'preferred', 'required'], a.importance)) FROM tender_skills a WHERE a.tender_id = t.id)
                DESC, t.id LIMIT $3)
        UNION
        (SELECT t.id FROM profile_vectors v JOIN held ON held.embedding_model = v.embedding_model
            JOIN tenders t ON v.subject_kind = 'tender' AND t.id = v.subject_id
            WHERE t.company_id = ANY($2) AND t.archived_at IS NULL AND t.status = 'open' ORDER BY v.embedding <=> held.embedding, t.id LIMIT $3)
        UNION
        (SELECT t.id FROM tenders t WHERE t.company_id = ANY($2) AND t.archived_at IS NULL AND t.status = 'open'
            AND (NOT EXISTS (SELECT FROM tender_skills n WHERE n.tender_id = t.id)
                OR NOT EXISTS (SELECT FROM consultant_skills h WHERE h.consultant_id = $1))
            ORDER BY t.start_date NULLS FIRST, t.id LIMIT $3)"#,
        consultant.0,
        companies,
        EACH,
    );
    Ok(Some(found.fetch_all(conn).await?))
}
