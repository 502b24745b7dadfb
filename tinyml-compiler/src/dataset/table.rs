//! A CSV file as a stream of rows: what separates its values, what its columns are called, where each row stands.
//!
//! The first line names the columns. Values are separated by commas, semicolons or tabs, whichever the first line has
//! most of, and may stand in double quotes. Lines end in LF or CRLF, empty ones are skipped, a byte order mark too.
//! Numbers have a decimal point in every such file. What the values mean is for others.

use std::cmp::Ordering;
use std::io::{Cursor, Read};

use super::cell::number;
use super::records::{Broken, MAX_RECORD_BYTES, Records};
use crate::diagnostic::{Code, Diagnostic, Place, Position, Report, count, nearest, quoted};

/// The most columns of a file.
pub const MAX_COLUMNS: usize = 16_384;
/// How much is read to find out what separates the values.
const SNIFFED: u64 = 64 << 10;
/// How many columns a message lists.
const LISTED: usize = 12;

/// A table being read.
pub struct Table<'r> {
    records: Records<'r>,
    file: String,
    separator: u8,
    /// What to say if the text is not UTF-8.
    encoding: &'static str,
    header: Vec<String>,
    header_line: usize,
    rows: usize,
}

impl<'r> Table<'r> {
    /// Reads the header of a stream that the user knows as `file`.
    ///
    /// # Errors
    ///
    /// There is no header, or more columns than there may be.
    pub fn read(mut reader: impl Read + 'r, file: String) -> Result<Self, Report> {
        let mut start = Vec::new();
        let sniffed = reader.by_ref().take(SNIFFED).read_to_end(&mut start);
        sniffed.map_err(|error| unreadable(&file, &error.to_string()))?;
        if start.starts_with(b"\xef\xbb\xbf") {
            start.drain(..3);
        }
        let Some(first) = start.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty())
        else {
            return Err(empty(file).into());
        };
        let separator = separator(first);
        let encoding = encoding_help(&start);
        let records = Records::new(Box::new(Cursor::new(start).chain(reader)), separator);
        let (header, header_line) = (Vec::new(), 1);
        let mut table = Self { records, file, separator, encoding, header, header_line, rows: 0 };
        table.read_header()?;
        Ok(table)
    }

    fn read_header(&mut self) -> Result<(), Report> {
        self.advance()?;
        let columns = self.records.len();
        if columns > MAX_COLUMNS {
            return Err(Diagnostic::new(Code::DatasetTooLarge, "the dataset has too many columns")
                .placed(self.place(None))
                .expected(format!("at most {}", count(MAX_COLUMNS, "column")))
                .found(count(columns, "column"))
                .into());
        }
        self.header = (0..columns).map(|column| self.cell(column).trim().to_owned()).collect();
        self.header_line = self.records.line();
        if self.header.iter().all(|name| name.is_empty() || number(name).is_ok()) {
            return Err(self.no_header().into());
        }
        Ok(())
    }

    /// Goes on to the next row that is not empty; `false` at the end of the file.
    ///
    /// # Errors
    ///
    /// The row is too long, or no text, or cannot be read.
    pub fn next_row(&mut self) -> Result<bool, Report> {
        let more = self.advance()?;
        self.rows += usize::from(more);
        Ok(more)
    }

    fn advance(&mut self) -> Result<bool, Report> {
        loop {
            let more = self.records.advance().map_err(|broken| self.broken(&broken))?;
            if !more {
                return Ok(false);
            }
            let values = self.records.values();
            if let Err(error) = std::str::from_utf8(values) {
                return Err(self.not_utf8(error.valid_up_to()).into());
            }
            let blank = self.records.len() == 1 && values.trim_ascii().is_empty();
            if !blank {
                return Ok(true);
            }
        }
    }

    /// Names of the columns.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Rows so far, without the header.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The line on which the current row begins.
    pub fn line(&self) -> usize {
        self.records.line()
    }

    /// A value of the current row, as text; empty past its end.
    pub fn cell(&self, column: usize) -> &str {
        // The row has been found to be UTF-8 as a whole, and a separator is a byte of its own.
        self.records.get(column).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// Whether the current row has a value for each column.
    ///
    /// # Errors
    ///
    /// It has not: what to say.
    pub fn check_width(&self) -> Result<(), Box<Diagnostic>> {
        let (found, wanted) = (self.records.len(), self.header.len());
        if found == wanted {
            return Ok(());
        }
        let message = format!(
            "row {} has {}, but the header names {}",
            self.rows,
            count(found, "value"),
            count(wanted, "column")
        );
        let diagnostic = Diagnostic::new(Code::RaggedRow, message)
            .placed(self.place(None))
            .expected(count(wanted, "value"))
            .found(count(found, "value"));
        Err(Box::new(diagnostic.help(match found.cmp(&wanted) {
            Ordering::Greater if found == 2 * wanted && self.separator == b',' => {
                "are these decimal commas? write a decimal point"
            }
            Ordering::Greater => "a value that holds the separator has to stand in double quotes",
            Ordering::Less | Ordering::Equal => "fill the row up or leave it out",
        })))
    }

    /// Where the header stands.
    pub fn header_place(&self) -> Place {
        Place {
            position: Some(Position { line: self.header_line, column: 1 }),
            ..Place::file(self.file.clone())
        }
    }

    /// Where the current row stands, or a value in it. In a row with quotes the number of the character is not known; the
    /// line is then all that is told.
    pub fn place(&self, column: Option<usize>) -> Place {
        let known = column.filter(|_| !self.records.is_quoted());
        let before: usize =
            (0..known.unwrap_or_default()).map(|column| self.cell(column).chars().count() + 1).sum();
        let blank = known.map_or(0, |column| {
            let cell = self.cell(column);
            cell.chars().count() - cell.trim_start().chars().count()
        });
        let position = Some(Position { line: self.records.line(), column: before + blank + 1 });
        Place { position, ..Place::file(self.file.clone()) }
    }

    /// The file as a whole.
    pub fn whole(&self) -> Place {
        Place::file(self.file.clone())
    }

    /// The index of a column, or what to say if there is none or more than one.
    ///
    /// `wanted` are all columns that are looked for, of which none can be meant by another's name; `elsewhere` says where
    /// the name of a column is told.
    ///
    /// # Errors
    ///
    /// See above; boxed, since it is large.
    pub fn find(&self, name: &str, wanted: &[&str], elsewhere: &str) -> Result<usize, Box<Diagnostic>> {
        let mut found = self.header.iter().enumerate().filter(|(_, column)| *column == name);
        match (found.next(), found.next()) {
            (Some((index, _)), None) => Ok(index),
            (Some((first, _)), Some((second, _))) => Err(Box::new(
                Diagnostic::new(Code::DuplicateColumn, format!("two columns have the name {}", quoted(name)))
                    .placed(self.header_place())
                    .found(format!("columns {} and {}", first + 1, second + 1))
                    .help("rename one of the two"),
            )),
            (None, _) => Err(Box::new(self.unknown(name, wanted, elsewhere))),
        }
    }

    fn unknown(&self, name: &str, wanted: &[&str], elsewhere: &str) -> Diagnostic {
        let numbers = self.header.iter().filter(|name| number(name).is_ok()).count();
        if 2 * numbers >= self.header.len() {
            return self.no_header();
        }
        let message = format!("the dataset has no column {}", quoted(name));
        let diagnostic =
            Diagnostic::new(Code::UnknownColumn, message).placed(self.header_place()).found(self.listed());
        let free = self.header.iter().map(String::as_str).filter(|column| !wanted.contains(column));
        match nearest(name, free) {
            Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
            None if self.header.len() == 1 => {
                diagnostic.help("columns are separated by commas, semicolons or tabs")
            }
            None => diagnostic.help(format!("{elsewhere} says which column is meant")),
        }
    }

    fn listed(&self) -> String {
        let names: Vec<String> = self.header.iter().take(LISTED).map(|name| quoted(name)).collect();
        match self.header.len() > LISTED {
            true => format!("{}, … {} in all", names.join(", "), self.header.len()),
            false => names.join(", "),
        }
    }

    fn no_header(&self) -> Diagnostic {
        Diagnostic::new(
            Code::NoHeader,
            "the first line of the dataset holds numbers, not the names of the columns",
        )
        .placed(self.header_place())
        .expected("a header, such as `temp_c,ntc_v`")
        .found(self.listed())
        .help("write the names of the columns into a line above")
    }

    fn broken(&self, broken: &Broken) -> Diagnostic {
        match broken {
            Broken::TooLong => Diagnostic::new(Code::DatasetTooLarge, "a row of the dataset is too long")
                .placed(self.place(None))
                .expected(format!("at most {} MiB", MAX_RECORD_BYTES >> 20))
                .help("is a double quote left open?"),
            Broken::Unreadable(error) => unreadable(&self.file, &error.to_string()),
        }
    }

    fn not_utf8(&self, offset: usize) -> Diagnostic {
        let byte =
            self.records.values().get(offset).map_or(String::new(), |byte| format!("byte 0x{byte:02x}"));
        let line = Position { line: self.records.line(), column: 1 };
        Diagnostic::new(Code::DatasetEncoding, "the dataset is not UTF-8 text")
            .placed(Place { position: Some(line), ..self.whole() })
            .found(byte)
            .help(self.encoding)
    }
}

fn empty(file: String) -> Diagnostic {
    Diagnostic::new(Code::EmptyFile, "the dataset has nothing in it")
        .placed(Place::file(file))
        .expected("a line with the names of the columns, and a line for each sample")
}

fn unreadable(file: &str, reason: &str) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, "the dataset cannot be read").placed(Place::file(file)).found(reason)
}

/// The separator that a line has most of, outside of quotes; a comma if it has none.
fn separator(line: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in line {
        quoted ^= *byte == b'"';
        counts
            .iter_mut()
            .filter(|(separator, _)| !quoted && separator == byte)
            .for_each(|(_, count)| *count += 1);
    }
    // The first of equals.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

/// What helps with a file that is not UTF-8, by its first bytes.
pub fn encoding_help(start: &[u8]) -> &'static str {
    match start {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            "the file looks like UTF-16 (PowerShell's `>` writes it); save it as UTF-8"
        }
        [0x1f, 0x8b, ..] => "the file is compressed with gzip; unpack it first",
        [b'P', b'K', 3, 4, ..] => "this is a zip archive, perhaps a spreadsheet: export it as CSV",
        _ => "save the file as UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, separator};

    #[test]
    fn the_separator_is_found_in_the_first_line() {
        let cases = [("a,b", b','), ("a;b", b';'), ("a\tb", b'\t'), ("\"a,b,c\";d", b';'), ("a", b',')];
        for (line, wanted) in cases {
            assert_eq!(separator(line.as_bytes()), wanted, "{line}");
        }
    }

    #[test]
    fn rows_know_their_lines() {
        let text = "\n\r\na,b\r\n1,2\r\n\r\n3,\"4\n5\"\r\n\r\n6,7";
        let mut table = Table::read(text.as_bytes(), "t.csv".to_owned()).expect("a table");
        assert_eq!((table.header(), table.header_line), (["a", "b"].map(str::to_owned).as_slice(), 3));
        let mut lines = Vec::new();
        while table.next_row().expect("a row") {
            lines.push((table.rows(), table.records.line(), table.cell(1).to_owned()));
        }
        let expected = [(1, 4, "2"), (2, 6, "4\n5"), (3, 9, "7")];
        assert_eq!(lines, expected.map(|(row, line, cell)| (row, line, cell.to_owned())));
    }
}
