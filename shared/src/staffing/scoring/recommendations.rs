//! What would raise the score: each change is made and scored, so the gain is what it says.

use super::{
    explanation::Recommendation,
    facts::{Need, Profile, SkillHeld},
    location::{Nearness, nearness},
    points::Points,
    score::score,
    skills,
    weights::Weights,
    words::advice,
};
use crate::{directory::consultants::domain::ConsultantStatus, directory::skills::domain::Level, kernel::Words};

/// At most so many are shown.
const SHOWN: usize = 5;

/// Every change that raises the score, the best first.
pub(super) fn find(
    now: Points,
    profile: &Profile,
    need: &Need,
    similarity: Option<f64>,
    weights: &Weights,
) -> Vec<Recommendation> {
    let mut found: Vec<Recommendation> = changes(profile, need)
        .into_iter()
        .map(|(text, changed)| Recommendation {
            text,
            gain: score(&changed, need, similarity, weights).score.above(now),
        })
        .filter(|r| r.gain > Points::default())
        .collect();
    found.sort_by(|a, b| b.gain.cmp(&a.gain).then_with(|| a.text.en.cmp(&b.text.en)));
    found.truncate(SHOWN);
    found
}

fn changes(profile: &Profile, need: &Need) -> Vec<(Words, Profile)> {
    let mut changes = skill_changes(profile, need);
    let mut change = |text: Words, edit: &dyn Fn(&mut Profile)| {
        let mut changed = profile.clone();
        edit(&mut changed);
        changes.push((text, changed));
    };
    if let (Some(asked), Some(years)) = (need.min_years, profile.years_experience)
        && years < asked
    {
        change(advice::reach_years(asked), &|p| p.years_experience = Some(asked));
    }
    if let Some(start) = need.start.map(|s| s.max(need.as_of)) {
        change(advice::be_available(start), &|p| {
            p.status = ConsultantStatus::Available;
            p.available_from = Some(start);
            p.missions.clear();
        });
    }
    if let (Some((budget, currency)), Some((rate, of_rate))) = (&need.budget, &profile.daily_rate)
        && rate > budget
        && currency == of_rate
    {
        change(advice::lower_rate(*budget, currency), &|p| {
            p.daily_rate = Some((*budget, currency.clone()));
        });
    }
    if need.remote_allowed && !profile.remote {
        change(advice::WORK_REMOTELY, &|p| p.remote = true);
    } else if let Ok(Nearness::Apart { km, travels }) = nearness(profile, need)
        && km > travels
    {
        change(advice::travel(km), &|p| p.max_travel_km = Some(km.ceil()));
    }
    changes
}

/// Each missing skill acquired, each partial one raised to the level asked for.
fn skill_changes(profile: &Profile, need: &Need) -> Vec<(Words, Profile)> {
    let found = skills::found(profile, need);
    found
        .missing
        .iter()
        .chain(&found.partial)
        .map(|skill| {
            let level = skill.min_level.unwrap_or(Level::Intermediate);
            let mut changed = profile.clone();
            changed.skills.retain(|s| s.id != skill.skill_id);
            changed.skills.push(SkillHeld {
                id: skill.skill_id,
                level,
            });
            let text = match skill.level {
                None => advice::add_skill(&skill.name, level),
                Some(has) => advice::raise_skill(&skill.name, has, level),
            };
            (text, changed)
        })
        .collect()
}
