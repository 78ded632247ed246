//! What holds between the fields of an entity, each of which is right by itself.

use super::fault::Faults;

/// The rules of an entity.
pub trait Rules {
    /// Names the fields that contradict each other.
    fn check(&self, _: &mut Faults) {}
}

/// What takes a missing field's place while the others are checked; never stored.
pub trait StandIn {
    /// A value like any other.
    fn stand_in() -> Self;
}

impl<T> StandIn for Option<T> {
    fn stand_in() -> Self {
        None
    }
}

impl<T> StandIn for Vec<T> {
    fn stand_in() -> Self {
        Self::new()
    }
}

impl StandIn for bool {
    fn stand_in() -> Self {
        false
    }
}

impl StandIn for f64 {
    fn stand_in() -> Self {
        0.0
    }
}
