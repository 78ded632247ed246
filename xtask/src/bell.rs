//! The ways for rings to travel, as the product's setting `BELL` names them.

use anyhow::{Result, bail};

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Bell {
    /// A Redis list per queue.
    List,
    /// Tasks of apalis-redis.
    ApalisRedis,
}

impl Bell {
    /// Every one, the default first.
    pub const ALL: [Self; 2] = [Self::List, Self::ApalisRedis];

    /// The setting's value.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::ApalisRedis => "apalis-redis",
        }
    }

    /// What `--bell` says: one, or `both` in turn; nothing is the default.
    pub fn chosen(word: Option<&str>) -> Result<Vec<Self>> {
        match word {
            None => Ok(vec![Self::List]),
            Some("both") => Ok(Self::ALL.to_vec()),
            Some(name) => match Self::ALL.into_iter().find(|bell| bell.name() == name) {
                Some(bell) => Ok(vec![bell]),
                None => bail!("--bell wants list, apalis-redis or both, not {name}"),
            },
        }
    }
}
