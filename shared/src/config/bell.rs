//! How rings travel.

use super::source::Source;

/// How rings travel from api to worker ([`crate::bell::Transport`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BellTransport {
    /// A Redis list per queue.
    List,
    /// Tasks of apalis-redis.
    ApalisRedis,
}

impl BellTransport {
    /// Every transport.
    pub const ALL: [Self; 2] = [Self::List, Self::ApalisRedis];

    /// Its name in `BELL`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::ApalisRedis => "apalis-redis",
        }
    }
}

/// The transport that the settings name, a list where they name none.
pub(super) fn bell(s: &mut Source) -> BellTransport {
    let name = s.text("BELL", BellTransport::List.name());
    let known = BellTransport::ALL.into_iter().find(|bell| bell.name() == name);
    known.unwrap_or_else(|| {
        s.fault("BELL", &format!("`{name}` is not list or apalis-redis"));
        BellTransport::List
    })
}
