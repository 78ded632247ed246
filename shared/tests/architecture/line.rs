//! The rooms of `shared` stand in a line: a room imports from those before it only, so that each can be read, and changed, knowing what lies below.

use super::{
    source::{Source, root, tree},
    violation::{Violation, assert_none},
};

/// The rooms, lowest first; docs/ARCHITECTURE.md draws the same line.
const LINE: [&str; 23] = [
    "kernel",
    "telemetry",
    "config",
    "redis_conn",
    "cache",
    "db",
    "bell",
    "ports",
    "archive",
    "audit",
    "jobs",
    "aggregate",
    "indexing",
    "identity",
    "directory",
    "resumes",
    "staffing",
    "knowledge",
    "recruiting",
    "lifecycle",
    "seed",
    "adapters",
    "testing",
];

/// Imports from a room that stands higher, and rooms that stand nowhere.
pub fn upward(files: &[Source]) -> Vec<Violation> {
    let place = |room: &str| LINE.iter().position(|known| *known == room);
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_product()) {
        let module = file.module();
        let [own, room, ..] = module.as_slice() else { continue };
        if own != "shared" {
            continue;
        }
        let Some(here) = place(room) else {
            found.push(Violation {
                path: file.path.clone(),
                line: 1,
                rule: format!("the room `{room}` has no place in the line"),
                fix: "give it one, above all that it imports from and below all that import from it, here and in docs/ARCHITECTURE.md",
            });
            continue;
        };
        for named in file.named() {
            let [from, other, ..] = named.segments.as_slice() else {
                continue;
            };
            if from == "shared" && place(other).is_some_and(|there| there > here) {
                found.push(Violation {
                    path: file.path.clone(),
                    line: named.line,
                    rule: format!(
                        "`{room}` stands below `{other}`, and names {}",
                        named.segments.join("::")
                    ),
                    fix: "move what both need down, or what crosses them up to lifecycle",
                });
            }
        }
    }
    found
}

/// The rooms in the order in which a document draws them: the first words of its lines `  room/  what it is`.
fn drawn(document: &str) -> Vec<&str> {
    let lines = document.lines().skip_while(|line| *line != "shared/src/").skip(1);
    let lines = lines.take_while(|line| line.starts_with("  "));
    let words = lines.filter_map(|line| line.split_whitespace().next());
    words
        .map(|word| word.trim_end_matches('/').trim_end_matches(".rs"))
        .collect()
}

#[test]
fn every_room_imports_from_lower_ones_only() {
    assert_none(&upward(&tree()));
}

#[test]
fn the_line_is_drawn_as_it_stands() {
    let text = std::fs::read_to_string(root().join("docs/ARCHITECTURE.md")).expect("docs/ARCHITECTURE.md");
    assert_eq!(drawn(&text), LINE);
}
