//! A page of a list in one statement: the rows, and how many there are in all.

mod json;
mod rows;

pub use json::{Companies, JsonPage, json_page_of};
pub use rows::page_of;

use crate::kernel::{Cursor, Page, SortType, SortValue};
use sqlx::{Postgres, QueryBuilder};

/// What a list reads, and in which order.
#[derive(Debug, Clone, Copy)]
pub struct List {
    /// The select list.
    pub columns: &'static str,
    /// The tables, joined, with `WHERE` and a first condition.
    pub from: &'static str,
    /// The alias of the table whose rows are listed.
    pub table: &'static str,
    /// The column that it is sorted by; text by its folded form, so that neither case nor accents nor the database's collation decide.
    pub column: &'static str,
    /// What that holds.
    pub kind: SortType,
    /// Largest first.
    pub descending: bool,
    /// It may be missing: then it comes last. A column that is always there is sorted without a word of that, as its index is.
    pub nullable: bool,
}

impl List {
    /// A list whose rows stand in the order in which they were made, or the newest first.
    #[must_use]
    pub const fn by_id(columns: &'static str, from: &'static str, table: &'static str, descending: bool) -> Self {
        Self {
            columns,
            from,
            table,
            column: "id",
            kind: SortType::Id,
            descending,
            nullable: false,
        }
    }

    /// A list whose rows stand by name.
    #[must_use]
    pub const fn by_name(columns: &'static str, from: &'static str, table: &'static str) -> Self {
        Self {
            column: "name",
            kind: SortType::Text,
            ..Self::by_id(columns, from, table, false)
        }
    }

    /// What it is sorted by, as its index has it.
    fn key(self) -> String {
        let Self { table, column, .. } = self;
        if self.kind == SortType::Text {
            format!("fold({table}.{column})")
        } else {
            format!("{table}.{column}")
        }
    }
}

/// Conditions, order and slice.
fn push_page(
    query: &mut QueryBuilder<Postgres>,
    list: List,
    conditions: &impl Fn(&mut QueryBuilder<Postgres>),
    after: Option<&Cursor>,
    page: Page,
) {
    conditions(query);
    if let Some(cursor) = after {
        push_after(query, list, cursor);
    }
    push_order(query, list);
    push_slice(query, after, page);
}

fn push_slice(query: &mut QueryBuilder<Postgres>, after: Option<&Cursor>, page: Page) {
    // One more than the page holds: so one knows whether others follow.
    query.push(" LIMIT ").push_bind(page.limit + 1);
    // After a row, `offset` only says which page it is.
    let offset = if after.is_some() { 0 } else { page.offset };
    query.push(" OFFSET ").push_bind(offset);
}

fn push_order(query: &mut QueryBuilder<Postgres>, list: List) {
    let List { table, .. } = list;
    let direction = if list.descending { "DESC" } else { "ASC" };
    if list.kind == SortType::Id {
        query.push(format_args!(" ORDER BY {table}.id {direction}"));
    } else {
        query.push(format_args!(
            " ORDER BY {} {direction}{}, {table}.id",
            list.key(),
            if list.nullable { " NULLS LAST" } else { "" }
        ));
    }
}

fn push_after(query: &mut QueryBuilder<Postgres>, list: List, cursor: &Cursor) {
    let (table, key) = (list.table, list.key());
    let beyond = if list.descending { "<" } else { ">" };
    let Some(value) = &cursor.value else {
        if list.kind == SortType::Id {
            query
                .push(format_args!(" AND {table}.id {beyond} "))
                .push_bind(cursor.id);
        } else {
            // Rows without a value come last, by id.
            query
                .push(format_args!(" AND {key} IS NULL AND {table}.id > "))
                .push_bind(cursor.id);
        }
        return;
    };
    if !list.nullable {
        // Where nothing is missing, the index begins at the row itself.
        query.push(format_args!(" AND {key} {beyond}= "));
        push_value(query, list.kind, value);
    }
    query.push(format_args!(" AND ({key} {beyond} "));
    push_value(query, list.kind, value);
    query.push(format_args!(" OR {key} = "));
    push_value(query, list.kind, value);
    query.push(format_args!(" AND {table}.id > ")).push_bind(cursor.id);
    query.push(if list.nullable {
        format!(" OR {key} IS NULL)")
    } else {
        ")".to_owned()
    });
}

fn push_value(query: &mut QueryBuilder<Postgres>, kind: SortType, value: &SortValue) {
    match value {
        SortValue::Text(text) => query.push("fold(").push_bind(text.clone()).push(")"),
        SortValue::Number(number) => query.push_bind(*number),
        SortValue::Date(day) => query.push_bind(*day),
        SortValue::Instant(instant) => query.push_bind(*instant),
    };
    if kind == SortType::Money {
        query.push("::numeric");
    }
}
