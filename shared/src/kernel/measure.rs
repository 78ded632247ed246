//! Numbers with bounds.

use super::fault::FaultKind;
use serde::Serialize;

macro_rules! bounded {
    ($($(#[$doc:meta])* $name:ident: $min:literal ..= $max:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(f64);

        impl $name {
            /// The least.
            pub const MIN: f64 = $min;
            /// The most.
            pub const MAX: f64 = $max;

            /// Takes a number.
            ///
            /// # Errors
            /// It is outside the bounds.
            pub fn parse(number: f64) -> Result<Self, FaultKind> {
                if (Self::MIN..=Self::MAX).contains(&number) {
                    Ok(Self(number))
                } else {
                    Err(FaultKind::OutOfRange(Self::MIN, Self::MAX))
                }
            }
            /// The number.
            #[must_use]
            pub fn get(self) -> f64 {
                self.0
            }
        }
    )+};
}

bounded! {
    /// Years of experience.
    Years: 0.0 ..= 70.0;
    /// Degrees north.
    Latitude: -90.0 ..= 90.0;
    /// Degrees east.
    Longitude: -180.0 ..= 180.0;
}

/// A whole number of at most `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Whole<const MIN: i32, const MAX: i32>(i32);

impl<const MIN: i32, const MAX: i32> Whole<MIN, MAX> {
    /// The smallest.
    pub const LEAST: Self = Self(MIN);

    /// Takes a number.
    ///
    /// # Errors
    /// It is outside the bounds.
    pub fn parse(number: i64) -> Result<Self, FaultKind> {
        i32::try_from(number)
            .ok()
            .filter(|n| (MIN..=MAX).contains(n))
            .map(Self)
            .ok_or(FaultKind::OutOfRange(f64::from(MIN), f64::from(MAX)))
    }
    /// The number.
    #[must_use]
    pub fn get(self) -> i32 {
        self.0
    }
}
