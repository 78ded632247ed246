//! Every path that a file names: `use` trees unfolded, and paths written out in code.

/// A path in the code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// From 1.
    pub line: usize,
    /// Its segments as written.
    pub segments: Vec<String>,
    /// True within `#[...]`: a derive says how a value is written, and calls nothing.
    pub in_attribute: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Word(String),
    Colons,
    Sign(char),
}

/// All of them, in order. `code` is the code layer of a file.
pub fn named(code: &str) -> Vec<Named> {
    let tokens = tokens(code);
    let mut all = Vec::new();
    let (mut i, mut attribute_ends) = (0, 0);
    while i < tokens.len() {
        if tokens[i].1 == Token::Sign('#') {
            attribute_ends = attribute_ends.max(end_of_attribute(&tokens, i));
        }
        let in_attribute = i < attribute_ends;
        match &tokens[i].1 {
            Token::Word(word) if word == "use" && !in_attribute => {
                i += 1;
                unfold(&tokens, &mut i, &[], &mut all);
            }
            Token::Word(_) => {
                let (line, mut segments) = (tokens[i].0, Vec::new());
                while let Some((_, Token::Word(word))) = tokens.get(i) {
                    segments.push(word.clone());
                    i += 1;
                    if tokens.get(i).map(|t| &t.1) == Some(&Token::Colons) {
                        i += 1;
                    } else {
                        break;
                    }
                }
                if segments.len() > 1 {
                    all.push(Named {
                        line,
                        segments,
                        in_attribute,
                    });
                }
            }
            _ => i += 1,
        }
    }
    all
}

/// One past the `]` of the attribute whose `#` stands at `start`; `start` when it is none.
fn end_of_attribute(tokens: &[(usize, Token)], start: usize) -> usize {
    let sign = |i: usize, c: char| tokens.get(i).is_some_and(|t| t.1 == Token::Sign(c));
    let open = if sign(start + 1, '!') { start + 2 } else { start + 1 };
    if !sign(open, '[') {
        return start;
    }
    let mut depth = 0;
    for (i, (_, token)) in tokens.iter().enumerate().skip(open) {
        match token {
            Token::Sign('[') => depth += 1,
            Token::Sign(']') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    tokens.len()
}

/// Reads one tree of a `use` up to its `,`, `}` or `;`.
fn unfold(tokens: &[(usize, Token)], i: &mut usize, prefix: &[String], all: &mut Vec<Named>) {
    let mut segments = prefix.to_vec();
    let mut line = tokens.get(*i).map_or(0, |t| t.0);
    while let Some((at, token)) = tokens.get(*i) {
        match token {
            Token::Word(word) if word == "as" => *i += 2,
            Token::Word(word) => {
                line = *at;
                segments.push(word.clone());
                *i += 1;
            }
            Token::Colons => *i += 1,
            Token::Sign('{') => {
                *i += 1;
                while tokens.get(*i).is_some_and(|t| t.1 != Token::Sign('}')) {
                    unfold(tokens, i, &segments, all);
                    if tokens.get(*i).is_some_and(|t| t.1 == Token::Sign(',')) {
                        *i += 1;
                    }
                }
                *i += 1;
                return;
            }
            Token::Sign('*') => *i += 1,
            _ => break,
        }
    }
    if segments.last().is_some_and(|last| last == "self") {
        segments.pop();
    }
    all.push(Named {
        line,
        segments,
        in_attribute: false,
    });
    if tokens.get(*i).is_some_and(|t| !matches!(t.1, Token::Sign(',' | '}'))) {
        *i += 1;
    }
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut all = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line;
        while let Some(c) = rest.chars().next() {
            let word = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            let (token, length) = if word > 0 {
                (Some(Token::Word(rest[..word].to_owned())), word)
            } else if rest.starts_with("::") {
                (Some(Token::Colons), 2)
            } else {
                ((!c.is_whitespace()).then_some(Token::Sign(c)), c.len_utf8())
            };
            all.extend(token.map(|token| (number + 1, token)));
            rest = &rest[length..];
        }
    }
    all
}

#[test]
fn trees_and_written_out_paths_are_found() {
    let code = "use super::{\n    a::{self, B as C},\n    d,\n};\npub use crate::e::*;\n#[derive(Debug, sqlx::Type)]\nfn f() -> shared::g::H { std::env::var() }";
    let found: Vec<(usize, String, bool)> = named(code)
        .into_iter()
        .map(|n| (n.line, n.segments.join("::"), n.in_attribute))
        .collect();
    let expected = [
        (2, "super::a", false),
        (2, "super::a::B", false),
        (3, "super::d", false),
        (5, "crate::e", false),
        (6, "sqlx::Type", true),
        (7, "shared::g::H", false),
        (7, "std::env::var", false),
    ];
    assert_eq!(
        found,
        expected.map(|(line, path, attribute)| (line, path.to_owned(), attribute))
    );
}
