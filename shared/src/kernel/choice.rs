//! Enumerations that the wire and the database write as text.

/// What every [`choice!`](crate::choice) can do.
pub trait Choice: Copy + Sized + 'static {
    /// Every name, in order.
    const NAMES: &'static [&'static str];
    /// Its name on the wire and in the database.
    fn name(self) -> &'static str;
    /// The one of this name.
    fn named(name: &str) -> Option<Self>;
}

/// Declares an enumeration by its variants and their names, which are stored: never renamed. `"name" | "older name"`: read, never written.
#[macro_export]
macro_rules! choice {
    ($(#[$meta:meta])* $vis:vis enum $type:ident { $($(#[$variant_meta:meta])* $variant:ident = $name:tt $(| $older:tt)*),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, sqlx::Type, utoipa::ToSchema)]
        #[sqlx(type_name = "text")]
        $vis enum $type {
            $($(#[$variant_meta])* #[serde(rename = $name)] #[sqlx(rename = $name)] $variant),+
        }
        impl $crate::kernel::Choice for $type {
            const NAMES: &'static [&'static str] = &[$($name),+];
            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
            fn named(name: &str) -> Option<Self> {
                match name { $($name $(| $older)* => Some(Self::$variant),)+ _ => None }
            }
        }
        impl $crate::kernel::rules::StandIn for $type {
            fn stand_in() -> Self {
                [$(Self::$variant),+][0]
            }
        }
    };
}
