//! The body that writes a user, in POST and PUT alike.

use crate::{
    body,
    extract::{
        Noted,
        body::New,
        value::{List, OneOf, Secret},
    },
};
use shared::{
    identity::users::domain::PersonChanges,
    kernel::{Change, CompanyId, EmailAddress, FaultKind, Line, Role},
};

body! {
    /// What is said of a user: fields given are set, null clears, absent ones stay. Of itself everybody changes its names only.
    pub struct UserFields needs [email, password, role] {
        /// Its name at log-in.
        email: EmailAddress = "helene.vasseur@exemple.fr",
        /// Of a new one: at least 10 characters. Changed at `/auth/change-password` only.
        password: Secret = "correct horse battery",
        /// Given name.
        first_name: Line<100> = "Hélène",
        /// Family name.
        last_name: Line<100> = "Vasseur",
        /// Instead of the two together.
        full_name: Line<200> = "Hélène Vasseur",
        /// What it is; only an admin makes admins.
        role: OneOf<Role> = "consultant",
        /// Of which company; a manager may leave it out or give its own.
        company_id: CompanyId = 1,
        /// False: it cannot log in.
        is_active: bool = true,
        /// Named rights on top of its role's; an admin's to give.
        autorisations: List<Line<50>> = Vec::<String>::new(),
    }
}

/// A new one's.
pub type NewUserFields = New<UserFields>;

impl UserFields {
    /// The password, and the rest.
    pub fn split(self) -> (Change<Secret>, PersonChanges) {
        let Self {
            email,
            password,
            first_name,
            last_name,
            full_name,
            role,
            company_id,
            is_active,
            autorisations,
        } = self;
        let changes = PersonChanges {
            email,
            first_name,
            last_name,
            full_name,
            role: role.map(|r| r.0),
            company_id,
            is_active,
            autorisations: autorisations.map(|a| a.0),
        };
        (password, changes)
    }

    /// The changes of one that exists. To name a password is a fault.
    pub fn changes(self, noted: &mut Noted) -> PersonChanges {
        let (password, changes) = self.split();
        if password.is_given() {
            noted.add("password", FaultKind::NotYours);
        }
        changes
    }
}
