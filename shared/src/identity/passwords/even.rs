//! The same work for every wrong password, whatever the account's hash is, and whether there is an account.
//!
//! A hash of an older system costs another time than argon2id. So a wrong password is also compared with what the other kinds cost, as
//! long as the installation has accounts of those kinds; when the last has been upgraded, argon2id is all that is done.

use super::{check, older};
use aws_lc_rs::pbkdf2;
use std::{
    hint::black_box,
    sync::atomic::{AtomicU64, Ordering},
};

/// The kinds of older hashes that some account still has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Older {
    /// The highest cost among bcrypt hashes.
    pub bcrypt_cost: Option<u32>,
    /// There are PBKDF2 hashes.
    pub pbkdf2: bool,
}

/// One comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// argon2id with our parameters.
    Argon2,
    /// Two to the power of this cost.
    Bcrypt(u32),
    /// The booking service's rounds.
    Pbkdf2,
}

impl Work {
    /// What a comparison with this hash costs; without a hash it is the decoy's.
    pub(super) fn of(hash: Option<&str>) -> Self {
        match hash {
            Some(hash) if older::bcrypt_cost(hash).is_some() => {
                Self::Bcrypt(older::bcrypt_cost(hash).unwrap_or_default())
            }
            Some(hash) if !hash.starts_with('$') && hash.contains('$') => Self::Pbkdf2,
            _ => Self::Argon2,
        }
    }

    /// What makes it as long as the longest: every other kind once, and of bcrypt what the highest cost has more. Costs are powers of
    /// two, so `c`, once more `c`, then `c + 1` and so on up to below the highest add up to the highest.
    pub(super) fn lacking(self, older: Older) -> Vec<Self> {
        let mut lacking = Vec::new();
        if self != Self::Argon2 {
            lacking.push(Self::Argon2);
        }
        match (self, older.bcrypt_cost) {
            (Self::Bcrypt(own), Some(highest)) => lacking.extend((own..highest).map(Self::Bcrypt)),
            (_, Some(highest)) => lacking.push(Self::Bcrypt(highest)),
            (_, None) => {}
        }
        if older.pbkdf2 && self != Self::Pbkdf2 {
            lacking.push(Self::Pbkdf2);
        }
        lacking
    }

    /// Does it, for nothing.
    pub(super) fn perform(self, password: &[u8], decoy: &str) {
        match self {
            Self::Argon2 => {
                black_box(check(password, decoy));
            }
            Self::Bcrypt(cost) => drop(black_box(bcrypt::hash(older::cut(password), cost))),
            Self::Pbkdf2 => {
                let mut out = [0; 32];
                let salt = b"0123456789abcdef0123456789abcdef";
                pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, older::ROUNDS, salt, password, &mut out);
                black_box(out);
            }
        }
    }
}

/// Sums of work: comparisons by argon2id, rounds of bcrypt, comparisons by PBKDF2.
#[derive(Debug, Default)]
pub(super) struct Counter([AtomicU64; 3]);

impl Counter {
    pub(super) fn note(&self, work: Work) {
        let (kind, rounds) = match work {
            Work::Argon2 => (0, 1),
            Work::Bcrypt(cost) => (1, 1_u64.checked_shl(cost).unwrap_or(u64::MAX)),
            Work::Pbkdf2 => (2, 1),
        };
        self.0[kind].fetch_add(rounds, Ordering::Relaxed);
    }

    pub(super) fn sums(&self) -> [u64; 3] {
        [0, 1, 2].map(|kind| self.0[kind].load(Ordering::Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_hash_comes_to_the_same_work() {
        let older = Older {
            bcrypt_cost: Some(12),
            pbkdf2: true,
        };
        for own in [
            Work::Argon2,
            Work::Bcrypt(4),
            Work::Bcrypt(10),
            Work::Bcrypt(12),
            Work::Pbkdf2,
        ] {
            let counter = Counter::default();
            counter.note(own);
            own.lacking(older).into_iter().for_each(|piece| counter.note(piece));
            assert_eq!(counter.sums(), [1, 1 << 12, 1], "{own:?}");
        }
    }

    #[test]
    fn without_older_hashes_nothing_is_added() {
        assert_eq!(Work::of(None).lacking(Older::default()), []);
    }
}
