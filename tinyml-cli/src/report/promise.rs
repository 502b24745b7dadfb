//! The attribute that a model can keep: the line to paste into firmware.

use super::data::{Errors, Promise};
use crate::attribute::{line, type_of};
use crate::options::Quantisation;
use std::path::Path;

/// Lines with the least round `max_error` that builds, and what else the user asked for.
pub(crate) fn promise(name: &str, file: &str, asked: &Quantisation, errors: &Errors) -> Promise {
    let max_error = round_up(errors.bound);
    let asked = Quantisation { max_error: Some(max_error), ..asked.clone() };
    let attribute = format!("{}\npub struct {};", line(&from_manifest(file), &asked), type_of(name));
    Promise { max_error, attribute }
}

/// The path from the folder of the nearest Cargo.toml, if there is one; else as it was given.
fn from_manifest(file: &str) -> String {
    let below = || {
        let full = Path::new(file).canonicalize().ok()?;
        let folder = full.ancestors().skip(1).find(|folder| folder.join("Cargo.toml").is_file())?;
        let below = full.strip_prefix(folder).ok()?;
        let parts: Option<Vec<&str>> = below.iter().map(std::ffi::OsStr::to_str).collect();
        Some(parts?.join("/"))
    };
    below().unwrap_or_else(|| file.to_owned())
}

/// Two significant digits, upwards: what a user would write, and what surely builds.
fn round_up(value: f64) -> f64 {
    let unit = 10f64.powf(value.max(1e-12).log10().floor() - 1.0);
    let rounded = (value / unit * (1.0 - 1e-12)).ceil() * unit;
    let short = format!("{rounded:.12}").parse().unwrap_or(rounded);
    if short >= value { short } else { rounded.max(value) }
}

#[cfg(test)]
mod tests {
    use super::round_up;

    #[test]
    fn the_promise_is_short_and_never_too_small() {
        assert_eq!([0.0347, 0.15, 3.0, 123.4].map(round_up), [0.035, 0.15, 3.0, 130.0]);
        for value in [1e-9, 0.099_999, 0.1, 7.777, 65_535.0, 1e12] {
            assert!(round_up(value) >= value * (1.0 - 1e-9), "{value}");
        }
    }
}
