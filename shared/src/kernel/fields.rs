//! Entities by their fields, declared once: what is stored, what a request may say of it, and how the two meet.

use super::{
    Currency, EmailAddress, Faults, Line, Role, Whole,
    rules::{Rules, StandIn},
};

/// An entity whose fields people write; made by [`fields!`](crate::fields).
pub trait Written: Rules + Clone + PartialEq + Sized {
    /// What a request says of each field.
    type Changes;
    /// A new one.
    ///
    /// # Errors
    /// Every field that is missing, null without right, or contradicts another.
    fn create(changes: Self::Changes) -> Result<Self, Faults>;
    /// The same with the changes made.
    ///
    /// # Errors
    /// Every field that is null without right, or contradicts another.
    fn change(self, changes: Self::Changes) -> Result<Self, Faults>;
}

impl StandIn for Role {
    fn stand_in() -> Self {
        Self::Candidate
    }
}

impl<const MIN: i32, const MAX: i32> StandIn for Whole<MIN, MAX> {
    fn stand_in() -> Self {
        Self::LEAST
    }
}

macro_rules! parsed {
    ($([$($generics:tt)*] $type:ty = $text:literal),+ $(,)?) => {$(
        impl<$($generics)*> StandIn for $type {
            #[allow(clippy::expect_used, reason = "the text is a constant of this table, and a test reads it")]
            fn stand_in() -> Self {
                Self::parse($text).expect("a stand-in is well-formed")
            }
        }
    )+};
}

parsed! {
    [const MAX: usize] Line<MAX> = "?",
    [] EmailAddress = "nobody@example.invalid",
    [] Currency = "XXX",
}

/// Declares an entity's fields and their changes: `name: must Type`, `name: must Type = default` or `name: may Type`. What holds
/// between them is said in an `impl` of [`Rules`](crate::kernel::Rules), which is empty where nothing does.
#[macro_export]
macro_rules! fields {
    ($(#[doc = $about:literal])+ $vis:vis struct $name:ident, $changes:ident {
        $($(#[doc = $doc:literal])+ $field:ident: $kind:ident $type:ty $(= $default:expr)?),+ $(,)?
    }) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $($(#[doc = $doc])+ pub $field: $crate::fields!(@type $kind $type)),+
        }
        #[doc = concat!("What a request says of each field of [`", stringify!($name), "`].")]
        #[derive(Debug, Default)]
        $vis struct $changes {
            $($(#[doc = $doc])+ pub $field: $crate::kernel::Change<$type>),+
        }
        impl $crate::kernel::Written for $name {
            type Changes = $changes;
            fn create(changes: $changes) -> Result<Self, $crate::kernel::Faults> {
                let mut faults = $crate::kernel::Faults::default();
                $(let $field = $crate::fields!(@new $kind changes.$field, stringify!($field), &mut faults $(, $default)?);)+
                // A missing field must not hide that others contradict each other, so the check goes on with a stand-in.
                $(let $field = $field.unwrap_or_else($crate::kernel::rules::StandIn::stand_in);)+
                let made = Self { $($field),+ };
                $crate::kernel::Rules::check(&made, &mut faults);
                faults.or(made)
            }
            fn change(mut self, changes: $changes) -> Result<Self, $crate::kernel::Faults> {
                let mut faults = $crate::kernel::Faults::default();
                $($crate::fields!(@apply $kind self.$field, changes.$field, stringify!($field), &mut faults);)+
                $crate::kernel::Rules::check(&self, &mut faults);
                faults.or(self)
            }
        }
    };
    (@type must $type:ty) => { $type };
    (@type may $type:ty) => { Option<$type> };
    (@new may $change:expr, $name:expr, $faults:expr) => { Some($change.optional()) };
    (@new must $change:expr, $name:expr, $faults:expr) => { $change.required($name, $faults) };
    (@new must $change:expr, $name:expr, $faults:expr, $default:expr) => { $change.or_else($default, $name, $faults) };
    (@apply may $field:expr, $change:expr, $name:expr, $faults:expr) => { $change.apply(&mut $field) };
    (@apply must $field:expr, $change:expr, $name:expr, $faults:expr) => { $change.apply_required(&mut $field, $name, $faults) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stand_in_is_well_formed() {
        assert_eq!(Line::<1>::stand_in().as_str(), "?");
        assert_eq!(EmailAddress::stand_in().as_str(), "nobody@example.invalid");
        assert_eq!(Currency::stand_in().as_str(), "XXX");
    }
}
