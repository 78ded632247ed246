//! What may be written of a user, and by whom.

use crate::{
    fields,
    kernel::{CompanyId, EmailAddress, FaultKind, Faults, Line, Role},
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

impl Person {
    /// No two of its fields can contradict each other.
    #[allow(clippy::unused_self, reason = "what `fields!` asks of every entity")]
    fn check(&self, _: &mut Faults) {}
}

impl PersonChanges {
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
        if matches!(self.role, crate::kernel::Change::Set(Role::Admin)) && is_managers {
            faults.add("role", FaultKind::NotYours);
        }
        faults
    }
}
