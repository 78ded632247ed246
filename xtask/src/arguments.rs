//! Options of a command.

use anyhow::{Context, Result, bail};

/// What was given after the command's name, taken out one by one.
pub struct Arguments {
    rest: Vec<String>,
}

impl Arguments {
    /// The given words.
    pub fn new(rest: Vec<String>) -> Self {
        Arguments { rest }
    }

    /// Whether `--name` was given.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|word| word != name);
        self.rest.len() < before
    }

    /// The word after `--name`.
    pub fn word(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.rest.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.rest.remove(at);
        if at == self.rest.len() {
            bail!("{name} wants a value");
        }
        Ok(Some(self.rest.remove(at)))
    }

    /// The number after `--name`.
    pub fn number(&mut self, name: &str) -> Result<Option<usize>> {
        let Some(value) = self.word(name)? else {
            return Ok(None);
        };
        value
            .parse()
            .map(Some)
            .with_context(|| format!("{name} wants a number, not {value}"))
    }

    /// What no option took.
    pub fn rest(self) -> Vec<String> {
        self.rest
    }

    /// Fails when a word is left that no option took.
    pub fn finish(self) -> Result<()> {
        match self.rest.first() {
            Some(word) => bail!("unknown option {word}; ./dev help shows what there is"),
            None => Ok(()),
        }
    }
}
