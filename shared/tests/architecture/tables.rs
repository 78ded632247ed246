//! A table has one owner, and only the owner writes it.
//!
//! The owner is the module whose documentation says `Owns: tenders, tender_skills`. Migrations and tests may write any table;
//! bench has tables of its own.

use super::{
    rooms::Room,
    schema::{Table, tables},
    source::{Source, tree},
    violation::{Violation, assert_none},
};

const FIX_OWNER: &str = "say `//! Owns: <table>` in the documentation of the one module whose store writes it";

/// A table's owner: where it is said, and the files that may write.
struct Owner<'a> {
    table: String,
    file: &'a Source,
    line: usize,
}

impl Owner<'_> {
    /// A folder's `mod.rs` speaks for the folder, any other file for itself.
    fn may_write(&self, path: &str) -> bool {
        match self.file.path.strip_suffix("mod.rs") {
            Some(folder) => path.starts_with(folder),
            None => path == self.file.path,
        }
    }
}

fn owners(files: &[Source]) -> Vec<Owner<'_>> {
    let said = files.iter().filter(|file| file.is_product());
    said.flat_map(|file| {
        file.owns()
            .into_iter()
            .map(move |(line, table)| Owner { table, file, line })
    })
    .collect()
}

/// Tables without an owner, with two, and owners of what is no table.
pub fn badly_owned(files: &[Source], tables: &[Table]) -> Vec<Violation> {
    let owners = owners(files);
    let mut found = Vec::new();
    for table in tables {
        let of_this: Vec<&Owner> = owners.iter().filter(|o| o.table == table.name).collect();
        if of_this.len() != 1 {
            let names: Vec<&str> = of_this.iter().map(|o| o.file.path.as_str()).collect();
            let who = if names.is_empty() {
                "nobody".to_owned()
            } else {
                names.join(" and ")
            };
            found.push(Violation {
                path: table.path.clone(),
                line: table.line,
                rule: format!("table {} is owned by exactly one module, but {who} says so", table.name),
                fix: FIX_OWNER,
            });
        }
    }
    for owner in owners.iter().filter(|o| !tables.iter().any(|t| t.name == o.table)) {
        found.push(Violation {
            path: owner.file.path.clone(),
            line: owner.line,
            rule: format!("`{}` is not a table of the migrations", owner.table),
            fix: "name tables, separated by commas, on one line",
        });
    }
    found
}

/// A statement that writes, found in a string.
struct Write {
    line: usize,
    verb: &'static str,
    /// What follows the verb.
    table: String,
}

/// Statements in the strings of a file, whatever their case.
fn writes(file: &Source) -> Vec<Write> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    for (i, line) in file.layers.strings.lines().enumerate() {
        let split = line
            .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
            .filter(|word| !word.is_empty());
        words.extend(split.map(|word| (i + 1, word)));
    }
    let is = |i: usize, word: &str| words.get(i).is_some_and(|(_, w)| w.eq_ignore_ascii_case(word));
    let mut found = Vec::new();
    for (i, (line, _)) in words.iter().enumerate() {
        // `FOR UPDATE` locks, `DO UPDATE SET` belongs to the insert before it.
        let locks = i > 0 && ["FOR", "KEY", "DO"].iter().any(|word| is(i - 1, word));
        let (verb, mut next) = match () {
            () if is(i, "INSERT") && is(i + 1, "INTO") => ("INSERT", i + 2),
            () if is(i, "DELETE") && is(i + 1, "FROM") => ("DELETE", i + 2),
            () if is(i, "MERGE") && is(i + 1, "INTO") => ("MERGE", i + 2),
            () if is(i, "UPDATE") && !locks => ("UPDATE", i + 1),
            () if is(i, "TRUNCATE") => ("TRUNCATE", i + 1),
            () if is(i, "COPY") => ("COPY", i + 1),
            () => continue,
        };
        while is(next, "ONLY") || is(next, "TABLE") {
            next += 1;
        }
        let table = words
            .get(next)
            .map_or("", |(_, word)| word.rsplit('.').next().unwrap_or(word));
        found.push(Write {
            line: *line,
            verb,
            table: table.to_owned(),
        });
    }
    found
}

/// Statements that write a table outside the module that owns it.
pub fn trespassing(files: &[Source], tables: &[Table]) -> Vec<Violation> {
    let owners = owners(files);
    let mut found = Vec::new();
    let writers = files
        .iter()
        .filter(|file| file.path.ends_with(".rs") && !file.is_test());
    for (file, write) in writers.flat_map(|file| writes(file).into_iter().map(move |write| (file, write))) {
        let ours = tables.iter().any(|t| t.name == write.table);
        let owned = owners.iter().any(|o| o.table == write.table && o.may_write(&file.path));
        if ours && !owned {
            found.push(Violation {
                path: file.path.clone(),
                line: write.line,
                rule: format!("{} on {}, which another module owns", write.verb, write.table),
                fix: "call the owner's use case",
            });
        }
    }
    found
}

/// Statements that write, in files that only read.
pub fn writing_queries(files: &[Source]) -> Vec<Violation> {
    let queries = files
        .iter()
        .filter(|file| file.is_product() && Room::of(file) == Room::Queries);
    let violation = |(file, write): (&Source, Write)| Violation {
        path: file.path.clone(),
        line: write.line,
        rule: format!("queries write nothing, but there is {} {}", write.verb, write.table),
        fix: "move the statement to store.rs and call it from a use case",
    };
    queries
        .flat_map(|file| writes(file).into_iter().map(move |write| (file, write)))
        .map(violation)
        .collect()
}

#[test]
fn every_table_has_one_owner() {
    let files = tree();
    assert_none(&badly_owned(&files, &tables(&files)));
}

#[test]
fn only_its_owner_writes_a_table() {
    let files = tree();
    assert_none(&trespassing(&files, &tables(&files)));
}

#[test]
fn queries_write_nothing() {
    assert_none(&writing_queries(&tree()));
}
