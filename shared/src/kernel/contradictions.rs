//! Contradictions that many entities have in common.

use super::{
    fault::{FaultKind, Faults},
    measure::{Latitude, Longitude},
};
use chrono::NaiveDate;

impl Faults {
    /// Adds one of `end_date` when a period ends before it begins.
    pub fn check_period(&mut self, start: Option<NaiveDate>, end: Option<NaiveDate>) {
        if start.zip(end).is_some_and(|(start, end)| end < start) {
            self.add("end_date", FaultKind::Before("start_date"));
        }
    }

    /// Adds one of the half of a place that stands without the other.
    pub fn check_place(&mut self, latitude: Option<Latitude>, longitude: Option<Longitude>) {
        match (latitude, longitude) {
            (Some(_), None) => self.add("latitude", FaultKind::OnlyWith("longitude")),
            (None, Some(_)) => self.add("longitude", FaultKind::OnlyWith("latitude")),
            _ => {}
        }
    }
}
