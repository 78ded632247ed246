//! Where a match can stand, and how it may move.

use crate::{
    choice,
    kernel::{CompanyId, ConsultantId, Prose, States, TenderId, Words},
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

impl Move {
    /// Whether the match comes nearer to a mission by it.
    #[must_use]
    pub const fn goes_forward(self) -> bool {
        matches!(self, Self::Propose | Self::Accept)
    }

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

/// A match as far as people change it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The consultant's company.
    pub company_id: CompanyId,
    /// The tender's company.
    pub tender_company_id: CompanyId,
    /// For what.
    pub tender_id: TenderId,
    /// Where it stands.
    pub status: MatchStatus,
    /// A person withdrew it; the system cancels too, and may bring that back.
    pub is_withdrawn: bool,
    /// The tender's side saw it.
    pub was_proposed: bool,
    /// What people wrote about it.
    pub notes: Option<Prose<5000>>,
}

impl Standing {
    /// Whether this company, or whoever is of none, is a side of it.
    #[must_use]
    pub fn is_side(&self, own: Option<CompanyId>) -> bool {
        own.is_none_or(|own| own == self.company_id || own == self.tender_company_id)
    }

    /// True where the tender's client sees it; one that was withdrawn only if it had seen it before.
    #[must_use]
    pub const fn is_shown_to_clients(&self) -> bool {
        match self.status {
            MatchStatus::Proposed | MatchStatus::Accepted | MatchStatus::Rejected => true,
            MatchStatus::Cancelled => self.was_proposed,
            MatchStatus::Pending => false,
        }
    }
}

impl States for MatchStatus {
    type Move = Move;

    fn after(self, step: Move) -> Option<Self> {
        let begins = matches!(
            (self, step),
            (Self::Pending, Move::Propose | Move::Reject | Move::Cancel)
                | (Self::Proposed, Move::Accept | Move::Reject | Move::Cancel)
        );
        begins.then_some(step.leads_to())
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
        let from = |s: MatchStatus| s.moves().collect::<Vec<_>>();
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
}
