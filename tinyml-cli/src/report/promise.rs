//! The attribute that a model can keep: the line to paste into firmware.

use super::request::Request;
use crate::attribute::{line_with, type_of};
use crate::options::Quantisation;
use crate::promised::Promised;
use std::path::Path;
use tinyml_compiler::options::Lowering;
use tinyml_compiler::promises::Direction;
use tinyml_compiler::verify::{Certificate, Change};

/// Lines with the least round `max_error` that builds, the direction if there is one, and what else the user asked for.
pub(crate) fn attribute(request: &Request<'_>, lowering: Lowering, certificate: &Certificate) -> String {
    let asked = Quantisation { max_error: Some(round_up(certificate.bound)), ..request.quantisation.clone() };
    let more = Promised {
        lowering: (lowering != Lowering::default()).then_some(lowering),
        monotone: direction(certificate).map(|direction| (None, direction)).into_iter().collect(),
        ..Promised::default()
    };
    let line = line_with(&from_manifest(request.file), &asked, more.arguments());
    format!("{line}\npub struct {};", type_of(&request.network.name))
}

/// Where the only output of a single input goes, if that is proved.
fn direction(certificate: &Certificate) -> Option<Direction> {
    let [trends] = &certificate.trends[..] else {
        return None;
    };
    match &trends[..] {
        [trend] if trend.fall == Change::Never => Some(Direction::Increasing),
        [trend] if trend.rise == Change::Never => Some(Direction::Decreasing),
        _ => None,
    }
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
pub(crate) fn round_up(value: f64) -> f64 {
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
