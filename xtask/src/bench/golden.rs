//! The goldens: what the models cost when somebody last said that it is right, one set for each compiler release,
//! since another release generates other code. A release without a set is held to the bars alone, and told so.

use super::graphs::is_left_out;
use super::measurement::{Measurement, Results};
use crate::paths;
use anyhow::{Context, Result};
use std::{collections::BTreeMap, fs, path::PathBuf};

/// By release of the compiler, such as 1.95.0.
type Goldens = BTreeMap<String, Results>;

/// How far a cost may be from its golden: a share of the instructions, a number of bytes.
const INSTRUCTIONS: f64 = 0.01;
const BYTES: u64 = 8;

/// What differs from the goldens.
pub(crate) fn check(results: &Results, release: &str) -> Result<Vec<String>> {
    let goldens = read()?;
    let Some(golden) = goldens.get(release) else {
        println!(
            "no goldens for rustc {release}: the hashes of the host and the bars were all that was compared"
        );
        return Ok(Vec::new());
    };
    Ok(differences(golden, results))
}

/// Makes the results the goldens of this release.
pub(crate) fn write(results: &Results, release: &str) -> Result<()> {
    let mut goldens = read()?;
    let own = goldens.entry(release.to_owned()).or_default();
    // What cannot be measured here keeps what was measured elsewhere.
    own.retain(|key, _| is_left_out(key));
    own.extend(results.clone());
    fs::write(path(), serde_json::to_string_pretty(&goldens)? + "\n").context("cannot write the goldens")?;
    println!("{} holds the goldens of rustc {release}", path().display());
    Ok(())
}

fn path() -> PathBuf {
    paths::root().join("tests/golden/bench.json")
}

fn read() -> Result<Goldens> {
    if !path().exists() {
        return Ok(Goldens::new());
    }
    let text = fs::read_to_string(path()).with_context(|| format!("cannot read {}", path().display()))?;
    serde_json::from_str(&text)
        .with_context(|| format!("{} is not what `cargo xtask bless` writes", path().display()))
}

fn differences(golden: &Results, found: &Results) -> Vec<String> {
    let keys: std::collections::BTreeSet<&String> = golden.keys().chain(found.keys()).collect();
    keys.into_iter()
        .flat_map(|key| {
            match (golden.get(key), found.get(key)) {
                (Some(golden), Some(found)) => compare(golden, found),
                (Some(_), None) if is_left_out(key) => Vec::new(),
                (Some(_), None) => vec!["is in the goldens, but was not measured".to_owned()],
                _ => vec!["is not in the goldens: `cargo xtask bless`".to_owned()],
            }
            .into_iter()
            .map(move |difference| format!("{key}: {difference}"))
        })
        .collect()
}

fn compare(golden: &Measurement, found: &Measurement) -> Vec<String> {
    let far = |golden: i64, found: i64| golden.abs_diff(found) > BYTES;
    let checks = [
        ("outputs", golden.hash != found.hash, golden.hash.clone(), found.hash.clone()),
        (
            "instructions",
            (golden.mean - found.mean).abs() > golden.mean * INSTRUCTIONS,
            golden.mean.to_string(),
            found.mean.to_string(),
        ),
        ("flash", far(golden.flash, found.flash), golden.flash.to_string(), found.flash.to_string()),
        ("RAM", far(golden.ram, found.ram), golden.ram.to_string(), found.ram.to_string()),
        (
            "stack",
            golden.stack.abs_diff(found.stack) > BYTES,
            golden.stack.to_string(),
            found.stack.to_string(),
        ),
    ];
    let differing = checks.into_iter().filter(|(_, differs, ..)| *differs);
    differing.map(|(what, _, golden, found)| format!("{what} {found}, golden {golden}")).collect()
}

#[cfg(test)]
mod tests {
    use super::{Measurement, Results, differences};

    fn results(mean: f64, flash: i64) -> Results {
        let row = Measurement {
            hash: "0f".to_owned(),
            mean,
            least: 1,
            most: 900,
            stack: 96,
            constants: 0,
            flash,
            ram: 0,
        };
        Results::from([("m/armv6-m/3".to_owned(), row)])
    }

    #[test]
    fn small_differences_pass_and_large_ones_are_named() {
        let golden = results(500.0, 600);
        assert_eq!(differences(&golden, &results(504.9, 592)), Vec::<String>::new());
        assert_eq!(
            differences(&golden, &results(494.0, 609)),
            ["m/armv6-m/3: instructions 494, golden 500", "m/armv6-m/3: flash 609, golden 600"]
        );
    }

    #[test]
    fn missing_rows_are_named() {
        let (golden, nothing) = (results(500.0, 600), Results::new());
        assert_eq!(differences(&golden, &nothing), ["m/armv6-m/3: is in the goldens, but was not measured"]);
        assert_eq!(
            differences(&nothing, &golden),
            ["m/armv6-m/3: is not in the goldens: `cargo xtask bless`"]
        );
    }
}
