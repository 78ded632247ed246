//! Where the letters of a Rich Text file go: its lines, the rows of its tables, and the boxes that stand apart from the text they are anchored in.

/// Lines of a cell from which it is a column of text and no cell of a grid.
const COLUMN_LINES: usize = 5;

/// Text so far.
#[derive(Default)]
pub struct Place {
    text: String,
    row: Option<Row>,
    boxes: Vec<Apart>,
}

/// A table row that is being read: where it starts, and where each of its cells ends.
#[derive(Default)]
struct Row {
    start: usize,
    ends: Vec<usize>,
}

/// A box that is being read, and what it interrupts.
struct Apart {
    /// The group that it is.
    depth: usize,
    /// The line that it is anchored in, which goes on behind it.
    line: String,
    row: Option<Row>,
}

impl Place {
    /// Adds letters, or a tab.
    pub fn push(&mut self, letters: &str) {
        self.text.push_str(letters);
    }

    /// Ends a line.
    pub fn end_line(&mut self) {
        self.text.push('\n');
    }

    /// A row begins, unless one of its cells has ended. What came after the last announcement of a row that has no cells is no part of it.
    pub fn begin_row(&mut self) {
        if self.row.as_ref().is_none_or(|row| row.ends.is_empty()) {
            self.row = Some(Row {
                start: self.text.len(),
                ends: Vec::new(),
            });
        }
    }

    /// Letters stand in a row, whether or not it was announced.
    pub fn stay_in_row(&mut self) {
        if self.row.is_none() {
            self.begin_row();
        }
    }

    /// A cell ends. Outside a row it is a tab.
    pub fn end_cell(&mut self) {
        match &mut self.row {
            Some(row) => row.ends.push(self.text.len()),
            None => self.text.push('\t'),
        }
    }

    /// A row ends: its cells share lines, or are read one after the other.
    pub fn end_row(&mut self) {
        if let Some(row) = self.row.take() {
            let laid_out = lay_out(&self.text[row.start..], row.ends.iter().map(|end| end - row.start));
            self.text.truncate(row.start);
            self.text.push_str(&laid_out);
        }
        self.end_line();
    }

    /// A cell or a row of a table within a cell ends: lines stay lines, and what stands on one line shares it.
    pub fn end_nested(&mut self, row: bool) {
        let start = self
            .row
            .as_ref()
            .map_or(0, |row| row.ends.last().copied().unwrap_or(row.start));
        let line = self.text[start..].rsplit('\n').next().unwrap_or_default();
        if row {
            self.end_line();
        } else if !line.is_empty() {
            self.text.push('\t');
        }
    }

    /// A box begins: it is read on its own, before the line that it is anchored in.
    pub fn open_box(&mut self, depth: usize) {
        let row = self.row.take();
        let least = row
            .as_ref()
            .map_or(0, |row| row.ends.last().copied().unwrap_or(row.start));
        let start = self.text.rfind('\n').map_or(0, |at| at + 1).max(least);
        self.boxes.push(Apart {
            depth,
            line: self.text.split_off(start),
            row,
        });
    }

    /// A group ends; with it a box that it is.
    pub fn end_group(&mut self, depth: usize) {
        while let Some(apart) = self.boxes.pop_if(|apart| apart.depth > depth) {
            self.close(apart);
        }
    }

    fn close(&mut self, apart: Apart) {
        if self.row.is_some() {
            self.end_row();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.end_line();
        }
        self.text.push_str(&apart.line);
        self.row = apart.row;
    }

    /// All of it.
    pub fn finish(mut self) -> String {
        while let Some(apart) = self.boxes.pop() {
            self.close(apart);
        }
        if self.row.as_ref().is_some_and(|row| !row.ends.is_empty()) {
            self.end_row();
        }
        self.text
    }
}

/// The lines of a row as [`super::flow::Flow`] reads them: a grid's cells share lines, columns of text are read one after the other.
fn lay_out(text: &str, ends: impl Iterator<Item = usize>) -> String {
    let mut start = 0;
    let mut cells: Vec<&str> = Vec::new();
    for end in ends.chain([text.len()]) {
        cells.push(text[start..end].trim_matches('\n'));
        start = end;
    }
    cells.retain(|cell| !cell.trim().is_empty());
    let lines = |cell: &str| cell.lines().filter(|line| !line.trim().is_empty()).count();
    if cells.iter().filter(|cell| lines(cell) >= COLUMN_LINES).count() >= 2 {
        return cells.join("\n\n");
    }
    let mut out: Vec<String> = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        for (at, line) in cell.lines().enumerate() {
            match out.get_mut(at).filter(|_| i > 0) {
                Some(host) => {
                    host.push('\t');
                    host.push_str(line);
                }
                None => out.push(line.to_owned()),
            }
        }
    }
    out.join("\n")
}

#[cfg(test)]
mod tests {
    use super::super::rtf::to_text;

    fn read(rtf: &str) -> String {
        to_text(format!(r"{{\rtf1\ansi\ansicpg65001 {rtf}}}").as_bytes()).0
    }

    #[test]
    fn cells_share_lines_and_columns_of_text_do_not() {
        assert_eq!(
            read(
                r"\trowd\pard\intbl 2018\cell Analyste\par Acme\cell\row\trowd\intbl 2016\cell Stagiaire\cell\row Fin"
            ),
            "2018\tAnalyste\nAcme\n2016\tStagiaire\nFin"
        );
        assert_eq!(
            read(r"Ana\par\trowd\intbl a\par b\par c\par d\par e\cell 1\par 2\par 3\par 4\par 5\cell\row Fin"),
            "Ana\na\nb\nc\nd\ne\n\n1\n2\n3\n4\n5\nFin"
        );
        assert_eq!(
            read(r"\intbl\itap2 Java\nestcell Rust\nestcell\nestrow Go\par\itap1\cell Autre\cell\row"),
            "Java\tRust\t\tAutre\nGo\n"
        );
        // What has no row, and a row that has no end, is not lost.
        assert_eq!(read(r"Java\cell Rust"), "Java\tRust");
        assert_eq!(read(r"\trowd Java\cell Rust"), "Java\tRust\n");
    }

    #[test]
    fn a_box_is_read_before_the_line_it_is_anchored_in() {
        let shape = r"{\shp{\*\shpinst\shpz0{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard Langues\par Anglais}}{\shprslt{\*\do\dobxpage{\dptxbxtext Langues\par Anglais}}}}";
        assert_eq!(
            read(&format!(r"Ana\par Développeuse {shape}Java\par Lyon")),
            "Ana\nLangues\nAnglais\nDéveloppeuse Java\nLyon"
        );
        assert_eq!(
            read(&format!(r"\trowd\intbl a\cell b{shape}\cell\row")),
            "a\tLangues\nAnglais\nb\n"
        );
        assert_eq!(
            read(r"Ana\par{\*\do\dobxpage\dptxbx{\dptxbxtext Langues}}Lyon"),
            "Ana\nLangues\nLyon"
        );
        assert_eq!(read(r"{\*\unknown{\shptxt Langues}}Lyon"), "Lyon");
    }
}
