//! Length and names of files.

use super::{
    source::{Source, tree},
    violation::{Violation, assert_none},
};

/// Lines of a file at most, tests apart; about 100 are usual and 300 a reason to look for two rooms in it.
const LIMIT: usize = 450;
/// Names that say nothing of what is inside.
const EMPTY_NAMES: [&str; 9] = [
    "utils", "util", "common", "helpers", "helper", "manager", "managers", "misc", "impl",
];

/// Files that are too long.
pub fn too_long(files: &[Source]) -> Vec<Violation> {
    let code = |file: &&Source| [".rs", ".sql", ".py"].iter().any(|end| file.path.ends_with(end)) && !file.is_test();
    let lines = |file: &Source| file.text.lines().count() - lines_of_tests(file);
    let long = files.iter().filter(code).filter(|file| lines(file) > LIMIT);
    let violation = |file: &Source| Violation {
        path: file.path.clone(),
        line: LIMIT + 1,
        rule: format!("{} lines outside tests; at most {LIMIT}", lines(file)),
        fix: "find the two things it does and give each a file",
    };
    long.map(violation).collect()
}

/// Lines of a Rust file's own test module.
fn lines_of_tests(file: &Source) -> usize {
    let Some(start) = file.text.lines().position(|line| line == "#[cfg(test)]") else {
        return 0;
    };
    let code: Vec<&str> = file.layers.code.lines().collect();
    code.iter()
        .skip(start)
        .take_while(|line| line.trim().is_empty())
        .count()
}

/// Files, folders and inline modules with names that say nothing.
pub fn badly_named(files: &[Source]) -> Vec<Violation> {
    let is_bad = |name: &str| {
        let last = name.rsplit('_').next().unwrap_or(name);
        let version = last
            .strip_prefix('v')
            .is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()));
        version || EMPTY_NAMES.contains(&last) || EMPTY_NAMES.contains(&name.split('_').next().unwrap_or(name))
    };
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let in_path = file.path.trim_end_matches(".rs").split('/').map(|name| (1, name));
        let inline = file.layers.code.lines().enumerate().filter_map(|(i, line)| {
            let name = line
                .trim()
                .trim_start_matches("pub ")
                .strip_prefix("mod ")?
                .strip_suffix('{')?;
            Some((i + 1, name.trim()))
        });
        found.extend(
            in_path
                .chain(inline)
                .filter(|(_, name)| is_bad(name))
                .map(|(line, name)| Violation {
                    path: file.path.clone(),
                    line,
                    rule: format!("`{name}` does not say what is inside"),
                    fix: "name it after what it does or holds, or move its parts to those who use them",
                }),
        );
    }
    found
}

#[test]
fn no_file_is_longer_than_the_limit() {
    assert_none(&too_long(&tree()));
}

#[test]
fn every_name_says_what_is_inside() {
    assert_none(&badly_named(&tree()));
}
