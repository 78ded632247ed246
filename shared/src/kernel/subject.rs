//! What text is about.

use crate::choice;

choice! {
    /// What a document is about.
    pub enum SubjectKind {
        /// A consultant's profile.
        Consultant = "consultant",
        /// A tender.
        Tender = "tender",
        /// A CV's text.
        Resume = "resume",
    }
}
