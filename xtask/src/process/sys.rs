//! The few system calls that std does not offer. The only room of the runner with `unsafe`.
#![allow(unsafe_code)]

use std::{
    io,
    os::unix::process::CommandExt,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
};

/// Signals that this runner sends or expects.
pub use libc::{SIGCONT, SIGHUP, SIGINT, SIGKILL, SIGQUIT, SIGSTOP, SIGTERM};

/// How many stop requests have arrived.
static STOP_REQUESTS: AtomicUsize = AtomicUsize::new(0);

/// An impatient third Ctrl-C leaves at once; the children's death signals then do the cleaning.
const PATIENCE: usize = 2;

extern "C" fn on_stop_signal(_: libc::c_int) {
    if STOP_REQUESTS.fetch_add(1, Ordering::SeqCst) >= PATIENCE {
        // SAFETY: _exit is async-signal-safe and does not return.
        unsafe { libc::_exit(130) }
    }
}

/// Turns SIGINT, SIGTERM and SIGHUP into a request that [`stop_requests`] counts.
pub fn count_stop_signals() {
    let handler = on_stop_signal as extern "C" fn(libc::c_int);
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        // SAFETY: the handler only touches an atomic and calls _exit: both are async-signal-safe.
        unsafe { libc::signal(signal, handler as libc::sighandler_t) };
    }
}

/// Number of stop requests received since the start.
pub fn stop_requests() -> usize {
    STOP_REQUESTS.load(Ordering::SeqCst)
}

/// Makes new files readable by others, whatever the caller's umask: root's Postgres runs as another user.
pub fn open_umask() {
    // SAFETY: umask cannot fail and touches no memory of ours.
    unsafe { libc::umask(0o022) };
}

/// Sends `signal` to one process. A process that is already gone is not an error worth telling.
pub fn send(pid: u32, signal: i32) {
    // SAFETY: kill takes plain integers.
    unsafe { libc::kill(pid as libc::pid_t, signal) };
}

/// Sends `signal` to a whole process group.
pub fn send_group(group: u32, signal: i32) {
    // SAFETY: as above; a negative pid names the group.
    unsafe { libc::kill(-(group as libc::pid_t), signal) };
}

/// The child gets its own process group, and `signal` when this process dies, however it dies.
///
/// The kernel ties the death signal to the *thread* that spawned the child, so only call this for commands that
/// the main thread spawns. It also forgets the signal when the user id changes; std changes the id before it runs
/// `pre_exec`, so the order is right.
pub fn tie_to_us(command: &mut Command, signal: i32) {
    command.process_group(0);
    let parent = std::process::id();
    let tie = move || {
        // SAFETY: prctl and getppid are plain system calls, allowed between fork and exec.
        let (failed, orphaned) = unsafe {
            let failed = libc::prctl(libc::PR_SET_PDEATHSIG, signal as libc::c_ulong) != 0;
            (failed, libc::getppid() as u32 != parent)
        };
        match (failed, orphaned) {
            (true, _) => Err(io::Error::last_os_error()),
            (_, true) => Err(io::Error::other("the runner is gone")),
            _ => Ok(()),
        }
    };
    // SAFETY: the closure allocates only on its error paths, after which the child does not go on.
    unsafe { command.pre_exec(tie) };
}
