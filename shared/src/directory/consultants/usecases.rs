//! Making and changing consultants, and what happens to them from elsewhere.

use super::{
    aggregate::Consultants,
    domain::{CvFacts, Filled, Profile, ProfileChanges},
    queries::{self, Consultant},
    store,
};
use crate::{
    aggregate::{self, Aggregate, By},
    audit,
    cache::Space,
    db::{DbError, Refused, Tx},
    directory::skills::{self, domain::Level, held},
    identity,
    kernel::{
        Change, Choice, CompanyId, ConsultantId, ExecutionId, FaultKind, Faults, Permission, Scope, SkillId, UserId,
        Written, Years,
        permissions::{ConsultantCreate, ConsultantWrite},
    },
};

/// A consultant to be made.
#[derive(Debug)]
pub struct NewConsultant {
    /// Whose; the caller's own company when absent. An admin names it.
    pub company_id: Option<CompanyId>,
    /// What is known.
    pub profile: ProfileChanges,
    /// What it can do.
    pub skills: held::New<Consultants>,
}

/// Makes a consultant.
///
/// # Errors
/// [`Refused::Invalid`] with every fault, or the database failed.
pub async fn create(tx: &mut Tx, by: By<'_, ConsultantCreate>, new: NewConsultant) -> Result<Consultant, Refused> {
    let NewConsultant {
        company_id,
        profile,
        skills,
    } = new;
    let mut faults = Faults::default();
    let company = aggregate::owner(tx, by.grant, company_id, &mut faults).await?;
    if let (Change::Set(user), Some(company)) = (profile.user_id, company) {
        let of = identity::queries::company_of_consultant(tx, user).await?;
        faults.gather(is_of(company, of));
    }
    held::check::<Consultants>(tx, &skills, &mut faults).await?;
    let profile = faults.gather(Profile::create(profile));
    let (company, profile) = faults.whole(company.zip(profile))?;
    let id = store::insert(tx, company, &profile).await.map_err(Consultants::named)?;
    held::give::<Consultants>(tx, (id, company), &skills).await?;
    aggregate::made::<Consultants>(tx, by, id, Some(company)).await
}

/// Whom a profile belongs to is a consultant of its own company: the user reads and writes what the company keeps of it.
fn is_of(company: CompanyId, of: Option<CompanyId>) -> Result<(), Faults> {
    if of == Some(company) {
        Ok(())
    } else {
        Err(Faults::one("user_id", FaultKind::NoSuch))
    }
}

/// Changes a consultant.
///
/// # Errors
/// As [`aggregate::change`].
pub async fn update(
    tx: &mut Tx,
    by: By<'_, ConsultantWrite>,
    id: ConsultantId,
    changes: ProfileChanges,
) -> Result<Consultant, Refused> {
    // The user before the profile, as whoever moves a user locks them.
    let of = match changes.user_id {
        Change::Set(user) => Some(identity::queries::company_of_consultant(tx, user).await?),
        Change::Keep | Change::Clear => None,
    };
    aggregate::change::<Consultants, _>(tx, by, id, |was| {
        let mut faults = changes.not_allowed_to(by.actor().role);
        if let (Some(of), Some(company)) = (of, was.company_id) {
            faults.gather(is_of(company, of));
        }
        let profile = faults.gather(was.fields.clone().change(changes));
        faults.whole(profile)
    })
    .await
}

/// Takes the profile of a user who is no consultant of its company any more from it. The profile stays the company's.
///
/// # Errors
/// The database failed.
pub async fn unlink(tx: &mut Tx, by: By<'_, impl Permission>, user: UserId) -> Result<(), DbError> {
    let Some((id, company)) = store::lock_of_user(tx, user).await? else {
        return Ok(());
    };
    let before = queries::written(tx, id).await?;
    store::unlink(tx, id).await?;
    let after = queries::written(tx, id).await?;
    tx.changes(Space::Matches);
    let object = (Consultants::KIND, id.0, Some(company));
    audit::changed(
        tx,
        by.actor(),
        "unlink",
        object,
        (Some(&before), Some(&after)),
        by.origin,
    )
    .await
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
    let company = locked.company_id.ok_or_else(DbError::missing_row)?;
    tx.changes(Space::Matches);
    let before = queries::written(tx, id).await?;
    let fields = locked.fields.fill(facts);
    if !fields.is_empty() {
        store::update(tx, id, &locked.fields).await?;
    }
    let skills: Vec<_> = facts
        .skills
        .iter()
        .map(|s| {
            let level = s.level.as_deref().and_then(Level::named).unwrap_or(Level::Intermediate);
            (s.skill_id, level, s.years.and_then(|y| Years::parse(y).ok()))
        })
        .collect();
    let skills = store::add_missing_skills(tx, company, id, &skills).await?;
    if fields.is_empty() && !skills.is_empty() {
        store::touch(tx, id).await?;
    }
    if !fields.is_empty() || !skills.is_empty() {
        let after = queries::written(tx, id).await?;
        let object = (Consultants::KIND, id.to_string(), Some(company));
        let json = |consultant: &Consultant| serde_json::to_value(consultant).ok();
        audit::by_execution(tx, execution, "fill_from_cv", object, (json(&before), json(&after))).await?;
    }
    Ok(Filled {
        fields: fields.into_iter().map(str::to_owned).collect(),
        skills,
    })
}
