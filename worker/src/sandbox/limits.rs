//! What a child may use: what holds for a keeper and all its forks is set between fork and exec, the time of a file in its fork.

use std::time::Duration;

use tokio::process::Command;

/// Limits of a child.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Processor seconds.
    pub cpu_seconds: u64,
    /// Address space in bytes; it holds the program, the parser's stack and all memory.
    pub address_space_bytes: u64,
    /// Wall time from start to answer.
    pub wall: Duration,
}

impl Default for Limits {
    /// Generous for a CV (tens of milliseconds, tens of megabytes), tight for a bomb.
    fn default() -> Self {
        Self {
            cpu_seconds: 8,
            address_space_bytes: 512 * 1024 * 1024,
            wall: Duration::from_secs(20),
        }
    }
}

/// Makes the command's child set its limits before it executes.
pub fn apply_before_exec(command: &mut Command, limits: &Limits) {
    let limits = *limits;
    // SAFETY: between fork and exec only async-signal-safe calls are made: setrlimit, prctl; nothing allocates.
    unsafe {
        command.pre_exec(move || apply(&limits));
    }
}

fn apply(limits: &Limits) -> std::io::Result<()> {
    set(libc::RLIMIT_AS, limits.address_space_bytes, limits.address_space_bytes)?;
    set(libc::RLIMIT_CORE, 0, 0)?;
    set(libc::RLIMIT_FSIZE, 0, 0)?;
    // SAFETY: prctl with these options takes plain numbers.
    unsafe {
        check(libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL))?;
        check(libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))?;
    }
    Ok(())
}

/// Limits the time of a fork that reads one file, and ends it with its keeper.
pub fn cap_fork(cpu_seconds: u64) -> std::io::Result<()> {
    // The soft limit's SIGXCPU names the limit; the hard one ends what would ignore it.
    set(libc::RLIMIT_CPU, cpu_seconds, cpu_seconds + 1)?;
    // SAFETY: prctl with these options takes plain numbers.
    check(unsafe { libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL) })
}

fn set(resource: libc::__rlimit_resource_t, soft: u64, hard: u64) -> std::io::Result<()> {
    let limit = libc::rlimit {
        rlim_cur: soft,
        rlim_max: hard,
    };
    // SAFETY: the pointer is to a live local of the right type.
    check(unsafe { libc::setrlimit(resource, &limit) })
}

fn check(result: libc::c_int) -> std::io::Result<()> {
    if result == 0 {
        Ok(())
    } else {
        Err(std::io::Error::last_os_error())
    }
}
