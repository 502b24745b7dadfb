//! A reader that lets through no endless row.
//!
//! A CSV parser keeps a row until its end. With a quote left open the whole file is one row: this stops it before that
//! eats the memory. It also knows whether a quote has passed, since columns of lines cannot be told behind one.

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

    /// Whether a quote has passed.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted.get()
    }
}

/// The reader.
pub(super) struct Bounded<R> {
    pub(super) reader: R,
    pub(super) traffic: Rc<Traffic>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.traffic.is_exceeded() {
            return Err(io::Error::other("the row is too long"));
        }
        let read = self.reader.read(buffer)?;
        let passed = buffer.get(..read).unwrap_or_default();
        self.traffic.since_row.set(self.traffic.since_row.get().saturating_add(read));
        if !self.traffic.is_quoted() && passed.contains(&b'"') {
            self.traffic.quoted.set(true);
        }
        Ok(read)
    }
}
