//! Models that are quantised in a way that no integer kernel has, told as what they are: one message for the whole model
//! instead of one for each of its layers.

use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{ElementType, Node, Tensor};

/// How to quantise a model wholly.
const FULL_INTEGER: &str = "convert with `converter.optimizations = [tf.lite.Optimize.DEFAULT]`, \
    `converter.representative_dataset = …` and `tf.lite.OpsSet.TFLITE_BUILTINS_INT8`; or convert without optimisations, and give \
    the float model with `calibration = \"…\"`";

/// Looks for weights that do not go with their activations.
pub(super) fn whole(nodes: &[Node], tensors: &[Tensor]) -> Option<Diagnostic> {
    nodes.iter().find_map(|node| {
        let (data, weights) = weighted(node, tensors)?;
        let shown = format!("operator {} (`{}`) has", node.index, node.operator.name());
        match (data.element, weights.element) {
            (_, ElementType::U8) => Some(
                Diagnostic::new(
                    Code::LegacyQuantization,
                    format!(
                        "the model is quantised to uint8, the way of TensorFlow 1: {shown} weights {}",
                        weights.shown()
                    ),
                )
                .expected("int8 weights, and int8 or int16 activations")
                .help(FULL_INTEGER),
            ),
            (ElementType::F32, ElementType::I4 | ElementType::I8) => Some(
                Diagnostic::new(
                    Code::HybridModel,
                    format!(
                        "only the weights of the model are quantised: {shown} weights {} but takes {}",
                        weights.shown(),
                        data.shown()
                    ),
                )
                .expected("int8 weights with int8 or int16 activations, or float32 throughout")
                .help(FULL_INTEGER),
            ),
            _ => None,
        }
    })
}

/// What an operator with weights takes, and its weights.
fn weighted<'t>(node: &Node, tensors: &'t [Tensor]) -> Option<(&'t Tensor, &'t Tensor)> {
    let (data, weights) = match node.operator.name() {
        "CONV_2D" | "DEPTHWISE_CONV_2D" | "FULLY_CONNECTED" | "SVDF" => (0, 1),
        "UNIDIRECTIONAL_SEQUENCE_LSTM" => (0, 2),
        "TRANSPOSE_CONV" => (2, 1),
        _ => return None,
    };
    let tensor = |index: usize| node.inputs.get(index).copied().flatten().map(|id| &tensors[id]);
    Some((tensor(data)?, tensor(weights)?))
}
