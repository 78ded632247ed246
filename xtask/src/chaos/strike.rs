//! The blows. Each ends with everything running again; how long that takes is part of what is measured.

use super::{Plan, chance::Chance, events::Events, events::now};
use crate::{
    process::{Group, go_on, sys},
    services::Services,
    stack::Stack,
};
use anyhow::{Context, Result};
use std::{
    thread,
    time::{Duration, Instant},
};

/// Whom a blow can reach.
pub struct Striker<'a, 'b> {
    pub plan: &'a Plan,
    pub services: &'a mut Services,
    pub stack: &'a mut Stack<'b>,
    pub group: &'a mut Group,
    pub events: &'a mut Events,
}

/// Every blow, in an order that the seed decides; a short run meets most kinds, a long one all of them equally.
pub fn deck(chance: &mut Chance) -> Vec<u64> {
    let mut cards: Vec<u64> = (0..12).collect();
    for at in (1..cards.len()).rev() {
        cards.swap(at, chance.number() as usize % (at + 1));
    }
    cards
}

impl Striker<'_, '_> {
    /// One blow. Workers are hit most: they hold the work.
    pub fn strike(&mut self, card: u64, chance: &mut Chance) -> Result<()> {
        match card {
            0..=3 => self.kill_worker(chance),
            4 => self.freeze_worker(chance),
            5 => self.stop_worker(chance),
            6..=7 => self.kill_api(),
            8 => self.kill_redis(false, chance),
            9 => self.kill_redis(true, chance),
            10 => self.flush_redis(),
            _ => self.kill_postgres(chance),
        }
    }

    fn victim(&self, chance: &mut Chance) -> crate::stack::Worker {
        let at = chance.number() as usize % self.stack.workers.len();
        self.stack.workers[at].clone()
    }

    fn kill_worker(&mut self, chance: &mut Chance) -> Result<()> {
        let victim = self.victim(chance);
        let at = now();
        sys::send(victim.pid, sys::SIGKILL);
        self.wait_for_end(victim.pid)?;
        self.stack.respawn_worker(&victim, self.group)?;
        self.note("SIGKILL worker", Some(format!("{}-{}-", victim.name, victim.pid)), at)
    }

    /// In order: what it runs is finished or handed back.
    fn stop_worker(&mut self, chance: &mut Chance) -> Result<()> {
        let victim = self.victim(chance);
        let at = now();
        sys::send(victim.pid, sys::SIGTERM);
        self.wait_for_end(victim.pid)?;
        self.stack.respawn_worker(&victim, self.group)?;
        self.note("SIGTERM worker", None, at)
    }

    /// For longer than its lease: it wakes up as a stranger to its own work.
    fn freeze_worker(&mut self, chance: &mut Chance) -> Result<()> {
        let victim = self.victim(chance);
        let at = now();
        sys::send(victim.pid, sys::SIGSTOP);
        let slept = self.sleep(Duration::from_secs(self.plan.lease + 3));
        sys::send(victim.pid, sys::SIGCONT);
        slept?;
        self.note("SIGSTOP worker", Some(format!("{}-{}-", victim.name, victim.pid)), at)
    }

    fn kill_api(&mut self) -> Result<()> {
        let at = now();
        sys::send(self.stack.api_pid, sys::SIGKILL);
        self.wait_for_end(self.stack.api_pid)?;
        self.stack.respawn_api(self.group)?;
        self.note("SIGKILL api", None, at)
    }

    fn kill_redis(&mut self, wiped: bool, chance: &mut Chance) -> Result<()> {
        let redis = self.services.redis.as_mut().context("a private Redis")?;
        let (at, pid) = (now(), redis.pid);
        sys::send(pid, sys::SIGKILL);
        self.wait_for_end(pid)?;
        self.sleep(Duration::from_millis(chance.between(0, 2000)))?;
        let redis = self.services.redis.as_mut().context("a private Redis")?;
        redis.revive(wiped, self.group)?;
        self.note(
            if wiped {
                "SIGKILL Redis, emptied"
            } else {
                "SIGKILL Redis"
            },
            None,
            at,
        )
    }

    fn flush_redis(&mut self) -> Result<()> {
        let at = now();
        let redis = self.services.redis.as_ref().context("a private Redis")?;
        redis.command("FLUSHALL")?;
        self.note("FLUSHALL", None, at)
    }

    /// Immediate shutdown: as after a power cut, it recovers from its log.
    fn kill_postgres(&mut self, chance: &mut Chance) -> Result<()> {
        let postgres = self.services.postgres.as_mut().context("a private Postgres")?;
        let (at, pid) = (now(), postgres.pid);
        sys::send(pid, sys::SIGQUIT);
        self.wait_for_end(pid)?;
        self.sleep(Duration::from_millis(chance.between(0, 2000)))?;
        let postgres = self.services.postgres.as_mut().context("a private Postgres")?;
        postgres.revive(self.group)?;
        self.note("immediate shutdown of Postgres", None, at)
    }

    pub(super) fn wait_for_end(&mut self, pid: u32) -> Result<()> {
        let began = Instant::now();
        while !self.group.forget(pid) {
            go_on()?;
            anyhow::ensure!(began.elapsed() < Duration::from_secs(60), "process {pid} does not end");
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    pub(super) fn sleep(&self, time: Duration) -> Result<()> {
        let began = Instant::now();
        while began.elapsed() < time {
            go_on()?;
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    pub(super) fn note(&mut self, what: &str, worker: Option<String>, at: u64) -> Result<()> {
        self.events.note(what, worker, at, now())
    }
}
