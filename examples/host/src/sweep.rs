//! The lines that a firmware prints for given ADC codes, made by the same functions as in the firmware.

use crate::codes;
use std::{fs, path::Path};
use tinyml_example_recogniser::Recogniser;
use tinyml_example_thermometer::{adc, reading};

/// One line a code, with the line endings of the UART.
pub(crate) fn lines(board: &str, codes: &str) -> Result<String, String> {
    if board == "recogniser" {
        let mut recogniser = Recogniser::new();
        let codes = parse_list_or_file(codes)?.into_iter();
        let line = |code: i16| format!("{}\r\n", recogniser.line(code.unsigned_abs()).as_str());
        return Ok(codes.map(line).collect());
    }
    let millivolts: fn(i16) -> u16 = match board {
        "rp2040" => |code| adc::rp2040_millivolts(code.unsigned_abs()),
        "nrf52" => adc::nrf52_millivolts,
        _ => return Err(format!("unknown board `{board}`, expected `rp2040`, `nrf52` or `recogniser`")),
    };
    let codes = parse_list_or_file(codes)?;
    if let (true, Some(code)) = (board == "rp2040", codes.iter().find(|&&code| code < 0)) {
        return Err(format!("the converter of the RP2040 gives no negative codes, found {code}"));
    }
    Ok(codes.into_iter().map(|code| format!("{}\r\n", reading(millivolts(code)).as_str())).collect())
}

fn parse_list_or_file(codes: &str) -> Result<Vec<i16>, String> {
    if !Path::new(codes).is_file() {
        return codes::parse(codes);
    }
    let text = fs::read_to_string(codes).map_err(|error| format!("cannot read `{codes}`: {error}"))?;
    codes::parse(text.trim())
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn one_line_a_code() {
        let text = lines("rp2040", "0..4095").unwrap_or_default();
        assert_eq!(text.matches("\r\n").count(), 4096);
        assert!(text.starts_with("0 mV  "));
        assert!(lines("nrf52", "-7").is_ok_and(|text| text.starts_with("0 mV  ")));
    }

    #[test]
    fn wrong_boards_and_codes_are_named() {
        assert!(lines("stm32", "0").is_err_and(|message| message.contains("`stm32`")));
        assert!(lines("rp2040", "-1").is_err_and(|message| message.contains("no negative codes")));
        assert!(lines("nrf52", "no-such-file").is_err_and(|message| message.contains("is no ADC code")));
    }
}
