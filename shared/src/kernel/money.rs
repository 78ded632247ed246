//! Money: exact to the cent.

use super::{currencies, fault::FaultKind};
use serde::{Serialize, Serializer};

/// An amount per day or hour, in cents of its record's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, sqlx::Type)]
#[sqlx(transparent)]
pub struct Rate(i64);

impl Rate {
    /// The largest amount, in whole units: what `numeric(10, 2)` holds.
    pub const MAX: f64 = 99_999_999.99;

    /// Takes an amount in units.
    ///
    /// # Errors
    /// Negative, too large, or with more than two decimals.
    pub fn from_units(units: f64) -> Result<Self, FaultKind> {
        if !(0.0..=Self::MAX).contains(&units) {
            return Err(FaultKind::OutOfRange(0.0, Self::MAX));
        }
        let cents = (units * 100.0).round();
        if (cents / 100.0 - units).abs() > 1e-9 {
            return Err(FaultKind::TooManyDecimals);
        }
        #[allow(clippy::cast_possible_truncation, reason = "a whole number below 10^10")]
        Ok(Self(cents as i64))
    }

    /// In cents.
    #[must_use]
    pub fn cents(self) -> i64 {
        self.0
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            serializer.serialize_i64(self.0 / 100)
        } else {
            #[allow(
                clippy::cast_precision_loss,
                reason = "below 2^53: every amount prints as it was given"
            )]
            serializer.serialize_f64(self.0 as f64 / 100.0)
        }
    }
}

/// An ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct Currency(String);

impl Currency {
    /// Takes a code.
    ///
    /// # Errors
    /// It is none of ISO 4217's list, in capitals.
    pub fn parse(raw: &str) -> Result<Self, FaultKind> {
        if currencies::is_known(raw) {
            Ok(Self(raw.to_owned()))
        } else {
            Err(FaultKind::Malformed("currency"))
        }
    }
    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_exact_to_the_cent() {
        assert_eq!(Rate::from_units(580.1).unwrap().cents(), 58_010);
        assert_eq!(
            serde_json::to_string(&Rate::from_units(580.1).unwrap()).unwrap(),
            "580.1"
        );
        assert_eq!(serde_json::to_string(&Rate::from_units(580.0).unwrap()).unwrap(), "580");
        assert_eq!(Rate::from_units(1.005), Err(FaultKind::TooManyDecimals));
        assert!(Rate::from_units(-1.0).is_err());
        assert!(Rate::from_units(f64::NAN).is_err());
    }
}
