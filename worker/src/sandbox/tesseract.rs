//! Text recognition by the `tesseract` program, where it is installed with French and English (Debian: `apt install tesseract-ocr
//! tesseract-ocr-fra`). It runs as a child of the fork that reads the file: it inherits its limits of memory and time, has no
//! environment but its own thread limit, gets the picture on its standard input and writes no file.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use cv_engine::ocr::{Recogniser, Word};

/// Where package managers put it: the child has no search path.
const PROGRAMS: &[&str] = &[
    "/usr/bin/tesseract",
    "/usr/local/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
];
/// Most of an answer that is read, in bytes.
const ANSWER_BYTES: u64 = 4 * 1024 * 1024;

/// The installed program.
pub struct Tesseract;

impl Recogniser for Tesseract {
    fn is_there(&self) -> bool {
        let Some(program) = program() else {
            return false;
        };
        let listed = command(program)
            .arg("--list-langs")
            .output()
            .map(|o| o.stdout)
            .unwrap_or_default();
        let listed = String::from_utf8_lossy(&listed).into_owned();
        ["fra", "eng"]
            .iter()
            .all(|language| listed.lines().any(|l| l == *language))
    }

    fn words(&self, picture: &[u8]) -> Vec<Word> {
        program()
            .and_then(|program| recognise(program, picture))
            .map(|table| words(&table))
            .unwrap_or_default()
    }
}

fn program() -> Option<&'static Path> {
    PROGRAMS.iter().map(Path::new).find(|p| p.is_file())
}

fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    // More threads would take more of the machine than one file may.
    command.env_clear().env("OMP_THREAD_LIMIT", "1").stderr(Stdio::null());
    command
}

fn recognise(program: &Path, picture: &[u8]) -> Option<String> {
    let mut child = command(program)
        .args(["stdin", "stdout", "-l", "fra+eng", "--psm", "3", "tsv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    // It reads all before it writes: the pipes cannot block each other.
    let sent = child.stdin.take().map(|mut stdin| stdin.write_all(picture));
    let mut table = Vec::new();
    let read = child
        .stdout
        .take()
        .map(|out| out.take(ANSWER_BYTES).read_to_end(&mut table));
    let ended = child.wait().ok()?;
    (ended.success() && matches!((sent, read), (Some(Ok(())), Some(Ok(_)))))
        .then(|| String::from_utf8_lossy(&table).into_owned())
}

/// Words of tesseract's table: `level page block paragraph line word left top width height confidence text`, level 4 a line, 5 a word.
fn words(table: &str) -> Vec<Word> {
    let mut line = (0.0, 0.0);
    let mut out = Vec::new();
    for row in table.lines().skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let number = |i: usize| columns.get(i).and_then(|c| c.parse::<f32>().ok()).unwrap_or(0.0);
        match columns.as_slice() {
            ["4", ..] => line = (number(7), number(9)),
            ["5", .., text] if !text.trim().is_empty() => out.push(Word {
                text: text.trim().to_owned(),
                left: number(6),
                width: number(8),
                line,
                sure: number(10),
            }),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_table_is_read_by_lines_and_words() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t10\t20\t300\t40\t-1\t\n5\t1\t1\t1\t1\t1\t10\t22\t90\t30\t96.5\tZoé\n5\t1\t1\t1\t1\t2\t120\t22\t9\t30\t95\t \n";
        let expected = Word {
            text: "Zoé".to_owned(),
            left: 10.0,
            width: 90.0,
            line: (20.0, 40.0),
            sure: 96.5,
        };
        assert_eq!(words(table), [expected]);
    }
}
