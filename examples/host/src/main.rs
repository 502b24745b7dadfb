//! The thermometer on a terminal: its curve as a table and a plot, and how far the integer network is from the float
//! one; or, with `--sweep`, the very lines that a firmware prints for given ADC codes.

mod codes;
mod curve;
mod sweep;

use std::{env, process::ExitCode};

const USAGE: &str = "usage: tinyml-example-host [--sweep rp2040|nrf52|recogniser CODES]
  without arguments: the curve, and the worst error of the integer network
  --sweep: what that board prints; CODES are ADC codes, comma-separated numbers and ranges FIRST..LAST[/STEP],
           or a file that holds them";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let text = match arguments[..] {
        [] => Ok(curve::report()),
        ["--sweep", board, codes] => sweep::lines(board, codes),
        _ => Err(USAGE.to_owned()),
    };
    match text {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
