//! Where sentences end.

use super::tokens;

/// A sentence, a line, or a piece of one that is too long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub text: String,
    pub tokens: usize,
    /// It stands at the beginning of a line.
    pub opens_line: bool,
    /// It stands after an empty line, or is a heading.
    pub opens_block: bool,
}

/// What ends with a point and does not end a sentence.
const ABBREVIATIONS: &[&str] = &[
    "m.", "mm.", "mme.", "mlle.", "dr.", "pr.", "st.", "ste.", "mr.", "mrs.", "ms.", "prof.", "inc.", "ltd.", "corp.",
    "co.", "no.", "art.", "cf.", "ex.", "env.", "tel.", "tél.", "p.", "vol.", "e.g.", "i.e.", "vs.", "approx.",
    "dept.", "av.", "bd.", "jan.", "feb.", "févr.", "avr.", "juil.", "sept.", "oct.", "nov.", "déc.", "dec.",
];

/// Cuts a text into sentences of at most `budget` tokens. A line break ends a sentence too: in profiles and CVs a line is a statement.
pub(super) fn sentences(text: &str, budget: usize) -> Vec<Sentence> {
    let mut all = Vec::new();
    let mut after_gap = false;
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        if words.is_empty() {
            after_gap = true;
            continue;
        }
        let opens_block = after_gap || is_heading(&words);
        after_gap = false;
        let first_of_line = all.len();
        for sentence in split_line(&words) {
            push_within(&mut all, sentence, budget);
        }
        if let Some(first) = all.get_mut(first_of_line) {
            first.opens_line = true;
            first.opens_block = opens_block;
        }
    }
    all
}

/// A short line in capitals: "EXPÉRIENCES PROFESSIONNELLES".
fn is_heading(words: &[&str]) -> bool {
    let letters = || words.iter().flat_map(|w| w.chars()).filter(|c| c.is_alphabetic());
    words.len() <= 5 && letters().count() >= 4 && letters().all(|c| !c.is_lowercase())
}

fn split_line<'a>(words: &'a [&'a str]) -> impl Iterator<Item = &'a [&'a str]> {
    let mut rest = words;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = (1..rest.len())
            .find(|i| ends_sentence(rest[i - 1], rest[*i]))
            .unwrap_or(rest.len());
        let (sentence, others) = rest.split_at(end);
        rest = others;
        Some(sentence)
    })
}

fn ends_sentence(word: &str, next: &str) -> bool {
    let bare = word.trim_end_matches(['"', '»', ')', '\'', '”']);
    let begins = next.chars().find(|c| c.is_alphanumeric());
    let next_begins_one = begins.is_none_or(|c| !c.is_lowercase());
    if bare.ends_with(['!', '?', '…']) {
        return next_begins_one;
    }
    // "J. Dupont" is one name, "3. Projets" a number.
    let is_initial = bare.chars().filter(|c| *c != '.').count() <= 1;
    bare.ends_with('.') && next_begins_one && !is_initial && !ABBREVIATIONS.contains(&bare.to_lowercase().as_str())
}

/// A sentence over the budget is cut between words, a word over the budget between characters.
fn push_within(all: &mut Vec<Sentence>, words: &[&str], budget: usize) {
    let mut piece = String::new();
    let mut used = 0;
    for word in words.iter().flat_map(|w| pieces_of_word(w, budget)) {
        let cost = tokens(&word);
        if used + cost > budget && !piece.is_empty() {
            push(all, std::mem::take(&mut piece), used);
            used = 0;
        }
        if !piece.is_empty() {
            piece.push(' ');
        }
        piece.push_str(&word);
        used += cost;
    }
    if !piece.is_empty() {
        push(all, piece, used);
    }
}

fn pieces_of_word(word: &str, budget: usize) -> Vec<String> {
    if tokens(word) <= budget {
        return vec![word.to_owned()];
    }
    // At most one token a character.
    let characters: Vec<char> = word.chars().collect();
    characters.chunks(budget.max(1)).map(|c| c.iter().collect()).collect()
}

fn push(all: &mut Vec<Sentence>, text: String, tokens: usize) {
    all.push(Sentence {
        text,
        tokens,
        opens_line: false,
        opens_block: false,
    });
}
