//! Layers of networks with convolutions, as the file gives them.
//!
//! A network that has one of these becomes a graph; one of dense layers alone does not come here. What a layer says is read
//! whatever its place; whether it fits there is for `check`.

use super::activation::activation;
use super::fields::Fields;
use super::layer::LayerDraft;
use super::values::{integer, matrix, numbers, text, word, wrong_type};
use super::{ADD_FIELDS, CONVOLUTION_FIELDS, FLATTEN_FIELDS, LAYER_TYPES, POOL_FIELDS};
use crate::diagnostic::{Checked, Report, Spot};
use crate::json::{Matrix, Node};
use crate::network::Activation;

/// Kinds of layers, by the word in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LayerType {
    /// Fully connected.
    Dense,
    /// A convolution over one axis.
    Conv1d,
    /// A convolution over height and width.
    Conv2d,
    /// A convolution of each channel by itself.
    Depthwise,
    /// A pool.
    Pool,
    /// All values in a row.
    Flatten,
    /// The sum of two layers' outputs.
    Add,
}

/// Whether a network with such a layer becomes a graph.
impl LayerType {
    fn is_spatial(self) -> bool {
        self != Self::Dense
    }
}

/// A layer of any kind.
pub(crate) enum SpatialDraft {
    /// Fully connected.
    Dense(LayerDraft),
    /// A convolution.
    Convolution(ConvolutionDraft),
    /// A pool.
    Pool(PoolDraft),
    /// All values in a row.
    Flatten(Spot, Checked<String>),
    /// A sum.
    Add(AddDraft),
}

/// A layer of type `conv1d`, `conv2d` or `depthwise`.
pub(crate) struct ConvolutionDraft {
    pub(crate) at: Spot,
    pub(crate) ty: LayerType,
    pub(crate) name: Checked<String>,
    pub(crate) windows: WindowsDraft,
    pub(crate) weights: Checked<Matrix>,
    pub(crate) bias: Checked<Vec<f64>>,
    pub(crate) activation: Checked<Option<Activation>>,
}

/// How windows lie, as convolutions and pools say it.
pub(crate) struct WindowsDraft {
    pub(crate) kernel: Checked<Extents>,
    pub(crate) stride: Checked<Option<Extents>>,
    pub(crate) dilation: Checked<Option<Extents>>,
    pub(crate) same: Checked<Option<bool>>,
}

/// A layer of type `pool`.
pub(crate) struct PoolDraft {
    pub(crate) at: Spot,
    pub(crate) name: Checked<String>,
    pub(crate) windows: WindowsDraft,
    pub(crate) max: Checked<bool>,
}

/// A layer of type `add`.
pub(crate) struct AddDraft {
    pub(crate) at: Spot,
    pub(crate) name: Checked<String>,
    pub(crate) with: Checked<String>,
    pub(crate) activation: Checked<Option<Activation>>,
}

/// One whole number for all axes, or one for height and one for width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extents {
    /// For all axes.
    One(i64),
    /// For height and width.
    Two(i64, i64),
}

/// Whether a text may be that of a network with such a layer: `false` for certain, `true` perhaps.
pub(crate) fn may_be_spatial(text: &str) -> bool {
    let words = LAYER_TYPES.iter().filter(|(_, ty)| ty.is_spatial());
    words.into_iter().any(|(word, _)| text.contains(&format!("\"{word}\"")))
}

/// Whether a file's tree has a layer that only a graph can have.
pub(crate) fn is_spatial(tree: &Node<'_>) -> bool {
    let Some(Node::Array(layers)) = tree.field("layers") else { return false };
    let ty = |layer: &Node<'_>| match layer.field("type") {
        Some(Node::Text(text)) => LAYER_TYPES.iter().find(|(word, _)| word == text).map(|(_, ty)| *ty),
        _ => None,
    };
    layers.iter().filter_map(ty).any(LayerType::is_spatial)
}

impl SpatialDraft {
    /// Reads a layer. The fields of an unknown type are not looked at, since they would all be unknown.
    pub(crate) fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let ty = match node.field("type") {
            Some(Node::Text(ty)) => {
                word(Node::Text(ty.clone()), &at.key("type"), &LAYER_TYPES, report, |_| None)?
            }
            // Not there or not a string: reading the fields reports it.
            _ => LayerType::Dense,
        };
        match ty {
            LayerType::Dense => LayerDraft::read(node, at, report).map(Self::Dense),
            LayerType::Conv1d | LayerType::Conv2d | LayerType::Depthwise => {
                ConvolutionDraft::read(node, ty, at, report).map(Self::Convolution)
            }
            LayerType::Pool => PoolDraft::read(node, at, report).map(Self::Pool),
            LayerType::Flatten => {
                let mut fields = Fields::open(node, at, FLATTEN_FIELDS, report)?;
                let _ = fields.required("type", text, report);
                Ok(Self::Flatten(at.clone(), fields.required("name", text, report)))
            }
            LayerType::Add => AddDraft::read(node, at, report).map(Self::Add),
        }
    }
}

impl ConvolutionDraft {
    fn read(node: Node<'_>, ty: LayerType, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, CONVOLUTION_FIELDS, report)?;
        let _ = fields.required("type", text, report);
        Ok(Self {
            at: at.clone(),
            ty,
            name: fields.required("name", text, report),
            windows: WindowsDraft {
                kernel: fields.required("kernel", extents, report),
                stride: fields.optional("stride", extents, report),
                dilation: fields.optional("dilation", extents, report),
                same: fields.optional("padding", padding, report),
            },
            weights: fields.required("weights", matrix, report),
            bias: fields.required("bias", numbers, report),
            activation: fields.optional("activation", activation, report),
        })
    }
}

impl PoolDraft {
    fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, POOL_FIELDS, report)?;
        let _ = fields.required("type", text, report);
        Ok(Self {
            at: at.clone(),
            name: fields.required("name", text, report),
            windows: WindowsDraft {
                kernel: fields.required("kernel", extents, report),
                stride: fields.optional("stride", extents, report),
                dilation: Ok(None),
                same: fields.optional("padding", padding, report),
            },
            max: fields.required(
                "mode",
                |node, at, report| word(node, at, &[("max", true), ("average", false)], report, |_| None),
                report,
            ),
        })
    }
}

impl AddDraft {
    fn read(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Self> {
        let mut fields = Fields::open(node, at, ADD_FIELDS, report)?;
        let _ = fields.required("type", text, report);
        Ok(Self {
            at: at.clone(),
            name: fields.required("name", text, report),
            with: fields.required("with", text, report),
            activation: fields.optional("activation", activation, report),
        })
    }
}

/// A whole number, or two in an array.
fn extents(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Extents> {
    if let Node::Number(_) = node {
        return integer(node, at, report).map(Extents::One);
    }
    let expected = "a whole number, or an array of two: height and width";
    let items = node.into_items().map_err(|other| wrong_type(&other, expected, at, report))?;
    match <[Node<'_>; 2]>::try_from(items) {
        Ok([height, width]) => {
            let (height, width) =
                (integer(height, &at.index(0), report), integer(width, &at.index(1), report));
            Ok(Extents::Two(height?, width?))
        }
        Err(items) => Err(wrong_type(&Node::Array(items), expected, at, report)),
    }
}

fn padding(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<bool> {
    word(node, at, &[("valid", false), ("same", true)], report, |_| None)
}

/// The extents of an input of several dimensions.
pub(super) fn shape(node: Node<'_>, at: &Spot, report: &mut Report) -> Checked<Vec<i64>> {
    let expected = "an array of whole numbers, such as `[28, 28, 1]`";
    let items = node.into_items().map_err(|other| wrong_type(&other, expected, at, report))?;
    let read = |(index, item): (usize, Node<'_>)| integer(item, &at.index(index), report);
    let extents: Vec<Checked<i64>> = items.into_iter().take(8).enumerate().map(read).collect();
    extents.into_iter().collect()
}
