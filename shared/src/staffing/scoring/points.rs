//! Shares counted in whole ten-thousandths: sums of them are exact, which sums of fractions are not.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A share of one in ten-thousandths, 0 to 10,000; on the wire a number from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(u32);

/// The whole.
pub const ONE: Points = Points(10_000);

impl Points {
    /// The nearest share; what is outside 0 to 1, or no number, is brought inside.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and 10,000 after the clamp; NaN becomes 0"
    )]
    pub fn from_share(share: f64) -> Self {
        Self((share.clamp(0.0, 1.0) * f64::from(ONE.0)).round() as u32)
    }

    /// In ten-thousandths.
    #[must_use]
    pub fn count(self) -> u32 {
        self.0
    }

    /// As a number from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / f64::from(ONE.0)
    }

    /// What is left of it above `other`, or nothing.
    #[must_use]
    pub fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.share())
    }
}

impl Serialize for Points {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::from_share)
    }
}

/// Splits `total` in proportion to `parts`, exactly: each gets its quota rounded down, and what is left goes, one each, to the
/// largest remainders (Hamilton's method of apportionment). All zero when the parts are.
pub(super) fn apportion(total: Points, parts: &[u64]) -> Vec<Points> {
    let sum: u128 = parts.iter().copied().map(u128::from).sum();
    if sum == 0 {
        return vec![Points(0); parts.len()];
    }
    let quota = |part: u64| u128::from(total.0) * u128::from(part);
    let mut shares: Vec<u32> = parts
        .iter()
        .map(|p| u32::try_from(quota(*p) / sum).unwrap_or(u32::MAX))
        .collect();
    let left = total.0 - shares.iter().sum::<u32>();
    let mut by_remainder: Vec<usize> = (0..parts.len()).collect();
    by_remainder.sort_by_key(|i| std::cmp::Reverse(quota(parts[*i]) % sum));
    for i in by_remainder.into_iter().take(left as usize) {
        shares[i] += 1;
    }
    shares.into_iter().map(Points).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_however_awkward_the_parts() {
        for parts in [vec![1, 1, 1], vec![3, 0, 7, 11], vec![1; 7], vec![u64::MAX / 8; 6]] {
            let shares = apportion(ONE, &parts);
            assert_eq!(shares.iter().map(|s| s.count()).sum::<u32>(), ONE.count(), "{parts:?}");
        }
        assert_eq!(apportion(ONE, &[0, 0]), vec![Points(0); 2]);
    }

    #[test]
    fn what_is_no_share_is_brought_inside() {
        assert_eq!(Points::from_share(f64::NAN), Points(0));
        assert_eq!(Points::from_share(-3.0), Points(0));
        assert_eq!(Points::from_share(7.0), ONE);
        assert_eq!(Points::from_share(0.123_45), Points(1235));
    }
}
