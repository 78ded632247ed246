//! Handlers by kind and payload version. The list itself stands in [`crate::registry`].

use super::{
    context::JobContext,
    outcome::{JobError, Outcome},
};
use futures::future::BoxFuture;
use shared::jobs::{Job, Policy, Queue, lease::Known};
use std::{collections::HashMap, fmt, future::Future, sync::Arc};

type Handler =
    Arc<dyn Fn(JobContext, serde_json::Value) -> BoxFuture<'static, Result<Outcome, JobError>> + Send + Sync>;

/// A kind that this worker knows.
#[derive(Clone)]
pub struct Entry {
    /// Stored name.
    pub kind: &'static str,
    /// Payload's shape.
    pub version: i16,
    /// How it is run.
    pub policy: Policy,
    handler: Handler,
}

impl Entry {
    /// Begins an attempt.
    pub(super) fn run(
        &self,
        context: JobContext,
        payload: serde_json::Value,
    ) -> BoxFuture<'static, Result<Outcome, JobError>> {
        (self.handler)(context, payload)
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("kind", &self.kind)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

/// What a worker knows to do.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    entries: HashMap<(String, i16), Entry>,
}

impl Registry {
    /// Adds a kind.
    #[must_use]
    pub fn register<J, F, Fut>(mut self, handler: F) -> Self
    where
        J: Job,
        F: Fn(JobContext, J) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<Outcome, JobError>> + Send + 'static,
    {
        let handler = Arc::new(handler);
        let entry = Entry {
            kind: J::KIND,
            version: J::VERSION,
            policy: J::POLICY,
            handler: Arc::new(move |context, payload| {
                let handler = handler.clone();
                Box::pin(async move {
                    let job: J = serde_json::from_value(payload).map_err(|e| {
                        JobError::fail(
                            "bad_payload",
                            format!("le contenu n'est pas celui de {} : {e}", J::KIND),
                            format!("the payload is not one of {}: {e}", J::KIND),
                        )
                    })?;
                    handler(context, job).await
                })
            }),
        };
        self.entries.insert((J::KIND.to_owned(), J::VERSION), entry);
        self
    }

    /// The entry of a kind and version.
    #[must_use]
    pub fn get(&self, kind: &str, version: i16) -> Option<&Entry> {
        self.entries.get(&(kind.to_owned(), version))
    }

    /// What this worker may claim.
    #[must_use]
    pub fn knows(&self) -> Vec<Known> {
        let known = |e: &Entry| Known {
            kind: e.kind.to_owned(),
            version: e.version,
            queue: e.policy.queue,
        };
        self.entries.values().map(known).collect()
    }

    /// Every entry, by name.
    #[must_use]
    pub fn entries(&self) -> Vec<&Entry> {
        let mut all: Vec<&Entry> = self.entries.values().collect();
        all.sort_by_key(|e| (e.kind, e.version));
        all
    }

    /// The queues that any of its kinds waits in.
    #[must_use]
    pub fn queues(&self) -> Vec<Queue> {
        let mut all: Vec<Queue> = self.entries.values().map(|e| e.policy.queue).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
