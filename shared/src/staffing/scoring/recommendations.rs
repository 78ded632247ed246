//! What would raise the score: each change is made and scored, so the gain is what it says.

use super::{
    explanation::Recommendation,
    facts::{Need, Profile, SkillHeld},
    location::{Nearness, nearness},
    points::Points,
    score::score,
    skills,
    weights::Weights,
};
use crate::{directory::consultants::domain::ConsultantStatus, directory::skills::domain::Level, kernel::Choice};

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
    found.sort_by(|a, b| b.gain.cmp(&a.gain).then_with(|| a.text.cmp(&b.text)));
    found.truncate(SHOWN);
    found
}

fn changes(profile: &Profile, need: &Need) -> Vec<(String, Profile)> {
    let mut changes = skill_changes(profile, need);
    let mut change = |text: String, edit: &dyn Fn(&mut Profile)| {
        let mut changed = profile.clone();
        edit(&mut changed);
        changes.push((text, changed));
    };
    if let (Some(asked), Some(years)) = (need.min_years, profile.years_experience)
        && years < asked
    {
        change(format!("Reach {asked} years of experience."), &|p| {
            p.years_experience = Some(asked)
        });
    }
    if let Some(start) = need.start.map(|s| s.max(need.as_of)) {
        change(format!("Be available from {start}."), &|p| {
            p.status = ConsultantStatus::Available;
            p.available_from = Some(start);
        });
    }
    if let (Some((budget, currency)), Some((rate, of_rate))) = (&need.budget, &profile.daily_rate)
        && rate > budget
        && currency == of_rate
    {
        change(format!("Lower the daily rate to {budget} {currency}."), &|p| {
            p.daily_rate = Some((*budget, currency.clone()));
        });
    }
    if need.remote_allowed && !profile.remote {
        change("Accept to work remotely.".to_owned(), &|p| p.remote = true);
    } else if let Ok(Nearness::Apart { km, travels }) = nearness(profile, need)
        && km > travels
    {
        change(format!("Travel up to {:.0} km.", km.ceil()), &|p| {
            p.max_travel_km = Some(km.ceil())
        });
    }
    changes
}

/// Each missing skill acquired, each partial one raised to the level asked for.
fn skill_changes(profile: &Profile, need: &Need) -> Vec<(String, Profile)> {
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
                None => format!("Add {} ({} level).", skill.name, level.name()),
                Some(has) => format!("Raise {} from {} to {}.", skill.name, has.name(), level.name()),
            };
            (text, changed)
        })
        .collect()
}
