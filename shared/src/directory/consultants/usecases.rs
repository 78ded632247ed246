//! Making, changing and removing consultants.

use super::{
    domain::{CvFacts, Filled, Profile, ProfileChanges, SkillEntry},
    queries::{self, Consultant},
    store::{self, Locked},
};
use crate::{
    audit::{self, Entry, Origin},
    cache::Space,
    db::{DbError, Tx},
    directory::{
        companies,
        skills::{self, domain::Level},
    },
    identity,
    indexing::IndexDocument,
    jobs::Enqueue,
    kernel::{
        Actor, Change, Choice, CompanyId, ConsultantId, Currency, ExecutionId, Expected, FaultKind, Faults, Grant,
        Scope, SkillId, SubjectKind, UserId, Years,
        permissions::{ConsultantCreate, ConsultantRead, ConsultantWrite},
    },
};

const KIND: &str = "consultant";

/// Why a consultant was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// There is none that the caller may see.
    #[error("there is no consultant {0}")]
    NotFound(ConsultantId),
    /// The caller may see it, but not change it.
    #[error("the consultant {0} is not the caller's to change")]
    NotYours(ConsultantId),
    /// It does not have that skill.
    #[error("the consultant does not have the skill")]
    NoSuchSkill,
    /// It has that skill already.
    #[error("the consultant has the skill already")]
    SkillExists,
    /// Fields are wrong.
    #[error(transparent)]
    Invalid(#[from] Faults),
    /// It changed since the caller read it.
    #[error("the consultant has changed since it was read")]
    Stale,
    /// Others rest on it: kind and count.
    #[error("others rest on the consultant")]
    InUse(Vec<(&'static str, i64)>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// A consultant to be made.
#[derive(Debug)]
pub struct NewConsultant {
    /// Whose; the caller's own company when absent. An admin names it.
    pub company_id: Option<CompanyId>,
    /// What is known.
    pub profile: ProfileChanges,
    /// Where the profile names none.
    pub currency: Currency,
    /// What it can do: skill and entry, where they could be read.
    pub skills: Vec<(Option<SkillId>, Option<SkillEntry>)>,
}

/// Makes a consultant.
///
/// # Errors
/// [`WriteError::Invalid`], or the database failed.
pub async fn create(
    tx: &mut Tx,
    grant: Grant<ConsultantCreate>,
    new: NewConsultant,
    origin: &Origin,
) -> Result<Consultant, WriteError> {
    let actor = grant.actor();
    let NewConsultant {
        company_id,
        profile,
        currency,
        skills,
    } = new;
    let mut faults = Faults::default();
    let company = faults.gather(grant.owner(company_id));
    companies::queries::check_named(tx, "company_id", company, &mut faults).await?;
    if let (Change::Set(user), Some(company)) = (profile.user_id, company) {
        let of = identity::queries::company_of_consultant(tx, user).await?;
        faults.gather(is_of(company, of));
    }
    let named_skills: Vec<Option<SkillId>> = skills.iter().map(|(skill, _)| *skill).collect();
    skills::queries::check_named(tx, &named_skills, &mut faults).await?;
    let profile = faults.gather(Profile::create(profile, currency));
    let (company, profile) = faults.whole(company.zip(profile))?;
    let id = store::insert(tx, company, &profile).await.map_err(named)?;
    for (i, named) in skills.iter().enumerate() {
        // What could not be read was noted by whoever read it, and nothing of this is kept.
        let (Some(skill), Some(entry)) = named else { continue };
        let inserted = store::insert_skill(tx, company, id, *skill, entry).await;
        inserted.map_err(|error| match error {
            // It was taken out of the catalogue since the look above.
            DbError::Reference(_) => {
                WriteError::Invalid(Faults::one(format!("skills/{i}/skill_id"), FaultKind::NoSuch))
            }
            other => other.into(),
        })?;
    }
    index(tx, id, company, Some(actor), origin).await?;
    let consultant = queries::written(tx, id).await?;
    record(tx, actor, "create", id, company, None, Some(&consultant), origin).await?;
    Ok(consultant)
}

/// Whom a profile belongs to is a consultant of its own company: the user reads and writes what the company keeps of it.
fn is_of(company: CompanyId, of: Option<CompanyId>) -> Result<(), Faults> {
    if of == Some(company) {
        Ok(())
    } else {
        Err(Faults::one("user_id", FaultKind::NoSuch))
    }
}

/// Constraints by the words of the fields that they guard.
fn named(error: DbError) -> WriteError {
    match error.constraint() {
        Some("consultants_company_id_fkey") => Faults::one("company_id", FaultKind::NoSuch).into(),
        Some("consultants_user_id_fkey" | "consultants_user_id_key" | "consultants_user_is_of_company") => {
            Faults::one("user_id", FaultKind::NoSuch).into()
        }
        _ => WriteError::Db(error),
    }
}

/// Changes a consultant. `expected` is the version that the caller read, if it says so.
///
/// # Errors
/// [`WriteError`].
pub async fn update(
    tx: &mut Tx,
    grant: Grant<ConsultantWrite>,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
    changes: ProfileChanges,
    expected: &Expected,
    origin: &Origin,
) -> Result<Consultant, WriteError> {
    // The user before the profile, as whoever moves a user locks them.
    let of = match changes.user_id {
        Change::Set(user) => Some(identity::queries::company_of_consultant(tx, user).await?),
        Change::Keep | Change::Clear => None,
    };
    let locked = lock(tx, grant.scope(), read, id).await?;
    if !expected.allows(locked.version) {
        return Err(WriteError::Stale);
    }
    let actor = grant.actor();
    let mut faults = changes.not_allowed_to(actor.role);
    if let Some(of) = of {
        faults.gather(is_of(locked.company_id, of));
    }
    let before = queries::written(tx, id).await?;
    let profile = faults.gather(locked.profile.clone().change(changes));
    let Some(profile) = faults.or(profile)?.filter(|profile| *profile != locked.profile) else {
        return Ok(before);
    };
    store::update(tx, id, &profile).await.map_err(named)?;
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

/// Takes the profile of a user who is no consultant of its company any more from it. The profile stays the company's.
///
/// # Errors
/// The database failed.
pub async fn unlink(tx: &mut Tx, actor: Actor, user: UserId, origin: &Origin) -> Result<(), DbError> {
    let Some((id, company)) = store::lock_of_user(tx, user).await? else {
        return Ok(());
    };
    let before = queries::written(tx, id).await?;
    store::unlink(tx, id).await?;
    let after = queries::written(tx, id).await?;
    record(tx, actor, "unlink", id, company, Some(&before), Some(&after), origin).await
}

/// Locks a consultant for a write; one that the caller only sees is [`WriteError::NotYours`].
pub(super) async fn lock(
    tx: &mut Tx,
    scope: Scope,
    read: Grant<ConsultantRead>,
    id: ConsultantId,
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

/// Enqueues the indexing of the consultant's text.
pub(super) async fn index(
    tx: &mut Tx,
    id: ConsultantId,
    company: CompanyId,
    actor: Option<Actor>,
    origin: &Origin,
) -> Result<(), DbError> {
    let job = IndexDocument {
        subject_kind: SubjectKind::Consultant,
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
    id: ConsultantId,
    company: CompanyId,
    before: Option<&Consultant>,
    after: Option<&Consultant>,
    origin: &Origin,
) -> Result<(), DbError> {
    tx.changes(Space::Matches);
    let entry = Entry {
        actor: Some(actor),
        action,
        object_kind: KIND,
        object_id: id.to_string(),
        company_id: Some(company),
        before: before.and_then(json),
        after: after.and_then(json),
        origin,
    };
    audit::record(tx, entry).await
}

fn json(consultant: &Consultant) -> Option<serde_json::Value> {
    serde_json::to_value(consultant).ok()
}

/// Fills a consultant's empty fields and adds the skills it lacks; nothing that a person wrote is overwritten, and nothing that a person took
/// away comes back. The caller, who stores the analysis, enqueues the indexing.
///
/// # Errors
/// The database failed. A consultant that is no more is left in peace.
pub async fn fill_from_cv(
    tx: &mut Tx,
    execution: ExecutionId,
    id: ConsultantId,
    facts: &CvFacts,
) -> Result<Filled, DbError> {
    let found: Vec<SkillId> = facts.skills.iter().map(|s| s.skill_id).collect();
    skills::usecases::hold(tx, &found).await?;
    let Some(mut locked) = store::lock(tx, Scope::All, id).await? else {
        return Ok(Filled::default());
    };
    tx.changes(Space::Matches);
    let before = queries::written(tx, id).await?;
    let fields = locked.profile.fill(facts);
    if !fields.is_empty() {
        store::update(tx, id, &locked.profile).await?;
    }
    let skills: Vec<_> = facts
        .skills
        .iter()
        .map(|s| {
            let level = s.level.as_deref().and_then(Level::named).unwrap_or(Level::Intermediate);
            (s.skill_id, level, s.years.and_then(|y| Years::parse(y).ok()))
        })
        .collect();
    let skills = store::add_missing_skills(tx, locked.company_id, id, &skills).await?;
    if fields.is_empty() && !skills.is_empty() {
        store::touch(tx, id).await?;
    }
    if !fields.is_empty() || !skills.is_empty() {
        let after = queries::written(tx, id).await?;
        let object = (KIND, id.to_string(), Some(locked.company_id));
        audit::by_execution(tx, execution, "fill_from_cv", object, (json(&before), json(&after))).await?;
    }
    Ok(Filled {
        fields: fields.into_iter().map(str::to_owned).collect(),
        skills,
    })
}
