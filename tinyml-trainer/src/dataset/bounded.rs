//! The reader under the CSV parser: lets through no endless row, and line breaks of one kind only.
//!
//! The parser keeps a row until its end. With a quote left open the whole file is one row: this stops it before that
//! eats the memory. The parser counts lines by LF and takes up a break and empty lines at its leisure; with CRLF and CR
//! replaced, and a break at the end, each row ends on one LF, and its line can be told.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// The most bytes from one row to the next: some hundred thousand numbers.
pub(super) const MAX_ROW_BYTES: usize = 4 << 20;

/// What has passed.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    since_row: Cell<usize>,
    quoted: Cell<bool>,
}

impl Traffic {
    /// A row has been handed out.
    pub(super) fn row(&self) {
        self.since_row.set(0);
    }

    /// Whether a row was longer than any may be.
    pub(super) fn is_exceeded(&self) -> bool {
        self.since_row.get() > MAX_ROW_BYTES
    }

    /// Whether a quote has passed. Columns of lines cannot be told behind one.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted.get()
    }
}

/// The reader.
pub(super) struct Bounded<R> {
    reader: R,
    traffic: Rc<Traffic>,
    /// Whether the last byte was a CR, so that an LF now belongs to it.
    after_cr: bool,
    /// Whether the last byte let through was an LF.
    at_start: bool,
}

impl<R: Read> Bounded<R> {
    pub(super) fn new(reader: R, traffic: Rc<Traffic>) -> Self {
        Self { reader, traffic, after_cr: false, at_start: true }
    }

    /// Replaces CRLF and CR by LF in place, and gives the length that is left.
    fn mend(&mut self, bytes: &mut [u8]) -> usize {
        if !self.after_cr && !bytes.contains(&b'\r') {
            return bytes.len();
        }
        let mut kept = 0;
        for index in 0..bytes.len() {
            let byte = bytes[index];
            let dropped = byte == b'\n' && self.after_cr;
            self.after_cr = byte == b'\r';
            if !dropped {
                bytes[kept] = if self.after_cr { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.traffic.is_exceeded() {
            return Err(io::Error::other("the row is too long"));
        }
        loop {
            let read = self.reader.read(buffer)?;
            if read == 0 {
                return Ok(self.last_break(buffer));
            }
            let length = self.mend(&mut buffer[..read]);
            let passed = &buffer[..length];
            self.traffic.since_row.set(self.traffic.since_row.get().saturating_add(read));
            if !self.traffic.is_quoted() && passed.contains(&b'"') {
                self.traffic.quoted.set(true);
            }
            if let Some(last) = passed.last() {
                self.at_start = *last == b'\n';
                return Ok(length);
            }
        }
    }
}

impl<R> Bounded<R> {
    /// A line break behind a last line that has none.
    fn last_break(&mut self, buffer: &mut [u8]) -> usize {
        match buffer.first_mut().filter(|_| !self.at_start) {
            Some(first) => {
                *first = b'\n';
                self.at_start = true;
                1
            }
            None => 0,
        }
    }
}
