//! A CSV file as records (RFC 4180): values between separators, which may stand in double quotes, a record to a line.
//!
//! One record is in memory at a time, and none is endless: with a quote left open the whole file would be one. A quote within
//! a value that does not begin with one is a character like any other.

use std::io::{self, BufRead, BufReader, Read};

use super::breaks::Breaks;

/// The most bytes from one record to the next: some hundred thousand numbers.
pub(super) const MAX_RECORD_BYTES: usize = 4 << 20;

/// The records of a stream, of which one is there.
pub(super) struct Records<'r> {
    reader: BufReader<Breaks<Box<dyn Read + 'r>>>,
    separator: u8,
    /// The line that was read last, with its break.
    text: Vec<u8>,
    /// The values of the record, one behind the other, and where each of them ends.
    values: Vec<u8>,
    ends: Vec<usize>,
    /// Number of the line on which the record begins, and of the next one to read.
    line: usize,
    next_line: usize,
    quoted: bool,
}

/// Why there is no further record.
#[derive(Debug)]
pub(super) enum Broken {
    /// The record that begins here is longer than any may be.
    TooLong,
    /// What the system says.
    Unreadable(io::Error),
}

/// Where the reader stands within a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before its first byte.
    Start,
    /// In a value without quotes, or behind the closing one.
    Plain,
    /// Between the quotes.
    Quoted,
    /// Behind a quote that may have been the closing one.
    Closing,
}

impl<'r> Records<'r> {
    pub(super) fn new(reader: Box<dyn Read + 'r>, separator: u8) -> Self {
        Self {
            reader: BufReader::new(Breaks::new(reader)),
            separator,
            text: Vec::new(),
            values: Vec::new(),
            ends: Vec::new(),
            line: 1,
            next_line: 1,
            quoted: false,
        }
    }

    /// Goes on to the next record; `false` at the end of the stream.
    pub(super) fn advance(&mut self) -> Result<bool, Broken> {
        self.values.clear();
        self.ends.clear();
        self.quoted = false;
        self.line = self.next_line;
        let mut state = State::Start;
        while self.read_line()? {
            state = match state == State::Start && !self.text.contains(&b'"') {
                true => self.split(),
                false => self.take(state),
            };
            if state != State::Quoted {
                return Ok(true);
            }
        }
        // A quote that is still open at the end of the stream.
        if state == State::Quoted {
            self.end();
        }
        Ok(state == State::Quoted)
    }

    /// The next line, with what the record has so far in mind.
    fn read_line(&mut self) -> Result<bool, Broken> {
        self.text.clear();
        let left = (MAX_RECORD_BYTES + 1).saturating_sub(self.values.len()) as u64;
        let read = self.reader.by_ref().take(left).read_until(b'\n', &mut self.text);
        match read.map_err(Broken::Unreadable)? {
            read if self.values.len() + read > MAX_RECORD_BYTES => Err(Broken::TooLong),
            read => {
                self.next_line += usize::from(read > 0);
                Ok(read > 0)
            }
        }
    }

    /// A line without a quote.
    fn split(&mut self) -> State {
        let line = self.text.strip_suffix(b"\n").unwrap_or(&self.text);
        for value in line.split(|byte| *byte == self.separator) {
            self.values.extend_from_slice(value);
            self.ends.push(self.values.len());
        }
        State::Plain
    }

    /// A line with quotes, or within them.
    fn take(&mut self, mut state: State) -> State {
        self.quoted = true;
        for at in 0..self.text.len() {
            let byte = self.text[at];
            state = match (state, byte) {
                (State::Quoted, b'"') => State::Closing,
                (State::Quoted, _) => self.push(byte, State::Quoted),
                (State::Closing, b'"') => self.push(byte, State::Quoted),
                (State::Start, b'"') => State::Quoted,
                (_, b'\n') => return self.end(),
                (_, byte) if byte == self.separator => self.end(),
                (_, byte) => self.push(byte, State::Plain),
            };
        }
        state
    }

    fn push(&mut self, byte: u8, state: State) -> State {
        self.values.push(byte);
        state
    }

    /// The end of a value.
    fn end(&mut self) -> State {
        self.ends.push(self.values.len());
        State::Start
    }

    /// Number of values in the record.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A value of the record.
    pub(super) fn get(&self, index: usize) -> Option<&[u8]> {
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.values.get(start..*self.ends.get(index)?)
    }

    /// All values, one behind the other.
    pub(super) fn values(&self) -> &[u8] {
        &self.values
    }

    /// The line on which the record begins.
    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Whether the record has a quote, so that its columns cannot be told from its values.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted
    }
}

#[cfg(test)]
mod tests {
    use super::{Broken, MAX_RECORD_BYTES, Records};

    fn records(text: &str) -> Vec<(usize, Vec<String>)> {
        let mut records = Records::new(Box::new(text.as_bytes()), b',');
        let mut all = Vec::new();
        while records.advance().expect("a readable text") {
            let value = |at| String::from_utf8(records.get(at).expect("a value").to_vec()).expect("UTF-8");
            all.push((records.line(), (0..records.len()).map(value).collect()));
        }
        all
    }

    #[test]
    fn values_are_taken_apart() {
        let cases: [(&str, &[&[&str]]); 8] = [
            ("", &[]),
            ("a,b\n", &[&["a", "b"]]),
            ("a,b", &[&["a", "b"]]),
            ("a,,b,\r\n,x", &[&["a", "", "b", ""], &["", "x"]]),
            ("\"a,b\",\"c\"\"d\"\n", &[&["a,b", "c\"d"]]),
            ("\"a\nb\",c\rd", &[&["a\nb", "c"], &["d"]]),
            ("a\"b\",\"c\"d,\"\"\n", &[&["a\"b\"", "cd", ""]]),
            ("x\n\"open,\ny", &[&["x"], &["open,\ny\n"]]),
        ];
        for (text, wanted) in cases {
            let values: Vec<Vec<String>> = records(text).into_iter().map(|(_, values)| values).collect();
            assert_eq!(values, wanted, "{text:?}");
        }
    }

    #[test]
    fn records_begin_on_a_line() {
        let lines: Vec<usize> =
            records("a\n\"b\n\n\",c\r\n\r\nd").into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 2, 5, 6]);
    }

    #[test]
    fn no_record_is_endless() {
        let open = format!("a\n\"{}", "1,2,3\n".repeat(MAX_RECORD_BYTES / 6 + 1));
        let mut records = Records::new(Box::new(open.as_bytes()), b',');
        assert!(records.advance().is_ok_and(|more| more));
        assert!(matches!(records.advance(), Err(Broken::TooLong)));
        assert_eq!(records.line(), 2);
    }
}
