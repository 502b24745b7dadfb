//! Bytes of constants of a network: counted, since a layout is known to the byte.

use super::Target;
use crate::ops::Operator;
use crate::options::Storage;
use crate::plan::Plan;
use crate::quant_network::{QuantLayer, QuantNetwork};

/// Weights in the target's layout, biases, and what the operators need.
pub(super) fn network_bytes(network: &QuantNetwork, plan: &Plan, target: Target) -> usize {
    network.layers.iter().zip(&plan.wide).map(|(layer, wide)| layer_bytes(layer, *wide, target)).sum()
}

/// The same of one layer.
pub(super) fn layer_bytes(layer: &QuantLayer, wide: bool, target: Target) -> usize {
    weight_bytes(layer, wide, target) + 4 * layer.outputs + layer.op.flash()
}

/// Bytes of a layer's weights.
pub fn weight_bytes(layer: &QuantLayer, wide: bool, target: Target) -> usize {
    use tinyml_core::layout::{codebook, offset, pairs, sparse};
    let (i, o) = (layer.inputs, layer.outputs);
    match (layer.storage, target) {
        (Storage::I4, Target::Armv6M) => offset::nibbles::len(i, o),
        (Storage::I4, Target::Armv7EM) => pairs::nibbles::len(i, o),
        (Storage::I8, Target::Armv6M) => offset::bytes::len(i, o),
        (Storage::I8, Target::Armv7EM) if wide => 4 * pairs::halves::len(i, o),
        (Storage::I8, Target::Armv7EM) => 2 * pairs::bytes::len(i, o),
        (Storage::I16, Target::Armv6M) => 2 * offset::halves::len(i, o),
        (Storage::I16, Target::Armv7EM) => 4 * pairs::halves::len(i, o),
        (Storage::Codebook2, _) => 4 + codebook::len::<4>(i, o),
        (Storage::Codebook3, _) => 8 + codebook::len::<8>(i, o),
        (Storage::Codebook4, _) => 16 + codebook::len::<16>(i, o),
        (Storage::Sparse, _) => 1 + sparse::sparse_counts(i, o) + 2 * layer.nonzero(),
    }
}
