//! States, and the moves between them.

use super::Choice;

/// Where a thing can stand. What can be done with it there is drawn in the story of its folder.
pub trait States: Choice {
    /// What is done with it.
    type Move: Choice;

    /// Where a move leads, if it begins here.
    #[must_use]
    fn after(self, step: Self::Move) -> Option<Self>;

    /// The moves that begin here.
    fn moves(self) -> impl Iterator<Item = Self::Move> {
        let all = Self::Move::NAMES.iter().filter_map(|name| Self::Move::named(name));
        all.filter(move |step| self.after(*step).is_some())
    }

    /// Their names.
    #[must_use]
    fn allowed(self) -> String {
        let names: Vec<&str> = self.moves().map(Choice::name).collect();
        names.join(", ")
    }
}
