//! Location: remote, else distance, else city, region and country by name.

use super::{
    criterion::Told,
    facts::{Need, Profile},
    gazetteer,
    place::{is_same_town, parts},
    words::{self, left_out},
};
use crate::kernel::Words;

/// How far somebody who does not say so is taken to travel.
const USUAL_TRAVEL_KM: f64 = 50.0;
const EARTH_RADIUS_KM: f64 = 6371.0;

/// How the two places stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Nearness {
    Remote,
    Apart { km: f64, travels: f64 },
    SameCity,
    SameRegion,
    SameCountry,
    Elsewhere,
}

pub(super) fn nearness(profile: &Profile, need: &Need) -> Result<Nearness, Words> {
    if need.remote_allowed && profile.remote {
        return Ok(Nearness::Remote);
    }
    if let (Some(home), Some(work)) = (profile.place.coordinates, need.place.coordinates) {
        return Ok(Nearness::Apart {
            km: distance_km(home, work),
            travels: profile.max_travel_km.unwrap_or(USUAL_TRAVEL_KM),
        });
    }
    let home = parts(profile.place.name.as_deref());
    let work = parts(need.place.name.as_deref());
    let work_city = work.first().ok_or(left_out::NO_PLACE)?;
    let home_city = home.first().ok_or(left_out::HOME_UNKNOWN)?;
    // "Town, region, country": the first part is the finest, the last of three the coarsest.
    Ok(if is_same_town(work_city, home_city) {
        Nearness::SameCity
    } else if work.iter().take(2).any(|p| home.iter().take(2).any(|h| h == p)) && work.len().max(home.len()) > 2
        || region_of(&work).is_some_and(|region| region_of(&home) == Some(region))
    {
        Nearness::SameRegion
    } else if work.iter().any(|p| home.contains(p)) {
        Nearness::SameCountry
    } else {
        Nearness::Elsewhere
    })
}

/// The region that the town lies in, or that is named instead of one.
fn region_of(parts: &[String]) -> Option<&'static str> {
    parts.iter().find_map(|part| gazetteer::region(part))
}

pub(super) fn measure(profile: &Profile, need: &Need) -> Result<f64, Words> {
    Ok(match nearness(profile, need)? {
        Nearness::Remote | Nearness::SameCity => 1.0,
        Nearness::Apart { km, travels } if km <= travels => 1.0,
        // Nothing is left at twice the distance (or one usual trip beyond a home that is never left).
        Nearness::Apart { km, travels } => (1.0 - (km - travels) / travels.max(USUAL_TRAVEL_KM)).max(0.0),
        Nearness::SameRegion => 0.6,
        Nearness::SameCountry => 0.3,
        Nearness::Elsewhere => 0.0,
    })
}

pub(super) fn tell(profile: &Profile, need: &Need) -> Told {
    let Ok(nearness) = nearness(profile, need) else {
        return Told::nothing();
    };
    let reason = match nearness {
        Nearness::Remote => words::FROM_AFAR,
        Nearness::Apart { km, travels } if km <= travels => words::within_reach(km, travels),
        Nearness::Apart { km, travels } => words::out_of_reach(km, travels),
        Nearness::SameCity => words::SAME_CITY,
        Nearness::SameRegion => words::SAME_REGION,
        Nearness::SameCountry => words::SAME_COUNTRY,
        Nearness::Elsewhere => words::ELSEWHERE,
    };
    let mut evidence = Vec::new();
    evidence.extend(profile.place.name.as_deref().map(words::home));
    evidence.extend(need.place.name.as_deref().map(words::work));
    Told { reason, evidence }
}

/// Great-circle distance between two points in degrees (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope, 1984).
fn distance_km((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
    let h = half(lat1, lat2) + lat1.to_radians().cos() * lat2.to_radians().cos() * half(lon1, lon2);
    2.0 * EARTH_RADIUS_KM * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paris_is_392_km_from_lyon() {
        let km = distance_km((48.8566, 2.3522), (45.7640, 4.8357));
        assert!((km - 392.0).abs() < 2.0, "{km}");
    }
}
