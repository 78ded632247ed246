//! Experience: years against the years asked for.

use super::{
    criterion::Told,
    facts::{Need, Profile},
    words::{self, left_out},
};
use crate::kernel::Words;

fn both(profile: &Profile, need: &Need) -> Result<(f64, f64), Words> {
    let asked = need.min_years.ok_or(left_out::NO_YEARS_ASKED)?;
    let years = profile.years_experience.ok_or(left_out::YEARS_UNKNOWN)?;
    Ok((years, asked))
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, Words> {
    let (years, asked) = both(profile, need)?;
    Ok(if years >= asked { 1.0 } else { years / asked })
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok((years, asked)) = both(profile, need) else {
        return Told::nothing();
    };
    Told {
        reason: words::years(years, asked),
        evidence: vec![words::years_held(years), words::years_asked(asked)],
    }
}
