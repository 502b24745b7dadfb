//! The models of this repository, which the fit is judged by.

use std::path::{Path, PathBuf};

use tinyml_compiler::network::Network;
use tinyml_compiler::options::{ActivationBits, Options, Storage};
use tinyml_compiler::read;
use tinyml_compiler::source::Source;

/// Those in `weights/` in every storage, and some of the corpus.
pub(crate) fn models() -> Result<Vec<(String, Network, Options)>, String> {
    let mut models = Vec::new();
    for name in ["ntc", "sine", "iris", "digits"] {
        let network = network(&format!("weights/{name}.json"))?;
        for (storage, kind) in Storage::ALL {
            let options = Options { quant: Some(kind.into()), ..Options::default() };
            models.push((format!("{name} {storage}"), network.clone(), options));
        }
    }
    let options = Options { activations: Some(ActivationBits::I8), ..Options::default() };
    models.push(("sine of 8 bits".to_owned(), network("weights/sine.json")?, options));
    for name in ["deploy", "classifier_softmax", "tanh", "sigmoid", "leaky_relu", "clamp", "several_outputs"]
    {
        let network = network(&format!("tests/models/good/{name}.json"))?;
        models.push((name.to_owned(), network, Options::default()));
    }
    Ok(models)
}

fn network(path: &str) -> Result<Network, String> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let bytes = std::fs::read(root.join(path)).map_err(|error| format!("{path}: {error}"))?;
    let source = Source::from_bytes(path, bytes).map_err(|report| report.to_string())?;
    read(&source).map_err(|report| report.to_string())
}
