//! Who meets whom, and what becomes of each pair. Pure: facts in, a [`Plan`] out.

use super::{
    domain::{Pair, ScoringEngine},
    jobs::{DEFAULT_MIN_SCORE, MatchGeneration},
    outside::{Given, facts},
    queries::facts::{Candidate, Opening, Rules, TextVector},
};
use crate::{
    kernel::{Choice, CompanyId, ConsultantId, TenderId, Words},
    staffing::scoring::{Explanation, Points, Scored, Weights, calibrate, explain, explain_given, score, score_given},
};
use serde_json::Value;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet},
};
use tokio_util::sync::CancellationToken;

/// A scored pair, explained.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Who.
    pub consultant_id: ConsultantId,
    /// For what.
    pub tender_id: TenderId,
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// How well it fits.
    pub score: Points,
    /// Why.
    pub explanation: Explanation,
}

/// What generation wants to write; what people decide meanwhile goes first.
#[derive(Debug, Default)]
pub struct Plan {
    /// Pairs over the bar, the best first.
    pub offers: Vec<Offer>,
    /// Pending matches to be rescored where they stand: made by hand, or over the bar and beyond the limit.
    pub(super) rescored: Vec<Offer>,
    /// Pending generated matches that fell under the bar.
    pub(super) fallen: Vec<Offer>,
    /// Pending generated matches whose two sides no longer meet: the tender is not open, the consultant not to be staffed.
    pub(super) gone: Vec<Pair>,
    /// Pairs that were scored.
    pub considered: usize,
    /// Who scored them.
    pub(super) engine: ScoringEngine,
    /// Why it was not the engine that was asked for.
    pub(super) warning: Option<Words>,
}

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Market {
    pub candidates: Vec<Candidate>,
    pub openings: Vec<Opening>,
    pub partners: HashSet<(CompanyId, CompanyId)>,
    pub rules: HashMap<CompanyId, Rules>,
    /// Pending matches of the pairs that the job is about; true: made by hand.
    pub pending: BTreeMap<Pair, bool>,
    /// What an engine outside said of the pairs, when it was asked and what it said can be taken.
    pub given: Option<Given>,
    /// Why it was not taken.
    pub warning: Option<Words>,
}

struct Found<'a> {
    candidate: &'a Candidate,
    opening: &'a Opening,
    similarity: Option<f64>,
    weights: &'a Weights,
    scored: Scored,
    engine: ScoringEngine,
}

impl Found<'_> {
    fn pair(&self) -> Pair {
        (self.candidate.id, self.opening.id)
    }

    fn offer(&self) -> Offer {
        let (profile, need) = (&self.candidate.profile, &self.opening.need);
        Offer {
            consultant_id: self.candidate.id,
            tender_id: self.opening.id,
            company_id: self.candidate.company_id,
            tender_company_id: self.opening.company_id,
            score: self.scored.score,
            explanation: match self.engine {
                ScoringEngine::Native => explain(&self.scored, profile, need, self.similarity, self.weights),
                ScoringEngine::N8n => explain_given(&self.scored, profile, need, self.engine.name()),
            },
        }
    }
}

/// The work was stopped.
#[derive(Debug)]
pub(super) struct Stopped;

impl Market {
    /// Scores every pair that may meet and decides what becomes of it. Looks at `stop` once a tender.
    pub(super) fn plan(&self, job: &MatchGeneration, stop: &CancellationToken) -> Result<Plan, Stopped> {
        let default = Weights::default();
        let engine = match self.given {
            Some(_) => ScoringEngine::N8n,
            None => ScoringEngine::Native,
        };
        let mut plan = Plan {
            engine,
            warning: self.warning.clone(),
            ..Plan::default()
        };
        let mut gone = self.pending.clone();
        let mut over: Vec<Found> = Vec::new();
        for opening in &self.openings {
            if stop.is_cancelled() {
                return Err(Stopped);
            }
            for candidate in self.candidates.iter().filter(|c| self.may_meet(job, c, opening)) {
                plan.considered += 1;
                let rules = self.rules_of(candidate, opening);
                let weights = job.weights.as_ref().or(rules.map(|r| &r.weights)).unwrap_or(&default);
                let bar = job
                    .min_score
                    .or(rules.map(|r| r.min_score))
                    .unwrap_or(DEFAULT_MIN_SCORE);
                let similarity = similarity(candidate.vector.as_ref(), opening.vector.as_ref());
                let given = self
                    .given
                    .as_ref()
                    .and_then(|given| given.get(&(candidate.id, opening.id)));
                let scored = match given {
                    Some(given) => score_given(given, weights),
                    None => score(&candidate.profile, &opening.need, similarity, weights),
                };
                let found = Found {
                    candidate,
                    opening,
                    similarity,
                    weights,
                    scored,
                    engine,
                };
                let by_hand = gone.remove(&found.pair());
                if found.scored.score >= Points::from_share(bar) {
                    over.push(found);
                } else {
                    match by_hand {
                        Some(true) => plan.rescored.push(found.offer()),
                        Some(false) => plan.fallen.push(found.offer()),
                        None => {}
                    }
                }
            }
        }
        plan.gone = gone
            .into_iter()
            .filter(|(_, by_hand)| !by_hand)
            .map(|(pair, _)| pair)
            .collect();
        self.take_the_best(over, job, &mut plan);
        Ok(plan)
    }

    fn take_the_best(&self, mut over: Vec<Found>, job: &MatchGeneration, plan: &mut Plan) {
        over.sort_by_key(|f| (Reverse(f.scored.score), f.pair()));
        let mut taken: HashMap<i64, usize> = HashMap::new();
        for found in over {
            let group = match job.consultant_id {
                Some(consultant) => consultant.0,
                None => found.opening.id.0,
            };
            let count = taken.entry(group).or_default();
            *count += 1;
            if job.limit.is_none_or(|limit| *count <= limit) {
                plan.offers.push(found.offer());
            } else if self.pending.contains_key(&found.pair()) {
                plan.rescored.push(found.offer());
            }
        }
    }

    /// A consultant or a tender is this company's; or there is none left to say so.
    pub(super) fn has_side(&self, company: CompanyId) -> bool {
        let mut sides = self
            .candidates
            .iter()
            .map(|c| c.company_id)
            .chain(self.openings.iter().map(|o| o.company_id));
        self.candidates.is_empty() || self.openings.is_empty() || sides.any(|side| side == company)
    }

    /// Every pair that may meet, with its facts for somebody else to score; none when there are more than so many.
    pub(super) fn pairs(&self, job: &MatchGeneration, most: usize) -> Option<Vec<(Pair, Value)>> {
        let openings = self.openings.iter();
        let meeting = openings.flat_map(|o| {
            let candidates = self.candidates.iter();
            candidates
                .filter(move |c| self.may_meet(job, c, o))
                .map(move |c| (c, o))
        });
        let pairs = meeting.take(most + 1).map(|(c, o)| ((c.id, o.id), facts(c, o)));
        let pairs: Vec<_> = pairs.collect();
        (pairs.len() <= most).then_some(pairs)
    }

    fn may_meet(&self, job: &MatchGeneration, candidate: &Candidate, opening: &Opening) -> bool {
        let (theirs, ours) = (candidate.company_id, opening.company_id);
        let is_open = theirs == ours || (job.include_partners && self.partners.contains(&(theirs, ours)));
        is_open && job.company_id.is_none_or(|c| c == theirs || c == ours)
    }

    /// The tender's company's, else the consultant's: a pair's score does not depend on who asked for it.
    fn rules_of(&self, candidate: &Candidate, opening: &Opening) -> Option<&Rules> {
        self.rules
            .get(&opening.company_id)
            .or_else(|| self.rules.get(&candidate.company_id))
    }
}

/// Of two unit vectors the cosine is the dot product; vectors of two models never meet.
fn similarity(a: Option<&TextVector>, b: Option<&TextVector>) -> Option<f64> {
    let (a, b) = (a?, b?);
    if a.model != b.model {
        return None;
    }
    let cosine: f32 = a.numbers.iter().zip(&b.numbers).map(|(x, y)| x * y).sum();
    Some(calibrate(f64::from(cosine), &a.model))
}
