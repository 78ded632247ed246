//! The payloads of the kinds that generate matches: asked for, and at night.

use crate::{
    jobs::{Backoff, Job, Policy, Queue, Subject},
    kernel::{CompanyId, ConsultantId, TenderId},
    staffing::{matches::ScoringEngine, scoring::Weights},
};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The bar where neither the request nor a scoring profile names one.
pub const DEFAULT_MIN_SCORE: f64 = crate::staffing::scoring_profiles::domain::DEFAULT_BAR;

/// Score consultants for tenders and keep what passes the bar. Everything that is given must hold; with nothing given, it is the
/// whole market.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MatchGeneration {
    /// Only this tender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tender_id: Option<TenderId>,
    /// Only this consultant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultant_id: Option<ConsultantId>,
    /// Only pairs of which this company is a side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub company_id: Option<CompanyId>,
    /// The bar, 0 to 1; else the scoring profile's, else [`DEFAULT_MIN_SCORE`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_score: Option<f64>,
    /// New matches at most, the best ones, per tender (per consultant where one is given).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// Pairs of two companies with an active partnership take part.
    #[serde(default = "yes")]
    pub include_partners: bool,
    /// Instead of the scoring profile's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Weights>,
    /// Who scores; payloads from before there was a choice name none.
    #[serde(default)]
    pub engine: ScoringEngine,
    /// Only these tenders: a [`MatchShard`]'s. Never stored under this version, which workers from before would take for the whole market.
    #[serde(skip)]
    pub shard: Option<Vec<TenderId>>,
}

fn yes() -> bool {
    true
}

impl Default for MatchGeneration {
    fn default() -> Self {
        Self {
            tender_id: None,
            consultant_id: None,
            company_id: None,
            min_score: None,
            limit: None,
            include_partners: true,
            weights: None,
            engine: ScoringEngine::Native,
            shard: None,
        }
    }
}

impl MatchGeneration {
    /// A consultant against every tender that is open to it.
    #[must_use]
    pub fn for_consultant(id: ConsultantId) -> Self {
        Self {
            consultant_id: Some(id),
            ..Self::default()
        }
    }

    /// A tender against every consultant that is open to it.
    #[must_use]
    pub fn for_tender(id: TenderId) -> Self {
        Self {
            tender_id: Some(id),
            ..Self::default()
        }
    }
}

impl Job for MatchGeneration {
    const KIND: &'static str = "match_generation";
    const POLICY: Policy = Policy {
        queue: Queue::Matching,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(300),
        },
        timeout: Duration::from_secs(600),
        priority: 5,
    };
    fn subject(&self) -> Option<Subject> {
        let tender = self.tender_id.map(|t| Subject::new("tender", t.0));
        let consultant = self.consultant_id.map(|c| Subject::new("consultant", c.0));
        let company = self.company_id.map(|c| Subject::new("company", c.0));
        tender.or(consultant).or(company)
    }
}

/// Tenders of a shard at most. A worker that dies loses the work of one shard, and holds the offers of one.
pub const SHARD: usize = 25;

/// At night: every open tender against every consultant who can be staffed, in shards that the workers share.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Rematch {}

impl Job for Rematch {
    const KIND: &'static str = "rematch";
    const POLICY: Policy = Policy {
        queue: Queue::Matching,
        max_attempts: 5,
        backoff: Backoff {
            first: Duration::from_secs(2),
            cap: Duration::from_secs(300),
        },
        timeout: Duration::from_secs(120),
        priority: 7,
    };
}

/// One shard of a [`Rematch`]: a [`MatchGeneration`] of these tenders, by the companies' own rules. A version of its own, so that workers
/// that do not know shards leave it to those that do.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MatchShard {
    /// [`SHARD`] of them at most.
    pub tender_ids: Vec<TenderId>,
}

impl From<MatchShard> for MatchGeneration {
    fn from(shard: MatchShard) -> Self {
        Self {
            shard: Some(shard.tender_ids),
            ..Self::default()
        }
    }
}

impl Job for MatchShard {
    const KIND: &'static str = MatchGeneration::KIND;
    const VERSION: i16 = 2;
    const POLICY: Policy = Policy {
        priority: Rematch::POLICY.priority,
        ..MatchGeneration::POLICY
    };
}
