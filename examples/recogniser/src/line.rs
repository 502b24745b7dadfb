//! The line that every recogniser prints: `sample 3: seven, as the reference`. Plain ASCII in a buffer of its own.

/// Three digits, a label, and the words around them.
const CAPACITY: usize = 64;

/// One answer as text, ended by `\r\n`.
#[derive(Debug)]
pub struct Line {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Line {
    /// The line for a sample below 1000; a long label is cut.
    pub fn new(number: usize, label: &str, is_equal: bool) -> Self {
        let mut line = Self { bytes: [0; CAPACITY], len: 0 };
        line.push("sample ");
        line.push_number(number);
        line.push(": ");
        line.push(label.get(..24).unwrap_or(label));
        line.push(if is_equal { ", as the reference\r\n" } else { ", not as the reference\r\n" });
        line
    }

    /// The bytes to send.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// The text without its line ending.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).unwrap_or("").trim_end()
    }

    fn push(&mut self, text: &str) {
        for &byte in text.as_bytes() {
            if let Some(free) = self.bytes.get_mut(self.len) {
                *free = byte;
                self.len += 1;
            }
        }
    }

    fn push_number(&mut self, number: usize) {
        for place in [100, 10, 1] {
            const DIGITS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
            if number >= place || place == 1 {
                self.push(DIGITS.get(number / place % 10).unwrap_or(&"0"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Line;

    #[test]
    fn lines_of_note() {
        assert_eq!(Line::new(3, "seven", true).as_bytes(), b"sample 3: seven, as the reference\r\n");
        assert_eq!(Line::new(120, "no", false).as_str(), "sample 120: no, not as the reference");
    }
}
