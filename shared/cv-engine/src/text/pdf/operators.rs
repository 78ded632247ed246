//! Words of a content stream (ISO 32000-1, 7.8.2), without building objects: strings only count as present, and nothing recurses,
//! so that neither depth nor size of an operand costs anything.

/// A word that matters for what is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'a> {
    /// A number.
    Number(f32),
    /// A name, without its slash.
    Name(&'a [u8]),
    /// A string that is not empty.
    Text,
    /// An operator.
    Operator(&'a [u8]),
}

/// The words of a content stream, in order.
pub struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// Words of these bytes.
    pub fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    fn run(&self, from: usize, inside: impl Fn(u8) -> bool) -> usize {
        from + self
            .rest
            .get(from..)
            .map_or(0, |r| r.iter().take_while(|b| inside(**b)).count())
    }

    /// A string in brackets, which may hold brackets; the answer is its length with them.
    fn string(&self) -> usize {
        let (mut depth, mut at) = (0usize, 0);
        while let Some(byte) = self.rest.get(at) {
            match byte {
                b'\\' => at += 1,
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
            at += 1;
        }
        self.rest.len()
    }

    /// Data of an inline image ends with `EI` between white space.
    fn skip_image(&mut self) {
        let end = self
            .rest
            .windows(3)
            .position(|w| w[0].is_ascii_whitespace() && &w[1..] == b"EI")
            .map_or(self.rest.len(), |at| at + 3);
        self.take(end);
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let first = *self.rest.first()?;
            match first {
                b'%' => {
                    let end = self.run(0, |b| b != b'\n' && b != b'\r');
                    self.take(end);
                }
                b'/' => {
                    let end = self.run(1, is_regular);
                    return Some(Token::Name(&self.take(end)[1..]));
                }
                b'(' => {
                    let end = self.string();
                    if self.take(end).len() > 2 {
                        return Some(Token::Text);
                    }
                }
                b'<' if self.rest.get(1) != Some(&b'<') => {
                    let end = self.run(0, |b| b != b'>') + 1;
                    if self.take(end).len() > 2 {
                        return Some(Token::Text);
                    }
                }
                b'<' => {
                    self.take(2);
                }
                byte if is_regular(byte) => {
                    let end = self.run(0, is_regular);
                    let word = self.take(end);
                    if let Some(number) = std::str::from_utf8(word).ok().and_then(|w| w.parse::<f32>().ok())
                        && number.is_finite()
                        && !word[0].is_ascii_alphabetic()
                    {
                        return Some(Token::Number(number));
                    }
                    if word == b"ID" {
                        self.skip_image();
                    }
                    return Some(Token::Operator(word));
                }
                _ => {
                    self.take(1);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_images_and_numbers_are_told_apart() {
        let stream = b"q 1 0 0 -1.5 .25 0 cm /F1 12 Tf (a\\)(b)) Tj [<41> -20 ()] TJ BI /W 1 ID \x00(( EI 3 Tr";
        let words: Vec<String> = Tokens::of(stream)
            .map(|t| match t {
                Token::Number(n) => n.to_string(),
                Token::Name(n) => format!("/{}", String::from_utf8_lossy(n)),
                Token::Text => "T".to_owned(),
                Token::Operator(o) => String::from_utf8_lossy(o).into_owned(),
            })
            .collect();
        assert_eq!(
            words.join(" "),
            "q 1 0 0 -1.5 0.25 0 cm /F1 12 Tf T Tj T -20 TJ BI /W 1 ID 3 Tr"
        );
        assert_eq!(Tokens::of(b"(never closed").count(), 1);
    }
}
