//! What the seeds have put there.

use super::{client::Client, report::Report};
use anyhow::{Context, Result};
use serde_json::Value;

/// The smallest catalogue of skills that the demo accepts.
const SKILLS: usize = 400;

/// Consultants and tenders as they were before anything was uploaded.
pub struct Catalogue {
    consultants: Vec<Value>,
    /// Open tenders.
    pub open_tenders: Vec<Value>,
}

/// Reads and reports them.
pub fn show(admin: &Client, report: &mut Report) -> Result<Catalogue> {
    let companies = admin.list("/companies")?;
    let esns = companies.iter().filter(|company| company["is_esn"] == true).count();
    let clients = companies.len() - esns;
    report.check(
        "IT-services companies and clients",
        &format!("{esns} and {clients}"),
        esns >= 2 && clients >= 2,
    );
    let partnerships = admin.list("/partnerships")?;
    let active = partnerships
        .iter()
        .filter(|partnership| partnership["status"] == "active")
        .count();
    report.check("active partnerships", &active.to_string(), active >= 1);
    let skills = admin.get_ok("/skills?limit=1")?.total.context("no X-Total-Count")?;
    report.check(
        "skills with French and English aliases",
        &skills.to_string(),
        skills >= SKILLS,
    );
    let consultants = admin.list("/consultants")?;
    let tenders = admin.list("/tenders")?;
    let seen = format!("{} and {}", consultants.len(), tenders.len());
    let open_tenders: Vec<Value> = tenders
        .into_iter()
        .filter(|tender| tender["status"] == "open")
        .collect();
    let holds = !consultants.is_empty() && !open_tenders.is_empty();
    report.check(
        "consultants and tenders",
        &format!("{seen}, {} of them open", open_tenders.len()),
        holds,
    );
    Ok(Catalogue {
        consultants,
        open_tenders,
    })
}

impl Catalogue {
    /// The consultant of this first and last name.
    pub fn consultant(&self, name: &str) -> Result<&Value> {
        let is_it = |consultant: &&Value| {
            let part = |key: &str| consultant[key].as_str().unwrap_or_default();
            format!("{} {}", part("first_name"), part("last_name")) == name
        };
        self.consultants
            .iter()
            .find(is_it)
            .with_context(|| format!("no consultant {name}"))
    }
}
