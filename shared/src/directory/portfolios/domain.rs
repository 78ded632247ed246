//! What a portfolio is.

use crate::{
    fields,
    kernel::{ConsultantId, Faults, Line, Prose, Rules, WebAddress},
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

impl Rules for Showcase {
    fn check(&self, faults: &mut Faults) {
        faults.check_period(self.start_date, self.end_date);
    }
}
