//! The hash of a model's outputs on the host, over the very inputs that the firmware runs.

use super::samples::{COUNT, Sample};
use tinyml_compiler::emit::Model;
use tinyml_compiler::network::{Input, IntType, Network, Outputs};

#[path = "../../tests/firmware/models/src/hash.rs"]
#[allow(unreachable_pub, dead_code, missing_docs, reason = "a file of the harness")]
mod hash;

/// The single scalar input of a model, all values of which are run.
pub(super) fn scalar(network: &Network) -> Option<&Input> {
    match &network.inputs[..] {
        [input] if input.length.is_none() => Some(input),
        _ => None,
    }
}

/// FNV-1a of all outputs in little-endian order, as the firmware prints it.
pub(super) fn hash(model: &Model) -> String {
    let network = &model.network;
    let size = output_type(network).bytes();
    let mut hash = hash::Fnv::new();
    let mut feed = |raw: &[i32]| {
        for output in model.program.run(raw) {
            hash.feed(&output.to_le_bytes()[..size]);
        }
    };
    match scalar(network) {
        // The order of the firmware, whose index is cast to the type.
        Some(input) if !input.ty.signed() => (0..=input.ty.max() as i32).for_each(|raw| feed(&[raw])),
        Some(input) => {
            (0..=input.ty.max() as i32).chain(input.ty.min() as i32..=-1).for_each(|raw| feed(&[raw]));
        }
        None => (0..COUNT).for_each(|index| feed(&sample(network, index))),
    }
    format!("{:016x}", hash.finish())
}

fn sample(network: &Network, index: u32) -> Vec<i32> {
    let mut sample = Sample::new(index);
    let mut values = Vec::new();
    for input in &network.inputs {
        values.extend((0..input.width()).map(|_| sample.within(input.min as i32, input.max as i32)));
    }
    values
}

/// The type of every output.
pub(super) fn output_type(network: &Network) -> IntType {
    match &network.outputs {
        Outputs::Values(outputs) => outputs.first().map_or(IntType::I32, |output| output.ty),
        Outputs::Classes { output, .. } => output.ty,
    }
}
