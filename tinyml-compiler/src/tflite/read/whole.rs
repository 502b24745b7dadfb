//! Models that are quantised in a way that no integer kernel has, told as what they are: one message for the whole model
//! instead of one for each of its layers.

use crate::diagnostic::{Code, Diagnostic};
use crate::graph::{ElementType, Node, Tensor};

/// How to quantise a model wholly.
const FULL_INTEGER: &str = "convert with `converter.optimizations = [tf.lite.Optimize.DEFAULT]`, \
    `converter.representative_dataset = …` and `tf.lite.OpsSet.TFLITE_BUILTINS_INT8`; or convert without optimisations, and give \
    the float model with `calibration = \"…\"`";

/// Operators with weights: which input is data, and which is weights.
const WEIGHTED: [(&str, usize, usize); 6] = [
    ("CONV_2D", 0, 1),
    ("DEPTHWISE_CONV_2D", 0, 1),
    ("FULLY_CONNECTED", 0, 1),
    ("SVDF", 0, 1),
    ("TRANSPOSE_CONV", 2, 1),
    ("UNIDIRECTIONAL_SEQUENCE_LSTM", 0, 2),
];

/// Looks for weights that do not go with their activations.
pub(super) fn whole(nodes: &[Node], tensors: &[Tensor]) -> Option<Diagnostic> {
    nodes.iter().find_map(|node| {
        let (data, weights) = weighted(node, tensors)?;
        let shown =
            format!("operator {} (`{}`) has weights {}", node.index, node.operator.name(), weights.shown());
        let is_real = data.element == ElementType::F32 && weights.element != ElementType::F32;
        if weights.element == ElementType::U8 {
            let message = format!("the model is quantised to uint8, the way of TensorFlow 1: {shown}");
            let expected = "int8 weights, and int8 or int16 activations";
            Some(Diagnostic::new(Code::LegacyQuantization, message).expected(expected).help(FULL_INTEGER))
        } else if is_real {
            let message =
                format!("only the weights of the model are quantised: {shown}, but takes {}", data.shown());
            let expected = "int8 weights with int8 or int16 activations, or float32 throughout";
            Some(Diagnostic::new(Code::HybridModel, message).expected(expected).help(FULL_INTEGER))
        } else {
            None
        }
    })
}

/// What an operator with weights takes, and its weights.
fn weighted<'t>(node: &Node, tensors: &'t [Tensor]) -> Option<(&'t Tensor, &'t Tensor)> {
    let (_, data, weights) = WEIGHTED.into_iter().find(|(name, ..)| *name == node.operator.name())?;
    let tensor = |index: usize| node.inputs.get(index).copied().flatten().map(|id| &tensors[id]);
    Some((tensor(data)?, tensor(weights)?))
}
