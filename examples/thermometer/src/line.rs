//! The line that every thermometer prints: `1500 mV  31.42 C`, made by integer arithmetic alone.
//!
//! The constants below say what it is of; `cargo tinyml new` writes a model's own in their place.
//!
//! It is plain ASCII in a buffer of its own, since a UART with DMA wants its bytes in RAM and in one piece. It does
//! not use `core::fmt`, whose machinery would outweigh the network many times.

/// Behind the input's number.
const INPUT_UNIT: &str = " mV";

/// Behind the output's number.
const OUTPUT_UNIT: &str = " C";

/// Digits of the output that stand behind its point: 2 for hundredths.
const OUTPUT_DECIMALS: usize = 2;

/// Ten digits of an `i32` with its sign and a point.
const NUMBER: usize = 12;

/// Two numbers, two units, two spaces between them, the mark of a guess, a carriage return and a line feed.
const CAPACITY: usize = 2 * NUMBER + INPUT_UNIT.len() + OUTPUT_UNIT.len() + 5;

/// One reading as text, ended by `\r\n`.
pub struct Line {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Line {
    /// The line for a raw input and a raw output, such as millivolts and hundredths of a degree Celsius.
    pub fn new(input: impl Into<i32>, output: impl Into<i32>) -> Self {
        Self::begin(input.into()).end(b"", output.into())
    }

    /// The same with a mark: `2000 mV  ~19.32 C`.
    pub fn guess(input: impl Into<i32>, output: impl Into<i32>) -> Self {
        Self::begin(input.into()).end(b"~", output.into())
    }

    /// The line for a raw input that is no measurement, with the name of the fault instead of an output. A long name is cut.
    pub fn fault(input: impl Into<i32>, name: &str) -> Self {
        let mut line = Self::begin(input.into());
        let room = CAPACITY.saturating_sub(line.len + 2);
        line.push_all(name.as_bytes().get(..room).unwrap_or(name.as_bytes()));
        line.push_all(b"\r\n");
        line
    }

    fn begin(input: i32) -> Self {
        let mut line = Self { bytes: [0; CAPACITY], len: 0 };
        line.push_number(input, 0);
        line.push_all(INPUT_UNIT.as_bytes());
        line.push_all(b"  ");
        line
    }

    fn end(mut self, mark: &[u8], output: i32) -> Self {
        self.push_all(mark);
        self.push_number(output, OUTPUT_DECIMALS);
        self.push_all(OUTPUT_UNIT.as_bytes());
        self.push_all(b"\r\n");
        self
    }

    /// The bytes to send.
    pub fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// The text without its line ending.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).unwrap_or("").trim_end()
    }

    fn push(&mut self, byte: u8) {
        if let Some(free) = self.bytes.get_mut(self.len) {
            *free = byte;
            self.len += 1;
        }
    }

    fn push_all(&mut self, text: &[u8]) {
        for &byte in text {
            self.push(byte);
        }
    }

    fn push_number(&mut self, value: i32, fraction: usize) {
        if value < 0 {
            self.push(b'-');
        }
        self.push_decimal(value.unsigned_abs(), fraction);
    }

    /// The decimal digits of `value`, the last `fraction` of them behind a point. Digits come by subtraction, since a
    /// core without a divider would call a routine for each.
    fn push_decimal(&mut self, mut value: u32, fraction: usize) {
        let (mut begun, mut place) = (false, POWERS.len());
        for power in POWERS {
            place -= 1;
            let mut digit = b'0';
            while value >= power {
                value -= power;
                digit += 1;
            }
            begun |= digit > b'0' || place <= fraction;
            if begun {
                self.push(digit);
            }
            if place == fraction && fraction > 0 {
                self.push(b'.');
            }
        }
    }
}

/// What a digit is worth at each place, the greatest first.
const POWERS: [u32; 10] =
    [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1000, 100, 10, 1];

#[cfg(test)]
mod tests {
    extern crate std;
    use super::Line;
    use std::format;

    #[test]
    fn lines_of_note() {
        assert_eq!(Line::new(1500, 3142).as_bytes(), b"1500 mV  31.42 C\r\n");
        assert_eq!(Line::new(0, 0).as_str(), "0 mV  0.00 C");
        assert_eq!(Line::new(3299, -5).as_str(), "3299 mV  -0.05 C");
        assert_eq!(Line::new(u16::MAX, i16::MIN).as_bytes(), b"65535 mV  -327.68 C\r\n");
        assert_eq!(Line::new(i32::MIN, i32::MIN).as_bytes(), b"-2147483648 mV  -21474836.48 C\r\n");
        assert_eq!(Line::guess(i32::MIN, i32::MIN).as_bytes(), b"-2147483648 mV  ~-21474836.48 C\r\n");
        assert_eq!(Line::fault(3290, "open_circuit").as_bytes(), b"3290 mV  open_circuit\r\n");
        assert_eq!(
            Line::fault(i32::MIN, "a_name_that_is_too_long").as_bytes(),
            b"-2147483648 mV  a_name_that_is_t\r\n"
        );
    }

    #[test]
    fn every_temperature_reads_as_formatted_by_std() {
        for centi in i16::MIN..=i16::MAX {
            let (sign, magnitude) = (if centi < 0 { "-" } else { "" }, centi.unsigned_abs());
            let expected = format!("7 mV  {sign}{}.{:02} C", magnitude / 100, magnitude % 100);
            assert_eq!(Line::new(7, centi).as_str(), expected);
        }
    }

    #[test]
    fn every_voltage_reads_as_formatted_by_std() {
        for millivolts in 0..=u16::MAX {
            assert_eq!(Line::new(millivolts, 100).as_str(), format!("{millivolts} mV  1.00 C"));
        }
    }
}
