//! No circles between files: of two files that take names from each other neither can be read, or changed, alone.

use super::{
    graph::{Arrows, arrows},
    source::{Source, tree},
    violation::{Violation, assert_none},
};
use std::collections::{BTreeMap, VecDeque};

/// One violation for each circle, at the first of its files.
pub fn circles(files: &[Source]) -> Vec<Violation> {
    let arrows = arrows(files);
    let mut found: Vec<Violation> = Vec::new();
    let mut seen: Vec<usize> = Vec::new();
    for &start in arrows.keys() {
        if seen.contains(&start) {
            continue;
        }
        let Some(circle) = way_back(&arrows, start) else {
            continue;
        };
        let steps = circle.windows(2).map(|step| {
            let (from, to) = (step[0], step[1]);
            format!(
                "{} takes `{}` from {}",
                files[from].path, arrows[&from][&to], files[to].path
            )
        });
        found.push(Violation {
            path: files[start].path.clone(),
            line: 1,
            rule: format!("files stand in a circle: {}", steps.collect::<Vec<_>>().join(", ")),
            fix: "give what both need a file of its own, below both",
        });
        seen.extend(circle);
    }
    found
}

/// The shortest way from a file back to itself, both ends included.
fn way_back(arrows: &Arrows, start: usize) -> Option<Vec<usize>> {
    let none = BTreeMap::new();
    let next = |file: usize| arrows.get(&file).unwrap_or(&none).keys().copied();
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut waiting: VecDeque<usize> = VecDeque::from([start]);
    while let Some(file) = waiting.pop_front() {
        for to in next(file) {
            if to == start {
                let mut way = vec![start, file];
                while let Some(before) = came_from.get(way.last()?) {
                    way.push(*before);
                }
                way.reverse();
                way.dedup();
                if way.len() == 1 || way.first() != Some(&start) {
                    way.insert(0, start);
                }
                return Some(way);
            }
            if to != start && !came_from.contains_key(&to) {
                came_from.insert(to, file);
                waiting.push_back(to);
            }
        }
    }
    None
}

#[test]
fn no_files_stand_in_a_circle() {
    assert_none(&circles(&tree()));
}
