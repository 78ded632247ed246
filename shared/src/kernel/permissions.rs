//! The one table that says who may do what: role x permission -> the rows it reaches.
//!
//! A use case takes a [`Grant`] of its permission, which only [`Actor::grant`] makes: forgetting the check does not compile.
//! The grant carries the [`Scope`], and the scope goes into the query: what a caller may not see is not found (404), while
//! an operation that its role never has is [`Forbidden`] (403).

use super::{
    actor::{Actor, Role},
    fault::{FaultKind, Faults},
    ids::{CompanyId, UserId},
};
use std::marker::PhantomData;

/// Which rows a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every row of the platform.
    All,
    /// Rows of this company.
    Company(CompanyId),
    /// Rows of this company, and those that its active partnerships open.
    CompanyAndPartners(CompanyId),
    /// The caller's own rows: its profile, what it posted, what is about it. A staffing right always brings the company, and reaches nothing of
    /// another one: whoever moved leaves the rows behind.
    Own(UserId, Option<CompanyId>),
    /// A client's view: what was proposed to its company's tenders.
    ProposedTo(CompanyId),
}

/// What a role may do, before it is bound to a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Every row.
    All,
    /// Its company's rows.
    Company,
    /// Its company's rows and its active partners'.
    Partners,
    /// What is its own within its company: its profile, what is about it.
    Own,
    /// What is its own with or without a company: its user, what it posted.
    Oneself,
    /// Every row, for whoever has a company: the catalogue.
    Common,
    /// What was proposed to its company's tenders.
    Proposed,
    /// Nothing: 403.
    Nothing,
}

/// A named right; its types are made by the table below and nowhere else.
pub trait Permission {
    /// As it stands in docs and in API keys.
    const NAME: &'static str;
    /// What the role reaches with it.
    fn reach(role: Role) -> Reach;
}

/// The caller's role never has this right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the role {role:?} does not have the permission {permission}")]
pub struct Forbidden {
    /// Its role.
    pub role: Role,
    /// The right's name.
    pub permission: &'static str,
}

/// Proof that the caller has the permission, and on which rows.
#[derive(Debug)]
pub struct Grant<P> {
    actor: Actor,
    scope: Scope,
    permission: PhantomData<fn() -> P>,
}

// Derives would ask `P: Clone`; a grant is plain data whatever its permission.
impl<P> Clone for Grant<P> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P> Copy for Grant<P> {}

impl<P> Grant<P> {
    /// Who holds it.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.actor
    }
    /// The rows it reaches.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope
    }
    /// Whose a new row is: who reaches every company names one, everybody else has its own and may name no other.
    ///
    /// # Errors
    /// A fault of `company_id`.
    pub fn owner(&self, given: Option<CompanyId>) -> Result<CompanyId, Faults> {
        match (self.scope, given) {
            (Scope::All, Some(company)) => Ok(company),
            (Scope::All, None) => Err(Faults::one("company_id", FaultKind::Required)),
            (_, given) => match self.actor.company_id {
                Some(own) if given.is_none_or(|given| given == own) => Ok(own),
                _ => Err(Faults::one("company_id", FaultKind::NotYours)),
            },
        }
    }
}

impl Scope {
    /// The company that it is bound to; none for the whole platform. A caller of no company is bound to one that is not there.
    #[must_use]
    pub fn company(self) -> Option<CompanyId> {
        match self {
            Self::All => None,
            Self::Company(c) | Self::CompanyAndPartners(c) | Self::ProposedTo(c) => Some(c),
            Self::Own(_, company) => Some(company.unwrap_or(CompanyId(0))),
        }
    }

    /// The user that it is bound to, where it reaches the caller's own rows only.
    #[must_use]
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::Own(user, _) => Some(user),
            _ => None,
        }
    }
}

impl Actor {
    /// Asks the table for the right.
    ///
    /// # Errors
    /// [`Forbidden`] when the role never has it, or lacks the company that its reach is bound to.
    pub fn grant<P: Permission>(self) -> Result<Grant<P>, Forbidden> {
        let forbidden = Forbidden {
            role: self.role,
            permission: P::NAME,
        };
        let company = || self.company_id.ok_or(forbidden);
        let scope = match P::reach(self.role) {
            Reach::All => Scope::All,
            Reach::Company => Scope::Company(company()?),
            Reach::Partners => Scope::CompanyAndPartners(company()?),
            Reach::Own => Scope::Own(self.user_id, Some(company()?)),
            Reach::Oneself => Scope::Own(self.user_id, self.company_id),
            Reach::Common => {
                company()?;
                Scope::All
            }
            Reach::Proposed => Scope::ProposedTo(company()?),
            Reach::Nothing => return Err(forbidden),
        };
        Ok(Grant {
            actor: self,
            scope,
            permission: PhantomData,
        })
    }
}

macro_rules! permission_table {
    ($($name:ident: $admin:ident $manager:ident $consultant:ident $client:ident $recruiter:ident $observer:ident;)+) => {
        $(
            #[doc = concat!("The right `", stringify!($name), "`; its row of the table says who has it.")]
            #[derive(Debug, Clone, Copy)]
            pub struct $name;
            impl Permission for $name {
                const NAME: &'static str = stringify!($name);
                fn reach(role: Role) -> Reach {
                    match role {
                        Role::Admin => Reach::$admin,
                        Role::Manager => Reach::$manager,
                        Role::Consultant => Reach::$consultant,
                        Role::Client => Reach::$client,
                        Role::Recruiter => Reach::$recruiter,
                        Role::Observer => Reach::$observer,
                        Role::Candidate | Role::Employe => Reach::Nothing,
                    }
                }
            }
        )+
        /// Every permission by name, in the order of the table: what an API key may be given.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];
        /// The whole table, for docs and tests: name and reach per role in the order of [`Role::ALL`].
        #[must_use]
        pub fn table() -> Vec<(&'static str, Vec<Reach>)> {
            vec![$(($name::NAME, Role::ALL.iter().map(|r| $name::reach(*r)).collect())),+]
        }
    };
}

permission_table! {
    //                  admin manager  consult. client   recruit. observer
    CompanyRead:        All   Company  Own      Own      Own      Own;
    CompanyWrite:       All   Company  Nothing  Nothing  Nothing  Nothing;
    CompanyCreate:      All   Nothing  Nothing  Nothing  Nothing  Nothing;
    UserRead:           All   Company  Oneself  Oneself  Company  Oneself;
    UserWrite:          All   Company  Oneself  Oneself  Oneself  Oneself;
    PartnershipRead:    All   Company  Nothing  Nothing  Nothing  Nothing;
    PartnershipWrite:   All   Company  Nothing  Nothing  Nothing  Nothing;
    SkillRead:          All   Common   Common   Common   Common   Common;
    SkillAdd:           All   Company  Nothing  Nothing  Nothing  Nothing;
    SkillWrite:         All   Nothing  Nothing  Nothing  Nothing  Nothing;
    ConsultantRead:     All   Partners Own      Proposed Nothing  Nothing;
    ConsultantWrite:    All   Company  Own      Nothing  Nothing  Nothing;
    ConsultantCreate:   All   Company  Nothing  Nothing  Nothing  Nothing;
    TenderRead:         All   Partners Partners Company  Nothing  Nothing;
    TenderWrite:        All   Company  Nothing  Company  Nothing  Nothing;
    MatchRead:          All   Company  Own      Proposed Nothing  Nothing;
    MatchGenerate:      All   Company  Nothing  Nothing  Nothing  Nothing;
    MatchPropose:       All   Company  Nothing  Nothing  Nothing  Nothing;
    MatchDecide:        All   Company  Nothing  Company  Nothing  Nothing;
    ResumeRead:         All   Company  Own      Nothing  Nothing  Nothing;
    ResumeWrite:        All   Company  Own      Nothing  Nothing  Nothing;
    ScoringRead:        All   Company  Nothing  Nothing  Nothing  Nothing;
    ScoringWrite:       All   Company  Nothing  Nothing  Nothing  Nothing;
    KnowledgeSearch:    All   Partners Own      Proposed Nothing  Nothing;
    ExecutionRead:      All   Company  Oneself  Oneself  Oneself  Nothing;
    ExecutionControl:   All   Company  Oneself  Oneself  Oneself  Nothing;
    QueueOperate:       All   Nothing  Nothing  Nothing  Nothing  Nothing;
    AuditRead:          All   Nothing  Nothing  Nothing  Nothing  Nothing;
    UserCreate:         All   Company  Nothing  Nothing  Nothing  Nothing;
    ApiKeyOperate:      All   Nothing  Nothing  Nothing  Nothing  Nothing;
    MatchWrite:         All   Company  Nothing  Nothing  Nothing  Nothing;
    CollaborationRead:  All   Company  Own      Proposed Nothing  Nothing;
    CollaborationWrite: All   Company  Nothing  Nothing  Nothing  Nothing;
    PortfolioRead:      All   Company  Own      Proposed Nothing  Nothing;
    PortfolioWrite:     All   Company  Own      Nothing  Nothing  Nothing;
    WorkerPing:         All   Company  Nothing  Nothing  Nothing  Nothing;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(role: Role, company: Option<i64>) -> Actor {
        Actor {
            user_id: UserId(7),
            role,
            company_id: company.map(CompanyId),
        }
    }

    #[test]
    fn a_manager_reaches_its_company_and_nothing_without_one() {
        let grant = actor(Role::Manager, Some(3)).grant::<TenderWrite>().unwrap();
        assert_eq!(grant.scope(), Scope::Company(CompanyId(3)));
        assert!(actor(Role::Manager, None).grant::<TenderWrite>().is_err());
    }

    #[test]
    fn without_a_company_there_is_oneself_and_nothing_of_staffing() {
        assert_eq!(
            actor(Role::Consultant, Some(3)).grant::<ResumeRead>().unwrap().scope(),
            Scope::Own(UserId(7), Some(CompanyId(3)))
        );
        let own = Scope::Own(UserId(7), None);
        for role in [Role::Consultant, Role::Client, Role::Recruiter, Role::Observer] {
            let homeless = actor(role, None);
            assert!(homeless.grant::<CompanyRead>().is_err() && homeless.grant::<SkillRead>().is_err());
            assert_eq!(homeless.grant::<UserWrite>().unwrap().scope(), own, "{role:?}");
        }
        let consultant = actor(Role::Consultant, None);
        assert!(consultant.grant::<ResumeRead>().is_err() && consultant.grant::<ConsultantWrite>().is_err());
        assert_eq!(consultant.grant::<ExecutionRead>().unwrap().scope(), own);
    }

    #[test]
    fn candidates_have_nothing_in_staffing() {
        for (name, row) in table() {
            assert_eq!(row[6], Reach::Nothing, "{name}");
        }
    }
}
