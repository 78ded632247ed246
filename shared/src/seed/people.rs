//! Users, consultants and tenders of the demo.

use super::{SeedError, files, values};
use crate::{
    aggregate::By,
    audit::Origin,
    config::Secret,
    db::Tx,
    directory::consultants::{self, usecases::NewConsultant},
    identity::{
        passwords::Passwords,
        queries::by_email,
        usecases::{NewUser, create_user},
    },
    kernel::{Actor, CompanyId, Currency, EmailAddress, Expected, FaultKind, Faults, Role, UserId},
    staffing::tenders::{self, usecases::NewTender},
};
use std::collections::HashMap;
use values::{Reader, SkillIds, line};

/// What the records refer to.
pub(super) struct Seeding<'a> {
    pub companies: &'a HashMap<String, CompanyId>,
    pub skills: &'a SkillIds,
    pub currency: Currency,
}

impl Seeding<'_> {
    fn company(&self, r: &mut Reader, key: &str) -> Option<CompanyId> {
        r.need("company", self.companies.get(key).copied().ok_or(FaultKind::NoSuch))
    }

    /// Makes the users that are not there yet; also returns the file's admin, in whose name the rest is made.
    pub(super) async fn users(
        &self,
        tx: &mut Tx,
        raw: Vec<files::User>,
        passwords: &Passwords,
        password: &Secret,
    ) -> Result<(usize, Actor), SeedError> {
        let (mut made, mut admin) = (0, None);
        for u in raw {
            let mut r = Reader::default();
            let email = r.need("email", EmailAddress::parse(&u.email));
            let first_name = r.need("first_name", line(&u.first_name));
            let last_name = r.need("last_name", line(&u.last_name));
            let company_id = u.company.as_deref().and_then(|key| self.company(&mut r, key));
            let email = r.0.or(email).map_err(|f| SeedError::record("user", &u.email, f))?;
            let id = match (by_email(tx, &u.email).await?, email) {
                (None, Some(email)) => {
                    let new = NewUser {
                        email,
                        password_hash: passwords.hash(password).await?,
                        first_name,
                        last_name,
                        role: u.role,
                        company_id,
                    };
                    made += 1;
                    Some(create_user(tx, &new).await?)
                }
                (found, _) => found,
            };
            if u.role == Role::Admin {
                admin = id.or(admin);
            }
        }
        let user_id =
            admin.ok_or_else(|| SeedError::record("users", "admin", Faults::one("role", FaultKind::Required)))?;
        let actor = Actor {
            user_id,
            role: Role::Admin,
            company_id: None,
        };
        Ok((made, actor))
    }

    async fn user(&self, tx: &mut Tx, email: Option<&str>, r: &mut Reader) -> Result<Option<UserId>, SeedError> {
        let Some(email) = email else { return Ok(None) };
        let found = by_email(tx, email).await?;
        Ok(r.need("user", found.ok_or(FaultKind::NoSuch)))
    }

    /// Makes the consultants that are not there yet.
    pub(super) async fn consultants(
        &self,
        tx: &mut Tx,
        raw: Vec<files::Consultant>,
        admin: Actor,
    ) -> Result<usize, SeedError> {
        let mut made = 0;
        for c in raw {
            let name = format!("{} {}", c.first_name, c.last_name);
            let mut r = Reader::default();
            let company_id = self.company(&mut r, &c.company);
            if let Some(company) = company_id
                && consultants::queries::has_named(tx, company, &c.first_name, &c.last_name).await?
            {
                continue;
            }
            let user_id = self.user(tx, c.user.as_deref(), &mut r).await?;
            let profile = values::profile(&mut r, &c, user_id, &self.currency);
            let skills = values::entries(&mut r, &c.skills, self.skills);
            r.0.or(()).map_err(|f| SeedError::record("consultant", &name, f))?;
            let grant = admin
                .grant()
                .map_err(|_| SeedError::record("consultant", &name, Faults::one("", FaultKind::NotYours)))?;
            let (expected, origin) = (Expected::Any, Origin::default());
            let by = By {
                grant,
                expected: &expected,
                origin: &origin,
            };
            let new = NewConsultant {
                company_id,
                profile,
                skills: skills
                    .into_iter()
                    .map(|(skill, entry)| (Some(skill), Some(entry)))
                    .collect(),
            };
            let written = consultants::usecases::create(tx, by, new).await;
            written.map_err(|refused| SeedError::refused("consultant", &name, refused))?;
            made += 1;
        }
        Ok(made)
    }

    /// Makes the tenders that are not there yet.
    pub(super) async fn tenders(&self, tx: &mut Tx, raw: Vec<files::Tender>, admin: Actor) -> Result<usize, SeedError> {
        let mut made = 0;
        for t in raw {
            let mut r = Reader::default();
            let company_id = self.company(&mut r, &t.company);
            if let Some(company) = company_id
                && tenders::queries::has_titled(tx, company, &t.title).await?
            {
                continue;
            }
            let terms = values::terms(&mut r, &t, &self.currency);
            let skills = values::requirements(&mut r, &t.skills, self.skills);
            r.0.or(()).map_err(|f| SeedError::record("tender", &t.title, f))?;
            let grant = admin
                .grant()
                .map_err(|_| SeedError::record("tender", &t.title, Faults::one("", FaultKind::NotYours)))?;
            let (expected, origin) = (Expected::Any, Origin::default());
            let by = By {
                grant,
                expected: &expected,
                origin: &origin,
            };
            let new = NewTender {
                company_id,
                terms,
                skills: skills
                    .into_iter()
                    .map(|(skill, entry)| (Some(skill), Some(entry)))
                    .collect(),
            };
            let written = tenders::usecases::create(tx, by, new).await;
            written.map_err(|refused| SeedError::refused("tender", &t.title, refused))?;
            made += 1;
        }
        Ok(made)
    }
}
