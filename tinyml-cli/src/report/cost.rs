//! What the network takes on a core, by the compiler's model of it. Nothing is measured here: see the command `optimize`.

use super::data::TargetCost;
use tinyml_compiler::cost::{Target, data_bytes, estimate, weight_bytes};
use tinyml_compiler::ops::Operator;
use tinyml_compiler::plan::Plan;
use tinyml_compiler::program::Program;
use tinyml_compiler::quant_network::QuantLayer;

/// Every core.
pub(crate) const TARGETS: [Target; 2] = [Target::Armv6M, Target::Armv7EM];

/// A core by the name that a command takes.
///
/// # Errors
///
/// No such core.
pub(crate) fn target(text: &str) -> Result<Target, String> {
    let found = Target::ALL.iter().find(|(name, _)| *name == text).map(|(_, target)| *target);
    found.ok_or_else(|| "expected one of `armv6m`, `armv7em`".to_owned())
}

/// What the whole network takes on each of some cores.
pub(crate) fn costs(program: &Program, plan: &Plan, targets: &[Target]) -> Vec<TargetCost> {
    let one = |&target: &Target| {
        let estimate = estimate(program, plan, target);
        TargetCost {
            target: target.title(),
            data_bytes: data_bytes(program, plan, target),
            flash_bytes: estimate.flash.round().max(0.0) as usize,
            instructions: estimate.instructions.round().max(0.0) as usize,
        }
    };
    targets.iter().map(one).collect()
}

/// Bytes of a layer's constants: its weights in the layout of the core, its biases, and the operator's.
pub(crate) fn bytes(layer: &QuantLayer, wide: bool, target: Target) -> usize {
    weight_bytes(layer, wide, target) + layer.bias.len() * size_of::<i32>() + layer.op.flash()
}
