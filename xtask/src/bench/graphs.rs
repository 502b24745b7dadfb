//! Graphs whose files are not part of the project: they are measured where the folder beside it is.

use super::measurement::{Measurement, Results};
use crate::paths;

/// The feature of the bench that has them.
const FEATURE: &str = "golden";

/// Their names, in alphabetical order.
pub(crate) const GOLDEN: [&str; 4] = ["ad01", "kws", "person_detect", "speech"];

/// What a graph may take at most: bytes of code on Armv7E-M, of statics anywhere. What the memory of TensorFlow Lite Micro would
/// need, planned as well as can be without operators in place; its code with CMSIS-NN takes seven to eleven times as much.
const BARS: [(&str, i64, i64); 4] = [
    ("ad01", 4 << 10, 768),
    ("kws", 16 << 10, 16_000),
    ("person_detect", 16 << 10, 55_296),
    ("speech", 16 << 10, 5_960),
];

/// What is over its bar, and which bar nothing was measured for.
pub(crate) fn check(results: &Results) -> Vec<String> {
    let bars = BARS.iter().filter(|(model, ..)| !is_left_out(model));
    bars.flat_map(|(model, code, ram)| {
        let prefix = format!("{model}/");
        let rows: Vec<(&String, &Measurement)> =
            results.iter().filter(|(key, _)| key.starts_with(&prefix)).collect();
        let missing = rows.is_empty().then(|| format!("bar of {model}: nothing was measured"));
        let over = rows.into_iter().flat_map(|(key, found)| over(key, found, *code, *ram));
        missing.into_iter().chain(over).collect::<Vec<_>>()
    })
    .collect()
}

fn over(key: &str, found: &Measurement, code: i64, ram: i64) -> Vec<String> {
    let most = if key.contains("/armv7e-m/") { code } else { i64::MAX };
    let costs = [("code", found.code(), most), ("statics", found.ram, ram)];
    let over = costs.into_iter().filter(|(_, found, most)| found > most);
    over.map(|(what, found, most)| {
        format!("bar of {key}: {found} bytes of {what}, at most {most} are allowed")
    })
    .collect()
}

/// Whether the folder with their files is there.
pub(crate) fn are_there() -> bool {
    let folder = paths::root().join("../shared/golden");
    GOLDEN.iter().all(|model| folder.join(format!("{model}.tflite")).is_file())
}

/// What cargo has to be told, and what is left out, with the reason.
pub(crate) fn features() -> Vec<&'static str> {
    if are_there() {
        return vec!["--features", FEATURE];
    }
    println!("left out, since `../shared/golden` does not have their files: {}", GOLDEN.join(", "));
    Vec::new()
}

/// Whether a measurement is left out.
pub(crate) fn is_left_out(key: &str) -> bool {
    GOLDEN.iter().any(|model| key.split('/').next() == Some(*model)) && !are_there()
}

#[cfg(test)]
mod tests {
    use super::{Measurement, over};

    #[test]
    fn code_is_flash_without_the_constants() {
        let found = Measurement {
            hash: String::new(),
            mean: 1.0,
            least: 1,
            most: 1,
            stack: 0,
            constants: 900,
            flash: 1000,
            ram: 64,
        };
        assert_eq!(over("m/armv7e-m/3", &found, 100, 64), Vec::<String>::new());
        assert_eq!(
            over("m/armv7e-m/3", &found, 99, 63),
            [
                "bar of m/armv7e-m/3: 100 bytes of code, at most 99 are allowed",
                "bar of m/armv7e-m/3: 64 bytes of statics, at most 63 are allowed",
            ]
        );
        assert_eq!(over("m/armv6-m/3", &found, 99, 64), Vec::<String>::new());
    }
}
