//! What a portfolio is.

use crate::{
    fields,
    kernel::{ConsultantId, FaultKind, Faults, Line, Prose, WebAddress},
};
use chrono::NaiveDate;

fields! {
    /// Everything that may be written of a portfolio.
    pub struct Showcase, ShowcaseChanges {
        /// Whose work it is; the company's where absent.
        consultant_id: may ConsultantId,
        /// What it is, in a line.
        title: must Line<200>,
        /// In paragraphs.
        description: may Prose<20_000>,
        /// A picture.
        image_url: may WebAddress,
        /// Where it can be seen.
        project_url: may WebAddress,
        /// From.
        start_date: may NaiveDate,
        /// Until.
        end_date: may NaiveDate,
    }
}

impl Showcase {
    fn check(&self, faults: &mut Faults) {
        if self
            .start_date
            .zip(self.end_date)
            .is_some_and(|(start, end)| end < start)
        {
            faults.add("end_date", FaultKind::Before("start_date"));
        }
    }
}
