//! Code that breaks each rule: a check that finds nothing here has gone blind.

use super::{
    circles::circles,
    files::{badly_named, too_long},
    imports::{dependencies, forbidden, open_stores, ports_in_transactions},
    libraries::{listed, strays},
    line::upward,
    schema::{Table, tables, without_company},
    source::Source,
    tables::{badly_owned, trespassing, writing_queries},
    violation::Violation,
};

/// Path and line of each violation.
fn places(found: &[Violation]) -> Vec<(&str, usize)> {
    found.iter().map(|v| (v.path.as_str(), v.line)).collect()
}

fn schema() -> Vec<Table> {
    tables(&[Source::new(
        "migrations/1_create_tenders.sql",
        "CREATE TABLE tenders (company_id bigint);",
    )])
}

#[test]
fn an_import_that_a_room_may_not_make_is_found() {
    let planted = [
        ("shared/src/kernel/money.rs", "use crate::db::Db;"),
        ("shared/src/kernel/text.rs", "use regex::Regex;"),
        ("shared/src/staffing/tenders/domain.rs", "use sqlx::PgPool;"),
        ("shared/src/staffing/tenders/domain.rs", "use crate::kernel::Clock;"),
        (
            "shared/src/staffing/tenders/domain.rs",
            "fn f() { std::env::var(\"HOME\"); }",
        ),
        (
            "shared/src/staffing/tenders/store.rs",
            "use super::usecases::NewTender;",
        ),
        (
            "shared/src/staffing/tenders/store.rs",
            "use crate::directory::consultants::queries;",
        ),
        ("shared/src/staffing/tenders/queries.rs", "use super::store;"),
        (
            "shared/src/staffing/tenders/usecases.rs",
            "fn f() { sqlx::query!(\"SELECT 1\") }",
        ),
        (
            "shared/src/staffing/tenders/usecases.rs",
            "use crate::directory::consultants::store;",
        ),
        ("shared/src/staffing/tenders/usecases.rs", "use crate::bell::Bell;"),
        ("shared/src/ports/mailer.rs", "use crate::identity::usecases;"),
        ("shared/src/adapters/s3.rs", "use crate::resumes::queries;"),
        ("shared/src/db/mod.rs", "use crate::staffing::tenders;"),
        ("shared/src/db/mod.rs", "use crate::bell::Bell;"),
        ("shared/src/bell/mod.rs", "use crate::jobs::lease;"),
        (
            "shared/src/bell/mod.rs",
            "use crate::{kernel::ExecutionId, resumes::jobs};",
        ),
        ("api/src/routes/health.rs", "use sqlx::PgPool;"),
        (
            "shared/cv-engine/src/fields/years.rs",
            "fn f() { std::fs::read(\"/etc/passwd\"); }",
        ),
        ("shared/cv-engine/src/text/mod.rs", "use tokio::fs;"),
        ("worker/src/jobs/ping.rs", "use apalis::prelude::Monitor;"),
        ("worker/src/sweeps/mod.rs", "use shared::adapters;"),
        ("worker/src/runtime/answer.rs", "use crate::jobs::ping;"),
    ];
    let libraries = dependencies("[package]\nname = \"x\"\n\n[dependencies]\nregex = \"1\"\nsqlx.workspace = true\n");
    for (path, code) in planted {
        let text = format!("//! Story.\n{code}\n");
        let found = forbidden(&[Source::new(path, &text)], &libraries);
        assert_eq!(places(&found), [(path, 2)], "`{code}`");
    }
}

#[test]
fn what_a_room_may_import_is_let_through() {
    let fine = [
        (
            "shared/src/kernel/ids.rs",
            "use super::actor::Role;\n#[derive(sqlx::Type, utoipa::ToSchema)]\nstruct A;",
        ),
        (
            "shared/src/staffing/tenders/domain.rs",
            "use crate::{choice, directory::skills::domain::Level, kernel::Line};",
        ),
        (
            "shared/src/staffing/tenders/store.rs",
            "use super::domain::Terms;\nuse crate::db::Tx;",
        ),
        (
            "shared/src/staffing/tenders/queries.rs",
            "use crate::directory::partnerships::queries;",
        ),
        (
            "shared/src/staffing/tenders/usecases.rs",
            "use super::store;\nuse crate::{jobs::Enqueue, ports::FileStore};",
        ),
        (
            "shared/src/audit.rs",
            "//! Owns: audit_log\nuse crate::db::Tx;\nfn f() { sqlx::query!(\"SELECT 1\") }",
        ),
        (
            "worker/src/jobs/generate.rs",
            "use shared::staffing::matches::usecases::store;",
        ),
        (
            "shared/src/staffing/tenders/usecases.rs",
            "#[cfg(test)]\nmod tests {\n    use sqlx::PgPool;\n}",
        ),
    ];
    for (path, code) in fine {
        let found = forbidden(&[Source::new(path, code)], &["utoipa".to_owned(), "sqlx".to_owned()]);
        assert_eq!(places(&found), [], "`{code}`");
    }
}

#[test]
fn an_open_store_is_found() {
    let path = "shared/src/staffing/tenders/mod.rs";
    assert_eq!(places(&open_stores(&[Source::new(path, "mod store;\n")])), []);
    assert_eq!(
        places(&open_stores(&[Source::new(path, "\npub mod store;\n")])),
        [(path, 2)]
    );
}

#[test]
fn a_port_beside_a_transaction_is_found() {
    let path = "shared/src/resumes/usecases.rs";
    let text =
        "\nasync fn f(\n    tx: &mut Tx,\n    files: &dyn FileStore,\n) {}\nfn g(db: &Db, files: &dyn FileStore) {}\n";
    assert_eq!(places(&ports_in_transactions(&[Source::new(path, text)])), [(path, 2)]);
}

#[test]
fn a_library_outside_its_room_is_found() {
    let path = "shared/src/staffing/tenders/usecases.rs";
    let found = strays(&[Source::new(path, "use crate::db;\nfn f() { redis::cmd(\"PING\"); }\n")]);
    assert_eq!(places(&found), [(path, 2)]);
    let manifest = Source::new(
        "api/Cargo.toml",
        "[dependencies]\nsqlx-core = \"1\"\nsqlx = { workspace = true }\n",
    );
    assert_eq!(places(&listed(&manifest, &["sqlx"])), [("api/Cargo.toml", 3)]);
}

#[test]
fn a_table_without_one_owner_is_found() {
    let owner = |path| Source::new(path, "//! Story.\n//!\n//! Owns: tenders\n");
    let (one, two) = (
        "shared/src/staffing/tenders/mod.rs",
        "shared/src/staffing/matches/mod.rs",
    );
    assert_eq!(badly_owned(&[owner(one)], &schema()), []);
    assert_eq!(badly_owned(&[], &schema()).len(), 1);
    assert_eq!(badly_owned(&[owner(one), owner(two)], &schema()).len(), 1);
    assert_eq!(places(&badly_owned(&[owner(one)], &[])), [(one, 3)]);
}

#[test]
fn a_write_outside_the_owner_is_found() {
    let owner = Source::new("shared/src/staffing/tenders/mod.rs", "//! Owns: tenders\n");
    let statements = [
        "INSERT INTO tenders (id) VALUES (1)",
        "insert into public.tenders default values",
        "WITH x AS (SELECT 1) UPDATE tenders t SET a = 1",
        "DELETE FROM ONLY tenders",
        "TRUNCATE TABLE tenders",
        "COPY tenders (id) FROM STDIN",
        "INSERT INTO\n tenders DEFAULT VALUES",
    ];
    for sql in statements {
        let text = format!("fn f() {{ run(r#\"{sql}\"#) }}");
        let at = |path| {
            trespassing(
                &[Source::new(path, &text), Source::new(&owner.path, &owner.text)],
                &schema(),
            )
        };
        let path = "shared/src/directory/consultants/store.rs";
        assert_eq!(places(&at(path)), [(path, 1)], "{sql}");
        assert_eq!(at("shared/src/staffing/tenders/store.rs"), [], "{sql}");
        assert_eq!(at("worker/tests/it/flow.rs"), [], "{sql}");
    }
}

#[test]
fn a_query_that_writes_is_found() {
    let path = "shared/src/knowledge/queries.rs";
    let writing = "fn f() {}\nconst S: &str = \"INSERT INTO rag_queries DEFAULT VALUES\";";
    assert_eq!(places(&writing_queries(&[Source::new(path, writing)])), [(path, 2)]);
    let reading = "const S: &str = \"SELECT 1 FROM tenders FOR UPDATE OF tenders\"; // INSERT INTO tenders";
    assert_eq!(writing_queries(&[Source::new(path, reading)]), []);
}

#[test]
fn a_table_without_a_company_is_found() {
    let sql = "CREATE TABLE a (company_id bigint);\nCREATE TABLE b (id int, of_company_id bigint);";
    let found = without_company(&tables(&[Source::new("migrations/1_create.sql", sql)]));
    assert_eq!(places(&found), [("migrations/1_create.sql", 2)]);
}

#[test]
fn a_long_file_is_found_and_its_tests_do_not_count() {
    let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "    fn t() {}\n".repeat(300));
    let file = |lines: usize| Source::new("shared/src/a.rs", &("fn f() {}\n".repeat(lines) + &tests));
    assert_eq!(too_long(&[file(450)]), []);
    assert_eq!(too_long(&[file(451)]).len(), 1);
}

#[test]
fn a_name_that_says_nothing_is_found() {
    for path in [
        "shared/src/utils.rs",
        "api/src/common/mod.rs",
        "worker/src/job_manager.rs",
        "api/src/list_v2.rs",
    ] {
        assert_eq!(badly_named(&[Source::new(path, "")]).len(), 1, "{path}");
    }
    assert_eq!(
        badly_named(&[Source::new("api/src/a.rs", "\nmod helpers {\n}\n")]).len(),
        1
    );
    assert_eq!(badly_named(&[Source::new("api/src/value.rs", "fn common() {}\n")]), []);
}

#[test]
fn an_import_from_a_higher_room_is_found() {
    for (path, code) in [
        ("shared/src/kernel/ids.rs", "use crate::db::Db;"),
        (
            "shared/src/identity/api_keys.rs",
            "use crate::{db::Tx, directory::companies};",
        ),
        (
            "shared/src/resumes/usecases.rs",
            "fn f() { crate::staffing::matches::jobs::SHARD; }",
        ),
        (
            "shared/src/staffing/tenders/usecases.rs",
            "use super::super::super::lifecycle;\nuse crate::lifecycle::tenders;",
        ),
        ("shared/src/telemetry/mod.rs", "use crate::config::Config;"),
    ] {
        let found = upward(&[Source::new(path, &format!("//! Story.\n{code}\n"))]);
        assert_eq!(places(&found).first(), Some(&(path, 2)), "`{code}`");
    }
    let unknown = "shared/src/elsewhere/mod.rs";
    assert_eq!(places(&upward(&[Source::new(unknown, "")])), [(unknown, 1)]);
    let fine = [
        (
            "shared/src/lifecycle/tenders.rs",
            "use super::users;\nuse crate::{knowledge, staffing::tenders};",
        ),
        (
            "shared/src/kernel/ids.rs",
            "use crate::choice;\n#[cfg(test)]\nmod tests {\n    use crate::db::Db;\n}",
        ),
        ("api/src/cli.rs", "use shared::seed;"),
    ];
    for (path, code) in fine {
        assert_eq!(upward(&[Source::new(path, code)]), [], "`{code}`");
    }
}

#[test]
fn files_in_a_circle_are_found() {
    let found = |files: &[(&str, &str)]| {
        let files: Vec<Source> = files.iter().map(|(path, code)| Source::new(path, code)).collect();
        circles(&files).into_iter().map(|v| v.path).collect::<Vec<_>>()
    };
    let (a, b, c) = ("shared/src/jobs/a.rs", "shared/src/jobs/b.rs", "shared/src/jobs/c.rs");
    assert_eq!(found(&[(a, "use super::b::B;"), (b, "use crate::jobs::a::A;")]), [a]);
    assert_eq!(
        found(&[
            (a, "fn f() { super::b::g() }"),
            (b, "use super::c::C;"),
            (c, "use super::a;\nfn f() { a::g() }")
        ]),
        [a]
    );
    // Through a name that a folder passes on, also where it is its file's.
    let folder = "shared/src/jobs/mod.rs";
    let passed = [
        (folder, "mod a;\nmod b;\npub use a::A;\npub(crate) use b::b;"),
        (a, "use super::b;\nfn f() { super::b() }"),
    ];
    assert_eq!(found(&[passed[0], passed[1], (b, "use super::A;")]), [a]);
    // A folder that uses its child, which others of the child's imports lead back to.
    let (other, child) = ("shared/src/db/mod.rs", "shared/src/db/x.rs");
    assert_eq!(
        found(&[
            (other, "mod x;\nfn f() { x::g() }"),
            (child, "use crate::jobs::a::A;"),
            (a, "use crate::db::f;")
        ]),
        [other]
    );
}

#[test]
fn what_is_no_circle_is_let_through() {
    let fine: [&[(&str, &str)]; 3] = [
        // A folder passes on what its children hold, and one of them takes that from it.
        &[
            ("shared/src/jobs/mod.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;"),
            ("shared/src/jobs/a.rs", "use super::B;"),
            ("shared/src/jobs/b.rs", "pub struct B;"),
        ],
        // A child takes the words of its room.
        &[
            ("shared/src/jobs/mod.rs", "mod a;\npub struct J;\nfn f() { a::g() }"),
            ("shared/src/jobs/a.rs", "use super::J;"),
        ],
        // Tests may.
        &[
            ("shared/src/jobs/a.rs", "use super::b::B;"),
            (
                "shared/src/jobs/b.rs",
                "#[cfg(test)]\nmod tests {\n    use crate::jobs::a::A;\n}",
            ),
        ],
    ];
    for files in fine {
        let files: Vec<Source> = files.iter().map(|(path, code)| Source::new(path, code)).collect();
        assert_eq!(circles(&files), []);
    }
}
