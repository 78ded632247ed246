//! The body that writes a user, in POST and PUT alike.

use crate::{
    body,
    extract::{
        body::{Body, Fields, New},
        value::{List, OneOf, Secret, Wire},
    },
};
use serde_json::json;
use shared::{
    identity::users::domain::PersonChanges,
    kernel::{Change, CompanyId, EmailAddress, Line, Role},
};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, schema::Schema},
};

body! {
    /// What is said of a user: fields given are set, null clears, absent ones stay. Of itself everybody changes its names only.
    pub struct UserFields needs [email, role] keeps [is_active, autorisations] {
        /// Its name at log-in.
        email: EmailAddress = "helene.vasseur@exemple.fr",
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

/// A new one's: the same, and its password.
#[derive(Debug)]
pub struct NewUserFields {
    /// Everything but the password.
    pub person: UserFields,
    /// At least 10 characters. Changed at `/auth/change-password` only.
    pub password: Change<Secret>,
}

impl Body for NewUserFields {
    fn read(fields: &mut Fields) -> Self {
        fields.require(&["password"]);
        let password = fields.take("password", &[]);
        let New(person) = New::read(fields);
        Self { person, password }
    }
}

impl PartialSchema for NewUserFields {
    fn schema() -> RefOr<Schema> {
        let mut schema = New::<UserFields>::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            let about = "At least 10 characters. Changed at `/auth/change-password` only.";
            let password = Secret::describe(about, json!("correct horse battery"));
            object.properties.insert("password".to_owned(), password.into());
            object.required.push("password".to_owned());
        }
        schema
    }
}

impl ToSchema for NewUserFields {}

impl UserFields {
    /// As the business says it.
    pub fn changes(self) -> PersonChanges {
        let Self {
            email,
            first_name,
            last_name,
            full_name,
            role,
            company_id,
            is_active,
            autorisations,
        } = self;
        PersonChanges {
            email,
            first_name,
            last_name,
            full_name,
            role: role.map(|r| r.0),
            company_id,
            is_active,
            autorisations: autorisations.map(|a| a.0),
        }
    }
}
