//! Who may import whom: the rows applied to every file.

use super::{
    rooms::Room,
    rows::{Use, row},
    source::{Source, root, tree},
    violation::{Violation, assert_none},
};

/// Folders and files that an aggregate consists of.
const PARTS: [&str; 5] = ["store", "queries", "usecases", "domain", "scoring"];
/// Parts of std that touch the machine.
const MACHINE: [&str; 5] = ["env", "fs", "net", "process", "thread"];
/// What the kernel may use: vocabulary, and no I/O. Derives of sqlx and utoipa say how a value is written and call nothing.
const KERNEL_LIBRARIES: [&str; 5] = ["serde", "uuid", "chrono", "thiserror", "unicode_normalization"];

/// The folder that an aggregate's parts lie in, as a module.
fn aggregate(file: &Source) -> Vec<String> {
    let mut module = file.module();
    let is_folder = ["/mod.rs", "/lib.rs", "/main.rs"]
        .iter()
        .any(|name| file.path.ends_with(name));
    if !is_folder {
        module.pop();
    }
    let inside = module.iter().position(|segment| PARTS.contains(&segment.as_str()));
    module.truncate(inside.unwrap_or(module.len()));
    module
}

/// Imports that the table does not allow. `dependencies` are the libraries that shared lists.
pub fn forbidden(files: &[Source], dependencies: &[String]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_product()) {
        let room = Room::of(file);
        let (row, aggregate) = (row(room), aggregate(file));
        for named in file.named().iter().filter(|n| !n.in_attribute && n.segments.len() > 1) {
            let (first, second) = (named.segments[0].as_str(), named.segments[1].as_str());
            let ours = ["shared", "api", "worker"].contains(&first);
            let foreign = dependencies.iter().any(|d| d == first) && !KERNEL_LIBRARIES.contains(&first);
            let machine = matches!(room, Room::Kernel | Room::Domain | Room::Engine)
                && first == "std"
                && MACHINE.contains(&second);
            let broken = if ours {
                (row.ours)(&Use {
                    path: &named.segments,
                    aggregate: &aggregate,
                })
            } else {
                row.libraries.contains(&first) || machine || (room == Room::Kernel && foreign)
            };
            if broken {
                found.push(Violation {
                    path: file.path.clone(),
                    line: named.line,
                    rule: format!("{}, not `{}`", row.says, named.segments.join("::")),
                    fix: row.fix,
                });
            }
        }
    }
    found
}

/// Stores that others could reach. With `mod store;` the compiler keeps them out.
pub fn open_stores(files: &[Source]) -> Vec<Violation> {
    let is_open =
        |line: &str| line.starts_with("pub") && (line.ends_with("mod store;") || line.ends_with("mod store {"));
    let lines = files.iter().filter(|file| file.is_product()).flat_map(|file| {
        let lines = file.layers.code.lines().enumerate();
        lines
            .filter(move |(_, line)| is_open(line.trim()))
            .map(move |(i, _)| (file, i + 1))
    });
    let violation = |(file, line): (&Source, usize)| Violation {
        path: file.path.clone(),
        line,
        rule: "a store is private: nobody else may write its tables".to_owned(),
        fix: "write `mod store;` and offer a use case or a query",
    };
    lines.map(violation).collect()
}

/// Functions that are given an open transaction and a port: a slow call would hold locks and a connection. Only signatures are
/// seen; a transaction that is begun inside is for the reviewer.
pub fn ports_in_transactions(files: &[Source]) -> Vec<Violation> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.is_product()) {
        let code = &file.layers.code;
        for (at, _) in code.match_indices("fn ") {
            let rest = &code[at..];
            let signature = &rest[..rest.find(['{', ';']).unwrap_or(rest.len())];
            let has_tx = signature
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == "Tx");
            if has_tx && signature.contains("dyn ") {
                found.push(Violation {
                    path: file.path.clone(),
                    line: code[..at].lines().count(),
                    rule: "no port is called while a transaction is open".to_owned(),
                    fix: "call the port first, then begin the transaction and write what it said",
                });
            }
        }
    }
    found
}

/// The names under `[dependencies]`, as code writes them.
pub fn dependencies(manifest: &str) -> Vec<String> {
    let section = manifest
        .split("\n[")
        .find_map(|s| s.strip_prefix("dependencies]"))
        .unwrap_or_default();
    let names = section.lines().filter_map(|line| line.split_once(['=', '.']));
    names.map(|(name, _)| name.trim().replace('-', "_")).collect()
}

#[test]
fn every_room_imports_only_what_it_may() {
    let manifest = std::fs::read_to_string(root().join("shared/Cargo.toml")).expect("shared/Cargo.toml");
    assert_none(&forbidden(&tree(), &dependencies(&manifest)));
}

#[test]
fn every_store_is_private() {
    assert_none(&open_stores(&tree()));
}

#[test]
fn no_port_is_called_while_a_transaction_is_open() {
    assert_none(&ports_in_transactions(&tree()));
}
