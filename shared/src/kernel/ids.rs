//! Identifiers as types, so that a tender's id is never passed where a consultant's is meant.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

macro_rules! integer_id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        #[schema(value_type = i64)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl From<$name> for i64 {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )+};
}

integer_id!(
    /// A company: an ESN or a client.
    CompanyId,
    /// A person who can log in.
    UserId,
    /// A consultant of an ESN.
    ConsultantId,
    /// A skill of the catalogue.
    SkillId,
    /// A client's call for consultants.
    TenderId,
    /// A consultant proposed for a tender.
    MatchId,
    /// An uploaded CV file.
    ResumeId,
    /// Two companies that open their rows to each other.
    PartnershipId,
    /// A company's weights.
    ScoringProfileId,
    /// A consultant at work for a tender.
    CollaborationId,
    /// What a consultant or company shows.
    PortfolioId,
    /// A machine's credentials.
    ApiKeyId,
);

/// One run of a job kind: a UUIDv7, so ids sort by creation time.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, sqlx::Type, utoipa::ToSchema,
)]
#[serde(transparent)]
#[sqlx(transparent)]
#[schema(value_type = Uuid)]
pub struct ExecutionId(pub Uuid);

impl ExecutionId {
    /// A fresh id; the only place where one is made.
    #[must_use]
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for ExecutionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
