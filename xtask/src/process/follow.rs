//! Shows log files on the terminal as they grow, each line with the name of its service.

use std::{
    collections::HashMap,
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// How often the files are looked at.
const INTERVAL: Duration = Duration::from_millis(100);

/// A thread that follows files until it is dropped.
pub struct Follower {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Follows each (name, file) from its beginning; a file may be created later.
    pub fn start(files: Vec<(String, PathBuf)>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&done);
        let thread = thread::spawn(move || {
            let mut positions = HashMap::new();
            loop {
                let last_round = seen.load(Ordering::SeqCst);
                for (name, file) in &files {
                    show_new_lines(name, file, positions.entry(name.clone()).or_insert(0));
                }
                if last_round {
                    break;
                }
                thread::sleep(INTERVAL);
            }
        });
        Follower {
            done,
            thread: Some(thread),
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.done.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Prints the whole lines after `position` and moves it behind them.
fn show_new_lines(name: &str, path: &PathBuf, position: &mut u64) {
    let Ok(mut file) = File::open(path) else { return };
    if file.metadata().is_ok_and(|meta| meta.len() < *position) {
        *position = 0; // the service was started again
    }
    let mut bytes = Vec::new();
    if file.seek(SeekFrom::Start(*position)).is_err() || file.read_to_end(&mut bytes).is_err() {
        return;
    }
    let Some(end) = bytes.iter().rposition(|byte| *byte == b'\n') else {
        return;
    };
    *position += end as u64 + 1;
    let mut out = std::io::stdout().lock();
    for line in String::from_utf8_lossy(&bytes[..end]).lines() {
        // A closed terminal must not end the services: nothing to do about it here.
        let _ = writeln!(out, "{name:>8} | {line}");
    }
}
