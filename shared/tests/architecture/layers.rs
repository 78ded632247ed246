//! Rust text apart. Every layer has the lines of the original, so a line number means the same in each.

/// A file's text in layers; what does not belong to a layer is blank in it.
#[derive(Debug)]
pub struct Layers {
    /// Without comments, and with empty strings.
    pub code: String,
    /// Only what stands in string literals.
    pub strings: String,
}

/// Takes a file apart, and its `#[cfg(test)]` modules out of both layers.
pub fn layers(text: &str) -> Layers {
    let mut apart = Apart {
        text: text.chars().collect(),
        at: 0,
        code: String::with_capacity(text.len()),
        strings: String::with_capacity(text.len()),
    };
    apart.run();
    let (code, strings) = without_tests(&apart.code, &apart.strings);
    Layers { code, strings }
}

struct Apart {
    text: Vec<char>,
    at: usize,
    code: String,
    strings: String,
}

#[derive(Clone, Copy, PartialEq)]
enum To {
    Code,
    Strings,
    Neither,
}

impl Apart {
    fn ahead(&self, by: usize) -> Option<char> {
        self.text.get(self.at + by).copied()
    }

    fn starts(&self, with: &str) -> bool {
        with.chars().enumerate().all(|(i, c)| self.ahead(i) == Some(c))
    }

    /// Moves `count` characters to a layer.
    fn take(&mut self, count: usize, to: To) {
        for _ in 0..count {
            let Some(c) = self.ahead(0) else { return };
            let blank = if c == '\n' { '\n' } else { ' ' };
            self.code.push(if to == To::Code { c } else { blank });
            self.strings.push(if to == To::Strings { c } else { blank });
            self.at += 1;
        }
    }

    fn run(&mut self) {
        let mut before = ' ';
        while let Some(c) = self.ahead(0) {
            let after_word = before.is_alphanumeric() || before == '_';
            if self.starts("//") {
                while self.ahead(0).is_some_and(|c| c != '\n') {
                    self.take(1, To::Neither);
                }
            } else if self.starts("/*") {
                self.block_comment();
            } else if c == '"' {
                self.string();
            } else if let Some(hashes) = self.raw_string().filter(|_| !after_word) {
                self.raw(hashes);
            } else if c == '\'' {
                self.quote();
            } else {
                self.take(1, To::Code);
            }
            before = c;
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.ahead(0).is_some() {
            if self.starts("/*") {
                depth += 1;
                self.take(2, To::Neither);
            } else if self.starts("*/") {
                depth -= 1;
                self.take(2, To::Neither);
                if depth == 0 {
                    return;
                }
            } else {
                self.take(1, To::Neither);
            }
        }
    }

    fn string(&mut self) {
        self.take(1, To::Code);
        while let Some(c) = self.ahead(0) {
            match c {
                '"' => break,
                // The character behind it may be a quote; a line's end is only skipped.
                '\\' => {
                    self.take(1, To::Neither);
                    self.take(1, To::Strings);
                }
                _ => self.take(1, To::Strings),
            }
        }
        self.take(1, To::Code);
    }

    /// The number of `#` when a raw string begins here.
    fn raw_string(&self) -> Option<usize> {
        let start = match (self.ahead(0)?, self.ahead(1)) {
            ('r', _) => 1,
            ('b' | 'c', Some('r')) => 2,
            _ => return None,
        };
        let hashes = (start..).take_while(|i| self.ahead(*i) == Some('#')).count();
        (self.ahead(start + hashes) == Some('"')).then_some(hashes)
    }

    fn raw(&mut self, hashes: usize) {
        while self.ahead(0).is_some_and(|c| c != '"') {
            self.take(1, To::Code);
        }
        self.take(1, To::Code);
        let end = format!("\"{}", "#".repeat(hashes));
        while self.ahead(0).is_some() && !self.starts(&end) {
            self.take(1, To::Strings);
        }
        self.take(1 + hashes, To::Code);
    }

    /// A character literal, or the quote of a lifetime.
    fn quote(&mut self) {
        let literal = match self.ahead(1) {
            Some('\\') => (3..).find(|i| matches!(self.ahead(*i), Some('\'') | None)),
            _ if self.ahead(2) == Some('\'') => Some(2),
            _ => None,
        };
        self.take(1, To::Code);
        if let Some(end) = literal {
            self.take(end - 1, To::Neither);
            self.take(1, To::Code);
        }
    }
}

/// Blanks `#[cfg(test)] mod name { ... }`: tests may use what they like.
fn without_tests(code: &str, strings: &str) -> (String, String) {
    const MARK: &str = "#[cfg(test)]";
    let (mut code, mut strings): (Vec<char>, Vec<char>) = (code.chars().collect(), strings.chars().collect());
    let mut from = 0;
    while let Some(found) = find(&code, from, MARK) {
        from = found + 1;
        let Some(open) = (found..code.len()).find(|i| matches!(code[*i], '{' | ';')) else {
            break;
        };
        let head: String = code[found + MARK.len()..open].iter().collect();
        if code[open] == ';' || !head.split_whitespace().any(|word| word == "mod") {
            continue;
        }
        let mut depth = 0;
        for i in found..code.len() {
            match (i >= open, code[i]) {
                (true, '{') => depth += 1,
                (true, '}') => depth -= 1,
                _ => {}
            }
            let end = i >= open && depth == 0;
            for layer in [&mut code, &mut strings] {
                if layer[i] != '\n' {
                    layer[i] = ' ';
                }
            }
            if end {
                break;
            }
        }
    }
    (code.into_iter().collect(), strings.into_iter().collect())
}

fn find(text: &[char], from: usize, what: &str) -> Option<usize> {
    let what: Vec<char> = what.chars().collect();
    (from..text.len()).find(|i| text[*i..].starts_with(&what))
}

#[test]
fn comments_strings_and_tests_come_apart() {
    let text = "/// doc `use sqlx`\nuse a::b; // sqlx\nconst S: &str = \"x \\\" y\";\nlet q = r#\"SELECT \"id\"\"#; /* /* */ sqlx */\nlet c = '\"'; let d = '\\''; fn f<'a>() {}\n#[cfg(test)]\nmod tests { use sqlx; const T: &str = \"z\"; }\nuse last;";
    let apart = layers(text);
    assert!(!apart.code.contains("sqlx"), "{}", apart.code);
    assert!(apart.code.contains("use a::b;") && apart.code.contains("<'a>") && apart.code.contains("use last;"));
    assert!(
        apart.strings.contains("SELECT \"id\"") && !apart.strings.contains('z'),
        "{}",
        apart.strings
    );
    assert_eq!(apart.code.lines().count(), text.lines().count());
    assert_eq!(apart.strings.lines().count(), text.lines().count());
}
