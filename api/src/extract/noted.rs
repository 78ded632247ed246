//! What was wrong with the fields of a body that could not be read, kept until the rules and the rows have had their say: one answer names every
//! fault.

use crate::problem::{Part, Problem};
use shared::kernel::{Fault, FaultKind, Faults};

/// The faults of a body so far. Whoever acts goes on with the fields that could be read, in a transaction that is committed only if
/// [`Noted::with`] agrees.
#[derive(Debug, Default)]
#[must_use = "a fault that is dropped is a bad input that was taken"]
pub struct Noted(Faults);

impl Noted {
    /// These faults.
    pub const fn new(faults: Faults) -> Self {
        Self(faults)
    }

    /// Whether nothing was found wrong so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.0.is_empty()
    }

    /// Adds one.
    pub fn add(&mut self, field: impl Into<String>, kind: FaultKind) {
        self.extend(Faults::one(field, kind));
    }

    /// Adds those that are not the echo of one that is there: a field that could not be read is missing to every rule that asks for it.
    pub fn extend(&mut self, more: Faults) {
        let news = more.0.into_iter().filter(|fault| !self.explains(fault));
        let news: Vec<Fault> = news.collect();
        self.0.0.extend(news);
    }

    /// The value, or none and a note of its faults.
    pub fn note<T>(&mut self, read: Result<T, Faults>) -> Option<T> {
        read.map_err(|faults| self.extend(faults)).ok()
    }

    fn explains(&self, other: &Fault) -> bool {
        let is_at = |known: &Fault, field: &str| {
            let rest = known.field.strip_prefix(field);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.0.iter().any(|known| {
            is_at(known, &other.field) || matches!(other.kind, FaultKind::OnlyWith(with) if is_at(known, with))
        })
    }

    /// What came of acting on the fields that could be read, if all could; else every fault, those that acting found among them. What the
    /// caller may not do, and what failed, is said as it is.
    ///
    /// # Errors
    /// The faults, or why the act was refused.
    pub fn with<T, E: Into<Problem>>(mut self, acted: Result<T, E>) -> Result<T, Problem> {
        match acted.map_err(Into::into) {
            Ok(value) => self.done().map(|()| value),
            Err(Problem::Invalid(Part::Body, more)) => {
                self.extend(more);
                self.done()?;
                Err(Problem::internal("a fault was found and is not named"))
            }
            // Of a body that was not read whole, its form is said first: what it would do is not known.
            Err(
                act @ (Problem::NotFound(_)
                | Problem::Exists(_)
                | Problem::WrongState { .. }
                | Problem::CannotMeet
                | Problem::PartnershipOver
                | Problem::TenderClosed { .. }
                | Problem::TenderFull { .. }),
            ) => {
                self.done()?;
                Err(act)
            }
            Err(other) => Err(other),
        }
    }

    /// Nothing, if nothing is wrong.
    ///
    /// # Errors
    /// The faults.
    pub fn done(self) -> Result<(), Problem> {
        Ok(self.0.or(())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(problem: Problem) -> Vec<String> {
        match problem {
            Problem::Invalid(Part::Body, faults) => faults.0.into_iter().map(|fault| fault.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_fault_is_named_once_and_its_echoes_not_at_all() {
        let mut noted = Noted::new(Faults::one("email", FaultKind::Malformed("email")));
        noted.add("longitude", FaultKind::WrongType("number"));
        noted.add("skills/0/level", FaultKind::WrongType("string"));
        let mut more = Faults::one("email", FaultKind::Required);
        more.add("latitude", FaultKind::OnlyWith("longitude"));
        more.add("skills", FaultKind::Required);
        more.add("role", FaultKind::Required);
        let refused = noted.with::<(), _>(Err(Problem::from(more))).unwrap_err();
        assert_eq!(named(refused), ["email", "longitude", "skills/0/level", "role"]);
    }

    #[test]
    fn what_was_done_with_half_a_body_does_not_count() {
        let noted = || Noted::new(Faults::one("email", FaultKind::Malformed("email")));
        assert_eq!(named(noted().with::<_, Problem>(Ok(1)).unwrap_err()), ["email"]);
        assert_eq!(
            named(noted().with::<(), _>(Err(Problem::Exists("user"))).unwrap_err()),
            ["email"]
        );
        assert_eq!(noted().with::<(), _>(Err(Problem::Forbidden)), Err(Problem::Forbidden));
        assert_eq!(Noted::default().with::<_, Problem>(Ok(1)), Ok(1));
    }
}
