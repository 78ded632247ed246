//! The tables, read from the migrations.

use super::{
    source::{Source, tree},
    violation::{Violation, assert_none},
};

/// A table as the migration creates it.
#[derive(Debug, Clone)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// The migration.
    pub path: String,
    /// From 1.
    pub line: usize,
    /// Between the brackets, without comments.
    body: String,
}

/// Every table of these migrations. A partition is a part of its table and none of its own.
pub fn tables(migrations: &[Source]) -> Vec<Table> {
    let sql = migrations
        .iter()
        .filter(|m| m.path.starts_with("migrations/") && m.path.ends_with(".sql"));
    sql.flat_map(|migration| {
        let text = without_comments_and_strings(&migration.text);
        let starts = ["CREATE TABLE ", "CREATE UNLOGGED TABLE "].map(|create| {
            let starts = text.match_indices(create);
            starts.map(|(at, _)| (at, at + create.len())).collect::<Vec<_>>()
        });
        let table = |(at, name_at): (usize, usize)| {
            let rest = text[name_at..].trim_start_matches("IF NOT EXISTS ");
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
            let (name, after) = rest.split_at(end);
            let body = after.trim_start().strip_prefix('(')?;
            Some(Table {
                name: name.to_owned(),
                path: migration.path.clone(),
                line: text[..=at].lines().count(),
                body: up_to_closing_bracket(body),
            })
        };
        starts.concat().into_iter().filter_map(table).collect::<Vec<_>>()
    })
    .collect()
}

fn up_to_closing_bracket(text: &str) -> String {
    let mut depth = 1;
    let inside = text.chars().take_while(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth > 0
    });
    inside.collect()
}

/// Blanks `-- ...` and `'...'`, keeping the lines.
fn without_comments_and_strings(sql: &str) -> String {
    let mut in_string = false;
    let line = |line: &str| {
        let mut kept = String::new();
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '-' if !in_string && chars.peek() == Some(&'-') => break,
                '\'' => in_string = !in_string,
                _ if in_string => {}
                _ => kept.push(c),
            }
        }
        kept
    };
    sql.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Tables without the company that owns each row.
pub fn without_company(tables: &[Table]) -> Vec<Violation> {
    let has_column = |table: &Table| {
        table
            .body
            .split(',')
            .any(|column| column.trim().starts_with("company_id "))
    };
    let parent = |table: &Table| {
        let name = table
            .body
            .trim()
            .strip_prefix("LIKE ")?
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()?;
        tables.iter().find(|t| t.name == name)
    };
    let lacking = tables
        .iter()
        .filter(|t| !has_column(t) && !parent(t).is_some_and(has_column));
    let violation = |table: &Table| Violation {
        path: table.path.clone(),
        line: table.line,
        rule: format!(
            "table {} has no company_id; every table has one, null where the row is the platform's own",
            table.name
        ),
        fix: "add `company_id bigint REFERENCES companies (id) ON DELETE RESTRICT` (NOT NULL where a company always owns it)",
    };
    lacking.map(violation).collect()
}

#[test]
fn every_table_says_which_company_owns_the_row() {
    let tables = tables(&tree());
    assert!(
        tables.iter().any(|t| t.name == "executions"),
        "the migrations were not read"
    );
    assert_none(&without_company(&tables));
}

#[test]
fn tables_are_read_and_partitions_are_not() {
    let sql = "-- CREATE TABLE no (id int);\nCREATE TABLE a (\n  id int, -- (\n  company_id bigint\n);\nCREATE TABLE b (LIKE a);\n\
               CREATE TABLE b_1 PARTITION OF b DEFAULT;\nSELECT 'CREATE TABLE c (id int)';";
    let found = tables(&[Source::new("migrations/1_create.sql", sql)]);
    let names: Vec<(&str, usize)> = found.iter().map(|t| (t.name.as_str(), t.line)).collect();
    assert_eq!(names, [("a", 2), ("b", 6)]);
    assert!(without_company(&found).is_empty());
}
