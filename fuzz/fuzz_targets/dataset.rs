//! Any bytes as the dataset of a promise: they become an accuracy or a report with a line for each mistake in a row.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tinyml_compiler::dataset::{DataFile, Labelled};
use tinyml_compiler::network::{Network, Outputs};
use tinyml_compiler::source::Source;

/// A classifier of a number and an array, whose columns are those of a small dataset.
static NETWORK: LazyLock<Network> = LazyLock::new(|| {
    let text = r#"{"version": 1, "name": "m",
        "inputs": [{"name": "v", "type": "i16", "range": [-500, 500], "scale": 0.5},
            {"name": "p", "type": "u8", "range": [0, 16], "length": 2}],
        "outputs": [{"name": "digit", "type": "i16", "scale": 1, "labels": ["0", "one"]}],
        "layers": [{"type": "dense", "name": "out", "weights": [[1, 2, 3], [3, 2, 1]], "bias": [0, 0]}]}"#;
    let source = Source::from_bytes("m.json", text.into()).expect("UTF-8");
    tinyml_compiler::read(&source).expect("a model")
});

fuzz_target!(|bytes: &[u8]| {
    let Outputs::Classes { output, labels } = &NETWORK.outputs else { return };
    let data = DataFile { display: "fuzz.csv".to_owned(), bytes: bytes.to_vec(), columns: Vec::new() };
    match Labelled::read(&data, &NETWORK, &output.name, labels) {
        Ok(samples) => {
            assert_eq!(samples.raw.len(), 3 * samples.classes.len());
            assert_eq!(samples.lines.len(), samples.classes.len());
            assert!(!samples.classes.is_empty() && samples.classes.iter().all(|class| *class < 2));
            assert!(samples.raw.chunks(3).all(|raw| raw[0].abs() <= 500 && (0..=16).contains(&raw[1])));
            assert!(samples.lines.windows(2).all(|pair| pair[0] < pair[1]));
        }
        Err(report) => assert!(!report.is_empty() && !report.to_string().is_empty()),
    }
});
