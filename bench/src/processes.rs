//! What processes cost, out of /proc: CPU time and resident memory, children included.

use std::{collections::HashMap, fs};

/// Clock ticks per second, as Linux has it on every architecture that we run on.
const TICKS: f64 = 100.0;

struct Entry {
    parent: u32,
    ticks: u64,
}

fn all() -> HashMap<u32, Entry> {
    let mut entries = HashMap::new();
    for dir in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = dir.file_name().to_str().and_then(|n| n.parse().ok()) else {
            continue;
        };
        let Ok(stat) = fs::read_to_string(dir.path().join("stat")) else {
            continue;
        };
        // The name may hold spaces and brackets; fields count from the last bracket.
        let Some((_, rest)) = stat.rsplit_once(')') else {
            continue;
        };
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let field = |i: usize| fields.get(i).and_then(|f| f.parse::<u64>().ok()).unwrap_or(0);
        // utime, stime and the same of children that ended.
        let ticks = field(11) + field(12) + field(13) + field(14);
        entries.insert(
            pid,
            Entry {
                parent: u32::try_from(field(1)).unwrap_or(0),
                ticks,
            },
        );
    }
    entries
}

/// CPU seconds that the process and its descendants have used so far.
pub fn cpu_seconds(root: u32) -> f64 {
    let entries = all();
    let descends = |mut pid: u32| loop {
        if pid == root {
            return true;
        }
        match entries.get(&pid) {
            Some(e) if e.parent > 1 => pid = e.parent,
            _ => return false,
        }
    };
    entries
        .iter()
        .filter(|(pid, _)| descends(**pid))
        .map(|(_, e)| e.ticks as f64 / TICKS)
        .sum()
}

/// Resident megabytes of the process alone.
pub fn resident_mb(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace()
        .nth(1)
        .and_then(|kb| kb.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1024.0
}
