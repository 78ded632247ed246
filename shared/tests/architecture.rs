//! The import rule, the ownership of tables and the habits of files, enforced by reading the sources (docs/ARCHITECTURE.md).
//!
//! Std only, so that it compiles in a second and depends on nothing that it judges. A check takes sources and returns violations;
//! the test in each file gives it the real tree, those in `planted` give it code that breaks the rule, so that a check that has
//! gone blind fails too.
//!
//! | file | what it holds |
//! |---|---|
//! | `layers` | Rust text apart: code, strings, tests |
//! | `paths` | every path that a file names, `use` trees unfolded |
//! | `source` | the tree on disk |
//! | `rooms` | which file belongs to which room |
//! | `rows`, `imports` | who may import whom |
//! | `line` | the rooms stand in a line |
//! | `graph`, `circles` | no files stand in a circle |
//! | `libraries` | a foreign library lives in its rooms |
//! | `schema`, `tables` | a table has one owner, and only the owner writes it |
//! | `files` | length and names |

mod architecture {
    mod circles;
    mod files;
    mod graph;
    mod imports;
    mod layers;
    mod libraries;
    mod line;
    mod paths;
    mod planted;
    mod rooms;
    mod rows;
    mod schema;
    mod source;
    mod tables;
    mod violation;
}
