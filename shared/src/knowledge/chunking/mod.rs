//! Text to chunks: cut between sentences and sections, within a budget of tokens, each beginning with the end of the one before.
//!
//! Pure. A chunk never crosses a section, so it has one heading and one page. Tokens are estimated ([`tokens`]), so that the
//! same text gives the same chunks whichever model is loaded; the estimate errs on the large side.

mod sentences;

use super::domain::{Chunk, Section};
use sentences::{Sentence, sentences};

/// Tokens of a chunk at most, its heading included. Models read 256; what is beyond is not seen.
pub const BUDGET: usize = 220;
/// Tokens that are repeated from the end of the chunk before, at most.
pub const OVERLAP: usize = 40;

/// Chunks of a document at most: more than any CV has, and what a model embeds in a minute. What stands behind them is not searched.
pub const MOST: usize = 800;

/// Raised when the same text gives other chunks.
pub const VERSION: u8 = 1;

/// About how many word pieces a model makes of a text: one for every four letters begun, and one for each sign. Against the
/// vocabulary of all-MiniLM-L6-v2 that is 5 % above the truth for French prose and 60 % above for English.
#[must_use]
pub fn tokens(text: &str) -> usize {
    text.split_whitespace()
        .map(|word| {
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            let signs = word.chars().count() - letters;
            letters.div_ceil(4) + signs
        })
        .sum()
}

/// Cuts every section; the first [`MOST`] chunks, and how many there are behind them.
#[must_use]
pub fn chunks(sections: &[Section]) -> (Vec<Chunk>, usize) {
    let mut chunks: Vec<Chunk> = sections.iter().flat_map(of_section).collect();
    let left_out = chunks.len().saturating_sub(MOST);
    chunks.truncate(MOST);
    (chunks, left_out)
}

fn of_section(section: &Section) -> Vec<Chunk> {
    let heading = section.heading.as_deref().map_or(0, tokens);
    // A heading that would fill the chunk by itself is left to the document's title.
    let (prefix, budget) = if heading * 2 > BUDGET {
        (None, BUDGET)
    } else {
        (section.heading.as_deref(), BUDGET - heading)
    };
    let mut chunks = Vec::new();
    let mut current: Vec<Sentence> = Vec::new();
    let mut used = 0;
    let mut fresh = 0;
    for sentence in sentences(&section.text, budget) {
        let is_full = used + sentence.tokens > budget;
        // A new block begins a new chunk once this one is worth reading by itself.
        let is_border = sentence.opens_block && used * 2 > budget;
        if fresh > 0 && (is_full || is_border) {
            chunks.push(join(prefix, section.page, &current));
            current = if is_border {
                Vec::new()
            } else {
                tail(&current, budget - sentence.tokens.min(budget))
            };
            used = current.iter().map(|s| s.tokens).sum();
            fresh = 0;
        }
        used += sentence.tokens;
        fresh += 1;
        current.push(sentence);
    }
    if fresh > 0 {
        chunks.push(join(prefix, section.page, &current));
    }
    chunks
}

/// The last sentences, as many as the overlap and the room take.
fn tail(sentences: &[Sentence], room: usize) -> Vec<Sentence> {
    let mut left = OVERLAP.min(room);
    let mut from = sentences.len();
    while from > 0 && sentences[from - 1].tokens <= left {
        from -= 1;
        left -= sentences[from].tokens;
    }
    sentences[from..].to_vec()
}

fn join(heading: Option<&str>, page: Option<i32>, sentences: &[Sentence]) -> Chunk {
    let mut content = heading.map_or_else(String::new, |h| format!("{h}\n"));
    for (i, sentence) in sentences.iter().enumerate() {
        if i > 0 {
            content.push_str(if sentence.opens_line { "\n" } else { " " });
        }
        content.push_str(&sentence.text);
    }
    Chunk {
        tokens: tokens(&content),
        content,
        page,
    }
}

#[cfg(test)]
mod tests;
