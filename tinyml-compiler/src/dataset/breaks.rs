//! The reader under the records: makes every line break an LF, and puts one behind a last line that has none, so that each
//! line can be told.

use std::io::{self, Read};

/// The reader.
pub(super) struct Breaks<R> {
    reader: R,
    /// Whether the last byte was a CR, so that an LF now belongs to it.
    after_cr: bool,
    /// Whether the last byte let through was an LF.
    at_start: bool,
}

impl<R: Read> Breaks<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, after_cr: false, at_start: true }
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

impl<R: Read> Read for Breaks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.reader.read(buffer)?;
            if read == 0 {
                return Ok(self.last_break(buffer));
            }
            let length = self.mend(&mut buffer[..read]);
            if let Some(last) = buffer[..length].last() {
                self.at_start = *last == b'\n';
                return Ok(length);
            }
        }
    }
}
