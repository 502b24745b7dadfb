//! The line that every thermometer prints: `1500 mV  31.42 C`, made by integer arithmetic alone.
//!
//! It is plain ASCII in a buffer of its own, since a UART with DMA wants its bytes in RAM and in one piece. It does
//! not use `core::fmt`, whose machinery would outweigh the network many times.

/// The longest line is `65535 mV  -327.68 C`, with a carriage return and a line feed.
const CAPACITY: usize = 21;

/// One reading as text, ended by `\r\n`.
pub struct Line {
    bytes: [u8; CAPACITY],
    len: usize,
}

impl Line {
    /// The line for a pin voltage in millivolts and a temperature in hundredths of a degree Celsius.
    pub fn new(millivolts: u16, centi_celsius: i16) -> Self {
        let mut line = Self { bytes: [0; CAPACITY], len: 0 };
        line.push_decimal(millivolts, 0);
        line.push_all(b" mV  ");
        if centi_celsius < 0 {
            line.push(b'-');
        }
        line.push_decimal(centi_celsius.unsigned_abs(), 2);
        line.push_all(b" C\r\n");
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

    /// The decimal digits of `value`, the last `fraction` of them behind a point. Digits come by subtraction, since a
    /// core without a divider would call a routine for each.
    fn push_decimal(&mut self, mut value: u16, fraction: usize) {
        let mut begun = false;
        for (place, power) in [(4, 10_000), (3, 1000), (2, 100), (1, 10), (0, 1)] {
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
