//! Where a match can stand, and how it may move.

use crate::{
    choice,
    kernel::{ConsultantId, TenderId, Words},
};

/// A consultant and a tender.
pub(super) type Pair = (ConsultantId, TenderId);

choice! {
    /// Where a match stands.
    pub enum MatchStatus {
        /// Found, and seen by managers only.
        Pending = "pending",
        /// Shown to the tender's side.
        Proposed = "proposed",
        /// The tender's side wants the consultant.
        Accepted = "accepted",
        /// The tender's side does not.
        Rejected = "rejected",
        /// Withdrawn, by a person or because it fell under the bar.
        Cancelled = "cancelled",
    }
}

choice! {
    /// Where a match comes from.
    pub enum MatchSource {
        /// Generation found it.
        Generated = "generated",
        /// A person made it.
        Manual = "manual",
    }
}

choice! {
    /// Why the system cancelled a match, as its `reason` is stored; rows from before have the English sentence.
    pub enum SystemReason {
        /// Its score is under the bar.
        UnderTheBar = "under_the_bar" | "Its score fell under the bar.",
        /// The tender is not open any more, or the consultant is not to be staffed.
        NoLongerMeet = "no_longer_meet" | "The two sides no longer meet.",
        /// The two companies are no partners any more.
        PartnershipEnded = "partnership_ended",
    }
}

impl SystemReason {
    /// As people read it.
    #[must_use]
    pub const fn words(self) -> Words {
        match self {
            Self::UnderTheBar => Words::fixed("Sa note est passée sous la barre.", "Its score fell under the bar."),
            Self::NoLongerMeet => Words::fixed(
                "L'appel d'offres n'est plus ouvert, ou le consultant n'est plus à placer.",
                "The two sides no longer meet.",
            ),
            Self::PartnershipEnded => Words::fixed(
                "Le partenariat des deux entreprises a pris fin.",
                "The partnership of the two companies has ended.",
            ),
        }
    }
}

choice! {
    /// What a person can do with a match.
    pub enum Move {
        /// Show it to the tender's side.
        Propose = "propose",
        /// Take the consultant.
        Accept = "accept",
        /// Do not.
        Reject = "reject",
        /// Withdraw it.
        Cancel = "cancel",
    }
}

/// Every move.
const MOVES: [Move; 4] = [Move::Propose, Move::Accept, Move::Reject, Move::Cancel];

/// The match stands where the move does not begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a match that is {} can not be moved by `{}`; {}", name(*from), name(*tried), allowed_text(*from))]
pub struct MoveNotAllowed {
    /// Where it stands.
    pub from: MatchStatus,
    /// What was tried.
    pub tried: Move,
}

fn name<C: crate::kernel::Choice>(choice: C) -> &'static str {
    choice.name()
}

fn allowed_text(from: MatchStatus) -> String {
    let names: Vec<&str> = from.allowed().map(name).collect();
    if names.is_empty() {
        "it never changes again".to_owned()
    } else {
        format!("allowed: {}", names.join(", "))
    }
}

impl Move {
    /// Where it leads.
    #[must_use]
    pub const fn leads_to(self) -> MatchStatus {
        match self {
            Self::Propose => MatchStatus::Proposed,
            Self::Accept => MatchStatus::Accepted,
            Self::Reject => MatchStatus::Rejected,
            Self::Cancel => MatchStatus::Cancelled,
        }
    }
}

impl MatchStatus {
    /// The state after `step`.
    ///
    /// # Errors
    /// The move does not begin here.
    pub fn after(self, step: Move) -> Result<Self, MoveNotAllowed> {
        let allowed = matches!(
            (self, step),
            (Self::Pending, Move::Propose | Move::Reject | Move::Cancel)
                | (Self::Proposed, Move::Accept | Move::Reject | Move::Cancel)
        );
        if allowed {
            Ok(step.leads_to())
        } else {
            Err(MoveNotAllowed {
                from: self,
                tried: step,
            })
        }
    }

    /// The moves that begin here.
    pub fn allowed(self) -> impl Iterator<Item = Move> {
        MOVES.into_iter().filter(move |step| self.after(*step).is_ok())
    }

    /// True where the tender's client sees the match; one that was withdrawn only if it had seen it before.
    #[must_use]
    pub const fn is_shown_to_clients(self, was_proposed: bool) -> bool {
        match self {
            Self::Proposed | Self::Accepted | Self::Rejected => true,
            Self::Cancelled => was_proposed,
            Self::Pending => false,
        }
    }
}

choice! {
    /// Who scores.
    #[derive(Default)]
    pub enum ScoringEngine {
        /// Our own rules.
        #[default]
        Native = "native",
        /// A workflow of the user's.
        N8n = "n8n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_moves_are_exactly_those_of_the_drawing() {
        let from = |s: MatchStatus| s.allowed().collect::<Vec<_>>();
        assert_eq!(from(MatchStatus::Pending), [Move::Propose, Move::Reject, Move::Cancel]);
        assert_eq!(from(MatchStatus::Proposed), [Move::Accept, Move::Reject, Move::Cancel]);
        for end in [MatchStatus::Accepted, MatchStatus::Rejected, MatchStatus::Cancelled] {
            assert_eq!(from(end), []);
        }
    }

    #[test]
    fn the_system_says_why_in_both_languages() {
        use crate::kernel::Choice;
        for name in SystemReason::NAMES {
            let words = SystemReason::named(name).unwrap().words();
            assert!(!words.fr.is_empty() && words.fr != words.en, "{words:?}");
        }
        let before = SystemReason::named("Its score fell under the bar.");
        assert_eq!(before, Some(SystemReason::UnderTheBar), "as rows from before have it");
    }

    #[test]
    fn a_refusal_names_what_is_allowed() {
        let refused = MatchStatus::Pending.after(Move::Accept).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "a match that is pending can not be moved by `accept`; allowed: propose, reject, cancel"
        );
        let refused = MatchStatus::Accepted.after(Move::Cancel).unwrap_err();
        assert!(refused.to_string().ends_with("it never changes again"));
    }
}
