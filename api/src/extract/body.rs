//! JSON bodies: declared once, read field by field, so that one answer names every fault, an unknown field included.

use super::value::Wire;
use serde_json::{Map, Value};
use shared::kernel::{Change, FaultKind, Faults};
use std::borrow::Cow;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{Schema, SchemaType, Type},
    },
};

/// A body's shape; made by [`body!`](crate::body).
pub trait Body: Sized {
    /// Reads it, noting what is wrong.
    fn read(fields: &mut Fields) -> Self;
}

/// No body.
impl Body for () {
    fn read(_: &mut Fields) -> Self {}
}

/// The fields of a body that nobody has read yet.
#[derive(Debug)]
pub struct Fields {
    object: Map<String, Value>,
    /// Given as they are already: nothing to read, and nothing that an older name may say again.
    same: Vec<String>,
    faults: Faults,
}

impl Fields {
    /// Of a JSON object.
    #[must_use]
    pub fn new(object: Map<String, Value>) -> Self {
        Self {
            object,
            same: Vec::new(),
            faults: Faults::default(),
        }
    }

    /// Of a JSON object, without the fields that are as `is_same` knows them.
    #[must_use]
    pub fn changed(object: Map<String, Value>, is_same: impl Fn(&str, &Value) -> bool) -> Self {
        let mut fields = Self::new(Map::new());
        for (name, value) in object {
            if is_same(&name, &value) {
                fields.same.push(name);
            } else {
                fields.object.insert(name, value);
            }
        }
        fields
    }

    /// Notes the fields that must be given and are not.
    pub fn require(&mut self, names: &[&str]) {
        for name in names {
            if self.object.get(*name).is_none_or(Value::is_null) {
                self.faults.add(*name, FaultKind::Required);
                // Named once, as missing.
                self.object.remove(*name);
            }
        }
    }

    /// Notes what is wrong deeper in the body.
    pub fn note(&mut self, faults: Faults) {
        self.faults.0.extend(faults.0);
    }

    /// Takes a field by its name or an older one.
    pub fn take<T: Wire>(&mut self, name: &str, aliases: &[&str]) -> Change<T> {
        if self.same.iter().any(|same| same == name) {
            return Change::Keep;
        }
        let mut found = self.object.remove(name).map(|value| (name, value));
        for alias in aliases {
            // Given twice, the older name stays behind and counts as unknown.
            if found.is_none() {
                found = self.object.remove(*alias).map(|value| (*alias, value));
            }
        }
        match found {
            None => Change::Keep,
            Some((_, Value::Null)) => Change::Clear,
            Some((name, value)) => self
                .faults
                .note(name, T::from_json(value))
                .map_or(Change::Keep, Change::Set),
        }
    }

    /// The faults, those of the fields that nobody took among them.
    ///
    /// # Errors
    /// When there are any.
    pub fn finish<T>(self, value: T) -> Result<T, Faults> {
        self.faults().or(value)
    }

    /// The same, whatever was read.
    #[must_use]
    pub fn faults(mut self) -> Faults {
        for name in self.object.keys() {
            self.faults.add(Faults::segment(name), FaultKind::Unknown);
        }
        self.faults
    }
}

/// An entity's fields, of which a new one must have some.
pub trait Entity: Body {
    /// What must be given when it is made.
    const NEEDS: &'static [&'static str];
}

/// The body that makes an entity: the same fields, some of them required.
#[derive(Debug)]
pub struct New<T>(pub T);

impl<T: Entity> Body for New<T> {
    fn read(fields: &mut Fields) -> Self {
        fields.require(T::NEEDS);
        Self(T::read(fields))
    }
}

impl<T: Entity + PartialSchema> PartialSchema for New<T> {
    fn schema() -> RefOr<Schema> {
        let mut schema = T::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            object.required = T::NEEDS.iter().map(|name| (*name).to_owned()).collect();
        }
        schema
    }
}

impl<T: Entity + ToSchema> ToSchema for New<T> {
    fn name() -> Cow<'static, str> {
        format!("New{}", T::name()).into()
    }
}

/// The schema of a field that may be null.
#[must_use]
pub fn nullable(schema: Schema) -> Schema {
    let or_null = |kind: SchemaType| match kind {
        SchemaType::Type(one) => SchemaType::Array(vec![one, Type::Null]),
        SchemaType::Array(mut several) => {
            several.push(Type::Null);
            SchemaType::Array(several)
        }
        SchemaType::AnyValue => SchemaType::AnyValue,
    };
    match schema {
        Schema::Object(mut object) => {
            object.schema_type = or_null(object.schema_type);
            if let Some(values) = &mut object.enum_values {
                values.push(Value::Null);
            }
            Schema::Object(object)
        }
        Schema::Array(mut array) => {
            array.schema_type = or_null(array.schema_type);
            Schema::Array(array)
        }
        other => other,
    }
}

/// Declares a JSON body: `field ["older name"]: Type = example`. Every field is a [`Change`]; those that `requires [...]` names must be
/// given. A body that makes and changes an entity names with `needs [...]` what only [`New`] asks for, and with `keeps [...]` what else is never
/// null. One that `says` the changes of an aggregate ([`Says`](crate::entity::Says)) has their fields: the `owner` apart, and those that are read
/// by a type of the wire are handed on as what is `inner`; what is `apart` is the handler's.
#[macro_export]
macro_rules! body {
    (
        $(#[doc = $about:literal])+
        $vis:vis struct $name:ident $(requires [$($required:ident),*])? $(needs [$($needed:ident),*])? $(keeps [$($kept:ident),*])?
        $(says $changes:ident)? {
            $($(#[doc = $doc:literal])+ $field:ident $([$($alias:literal),+])? : $type:ty $(as $how:ident)? = $example:expr),+ $(,)?
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug)]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: shared::kernel::Change<$type>),+
        }
        impl $crate::extract::body::Body for $name {
            fn read(fields: &mut $crate::extract::body::Fields) -> Self {
                $(fields.require(&[$(stringify!($required)),*]);)?
                Self { $($field: fields.take(stringify!($field), &[$($($alias),+)?])),+ }
            }
        }
        $(impl $crate::extract::body::Entity for $name {
            const NEEDS: &'static [&'static str] = &[$(stringify!($needed)),*];
        })?
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                // What must have a value; every other field is cleared by null, or null says of it what its absence does.
                let kept: &[&str] = &[$($(stringify!($required),)*)? $($(stringify!($needed),)*)? $($(stringify!($kept),)*)?];
                utoipa::openapi::schema::ObjectBuilder::new()
                    .description(Some(concat!($($about),+).trim()))
                    $(.property(stringify!($field), {
                        let described = <$type as $crate::extract::value::Wire>::describe(concat!($($doc),+), serde_json::json!($example));
                        if kept.contains(&stringify!($field)) { described } else { $crate::extract::body::nullable(described) }
                    }))+
                    $($(.required(stringify!($required)))*)?
                    .additional_properties(Some(utoipa::openapi::schema::AdditionalProperties::<utoipa::openapi::schema::Schema>::FreeForm(false)))
                    .build()
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
        $crate::body!(@says $name, ($($changes)?), $(($field $($how)?)),+);
    };
    (@says $name:ident, (), $($field:tt),+) => {};
    (@says $name:ident, ($changes:ident), $($field:tt),+) => {
        impl $crate::entity::Says for $name {
            type Changes = $changes;
            fn owner(&self) -> shared::kernel::Change<shared::kernel::CompanyId> {
                // The one that is an owner, if there is one; the others stand for nothing.
                [$($crate::body!(@owner self, $field)),+].into_iter().flatten().next().unwrap_or(shared::kernel::Change::Keep)
            }
            fn changes(self) -> $changes {
                let mut changes = $changes::default();
                $($crate::body!(@say changes, self, $field);)+
                changes
            }
        }
    };
    (@owner $self:ident, ($field:ident owner)) => { Some($self.$field) };
    (@owner $self:ident, ($field:ident $($how:ident)?)) => { None };
    (@say $changes:ident, $self:ident, ($field:ident)) => { $changes.$field = $self.$field };
    (@say $changes:ident, $self:ident, ($field:ident inner)) => { $changes.$field = $self.$field.map(|wire| wire.0) };
    // An owner, or apart: the handler has its own use for it.
    (@say $changes:ident, $self:ident, ($field:ident $how:ident)) => {};
}
