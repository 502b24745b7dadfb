//! The model files under `tests/models`, for the tests that go through all of them.

#![allow(dead_code, unreachable_pub, reason = "each test program uses a part of it")]

use std::fs;
use std::path::{Path, PathBuf};

use tinyml_compiler::diagnostic::Report;
use tinyml_compiler::network::Network;
use tinyml_compiler::source::Source;
use tinyml_compiler::spatial::SpatialNetwork;
use tinyml_compiler::{read, read_spatial};

/// A model file of the corpus.
pub struct Case {
    /// Name of the file, without extension.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a model file describes.
#[derive(Debug)]
pub enum Described {
    /// Dense layers alone.
    Dense(Network),
    /// Convolutions, pools, sums of layers.
    Spatial(SpatialNetwork),
}

impl Case {
    /// Reads a network of dense layers.
    pub fn read(&self) -> Result<Network, Report> {
        read_bytes(&format!("{}.json", self.name), self.bytes.clone())
    }

    /// Reads a network of any kind, as the attribute does.
    pub fn read_any(&self) -> Result<Described, Report> {
        let source = Source::from_bytes(format!("{}.json", self.name), self.bytes.clone())?;
        match read_spatial(&source)? {
            Some(network) => Ok(Described::Spatial(network)),
            None => read(&source).map(Described::Dense),
        }
    }
}

/// Reads bytes of a network of dense layers.
pub fn read_bytes(display: &str, bytes: Vec<u8>) -> Result<Network, Report> {
    Source::from_bytes(display, bytes).and_then(|source| read(&source))
}

/// The folder `good`, `spatial` or `bad`.
pub fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/models").join(kind)
}

/// All files of a folder, sorted by name; there are some.
pub fn cases(kind: &str) -> Vec<Case> {
    let entries = fs::read_dir(folder(kind)).expect("the folder of models");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut cases: Vec<Case> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "json")).map(case).collect();
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(!cases.is_empty(), "no model in {kind}");
    cases
}

fn case(path: PathBuf) -> Case {
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    let bytes = fs::read(&path).expect("a model file");
    Case { name, path, bytes }
}
