//! What a manifest says of its models; both the project's own and those of `../shared/golden` have this form.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// One folder of models.
pub(crate) struct Manifest {
    pub(crate) folder: PathBuf,
    pub(crate) models: Vec<Entry>,
}

/// One model, its vectors, and what the references say.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) file: String,
    pub(crate) inputs: String,
    pub(crate) outputs: String,
    /// The outputs of the other reference, where they differ.
    pub(crate) litert: Option<String>,
    /// Number of vectors.
    pub(crate) count: usize,
    /// States are reset before every so many vectors.
    pub(crate) reset_every: usize,
    /// Bytes of each input of one vector.
    pub(crate) input_bytes: Vec<usize>,
    /// Bytes of each output of one vector.
    pub(crate) output_bytes: Vec<usize>,
    /// Which outputs are of int64, which are int32 in the importer: no index needs more.
    pub(crate) wide_outputs: Vec<bool>,
    /// Operators in order, without their versions.
    pub(crate) operators: Vec<String>,
    /// For some vectors, the first output of every operator.
    pub(crate) layers: Vec<Layers>,
}

/// The first output of every operator for one vector.
pub(crate) struct Layers {
    pub(crate) vector: usize,
    pub(crate) results: Vec<Layer>,
}

/// The first output of one operator.
pub(crate) struct Layer {
    pub(crate) tensor: usize,
    pub(crate) sha256: String,
    /// Whether it is of int64, which is int32 in the importer.
    pub(crate) is_wide: bool,
}

impl Manifest {
    /// The manifest of a folder, if there is one.
    pub(crate) fn open(folder: &Path) -> Option<Self> {
        let text = fs::read_to_string(folder.join("manifest.json")).ok()?;
        let value: Value = serde_json::from_str(&text).expect("a manifest is JSON");
        let models = value["models"].as_object().expect("models by name");
        let models = models.iter().map(|(name, value)| Entry::of(name, value)).collect();
        Some(Self { folder: folder.to_owned(), models })
    }
}

impl Entry {
    fn of(name: &str, value: &Value) -> Self {
        let bytes = |edges: &Value| list(edges).iter().map(edge_bytes).collect();
        let operator = |value: &Value| text(value).split(' ').next().unwrap_or_default().to_owned();
        Self {
            name: name.to_owned(),
            file: text(&value["model"]),
            inputs: text(&value["inputs_file"]),
            outputs: text(&value["outputs_file"]),
            litert: value["alt_outputs_litert"]["file"].as_str().map(str::to_owned),
            count: number(&value["count"]),
            reset_every: value.get("reset_every").map_or(1, number),
            input_bytes: bytes(&value["inputs"]),
            output_bytes: bytes(&value["outputs"]),
            wide_outputs: list(&value["outputs"]).iter().map(is_wide).collect(),
            operators: list(&value["ops"]).iter().map(operator).collect(),
            layers: value.get("layers").map_or(&[][..], list).iter().map(Layers::of).collect(),
        }
    }

    /// Whether the references may differ.
    pub(crate) fn has_dense(&self) -> bool {
        self.operators.iter().any(|operator| operator == "FULLY_CONNECTED")
    }
}

impl Layers {
    fn of(value: &Value) -> Self {
        let layer = |value: &Value| {
            let (tensor, sha256) = (number(&value["tensor"]), text(&value["sha256"]));
            Layer { tensor, sha256, is_wide: is_wide(value) }
        };
        Self { vector: number(&value["vector"]), results: list(&value["ops"]).iter().map(layer).collect() }
    }
}

fn edge_bytes(edge: &Value) -> usize {
    let width = match edge["dtype"].as_str() {
        Some("int8") => 1,
        Some("int16") => 2,
        Some("int32" | "float32") => 4,
        Some("int64") => 8,
        other => panic!("a manifest has an edge of type {other:?}"),
    };
    list(&edge["shape"]).iter().map(number).product::<usize>() * width
}

fn is_wide(edge: &Value) -> bool {
    edge["dtype"] == "int64"
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a string").to_owned()
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|number| usize::try_from(number).ok()).expect("a whole number")
}
