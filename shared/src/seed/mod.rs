//! Demo data from a folder of JSON files (`seeds/README.md` says what they hold), in one transaction and as often as one likes: what
//! is there already, by name, stays as it is. Refused in production.

mod files;
mod people;
mod values;

pub use files::FileError;

use crate::{
    config::{Config, Secret},
    db::{Db, DbError, Refused, Tx},
    directory::{
        companies,
        partnerships::{self, domain::NewPartnership},
        skills::{self, domain::NewSkill},
    },
    identity::passwords::{PasswordError, Passwords},
    kernel::{CompanyId, Currency, Environment, FaultKind, Faults, SkillId},
};
use std::{collections::HashMap, path::Path};
use values::{Reader, line, link, named, prose};

/// Why nothing was loaded.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// Demo log-ins in production would be an open door.
    #[error("demo data is not loaded where ENVIRONMENT is production")]
    Production,
    /// Nothing would stand for the users' password.
    #[error("DEMO_PASSWORD is not set; every seeded user gets it")]
    NoPassword,
    /// A file is missing or is not of its shape.
    #[error(transparent)]
    File(#[from] FileError),
    /// A record has faults.
    #[error("{record}: {}", .faults.0.iter().map(|f| format!("{} {:?}", f.field, f.kind)).collect::<Vec<_>>().join(", "))]
    Record {
        /// Its kind and name.
        record: String,
        /// All of them.
        faults: Faults,
    },
    /// The password was not hashed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl SeedError {
    fn refused(kind: &str, name: &str, refused: Refused) -> Self {
        match refused {
            Refused::Db(error) => error.into(),
            Refused::Invalid(faults) => Self::record(kind, name, faults),
            _ => Self::record(kind, name, Faults::default()),
        }
    }

    fn record(kind: &str, name: &str, faults: Faults) -> Self {
        Self::Record {
            record: format!("{kind} `{name}`"),
            faults,
        }
    }
}

/// How many records were made; those that were there already are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Skills in the files, which are in the catalogue now.
    pub skills: usize,
    /// Made.
    pub users: usize,
    /// Made.
    pub consultants: usize,
    /// Made.
    pub tenders: usize,
}

/// Loads a folder.
///
/// # Errors
/// [`SeedError`]; nothing was loaded then.
pub async fn load(db: &Db, config: &Config, passwords: &Passwords, dir: &Path) -> Result<Loaded, SeedError> {
    if config.environment == Environment::Production {
        return Err(SeedError::Production);
    }
    let password: &Secret = config.demo_password.as_ref().ok_or(SeedError::NoPassword)?;
    let currency = Currency::parse(&config.default_currency)
        .map_err(|kind| SeedError::record("setting", "DEFAULT_CURRENCY", Faults::one("", kind)))?;
    let mut tx = db.begin().await?;
    let companies = load_companies(&mut tx, files::read(dir, "companies.json")?).await?;
    let skills = load_skills(&mut tx, files::read(dir, "skills.json")?).await?;
    let people = people::Seeding {
        companies: &companies,
        skills: &skills,
        currency,
    };
    let (users, admin) = people
        .users(&mut tx, files::read(dir, "users.json")?, passwords, password)
        .await?;
    let consultants = people
        .consultants(&mut tx, files::read(dir, "consultants.json")?, admin)
        .await?;
    let tenders = people
        .tenders(&mut tx, files::read(dir, "tenders.json")?, admin)
        .await?;
    tx.commit().await?;
    Ok(Loaded {
        skills: skills.len(),
        users,
        consultants,
        tenders,
    })
}

async fn load_companies(tx: &mut Tx, raw: files::Companies) -> Result<HashMap<String, CompanyId>, SeedError> {
    let mut ids = HashMap::new();
    for c in raw.companies {
        let mut r = Reader::default();
        let name = r.need("name", line(&c.name));
        let description = r.maybe("description", c.description, prose);
        let website = r.maybe("website", c.website, link);
        let address = r.maybe("address", c.address, prose);
        let name = r.0.or(name).map_err(|f| SeedError::record("company", &c.name, f))?;
        if let Some(name) = name {
            let new = companies::domain::NewCompany {
                name,
                description,
                website,
                address,
                is_esn: c.is_esn,
            };
            ids.insert(c.key, companies::usecases::ensure(tx, &new).await?);
        }
    }
    for p in raw.partnerships {
        let mut r = Reader::default();
        let initiator = r.need("initiator", ids.get(&p.initiator).copied().ok_or(FaultKind::NoSuch));
        let partner = r.need("partner", ids.get(&p.partner).copied().ok_or(FaultKind::NoSuch));
        let status = r.need("status", named(&p.status));
        let terms = r.maybe("terms", p.terms, prose);
        let all = initiator.zip(partner).zip(status);
        let all =
            r.0.or(all)
                .map_err(|f| SeedError::record("partnership", &p.initiator, f))?;
        if let Some(((initiator, partner), status)) = all {
            let new = NewPartnership {
                initiator,
                partner,
                status,
                start_date: p.start_date,
                end_date: p.end_date,
                terms,
            };
            partnerships::usecases::ensure(tx, &new).await?;
        }
    }
    Ok(ids)
}

async fn load_skills(tx: &mut Tx, raw: Vec<files::Skill>) -> Result<HashMap<String, SkillId>, SeedError> {
    let mut ids = HashMap::with_capacity(raw.len());
    for s in raw {
        let mut r = Reader::default();
        let name = r.need("name", line(&s.name));
        let category = r.need("category", line(&s.category));
        let description = r.maybe("description", s.description, prose);
        let aliases = s.aliases.iter().filter_map(|a| r.need("aliases", line(a))).collect();
        let all =
            r.0.or(name.zip(category))
                .map_err(|f| SeedError::record("skill", &s.name, f))?;
        if let Some((name, category)) = all {
            let new = NewSkill {
                name,
                category,
                description,
                aliases,
            };
            ids.insert(s.name, skills::usecases::ensure(tx, &new).await?);
        }
    }
    Ok(ids)
}
