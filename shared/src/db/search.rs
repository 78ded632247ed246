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

/// The searched words of `q`: parted where the database parts them (`pieces`), without the signs that a sentence puts around them. What is only signs
/// is no word, unless there is nothing else.
pub fn words(q: &str) -> impl Iterator<Item = &str> {
    let said: Vec<&str> = pieces(q).filter(|word| word.contains(char::is_alphanumeric)).collect();
    let nothing_said = said.is_empty();
    let signs = q.split_whitespace().filter(move |_| nothing_said);
    said.into_iter().chain(signs).take(WORDS)
}

fn pieces(q: &str) -> impl Iterator<Item = &str> {
    let is_apostrophe = |c: char| matches!(c, '\'' | '’');
    q.split(|c: char| c.is_whitespace() || ",;:()[]{}\"«»<>|=*!?…•·“”".contains(c))
        .flat_map(move |word| {
            let mut parts: Vec<&str> = word.split(is_apostrophe).collect();
            // "l'entreprise" asks for the firm, not for the article.
            if parts.len() > 1 && is_elided(parts[0]) {
                parts.remove(0);
            }
            parts
        })
}

fn is_elided(word: &str) -> bool {
    let word = word.to_lowercase();
    ["c", "d", "j", "l", "m", "n", "s", "t", "qu"].contains(&word.as_str())
}

/// Whether trigrams would lose the word: they have no signs, and nothing to tell a short word by. One with signs between long parts (a name with a
/// hyphen) keeps enough, unless it is of a mail address.
fn is_exact(word: &str) -> bool {
    let parts = || word.split(|c: char| !c.is_alphanumeric());
    word.contains(char::is_alphanumeric) && (word.contains('@') || parts().any(|part| part.chars().count() < 4))
}

/// Adds the condition that a column, which is folded already, has the word: it stands in it, or one like it does (pg_trgm's word similarity, after
/// [`forgive`]); both use the trigram index. A word that trigrams would lose is one of the column's exact terms, or with signs the beginning of one,
/// by the index of those.
pub fn push_has_word(query: &mut QueryBuilder<Postgres>, column: &'static str, word: &str) {
    if is_exact(word) {
        let has_signs = word.contains(|c: char| !c.is_alphanumeric());
        query.push(format_args!("(exact_terms({column}) @@ exact_term(bare("));
        query.push_bind(word.to_owned());
        query.push(format_args!("), {has_signs}))"));
        return;
    }
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

    #[test]
    fn words_are_parted_as_the_database_parts_them() {
        let parted = |q| words(q).collect::<Vec<_>>();
        assert_eq!(parted("C++, C# (.NET)"), ["C++", "C#", ".NET"]);
        assert_eq!(
            parted("société d'Ingénierie — O'Brien"),
            ["société", "Ingénierie", "O", "Brien"]
        );
        assert_eq!(
            parted("Node.js/Express ventes - marketing"),
            ["Node.js/Express", "ventes", "marketing"]
        );
        assert_eq!(parted("100%"), ["100%"]);
        assert_eq!(parted("+ -"), ["+", "-"]);
    }

    #[test]
    fn what_trigrams_would_lose_is_exact() {
        for word in [
            "C",
            "C++",
            "C#",
            "R",
            "IT",
            "aws",
            ".NET",
            "Node.js",
            "CI/CD",
            "3.11",
            "a.b@x.example",
        ] {
            assert!(is_exact(word), "{word}");
        }
        for word in [
            "rust",
            "Jean-Pierre",
            "helene.dupont",
            "React/TypeScript",
            "%",
            "développeuse",
        ] {
            assert!(!is_exact(word), "{word}");
        }
    }
}
