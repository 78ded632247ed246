//! Making, changing and removing tenders.

use super::{
    domain::{Requirement, Terms, TermsChanges},
    queries::{self, Tender},
    store::{self, Locked},
};
use crate::{
    audit::{self, Entry, Origin},
    cache::Space,
    db::{DbError, Tx},
    directory::{companies, skills as catalogue},
    indexing::IndexDocument,
    jobs::Enqueue,
    kernel::{
        Actor, CompanyId, Currency, Expected, FaultKind, Faults, Grant, Scope, SkillId, SubjectKind, TenderId,
        permissions::{TenderRead, TenderWrite},
    },
    staffing::matches,
};

/// Why a tender was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is none that the caller may see.
    #[error("there is no tender {0}")]
    NotFound(TenderId),
    /// The caller may see it, but not change it.
    #[error("the tender {0} is not the caller's to change")]
    NotYours(TenderId),
    /// It does not ask for that skill.
    #[error("the tender does not ask for the skill")]
    NoSuchSkill,
    /// It asks for that skill already.
    #[error("the tender asks for the skill already")]
    SkillExists,
    /// Fields are wrong.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// It changed since the caller read it.
    #[error("the tender has changed since it was read")]
    Stale,
    /// Others rest on it: kind and count.
    #[error("others rest on the tender")]
    InUse(Vec<(&'static str, i64)>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A tender to be made.
#[derive(Debug)]
pub struct NewTender {
    /// Whose; the caller's own company when absent. An admin names it.
    pub company_id: Option<CompanyId>,
    /// What is known.
    pub terms: TermsChanges,
    /// Where the terms name none.
    pub currency: Currency,
    /// What it asks for: skill and entry, where they could be read.
    pub skills: Vec<(Option<SkillId>, Option<Requirement>)>,
}

/// Makes a tender.
///
/// # Errors
/// [`WriteError::Invalid`], or the database failed.
pub async fn create(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    new: NewTender,
    origin: &Origin,
) -> Result<Tender, WriteError> {
    let actor = grant.actor();
    let NewTender {
        company_id,
        terms,
        currency,
        skills,
    } = new;
    let mut faults = Faults::default();
    let company = faults.gather(grant.owner(company_id));
    companies::queries::check_named(tx, "company_id", company, &mut faults).await?;
    let named_skills: Vec<Option<SkillId>> = skills.iter().map(|(skill, _)| *skill).collect();
    catalogue::queries::check_named(tx, &named_skills, &mut faults).await?;
    let terms = faults.gather(Terms::create(terms, currency));
    let (company, terms) = faults.whole(company.zip(terms))?;
    let id = store::insert(tx, company, &terms).await.map_err(named)?;
    for (i, named) in skills.iter().enumerate() {
        // What could not be read was noted by whoever read it, and nothing of this is kept.
        let (Some(skill), Some(requirement)) = named else {
            continue;
        };
        let inserted = store::insert_skill(tx, company, id, *skill, requirement).await;
        inserted.map_err(|error| match error {
            // It was taken out of the catalogue since the look above.
            DbError::Reference(_) => {
                WriteError::Invalid(Faults::one(format!("skills/{i}/skill_id"), FaultKind::NoSuch))
            }
            other => other.into(),
        })?;
    }
    index(tx, id, company, Some(actor), origin).await?;
    let tender = queries::written(tx, id).await?;
    record(tx, actor, "create", id, company, None, Some(&tender), origin).await?;
    Ok(tender)
}

/// Constraints by the words of the fields that they guard.
fn named(error: DbError) -> WriteError {
    match error.constraint() {
        Some("tenders_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
        _ => WriteError::Db(error),
    }
}

/// Changes a tender. `expected` is the version that the caller read, if it says so.
///
/// # Errors
/// [`WriteError`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    changes: TermsChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Tender, WriteError> {
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let actor = grant.actor();
    let before = queries::written(tx, id).await?;
    let terms = locked.terms.clone().change(changes)?;
    if terms == locked.terms {
        return Ok(before);
    }
    store::update(tx, id, &terms).await.map_err(named)?;
    index(tx, id, locked.company_id, Some(actor), origin).await?;
    let after = queries::written(tx, id).await?;
    record(
        tx,
        actor,
        "update",
        id,
        locked.company_id,
        Some(&before),
        Some(&after),
        origin,
    )
    .await?;
    Ok(after)
}

/// Removes a tender on which nothing rests that a person made or decided; what generation found for it goes along.
///
/// # Errors
/// [`WriteError`].
pub async fn delete(
    tx: &mut Tx,
    grant: Grant<TenderWrite>,
    read: Grant<TenderRead>,
    id: TenderId,
    expected: &Expected,
    origin: &Origin,
) -> Result<(), WriteError> {
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let resting = queries::rests_on(tx, id).await?;
    if !resting.is_empty() {
        return Err(WriteError::InUse(resting));
    }
    let before = queries::written(tx, id).await?;
    matches::usecases::forget_of_tender(tx, id).await?;
    store::delete(tx, id).await?;
    record(
        tx,
        grant.actor(),
        "delete",
        id,
        locked.company_id,
        Some(&before),
        None,
        origin,
    )
    .await?;
    Ok(())
}

/// Locks a tender for a write; one that the caller only sees is [`WriteError::NotYours`].
pub(super) async fn lock(
    tx: &mut Tx,
    scope: Scope,
    read: Grant<TenderRead>,
    id: TenderId,
) -> Result<Locked, WriteError> {
    if let Some(locked) = store::lock(tx, scope, id).await? {
        return Ok(locked);
    }
    if queries::is_visible(tx, read, id).await? {
        Err(WriteError::NotYours(id))
    } else {
        Err(WriteError::NotFound(id))
    }
}

/// Enqueues the indexing of the tender's text.
pub(super) async fn index(
    tx: &mut Tx,
    id: TenderId,
    company: CompanyId,
    actor: Option<Actor>,
    origin: &Origin,
) -> Result<(), DbError> {
    let job = IndexDocument {
        subject_kind: SubjectKind::Tender,
        subject_id: id.0,
    };
    let options = Enqueue {
        company_id: Some(company),
        created_by: actor.map(|a| a.user_id),
        trace: origin.trace.clone(),
        ..Enqueue::default()
    };
    tx.enqueue(&job, options).await?;
    Ok(())
}

#[allow(clippy::too_many_arguments, reason = "the columns of one line of the log")]
pub(super) async fn record(
    tx: &mut Tx,
    actor: Actor,
    action: &'static str,
    id: TenderId,
    company: CompanyId,
    before: Option<&Tender>,
    after: Option<&Tender>,
    origin: &Origin,
) -> Result<(), DbError> {
    tx.changes(Space::Matches);
    let json = |c: Option<&Tender>| c.and_then(|c| serde_json::to_value(c).ok());
    let entry = Entry {
        actor: Some(actor),
        action,
        object_kind: "tender",
        object_id: id.to_string(),
        company_id: Some(company),
        before: json(before),
        after: json(after),
        origin,
    };
    audit::record(tx, entry).await
}
