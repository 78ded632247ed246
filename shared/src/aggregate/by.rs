//! On whose behalf something is written.

use crate::{
    audit::Origin,
    jobs::Enqueue,
    kernel::{Actor, CompanyId, Expected, Grant, Permission, Scope},
};

/// Who writes and with which right, which versions are meant, and whence the request came.
#[derive(Debug)]
pub struct By<'a, P> {
    /// The right, and whose.
    pub grant: Grant<P>,
    /// The versions that the caller read, if it says so.
    pub expected: &'a Expected,
    /// The request.
    pub origin: &'a Origin,
}

// Derives would ask `P: Clone`.
impl<P> Clone for By<'_, P> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P> Copy for By<'_, P> {}

impl<P: Permission> By<'_, P> {
    /// Who writes.
    #[must_use]
    pub fn actor(&self) -> Actor {
        self.grant.actor()
    }

    /// What a job is enqueued with that the write makes necessary.
    #[must_use]
    pub fn enqueue(&self, company: Option<CompanyId>) -> Enqueue {
        Enqueue {
            company_id: company,
            created_by: Some(self.actor().user_id),
            trace: self.origin.trace.clone(),
            ..Enqueue::default()
        }
    }

    /// The rows that the right reaches.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.grant.scope()
    }
}
