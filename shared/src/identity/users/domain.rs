//! What may be written of a user, and by whom.

use crate::{
    fields,
    kernel::{Change, CompanyId, EmailAddress, FaultKind, Faults, Line, Role, Rules},
};

fields! {
    /// Everything that may be written of a user, its password apart.
    pub struct Person, PersonChanges {
        /// Its name at log-in; unique, whatever the case.
        email: must EmailAddress,
        /// Given name.
        first_name: may Line<100>,
        /// Family name.
        last_name: may Line<100>,
        /// Instead of the two together.
        full_name: may Line<200>,
        /// What it is.
        role: must Role,
        /// Of which company.
        company_id: may CompanyId,
        /// False: it cannot log in.
        is_active: must bool = true,
        /// Named rights on top of its role's.
        autorisations: must Vec<Line<50>> = Vec::new(),
    }
}

impl Rules for Person {
    /// An admin runs the platform and is of no company.
    fn check(&self, faults: &mut Faults) {
        if self.role == Role::Admin && self.company_id.is_some() {
            faults.add("company_id", FaultKind::NotYours);
        }
    }
}

impl PersonChanges {
    /// Whoever becomes an admin leaves its company, unless the change names one, which is then a fault.
    #[must_use]
    pub fn leaving_the_company_as_admin(mut self) -> Self {
        if matches!(self.role, Change::Set(Role::Admin)) && !self.company_id.is_given() {
            self.company_id = Change::Clear;
        }
        self
    }

    /// What is not this role's to set, of others or of itself: nobody makes itself or anybody more than it is.
    #[must_use]
    pub fn not_allowed_to(&self, role: Role, is_self: bool) -> Faults {
        let mut faults = Faults::default();
        if role == Role::Admin {
            return faults;
        }
        let is_managers = role == Role::Manager && !is_self;
        let named = [
            ("email", self.email.is_given() && !is_managers),
            ("role", self.role.is_given() && !is_managers),
            ("is_active", self.is_active.is_given() && !is_managers),
            ("autorisations", self.autorisations.is_given()),
        ];
        for (field, _) in named.into_iter().filter(|(_, refused)| *refused) {
            faults.add(field, FaultKind::NotYours);
        }
        if matches!(self.role, Change::Set(Role::Admin)) && is_managers {
            faults.add("role", FaultKind::NotYours);
        }
        faults
    }
}
