//! Graphs in real numbers: what calibration measures, and what a quantised graph is compared with.
//!
//! Values are `f64` whatever the file stores, sums run in a fixed order, and functions come from the `libm` crate, so that
//! every host finds the same numbers. Which operator computes what is said in `graph/operators/`; how is said here. Nothing is
//! rounded as TensorFlow Lite rounds single precision, and nothing here reaches the chip.
//!
//! A function gives `None` where shapes do not fit each other: a file may say anything.

pub mod arithmetic;
mod constant;
pub mod convolution;
pub mod function;
pub mod layout;
pub mod pool;
pub mod reduce;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use crate::diagnostic::{Code, Diagnostic};
use crate::graph::lower::Refused;
use crate::graph::{Graph, Node, Tensor, TensorId};
use crate::tflite::Fused;

pub use constant::reals;

/// Values with their shape; there are as many as the shape says.
#[derive(Debug, Clone)]
pub struct Array<'g> {
    /// Extents, outermost first.
    pub shape: &'g [usize],
    /// The values, row-major.
    pub values: Rc<[f64]>,
}

impl Array<'_> {
    /// The values of integers, such as axes and shapes.
    pub fn integers(&self) -> Vec<i64> {
        self.values.iter().map(|&value| value as i64).collect()
    }
}

/// A graph that runs in real numbers.
#[derive(Debug)]
pub struct Real<'g> {
    graph: &'g Graph,
    /// What each tensor holds; those of constants stay.
    values: Vec<Option<Rc<[f64]>>>,
}

impl<'g> Real<'g> {
    /// A graph before its first inference.
    pub fn new(graph: &'g Graph) -> Self {
        let values = graph.tensors.iter().map(|tensor| reals(tensor).map(Rc::from)).collect();
        Self { graph, values }
    }

    /// One inference; `seen` is shown the values of every tensor that is given or computed.
    ///
    /// # Errors
    ///
    /// The first operator that has no form in real numbers, or whose shapes do not fit.
    pub fn run(&mut self, inputs: &[&[f64]], seen: &mut dyn FnMut(TensorId, &[f64])) -> Result<(), Refused> {
        for (&id, values) in self.graph.inputs.iter().zip(inputs) {
            seen(id, values);
            self.values[id] = Some(Rc::from(*values));
        }
        for node in &self.graph.nodes {
            node.operator.real(node, self)?;
            for &id in &node.outputs {
                if let Some(values) = &self.values[id] {
                    seen(id, values);
                }
            }
        }
        Ok(())
    }

    /// What a tensor holds.
    pub fn value(&self, id: TensorId) -> Option<&[f64]> {
        self.values.get(id)?.as_deref()
    }

    /// A node's input, if it is there.
    pub fn optional(&self, node: &Node, index: usize) -> Option<Array<'g>> {
        let id = node.inputs.get(index).copied().flatten()?;
        Some(Array { shape: &self.graph.tensors[id].shape, values: self.values[id].clone()? })
    }

    /// A node's input, which has to be there.
    ///
    /// # Errors
    ///
    /// Names the node.
    pub fn input(&self, node: &Node, index: usize) -> Result<Array<'g>, Refused> {
        self.optional(node, index).ok_or_else(|| self.refused(node, &format!("has no input {index}")))
    }

    /// The shape of a node's output.
    ///
    /// # Errors
    ///
    /// Names the node.
    pub fn shape(&self, node: &Node, index: usize) -> Result<&'g [usize], Refused> {
        let tensor = node.outputs.get(index).map(|&id| &self.graph.tensors[id].shape);
        tensor.map(Vec::as_slice).ok_or_else(|| self.refused(node, &format!("has no output {index}")))
    }

    /// Ends an operator: what it has computed, less what its fused activation cuts off.
    ///
    /// # Errors
    ///
    /// Nothing computed, or another number of values than the output has: shapes that do not fit.
    pub fn give(&mut self, node: &Node, values: Option<Vec<f64>>, fused: Fused) -> Result<(), Refused> {
        self.give_at(node, 0, values.map(|values| function::fused(values, fused)))
    }

    /// The same for one of several outputs, without an activation.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn give_at(&mut self, node: &Node, index: usize, values: Option<Vec<f64>>) -> Result<(), Refused> {
        let wanted: usize = self.shape(node, index)?.iter().product();
        let fitting = values.filter(|values| values.len() == wanted);
        let id = node.outputs[index];
        let values = fitting.ok_or_else(|| self.refused(node, &self.misfit(node)))?;
        self.values[id] = Some(Rc::from(values));
        Ok(())
    }

    /// An operator that cannot be computed; `what` completes "operator 3 (`CONV_2D`) …".
    pub fn refused(&self, node: &Node, what: &str) -> Refused {
        let message = format!("operator {} (`{}`) {what}", node.index, node.operator.name());
        Box::new(Diagnostic::new(Code::NotQuantizable, message))
    }

    fn misfit(&self, node: &Node) -> String {
        let shown = |ids: &mut dyn Iterator<Item = TensorId>| {
            let tensors = ids.map(|id| Tensor::shown(&self.graph.tensors[id]));
            tensors.collect::<Vec<_>>().join(", ")
        };
        let (inputs, outputs) =
            (shown(&mut node.inputs.iter().copied().flatten()), shown(&mut node.outputs.iter().copied()));
        format!("has shapes that do not fit: {inputs} cannot become {outputs}")
    }
}
