//! Rate: per day, against the budget.

use super::{
    criterion::Told,
    facts::{Need, Profile},
    words::{self, left_out},
};
use crate::kernel::Words;

/// Above the budget by this share of it, a rate is worth nothing: what negotiation does not bridge.
const TOLERANCE: f64 = 0.25;

fn both<'a>(profile: &'a Profile, need: &'a Need) -> Result<(f64, f64, &'a str), Words> {
    let (budget, of_budget) = need.budget.as_ref().ok_or(left_out::NO_BUDGET)?;
    let (rate, of_rate) = profile.daily_rate.as_ref().ok_or(left_out::RATE_UNKNOWN)?;
    if of_budget != of_rate {
        return Err(left_out::TWO_CURRENCIES);
    }
    Ok((*rate, *budget, of_budget))
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, Words> {
    let (rate, budget, _) = both(profile, need)?;
    if rate <= budget {
        return Ok(1.0);
    }
    // A budget of nothing: whoever asks for anything is out of reach.
    Ok((1.0 - (rate - budget) / (TOLERANCE * budget)).max(0.0))
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok((rate, budget, currency)) = both(profile, need) else {
        return Told::nothing();
    };
    let reason = if rate <= budget {
        words::within_budget(rate, budget, currency)
    } else {
        words::above_budget(rate, budget, currency)
    };
    Told {
        reason,
        evidence: vec![words::rate(rate, currency), words::budget(budget, currency)],
    }
}
