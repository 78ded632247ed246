//! Text conditions as people mean them: accents folded, part of a word is enough, small typos forgiven.

use super::DbError;
use sqlx::{PgConnection, Postgres, QueryBuilder};

/// Words of a search that are looked at; more only narrow what is narrow already.
const WORDS: usize = 8;

/// Makes `<%` forgive as much as people expect: at pg_trgm's own 0.6 a letter too many in a name of seven is not forgiven. Set for the
/// transaction alone, so that it holds behind a pooler that lends its connections to many.
pub(super) async fn forgive(tx: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query("SELECT set_config('pg_trgm.word_similarity_threshold', '0.5', true)")
        .execute(tx)
        .await?;
    Ok(())
}

/// `%text%` for LIKE, with the text's own wildcards taken literally.
#[must_use]
pub fn anywhere(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Adds the condition that `column` holds the text, whatever case and accents. The index is over `fold(column)`.
pub fn push_contains(query: &mut QueryBuilder<Postgres>, column: &'static str, text: &str) {
    query.push(format_args!(" AND fold({column}) LIKE fold("));
    query.push_bind(anywhere(text)).push(")");
}

/// The searched words of `q`.
pub fn words(q: &str) -> impl Iterator<Item = &str> {
    q.split_whitespace().take(WORDS)
}

/// Adds `(column LIKE '%word%' OR word <% column)` for a column that is folded already: the word stands in it, or one like it does
/// (pg_trgm's word similarity, after [`forgive`]). Both use the trigram index.
pub fn push_has_word(query: &mut QueryBuilder<Postgres>, column: &'static str, word: &str) {
    query.push(format_args!("({column} LIKE fold("));
    query.push_bind(anywhere(word)).push(") OR fold(");
    query.push_bind(word.to_owned()).push(format_args!(") <% {column})"));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_of_the_text_are_taken_literally() {
        assert_eq!(anywhere("100%_a\\"), "%100\\%\\_a\\\\%");
    }

    #[test]
    fn a_search_has_a_bounded_number_of_words() {
        assert_eq!(words("  ada   lovelace ").collect::<Vec<_>>(), ["ada", "lovelace"]);
        assert_eq!(words("a b c d e f g h i j").count(), WORDS);
    }
}
