//! A rolling restart: every process in its turn, in order, each only when the one before it is ready again.

use super::strike::Striker;
use crate::{
    http,
    process::{Readiness, sys},
    stack::Worker,
};
use anyhow::{Context, Result, bail};
use std::time::Duration;

/// Until a process that was started again is ready.
const PATIENCE: Duration = Duration::from_secs(60);
/// From a replica's being ready to the next one's stop: the clients' balancer has to see it first (Kubernetes: minReadySeconds).
const SEEN: Duration = Duration::from_secs(2);

impl Striker<'_, '_> {
    /// Both replicas of api, every worker, Redis. Postgres is one server here and has no replica to go on with.
    pub fn restart_everything(&mut self, replicas: &mut [Replica]) -> Result<()> {
        for replica in replicas {
            self.restart_api(replica)?;
        }
        for worker in self.stack.workers.clone() {
            self.restart_worker(&worker)?;
        }
        self.restart_redis()
    }

    fn restart_api(&mut self, replica: &mut Replica) -> Result<()> {
        let at = super::events::now();
        sys::send(replica.pid, sys::SIGTERM);
        self.wait_for_end(replica.pid)?;
        replica.pid = self.stack.respawn_api_at(&replica.url, self.group)?;
        self.wait_until_ready(replica.pid, &replica.url)?;
        self.note("restart of api", None, at)?;
        self.sleep(SEEN)
    }

    fn restart_worker(&mut self, worker: &Worker) -> Result<()> {
        let at = super::events::now();
        sys::send(worker.pid, sys::SIGTERM);
        self.wait_for_end(worker.pid)?;
        let pid = self.stack.respawn_worker(worker, self.group)?;
        self.wait_until_ready(pid, &worker.base_url)?;
        self.note("restart of a worker", None, at)
    }

    fn restart_redis(&mut self) -> Result<()> {
        let at = super::events::now();
        let pid = self.services.redis.as_ref().context("a private Redis")?.pid;
        sys::send(pid, sys::SIGTERM);
        self.wait_for_end(pid)?;
        let redis = self.services.redis.as_mut().context("a private Redis")?;
        redis.revive(false, self.group)?;
        self.note("restart of Redis", None, at)
    }

    fn wait_until_ready(&mut self, pid: u32, base_url: &str) -> Result<()> {
        let url = format!("{base_url}/readyz");
        match self.group.wait_until(pid, PATIENCE, || http::is_ok(&url))? {
            Readiness::Ready => Ok(()),
            Readiness::EndedEarly(last_words) => bail!("{url} does not come back\n{last_words}"),
        }
    }
}

/// One of the api processes behind the balancer.
pub struct Replica {
    pub url: String,
    pub pid: u32,
}
