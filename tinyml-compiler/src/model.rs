//! What a model file says, unchecked.
//!
//! The tree is walked once and every field becomes a Rust value or an entry in the report: wrong types,
//! missing, unknown and repeated fields, words that are in no list. Whether the values make sense together is
//! for `check`.

mod activation;
mod deploy;
mod fault;
mod fields;
mod known;
mod layer;
mod port;
mod spatial;
mod training;
pub mod values;

pub(crate) use deploy::DeployDraft;
pub use fault::{FaultDraft, FaultDrafts};
pub use fields::Fields;
pub use known::{
    ADD_FIELDS, CLAMP_FIELDS, CONVOLUTION_FIELDS, DEPLOY_FIELDS, FAULT_FIELDS, FLATTEN_FIELDS, Field,
    INPUT_FIELDS, LAYER_FIELDS, LEAKY_RELU_FIELDS, MODEL_FIELDS, NORMALIZE_FIELDS, OUTPUT_FIELDS,
    POOL_FIELDS,
};
pub(crate) use layer::LayerDraft;
pub(crate) use port::{InputDraft, OutputDraft};
pub use port::{input_type, output_type};
pub(crate) use spatial::{
    AddDraft, ConvolutionDraft, Extents, LayerType, PoolDraft, SpatialDraft, WindowsDraft, is_spatial,
    may_be_spatial,
};
pub use values::List;

use values::{list, text};

use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, number};
use crate::json::Node;
use crate::metadata::Metadata;

/// The version of the format that this reader knows.
pub const VERSION: u32 = 1;
/// The most inputs; an array counts as one.
pub const MAX_INPUTS: usize = 16;
/// The most faults of an input.
pub const MAX_FAULTS: usize = 32;
/// The most outputs, and the most labels.
pub const MAX_OUTPUTS: usize = 1024;
/// The most layers.
pub const MAX_LAYERS: usize = 256;

/// Kinds of layers, with the words that the file has for them.
pub(crate) const LAYER_TYPES: [(&str, LayerType); 7] = [
    ("dense", LayerType::Dense),
    ("conv1d", LayerType::Conv1d),
    ("conv2d", LayerType::Conv2d),
    ("depthwise", LayerType::Depthwise),
    ("pool", LayerType::Pool),
    ("flatten", LayerType::Flatten),
    ("add", LayerType::Add),
];

/// A model as its file gives it; its layers are dense ones, or any.
pub(crate) struct Model<L = LayerDraft> {
    pub(crate) name: Checked<String>,
    pub(crate) description: Checked<Option<String>>,
    pub(crate) inputs: Checked<List<InputDraft>>,
    pub(crate) outputs: Checked<List<OutputDraft>>,
    pub(crate) layers: Checked<List<L>>,
    pub(crate) deploy: Checked<Option<DeployDraft>>,
    pub(crate) training: Checked<Option<Vec<(String, Metadata)>>>,
}

impl Model {
    /// Reads the whole tree of a network of dense layers.
    pub(crate) fn read(tree: Node<'_>, report: &mut Report) -> Checked<Self> {
        Self::read_with(tree, LayerDraft::read, report)
    }
}

impl<L> Model<L> {
    /// Reads the whole tree.
    ///
    /// A file of another version is not looked into: each of its fields may mean something else.
    pub(crate) fn read_with<'t>(
        tree: Node<'t>,
        layer: impl Fn(Node<'t>, &Spot, &mut Report) -> Checked<L>,
        report: &mut Report,
    ) -> Checked<Self> {
        version(&tree, report)?;
        let mut fields = Fields::open(tree, &Spot::root(), MODEL_FIELDS, report)?;
        // Only their presence and type matter; an error is in the report already.
        let _ = fields.required("version", |_, _, _| Ok(()), report);
        let _ = fields.optional("$schema", text, report);
        Ok(Self {
            name: fields.required("name", text, report),
            description: fields.optional("description", text, report),
            inputs: fields.required("inputs", list("input", MAX_INPUTS, InputDraft::read), report),
            outputs: fields.required("outputs", list("output", MAX_OUTPUTS, OutputDraft::read), report),
            layers: fields.required("layers", list("layer", MAX_LAYERS, layer), report),
            deploy: fields.optional("deploy", DeployDraft::read, report),
            training: fields.optional("training", training::entries, report),
        })
    }
}

/// Stops at a version that is there and is not ours.
fn version(tree: &Node<'_>, report: &mut Report) -> Checked<()> {
    let spot = Spot::root().key("version");
    match tree.field("version") {
        None => Ok(()),
        Some(Node::Number(version)) if *version == f64::from(VERSION) => Ok(()),
        Some(Node::Number(version)) => Err(report.push(
            Diagnostic::new(
                Code::UnsupportedVersion,
                format!("version `{}` of the format is not known", number(*version)),
            )
            .at(&spot)
            .expected(format!("version {VERSION}"))
            .help("a newer tinyml may read this file"),
        )),
        Some(other) => Err(values::wrong_type(other, &format!("the number {VERSION}"), &spot, report)),
    }
}
