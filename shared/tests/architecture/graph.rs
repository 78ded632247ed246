//! Which file takes names from which: the arrows of a crate.
//!
//! A path leads to the file in which what it names stands. A `mod.rs` that declares its children, or passes their names on with `pub use`,
//! does not import them: whoever takes such a name takes it from the child. What it uses of them in its own code is an arrow. The other way
//! round, a child may take the words of its room from the `mod.rs` of a folder that it lies in: that is no arrow, as in Rust a child sees
//! what its parents keep private. Nor is a macro, which stands at the root of its crate whatever its file.

use super::{
    paths::{Named, named},
    source::Source,
};
use std::collections::{BTreeMap, HashMap};

/// The arrows of some files: from whom to whom, with a name that the first takes from the second. Both are places in the list of files.
pub type Arrows = BTreeMap<usize, BTreeMap<usize, String>>;

type Path = Vec<String>;

/// Modules, and what they pass on.
struct Modules {
    files: HashMap<Path, usize>,
    /// Of a module: the name that it passes on, `*` for all of a module, and where that stands.
    passed: HashMap<Path, Vec<(String, Path)>>,
}

/// Reads the arrows of the product's files.
pub fn arrows(files: &[Source]) -> Arrows {
    let product = || files.iter().enumerate().filter(|(_, file)| file.is_product());
    let mut modules = Modules {
        files: product().map(|(i, file)| (file.module(), i)).collect(),
        passed: HashMap::new(),
    };
    for (_, file) in product() {
        let module = file.module();
        let passed = passed_on(file).into_iter();
        let passed = passed.map(|(name, path)| (name, modules.absolute(&module, &HashMap::new(), &path)));
        let passed = passed.collect();
        modules.passed.insert(module, passed);
    }
    let mut arrows = Arrows::new();
    for (from, file) in product() {
        let module = file.module();
        let aliases = modules.aliases(&module, file);
        for path in own_paths(file) {
            let path = modules.absolute(&module, &aliases, &path.segments);
            if let Some((to, name)) = modules.stands_in(&path)
                && !is_of(&files[to], &module)
            {
                arrows.entry(from).or_default().entry(to).or_insert(name);
            }
        }
    }
    arrows
}

impl Modules {
    /// The path from its crate on.
    fn absolute(&self, module: &[String], aliases: &HashMap<String, Path>, path: &[String]) -> Path {
        let first = path[0].as_str();
        let mut base = match first {
            "crate" => module[..1].to_vec(),
            "self" | "super" => module.to_vec(),
            _ => {
                let child = [module, &path[..1]].concat();
                let known = aliases.get(first).cloned();
                let base = known.or_else(|| self.files.contains_key(&child).then_some(child));
                return base.map_or_else(|| path.to_vec(), |base| [&base, &path[1..]].concat());
            }
        };
        let relative = path
            .iter()
            .take_while(|s| ["crate", "self", "super"].contains(&s.as_str()));
        for up in relative.clone() {
            if up == "super" {
                base.pop();
            }
        }
        [&base, &path[relative.count()..]].concat()
    }

    /// Modules that a file imports by their name.
    fn aliases(&self, module: &[String], file: &Source) -> HashMap<String, Path> {
        let mut aliases = HashMap::new();
        for path in own_paths(file) {
            let path = self.absolute(module, &HashMap::new(), &path.segments);
            let path = self.followed(path);
            if let Some(name) = path.last().filter(|_| self.files.contains_key(&path)) {
                aliases.insert(name.clone(), path);
            }
        }
        aliases
    }

    /// Where what is passed on really stands.
    fn followed(&self, path: Path) -> Path {
        let Some((module, rest)) = self.split(&path) else {
            return path;
        };
        let Some((name, inside)) = rest.split_first() else {
            return path;
        };
        let passed = self.passed.get(module).map(Vec::as_slice).unwrap_or_default();
        let by_name = passed
            .iter()
            .find(|(passed, _)| passed == name)
            .map(|(_, to)| to.clone());
        let of_all = || {
            let mut all = passed.iter().filter(|(passed, _)| passed == "*");
            all.next().map(|(_, to)| [to.as_slice(), &rest[..1]].concat())
        };
        match by_name.or_else(of_all) {
            Some(to) if !to.starts_with(&path) => self.followed([&to, inside].concat()),
            _ => path,
        }
    }

    /// The file in which what the path names stands, and its name there; none for a module by itself, and for what is not ours.
    fn stands_in(&self, path: &[String]) -> Option<(usize, String)> {
        let mut path = self.followed(path.to_vec());
        // A function of its file's name, passed on.
        if let Some((name, parent)) = path.split_last()
            && self.files.contains_key(&path)
            && let Some((_, to)) = self.passed.get(parent)?.iter().find(|(passed, _)| passed == name)
        {
            path = to.clone();
        }
        let (module, rest) = self.split(&path)?;
        Some((self.files[module], rest.first()?.clone()))
    }

    /// The module that is a file, and the rest.
    fn split<'a>(&self, path: &'a [String]) -> Option<(&'a [String], &'a [String])> {
        let longest = (1..=path.len()).rev().find(|i| self.files.contains_key(&path[..*i]))?;
        Some(path.split_at(longest))
    }
}

/// True for the module's own file, and for the `mod.rs` and roots that the module lies below.
fn is_of(file: &Source, module: &[String]) -> bool {
    module.starts_with(&file.module())
}

/// Statements of a file that pass names on: each name, `*` for all, and where it comes from.
fn passed_on(file: &Source) -> Vec<(String, Path)> {
    let mut passed = Vec::new();
    for statement in file.layers.code.split(';') {
        let Some(tree) = tree_of_passing(statement) else {
            continue;
        };
        let is_all = tree.trim_end().ends_with("::*");
        for path in named(&format!("use {tree};")) {
            let Some(last) = path.segments.last() else { continue };
            let name = if is_all { "*".to_owned() } else { last.clone() };
            passed.push((name, path.segments));
        }
    }
    passed
}

/// What stands behind `pub use` where the statement is one.
fn tree_of_passing(statement: &str) -> Option<&str> {
    let at = statement.rfind("use ")?;
    let before = statement[..at].trim_end();
    let last = before.rsplit(['\n', '}']).next().unwrap_or(before).trim();
    (last.starts_with("pub") && !last.contains("fn ")).then(|| &statement[at + 4..])
}

/// Paths that a file names for itself, without those that it passes on.
fn own_paths(file: &Source) -> Vec<Named> {
    let code = file.layers.code.split_inclusive(';').map(|statement| {
        let passes = tree_of_passing(statement.trim_end_matches(';')).is_some();
        if passes {
            statement.rfind("pub").map_or("", |at| &statement[..at])
        } else {
            statement
        }
    });
    let paths = named(&code.collect::<String>());
    paths.into_iter().filter(|path| !path.segments.is_empty()).collect()
}
