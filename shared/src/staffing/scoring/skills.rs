//! Skills: each by its importance and the level reached.

use super::{
    criterion::Told,
    explanation::{HeldSkill, SkillsFound},
    facts::{Need, Profile, SkillNeeded},
    words::{self, left_out},
};
use crate::{directory::skills::domain::Level, kernel::Words, staffing::tenders::domain::Importance};

/// The most that the criterion gives while a required skill is missing altogether.
const CAP_WITHOUT_A_REQUIRED_SKILL: f64 = 0.5;

fn importance(of: Importance) -> f64 {
    match of {
        Importance::Required => 3.0,
        Importance::Preferred => 2.0,
        Importance::NiceToHave => 1.0,
    }
}

fn rank(level: Level) -> f64 {
    match level {
        Level::Beginner => 1.0,
        Level::Intermediate => 2.0,
        Level::Advanced => 3.0,
        Level::Expert => 4.0,
    }
}

fn held(profile: &Profile, needed: &SkillNeeded) -> Option<Level> {
    profile.skills.iter().find(|s| s.id == needed.id).map(|s| s.level)
}

/// The share of the asked level that is reached, 0 to 1.
fn reached(profile: &Profile, needed: &SkillNeeded) -> f64 {
    match (held(profile, needed), needed.min_level) {
        (None, _) => 0.0,
        (Some(_), None) => 1.0,
        (Some(level), Some(asked)) => (rank(level) / rank(asked)).min(1.0),
    }
}

fn misses_a_required_one(profile: &Profile, need: &Need) -> bool {
    need.skills
        .iter()
        .any(|s| s.importance == Importance::Required && held(profile, s).is_none())
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, Words> {
    if need.skills.is_empty() {
        return Err(left_out::NO_SKILL_ASKED);
    }
    if profile.skills.is_empty() {
        return Err(left_out::NO_SKILL_HELD);
    }
    let all: f64 = need.skills.iter().map(|s| importance(s.importance)).sum();
    let have: f64 = need
        .skills
        .iter()
        .map(|s| importance(s.importance) * reached(profile, s))
        .sum();
    let share = have / all;
    Ok(if misses_a_required_one(profile, need) {
        share.min(CAP_WITHOUT_A_REQUIRED_SKILL)
    } else {
        share
    })
}

/// The tender's skills, by how they are met.
pub(super) fn found(profile: &Profile, need: &Need) -> SkillsFound {
    let mut found = SkillsFound::default();
    for needed in &need.skills {
        let level = held(profile, needed);
        let list = match (level, needed.min_level) {
            (None, _) => &mut found.missing,
            (Some(level), Some(asked)) if level < asked => &mut found.partial,
            (Some(_), _) => &mut found.matched,
        };
        list.push(HeldSkill {
            skill_id: needed.id,
            name: needed.name.clone(),
            importance: needed.importance,
            min_level: needed.min_level,
            level,
        });
    }
    found
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let found = found(profile, need);
    let required: Vec<&str> = found
        .missing
        .iter()
        .filter(|s| s.importance == Importance::Required)
        .map(|s| s.name.as_str())
        .collect();
    let reason = words::skills_met(
        found.matched.len(),
        need.skills.len(),
        found.partial.len(),
        &required,
        CAP_WITHOUT_A_REQUIRED_SKILL,
    );
    let evidence = [&found.matched, &found.partial, &found.missing]
        .into_iter()
        .flatten()
        .map(words::skill)
        .collect();
    Told { reason, evidence }
}
