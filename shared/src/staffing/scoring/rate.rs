//! Rate: per day, against the budget.

use super::{
    criterion::Told,
    facts::{Need, Profile},
};

/// Above the budget by this share of it, a rate is worth nothing: what negotiation does not bridge.
const TOLERANCE: f64 = 0.25;

fn both<'a>(profile: &'a Profile, need: &'a Need) -> Result<(f64, f64, &'a str), &'static str> {
    let (budget, of_budget) = need.budget.as_ref().ok_or("The tender names no budget.")?;
    let (rate, of_rate) = profile
        .daily_rate
        .as_ref()
        .ok_or("The consultant's daily rate is not known.")?;
    if of_budget != of_rate {
        return Err("Rate and budget are in different currencies.");
    }
    Ok((*rate, *budget, of_budget))
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, &'static str> {
    let (rate, budget, _) = both(profile, need)?;
    if rate <= budget {
        return Ok(1.0);
    }
    // A budget of nothing: whoever asks for anything is out of reach.
    Ok((1.0 - (rate - budget) / (TOLERANCE * budget)).max(0.0))
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok((rate, budget, currency)) = both(profile, need) else {
        return Told::new("");
    };
    let reason = if rate <= budget {
        format!("{rate} {currency} a day is within the budget of {budget}.")
    } else {
        format!(
            "{rate} {currency} a day is {} above the budget of {budget}.",
            (100.0 * (rate - budget)).round() / 100.0
        )
    };
    Told {
        reason,
        evidence: vec![
            format!("daily_rate: {rate} {currency}"),
            format!("budget_max: {budget} {currency}"),
        ],
    }
}
