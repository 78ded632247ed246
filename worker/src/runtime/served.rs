//! Whose turn it is: the companies that this worker served, so that the next claim begins with another.

use shared::kernel::CompanyId;

/// Companies remembered at most; one that was forgotten counts as not served lately, which it was not.
const REMEMBERED: usize = 256;

/// Companies in the order of their last turn, longest ago first; 0 stands for work of no company.
#[derive(Debug, Default)]
pub(super) struct Served(Vec<i64>);

impl Served {
    pub(super) fn order(&self) -> &[i64] {
        &self.0
    }

    pub(super) fn note(&mut self, companies: impl Iterator<Item = Option<CompanyId>>) {
        for company in companies.map(|c| c.map_or(0, |c| c.0)) {
            self.0.retain(|c| *c != company);
            self.0.push(company);
        }
        let surplus = self.0.len().saturating_sub(REMEMBERED);
        self.0.drain(..surplus);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_turn_is_the_last() {
        let mut served = Served::default();
        served.note([Some(CompanyId(1)), None, Some(CompanyId(2)), Some(CompanyId(1))].into_iter());
        assert_eq!(served.order(), [0, 2, 1]);
    }
}
