//! Experience: years against the years asked for.

use super::{
    criterion::Told,
    facts::{Need, Profile},
};

fn both(profile: &Profile, need: &Need) -> Result<(f64, f64), &'static str> {
    let asked = need.min_years.ok_or("The tender asks for no number of years.")?;
    let years = profile
        .years_experience
        .ok_or("The consultant's years of experience are not known.")?;
    Ok((years, asked))
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, &'static str> {
    let (years, asked) = both(profile, need)?;
    Ok(if years >= asked { 1.0 } else { years / asked })
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok((years, asked)) = both(profile, need) else {
        return Told::new("");
    };
    let reason = if years >= asked {
        format!("{years} years of experience, {asked} asked for.")
    } else {
        format!(
            "{years} years of experience, {asked} asked for: {:.1} too few.",
            asked - years
        )
    };
    Told {
        reason,
        evidence: vec![
            format!("years_experience: {years}"),
            format!("min_years_experience: {asked}"),
        ],
    }
}
