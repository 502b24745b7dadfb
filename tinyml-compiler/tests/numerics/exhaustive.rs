//! Every input of small domains, through the kernels and through the plain second implementation.

use std::fs;
use std::path::{Path, PathBuf};

use tinyml_compiler::options::{ActivationBits, Storage};
use tinyml_compiler::points::Points;
use tinyml_compiler::source::Source;
use tinyml_compiler::{Options, compile};

use crate::oracle;

/// Every storage of weights, and both widths of activations.
const PAIRS: [(Storage, ActivationBits); 7] = [
    (Storage::I4, ActivationBits::I16),
    (Storage::I8, ActivationBits::I8),
    (Storage::I16, ActivationBits::I16),
    (Storage::Codebook2, ActivationBits::I16),
    (Storage::Codebook3, ActivationBits::I8),
    (Storage::Codebook4, ActivationBits::I16),
    (Storage::Sparse, ActivationBits::I16),
];

/// Model files whose inputs can be counted through in a moment.
fn models() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths = Vec::new();
    for folder in ["tests/models/good", "weights"] {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of models");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths
}

/// Compares all inputs if there are few, else a sample, and says how many.
fn compare(path: &Path, options: &Options) -> u64 {
    let name = path.file_name().expect("a name").to_string_lossy();
    let source = Source::from_bytes(&*name, fs::read(path).expect("a model file")).expect("a text");
    let Ok(compiled) = compile(&source, options) else {
        return 0;
    };
    let model = compiled.model();
    let (network, mut tried) = (model.program.layers().expect("layers"), 0);
    Points::of(&model.network, 256).for_each(|raw| {
        tried += 1;
        // All inputs of a byte, some of a wider range.
        if tried <= 256 || tried % 61 == 0 {
            let traces = oracle::run(network, raw);
            let expected: Vec<i128> = traces.last().expect("a layer").results.clone();
            let found: Vec<i128> = network.run(raw).into_iter().map(i128::from).collect();
            assert_eq!(found, expected, "{name} at {raw:?} with {options:?}");
        }
    });
    tried
}

#[test]
fn the_kernels_give_what_plain_integers_give() {
    let (mut compiled, mut inputs) = (0, 0);
    for path in models() {
        for (quant, activations) in PAIRS {
            let tried = compare(
                &path,
                &Options { quant: Some(quant.into()), activations: Some(activations), ..Options::default() },
            );
            compiled += u64::from(tried > 0);
            inputs += tried;
        }
    }
    println!("{compiled} networks, {inputs} inputs");
    assert!(compiled > 60, "most of the models compile: {compiled}");
}
