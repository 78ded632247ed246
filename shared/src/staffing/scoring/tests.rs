//! The rules of staffing.md, on facts made by hand and by chance.

use super::*;
use crate::{
    directory::{consultants::domain::ConsultantStatus, skills::domain::Level},
    kernel::{Locale, SkillId, Words},
    staffing::tenders::domain::Importance,
};
use chrono::NaiveDate;
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::collections::BTreeMap;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

fn needed(id: i64, importance: Importance, min_level: Option<Level>) -> SkillNeeded {
    SkillNeeded {
        id: SkillId(id),
        name: format!("Skill {id}"),
        importance,
        min_level,
    }
}

fn held(id: i64, level: Level) -> SkillHeld {
    SkillHeld { id: SkillId(id), level }
}

/// A consultant who meets everything that [`need`] asks for.
fn profile() -> Profile {
    Profile {
        skills: vec![
            held(1, Level::Expert),
            held(2, Level::Advanced),
            held(3, Level::Beginner),
        ],
        years_experience: Some(8.0),
        status: ConsultantStatus::Available,
        available_from: Some(day(3, 1)),
        missions: Vec::new(),
        daily_rate: Some((550.0, "EUR".into())),
        place: Place {
            name: Some("Paris, Île-de-France, France".into()),
            coordinates: None,
        },
        remote: false,
        max_travel_km: None,
    }
}

fn need() -> Need {
    Need {
        skills: vec![
            needed(1, Importance::Required, Some(Level::Advanced)),
            needed(2, Importance::Preferred, None),
            needed(3, Importance::NiceToHave, None),
        ],
        min_years: Some(5.0),
        start: Some(day(3, 1)),
        end: Some(day(8, 31)),
        budget: Some((600.0, "EUR".into())),
        place: Place {
            name: Some("PARIS".into()),
            coordinates: None,
        },
        remote_allowed: false,
        as_of: day(1, 15),
    }
}

fn explained(profile: &Profile, need: &Need, similarity: Option<f64>) -> (Points, Explanation) {
    let weights = Weights::default();
    let scored = score(profile, need, similarity, &weights);
    let explanation = explain(&scored, profile, need, similarity, &weights);
    (scored.score, explanation)
}

fn of(explanation: &Explanation, name: Criterion) -> &CriterionScore {
    explanation.criteria.iter().find(|c| c.name == name).unwrap()
}

#[test]
fn who_meets_everything_scores_one_and_needs_no_advice() {
    let (score, explanation) = explained(&profile(), &need(), Some(1.0));
    assert_eq!(score, ONE);
    assert_eq!(explanation.recommendations, []);
    assert_eq!(explanation.left_out, []);
    assert_eq!(explanation.skills.matched.len(), 3);
}

#[test]
fn a_missing_required_skill_caps_the_criterion_and_the_cap_goes_when_it_is_there() {
    let mut poor = profile();
    poor.skills.retain(|s| s.id != SkillId(1));
    let mut need = need();
    need.skills.push(needed(4, Importance::Preferred, None));
    need.skills.push(needed(5, Importance::Preferred, None));
    poor.skills.extend([held(4, Level::Expert), held(5, Level::Expert)]);
    let (_, without) = explained(&poor, &need, None);
    // 7 of 10 by importance, capped.
    assert_eq!(of(&without, Criterion::Skills).score, Points::from_share(0.5));
    assert!(
        of(&without, Criterion::Skills)
            .reason
            .in_(Locale::En)
            .contains("required and missing: Skill 1")
    );
    poor.skills.push(held(1, Level::Beginner));
    let (_, with) = explained(&poor, &need, None);
    // (3 x 1/3 + 7) / 10.
    assert_eq!(of(&with, Criterion::Skills).score, Points::from_share(0.8));
    assert_eq!(with.skills.partial.len(), 1);
}

#[test]
fn what_has_no_data_is_left_out_and_the_rest_renormalised() {
    let mut silent = profile();
    silent.daily_rate = None;
    silent.place = Place::default();
    let (score, explanation) = explained(&silent, &need(), None);
    let names: Vec<Criterion> = explanation.left_out.iter().map(|l| l.name).collect();
    assert_eq!(names, [Criterion::Semantic, Criterion::Rate, Criterion::Location]);
    // 0.45 of 0.45 + 0.10 + 0.10.
    assert_eq!(
        of(&explanation, Criterion::Skills).weight,
        Points::from_share(0.45 / 0.65)
    );
    assert_eq!(score, ONE);
}

#[test]
fn with_no_data_at_all_the_score_is_zero_and_everything_is_left_out() {
    let mut empty = need();
    empty.skills.clear();
    (empty.min_years, empty.start, empty.budget, empty.place) = (None, None, None, Place::default());
    let (score, explanation) = explained(&profile(), &empty, None);
    assert_eq!(score, Points::default());
    assert_eq!((explanation.criteria.len(), explanation.left_out.len()), (0, 6));
}

#[test]
fn a_criterion_that_the_weights_do_not_name_weighs_nothing() {
    let weights = Weights::parse(&BTreeMap::from([("rate".to_owned(), 0.3)])).unwrap();
    let mut dear = profile();
    dear.daily_rate = Some((675.0, "EUR".into()));
    let scored = score(&dear, &need(), Some(1.0), &weights);
    assert_eq!(scored.counted().collect::<Vec<_>>(), ["rate"]);
    // 12.5 % above the budget: half of the tolerance.
    assert_eq!(scored.score, Points::from_share(0.5));
}

#[test]
fn another_currency_is_left_out_and_not_converted() {
    let mut abroad = profile();
    abroad.daily_rate = Some((550.0, "CHF".into()));
    let (_, explanation) = explained(&abroad, &need(), None);
    assert!(explanation.left_out.iter().any(|l| l.name == Criterion::Rate));
}

#[test]
fn two_weeks_late_is_whole_and_ninety_days_or_the_tenders_end_nothing() {
    let availability = |free: NaiveDate, end: Option<NaiveDate>| {
        let (mut late, mut need) = (profile(), need());
        (late.available_from, need.end) = (Some(free), end);
        of(&explained(&late, &need, None).1, Criterion::Availability).score
    };
    // The work begins on 1 March.
    let long = Some(day(8, 31));
    for end in [long, None] {
        assert_eq!(availability(day(3, 15), end), ONE);
        // 38 of the 76 days between two weeks and ninety days are left.
        assert_eq!(availability(day(4, 22), end), Points::from_share(0.5));
        assert!(availability(day(5, 29), end) > Points::default());
        assert_eq!(availability(day(5, 30), end), Points::default());
        assert_eq!(availability(day(9, 1), end), Points::default());
    }
    let short = Some(day(4, 14));
    assert_eq!(availability(day(3, 15), short), ONE);
    assert_eq!(availability(day(3, 30), short), Points::from_share(0.5));
    assert_eq!(availability(day(4, 14), short), Points::default());
    let days = Some(day(3, 8));
    assert_eq!(availability(day(3, 7), days), ONE);
    assert_eq!(availability(day(3, 8), days), Points::default());
}

#[test]
fn who_is_at_work_is_free_when_the_mission_is_over() {
    let with = |missions: &[(Option<NaiveDate>, Option<NaiveDate>)], available_from, status| {
        let (mut busy, mut need) = (profile(), need());
        // The work begins on 1 March.
        need.end = Some(day(8, 31));
        (busy.available_from, busy.status) = (available_from, status);
        busy.missions = missions.iter().map(|&(start, end)| Mission { start, end }).collect();
        explained(&busy, &need, None).1
    };
    let (free, busy) = (ConsultantStatus::Available, ConsultantStatus::OnMission);
    let score = |missions: &[(Option<NaiveDate>, Option<NaiveDate>)]| {
        of(&with(missions, Some(day(3, 1)), free), Criterion::Availability).score
    };
    assert_eq!(score(&[(None, Some(day(2, 28)))]), ONE, "over before");
    assert_eq!(score(&[(Some(day(9, 1)), None)]), ONE, "begins after");
    assert_eq!(score(&[(None, Some(day(3, 14)))]), ONE, "two weeks late");
    assert_eq!(score(&[(None, Some(day(4, 21)))]), Points::from_share(0.5));
    // The whole of the days, or none: one in their midst is in the way too.
    assert_eq!(score(&[(Some(day(4, 1)), Some(day(4, 21)))]), Points::from_share(0.5));
    assert_eq!(
        score(&[(None, Some(day(3, 10))), (Some(day(4, 1)), Some(day(8, 30)))]),
        Points::default()
    );
    let told = with(&[(Some(day(1, 5)), Some(day(6, 30)))], Some(day(1, 1)), free);
    let availability = of(&told, Criterion::Availability);
    assert!(
        availability.reason.in_(Locale::En).starts_with("Free from 2026-07-01"),
        "{availability:?}"
    );
    assert!(
        availability
            .evidence
            .iter()
            .any(|e| e.in_(Locale::En) == "at work until 2026-06-30")
    );
    // On a mission whose end only its collaboration knows.
    let known = with(&[(None, Some(day(4, 21)))], None, busy);
    assert_eq!(of(&known, Criterion::Availability).score, Points::from_share(0.5));
    // No end is known, but the day on which the consultant is back.
    let back = with(&[(Some(day(1, 5)), None)], Some(day(4, 22)), busy);
    assert_eq!(of(&back, Criterion::Availability).score, Points::from_share(0.5));
    for available_from in [None, Some(day(1, 1))] {
        let unknown = with(&[(Some(day(1, 5)), None)], available_from, free);
        assert!(
            unknown.left_out.iter().any(|l| l.name == Criterion::Availability),
            "{available_from:?}"
        );
    }
}

#[test]
fn a_start_that_has_passed_is_today_and_who_leaves_is_never_free() {
    let mut late = profile();
    late.available_from = Some(day(6, 1));
    let mut passed = need();
    (passed.start, passed.end) = (Some(day(1, 1)), None);
    passed.as_of = day(6, 1);
    let (_, explanation) = explained(&late, &passed, None);
    assert_eq!(
        of(&explanation, Criterion::Availability).score,
        ONE,
        "the start has passed, and so has the wait"
    );
    late.status = ConsultantStatus::Leaving;
    let (_, explanation) = explained(&late, &need(), None);
    assert_eq!(of(&explanation, Criterion::Availability).score, Points::default());
}

#[test]
fn nobody_is_available_for_what_is_over() {
    let mut over = need();
    (over.start, over.end) = (Some(day(1, 1)), Some(day(4, 30)));
    over.as_of = day(6, 1);
    for free in [Some(day(3, 1)), Some(day(6, 1)), Some(day(9, 1)), None] {
        let mut profile = profile();
        profile.available_from = free;
        let (_, explanation) = explained(&profile, &over, None);
        let availability = of(&explanation, Criterion::Availability);
        assert_eq!(availability.score, Points::default(), "{free:?}");
        assert_eq!(availability.reason.in_(Locale::En), "The tender's last day has passed.");
    }
    // The last day itself is still to be worked.
    over.end = Some(over.as_of);
    let (_, explanation) = explained(&profile(), &over, None);
    assert_eq!(of(&explanation, Criterion::Availability).score, ONE);
}

#[test]
fn places_are_compared_by_distance_where_both_have_coordinates_else_by_name() {
    let at = |name: &str, coordinates| Place {
        name: Some(name.into()),
        coordinates,
    };
    let (paris, lyon) = (Some((48.8566, 2.3522)), Some((45.7640, 4.8357)));
    let location = |home: Place, work: Place, travel: Option<f64>| {
        let (mut p, mut n) = (profile(), need());
        (p.place, n.place, p.max_travel_km) = (home, work, travel);
        of(&explained(&p, &n, None).1, Criterion::Location).score
    };
    assert_eq!(location(at("Lyon", lyon), at("Paris", paris), Some(500.0)), ONE);
    assert_eq!(location(at("Lyon", lyon), at("Paris", paris), None), Points::default());
    assert_eq!(
        location(at("Lyon, France", None), at("Paris, France", None), None),
        Points::from_share(0.3)
    );
    for home in ["12 rue de la Paix, 75002 Paris", "Paris 15e"] {
        assert_eq!(location(at(home, None), at("Paris", None), None), ONE, "{home}");
    }
    assert_eq!(
        location(at("2 rue de Paris, 69003 Lyon", None), at("Paris", None), None),
        Points::default()
    );
    let region = |city: &str| at(&format!("{city}, Île-de-France, France"), None);
    assert_eq!(
        location(region("Versailles"), region("Paris"), None),
        Points::from_share(0.6)
    );
    assert_eq!(location(at("Lyon", None), at("Paris", None), None), Points::default());
    // A region by name, and the town that lies in it.
    for (home, work) in [
        ("Paris", "Île-de-France"),
        ("Boulogne-Billancourt (92)", "Paris"),
        ("Villeurbanne", "Auvergne-Rhône-Alpes, France"),
        ("Rennes", "Brittany"),
    ] {
        assert_eq!(
            location(at(home, None), at(work, None), None),
            Points::from_share(0.6),
            "{home}, {work}"
        );
    }
    assert_eq!(
        location(at("Lyon", None), at("Île-de-France", None), None),
        Points::default()
    );
    assert_eq!(location(at("Genève", None), at("Geneva, Switzerland", None), None), ONE);
    let (mut p, mut n) = (profile(), need());
    (p.place, n.place, p.remote, n.remote_allowed) = (at("Lyon", None), at("Paris", None), true, true);
    assert_eq!(of(&explained(&p, &n, None).1, Criterion::Location).score, ONE);
}

#[test]
fn advice_gains_exactly_what_it_says() {
    let mut weak = profile();
    weak.skills = vec![held(1, Level::Beginner)];
    weak.daily_rate = Some((700.0, "EUR".into()));
    let (before, explanation) = explained(&weak, &need(), Some(0.4));
    let rate = explanation
        .recommendations
        .iter()
        .find(|r| r.text.in_(Locale::En).contains("daily rate"))
        .unwrap();
    weak.daily_rate = Some((600.0, "EUR".into()));
    let (after, _) = explained(&weak, &need(), Some(0.4));
    assert_eq!(after.above(before), rate.gain);
    let gains: Vec<Points> = explanation.recommendations.iter().map(|r| r.gain).collect();
    assert!(gains.is_sorted_by(|a, b| a >= b) && gains.len() >= 3, "{gains:?}");
}

#[test]
fn contributions_and_weights_add_up_exactly_whatever_the_facts() {
    let mut rng = StdRng::seed_from_u64(20_261_124);
    for round in 0..2000 {
        let (profile, need) = (random_profile(&mut rng), random_need(&mut rng));
        let similarity = rng.random_bool(0.7).then(|| rng.random::<f64>());
        let named: BTreeMap<String, f64> = Criterion::ALL
            .iter()
            .map(|c| (crate::kernel::Choice::name(*c).to_owned(), rng.random_range(0.0..=1.0)))
            .collect();
        let weights = if round % 2 == 0 {
            Weights::default()
        } else {
            Weights::parse(&named).unwrap()
        };
        let scored = score(&profile, &need, similarity, &weights);
        let explanation = explain(&scored, &profile, &need, similarity, &weights);
        let sum =
            |pick: fn(&CriterionScore) -> Points| explanation.criteria.iter().map(|c| pick(c).count()).sum::<u32>();
        assert_eq!(sum(|c| c.contribution), scored.score.count());
        assert_eq!(explanation.score(), scored.score);
        if !explanation.criteria.is_empty() {
            assert_eq!(sum(|c| c.weight), ONE.count());
        }
        assert_eq!(explanation.criteria.len() + explanation.left_out.len(), 6);
        if need.end.is_some_and(|end| end < need.as_of) {
            let availability = explanation.criteria.iter().find(|c| c.name == Criterion::Availability);
            assert!(availability.is_none_or(|c| c.score == Points::default()), "{need:?}");
        }
        let criteria = explanation
            .criteria
            .iter()
            .flat_map(|c| c.evidence.iter().chain([&c.reason]));
        let left_out = explanation.left_out.iter().map(|l| &l.reason);
        let advice = explanation.recommendations.iter().map(|r| &r.text);
        criteria.chain(left_out).chain(advice).for_each(is_in_both_languages);
        let wire = serde_json::to_value(&explanation).unwrap();
        assert_eq!(serde_json::from_value::<Explanation>(wire).unwrap(), explanation);
    }
}

/// It says something in each, and not the same.
fn is_in_both_languages(words: &Words) {
    let (fr, en) = (words.in_(Locale::Fr), words.in_(Locale::En));
    assert!(!fr.is_empty() && !en.is_empty() && fr != en, "{words:?}");
}

#[test]
fn what_is_stored_is_said_in_the_reader_s_language() {
    let (_, explanation) = explained(&profile(), &need(), None);
    let mut said = serde_json::to_value(&explanation).unwrap();
    speak(&mut said, Locale::Fr);
    assert_eq!(said["left_out"][0]["reason"], left_out_in_french());
    assert!(said["criteria"][0]["evidence"][0].is_string(), "{said}");
    // As rows from before have it.
    let mut before = serde_json::json!({ "left_out": [{ "name": "rate", "reason": "The tender names no budget." }] });
    let stored = before.clone();
    speak(&mut before, Locale::Fr);
    assert_eq!(before, stored);
}

fn left_out_in_french() -> &'static str {
    "Consultant et appel d'offres n'ont pas encore de vecteurs de texte du même modèle."
}

fn random_profile(rng: &mut StdRng) -> Profile {
    let levels = [Level::Beginner, Level::Intermediate, Level::Advanced, Level::Expert];
    let mut p = profile();
    p.skills = (0..rng.random_range(0..6))
        .map(|i| held(i, levels[rng.random_range(0..4)]))
        .collect();
    p.years_experience = rng.random_bool(0.8).then(|| rng.random_range(0.0..30.0));
    p.available_from = rng
        .random_bool(0.5)
        .then(|| day(rng.random_range(1..=12), rng.random_range(1..=28)));
    p.daily_rate = rng
        .random_bool(0.7)
        .then(|| (rng.random_range(0.0..1500.0), "EUR".into()));
    p.place.coordinates = rng
        .random_bool(0.5)
        .then(|| (rng.random_range(-90.0..90.0), rng.random_range(-180.0..180.0)));
    p.remote = rng.random_bool(0.5);
    p
}

fn random_need(rng: &mut StdRng) -> Need {
    let importances = [Importance::Required, Importance::Preferred, Importance::NiceToHave];
    let mut n = need();
    n.skills = (0..rng.random_range(0..6))
        .map(|i| {
            needed(
                i,
                importances[rng.random_range(0..3)],
                rng.random_bool(0.5).then_some(Level::Advanced),
            )
        })
        .collect();
    n.min_years = rng.random_bool(0.7).then(|| rng.random_range(0.0..15.0));
    n.as_of = day(rng.random_range(1..=12), 15);
    // Before today too: a tender may stay open longer than it lasts.
    n.end = rng.random_bool(0.5).then(|| day(rng.random_range(3..=12), 28));
    n.budget = rng
        .random_bool(0.7)
        .then(|| (rng.random_range(0.0..1500.0), "EUR".into()));
    n.place.coordinates = rng
        .random_bool(0.5)
        .then(|| (rng.random_range(-90.0..90.0), rng.random_range(-180.0..180.0)));
    n.remote_allowed = rng.random_bool(0.5);
    n
}
