//! What an engine outside said of pairs, held against what it was asked. Pure.

use super::{
    domain::Pair,
    queries::facts::{Candidate, Opening},
};
use crate::{
    kernel::{Choice, ConsultantId, TenderId},
    staffing::scoring::{Criterion, Points},
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// How well each criterion is met, of each pair that was asked for.
pub(super) type Given = HashMap<Pair, BTreeMap<Criterion, Points>>;

/// A pair with the facts that our own rules see, for somebody else to score.
pub(super) fn facts(candidate: &Candidate, opening: &Opening) -> Value {
    let (profile, need) = (&candidate.profile, &opening.need);
    let held = profile.skills.iter();
    let missions = profile.missions.iter();
    let needed = need.skills.iter();
    json!({
        "consultant_id": candidate.id,
        "tender_id": opening.id,
        "consultant": {
            "skills": held.map(|s| json!({ "skill_id": s.id, "level": s.level })).collect::<Vec<_>>(),
            "years_experience": profile.years_experience,
            "status": profile.status,
            "availability_date": profile.available_from,
            "missions": missions.map(|m| json!({ "start_date": m.start, "end_date": m.end })).collect::<Vec<_>>(),
            "daily_rate": profile.daily_rate.as_ref().map(|(amount, _)| amount),
            "currency": profile.daily_rate.as_ref().map(|(_, currency)| currency),
            "location": profile.place.name,
            "remote_work": profile.remote,
        },
        "tender": {
            "skills": needed
                .map(|s| json!({ "skill_id": s.id, "name": s.name, "importance": s.importance, "min_level": s.min_level }))
                .collect::<Vec<_>>(),
            "min_years_experience": need.min_years,
            "start_date": need.start,
            "end_date": need.end,
            "budget_max": need.budget.as_ref().map(|(amount, _)| amount),
            "currency": need.budget.as_ref().map(|(_, currency)| currency),
            "location": need.place.name,
            "remote_allowed": need.remote_allowed,
        },
    })
}

/// The scores of an answer: each of the pairs asked for once, each with criteria that there are, each share between 0 and 1. An answer
/// that is wrong in one place is not trusted in another.
pub(super) fn validated(asked: &[Pair], said: &Value) -> Result<Given, String> {
    let scores = said
        .get("scores")
        .and_then(Value::as_array)
        .ok_or("an answer without scores")?;
    let mut given = Given::with_capacity(asked.len());
    for score in scores {
        let id = |name: &str| {
            score
                .get(name)
                .and_then(Value::as_i64)
                .ok_or(format!("a score without {name}"))
        };
        let pair = (ConsultantId(id("consultant_id")?), TenderId(id("tender_id")?));
        if !asked.contains(&pair) {
            return Err(format!(
                "a score of a pair that was not asked for ({}, {})",
                pair.0, pair.1
            ));
        }
        if given.insert(pair, criteria(score)?).is_some() {
            return Err(format!("two scores of one pair ({}, {})", pair.0, pair.1));
        }
    }
    match asked.iter().find(|pair| !given.contains_key(pair)) {
        Some((consultant, tender)) => Err(format!(
            "no score of a pair that was asked for ({consultant}, {tender})"
        )),
        None => Ok(given),
    }
}

fn criteria(score: &Value) -> Result<BTreeMap<Criterion, Points>, String> {
    let named = score
        .get("criteria")
        .and_then(Value::as_object)
        .filter(|c| !c.is_empty());
    let named = named.ok_or("a score without criteria")?;
    let one = |(name, share): (&String, &Value)| {
        // What comes from outside is not repeated at length.
        let shown: String = name.chars().take(40).collect();
        let criterion = Criterion::named(name).ok_or(format!("`{shown}` is not a criterion"))?;
        let share = share.as_f64().filter(|share| (0.0..=1.0).contains(share));
        Ok((
            criterion,
            Points::from_share(share.ok_or(format!("`{shown}` is not between 0 and 1"))?),
        ))
    };
    named.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASKED: [Pair; 2] = [(ConsultantId(1), TenderId(5)), (ConsultantId(2), TenderId(5))];

    fn score(consultant: i64, criteria: &Value) -> Value {
        json!({ "consultant_id": consultant, "tender_id": 5, "criteria": criteria })
    }

    #[test]
    fn scores_of_exactly_what_was_asked_are_taken() {
        let said =
            json!({ "scores": [score(2, &json!({ "rate": 1 })), score(1, &json!({ "skills": 0.5, "location": 0 }))] });
        let given = validated(&ASKED, &said).unwrap();
        assert_eq!(given[&ASKED[0]][&Criterion::Skills], Points::from_share(0.5));
        assert_eq!(given[&ASKED[1]].len(), 1);
    }

    #[test]
    fn anything_else_is_refused_whole() {
        let good = json!({ "skills": 0.5 });
        for (scores, why) in [
            (json!(null), "without scores"),
            (json!([score(1, &good)]), "no score of a pair"),
            (
                json!([score(1, &good), score(2, &good), score(3, &good)]),
                "not asked for",
            ),
            (json!([score(1, &good), score(1, &good)]), "two scores"),
            (json!([score(1, &json!({ "skills": 1.01 }))]), "between 0 and 1"),
            (json!([score(1, &json!({ "skills": -0.1 }))]), "between 0 and 1"),
            (json!([score(1, &json!({ "skills": "0.5" }))]), "between 0 and 1"),
            (json!([score(1, &json!({ "looks": 0.5 }))]), "not a criterion"),
            (json!([score(1, &json!({}))]), "without criteria"),
            (json!([{ "tender_id": 5, "criteria": good }]), "without consultant_id"),
        ] {
            let refused = validated(&ASKED, &json!({ "scores": scores })).unwrap_err();
            assert!(refused.contains(why), "{refused}");
        }
    }
}
