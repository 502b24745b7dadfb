//! Any bytes as a model file: they become a network or a report, and the report can be shown.

#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use tinyml_compiler::read;
use tinyml_compiler::source::Source;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let read = Source::from_bytes("fuzz.json", bytes.to_vec()).and_then(|source| read(&source));
    match read {
        Ok(network) => {
            assert!(network.layers.iter().all(|layer| layer.weights.len() == layer.inputs * layer.outputs));
            assert!(network.layers.windows(2).all(|pair| pair[0].outputs == pair[1].inputs));
            assert_eq!(
                network.inputs.iter().map(|input| input.width()).sum::<usize>(),
                network.layers[0].inputs
            );
        }
        Err(report) => {
            assert!(!report.is_empty());
            assert!(report.diagnostics().iter().all(|diagnostic| diagnostic.place.is_some()), "{report}");
        }
    }
    Corpus::Keep
});
