//! Who is asking.

use super::{
    choice::Choice,
    ids::{CompanyId, UserId},
};
use serde::{Deserialize, Serialize};

/// A person has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Role {
    /// Runs the platform.
    Admin,
    /// Runs a company's staffing.
    Manager,
    /// Is staffed.
    Consultant,
    /// Looks for consultants.
    Client,
    /// Runs a company's recruitment.
    Recruiter,
    /// Reads recruitment.
    Observer,
    /// Applies for jobs.
    Candidate,
    /// Books rooms.
    Employe,
}

impl Role {
    /// Every role, in the order of the permission tables.
    pub const ALL: [Self; 8] = [
        Self::Admin,
        Self::Manager,
        Self::Consultant,
        Self::Client,
        Self::Recruiter,
        Self::Observer,
        Self::Candidate,
        Self::Employe,
    ];
}

impl Choice for Role {
    const NAMES: &'static [&'static str] = &[
        "admin",
        "manager",
        "consultant",
        "client",
        "recruiter",
        "observer",
        "candidate",
        "employe",
    ];
    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .position(|r| *r == self)
            .map_or("", |at| Self::NAMES[at])
    }
    fn named(name: &str) -> Option<Self> {
        let at = Self::NAMES.iter().position(|known| *known == name)?;
        Self::ALL.get(at).copied()
    }
}

/// The authenticated caller of a request, as read from the database for this request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub user_id: UserId,
    /// As what.
    pub role: Role,
    /// Of which company; none for admins and candidates.
    pub company_id: Option<CompanyId>,
}
