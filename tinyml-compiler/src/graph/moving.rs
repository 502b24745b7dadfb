//! What the operators that move data share: constant indices, axes, and how a movement is lowered.
//!
//! A movement that changes nothing is another look at a part of its input; any other is a step of the copy kernel.

use crate::diagnostic::Code;
use crate::graph::kernels::Copy;
use crate::graph::lower::{Lowering, Refused, Span};
use crate::graph::movement::{Movement, Stride};
use crate::graph::{ElementType, Node, Tensor};

impl Lowering<'_> {
    /// The values of an input that has to be a constant.
    ///
    /// # Errors
    ///
    /// An input that is absent, or known only when it runs.
    pub fn indices(&self, node: &Node, input: usize) -> Result<Vec<i64>, Refused> {
        let tensor = self.required(node, input)?;
        tensor.integers().ok_or_else(|| {
            let what =
                format!("is told what to do by input {input}, {}, which is no constant", tensor.shown());
            self.refused_as(Code::NotConstant, node, &what)
        })
    }

    /// The only value of such an input.
    ///
    /// # Errors
    ///
    /// Several values or none, too.
    pub fn index(&self, node: &Node, input: usize) -> Result<i64, Refused> {
        match self.indices(node, input)?.as_slice() {
            [one] => Ok(*one),
            more => {
                let what = format!("needs one value in input {input}, but found {}", more.len());
                Err(self.refused_as(Code::IndexOutside, node, &what))
            }
        }
    }

    /// An axis of a tensor of `rank` dimensions, which may be counted from the end.
    ///
    /// # Errors
    ///
    /// An axis that the tensor does not have.
    pub fn axis(&self, node: &Node, axis: i64, rank: usize) -> Result<usize, Refused> {
        wrapped(axis, rank).filter(|&axis| axis < rank).ok_or_else(|| {
            let what = format!("works along axis {axis} of a tensor of {rank} dimensions");
            self.refused_as(Code::IndexOutside, node, &what)
        })
    }

    /// Checks that an output has the shape that an operator gives.
    ///
    /// # Errors
    ///
    /// Another shape.
    pub fn has_shape(&self, node: &Node, output: usize, shape: &[usize]) -> Result<(), Refused> {
        let tensor = self.output_tensor(node, output)?;
        if tensor.shape == shape {
            return Ok(());
        }
        let what = format!("gives {shape:?}, but its output is {}", tensor.shown());
        Err(self.refused_as(Code::ShapeDisagrees, node, &what))
    }

    /// Checks that values of a tensor can move, and into which other one.
    ///
    /// # Errors
    ///
    /// Elements of 8 bytes, or of another type.
    pub fn moves(&self, node: &Node, from: &Tensor, to: &Tensor) -> Result<(), Refused> {
        let what = match from.element {
            ElementType::I64 => format!("moves {}; values of 1, 2 and 4 bytes can be moved", from.shown()),
            _ if from.element == to.element => return Ok(()),
            _ => format!("moves {} into {}, which is of another type", from.shown(), to.shown()),
        };
        Err(self.refused_as(Code::MovedElement, node, &what))
    }

    /// An output that is made of elements of one input: another look at it, if the movement changes nothing.
    ///
    /// # Errors
    ///
    /// Tensors that are absent or of the wrong type, or a movement of too many dimensions.
    pub fn take(
        &mut self,
        node: &Node,
        input: usize,
        output: usize,
        movement: &Movement,
    ) -> Result<(), Refused> {
        let (from, to) = (self.required(node, input)?, self.output_tensor(node, output)?);
        self.moves(node, from, to)?;
        if movement.is_whole(to.count()) {
            return self.alias_part(node, input, movement.input, output);
        }
        let (from, to) = (self.input(node, input)?, self.output(node, output)?);
        self.copy(node, from, to, movement, None)
    }

    /// Pushes a copy; gaps in the output are filled, or stay as they are.
    ///
    /// # Errors
    ///
    /// A movement of too many dimensions.
    pub fn copy(
        &mut self,
        node: &Node,
        from: Span,
        to: Span,
        movement: &Movement,
        fill: Option<i32>,
    ) -> Result<(), Refused> {
        if movement.count() == 0 && fill.is_none() {
            return Ok(());
        }
        let element = self.element(from);
        let (movement, from, to) =
            if fill.is_some() { (movement.clone(), from, to) } else { narrow(movement, from, to) };
        let Some(copy) = Copy::new(element, &movement, fill) else {
            let what =
                format!("moves data in {} dimensions that cannot be merged", movement.merged().loops.len());
            return Err(self.refused_as(Code::TooManyLoops, node, &what));
        };
        self.push(node, copy, vec![from], vec![to]);
        Ok(())
    }
}

/// An index that may be counted from the end; `None` before the beginning.
fn wrapped(index: i64, count: usize) -> Option<usize> {
    let from_start = if index < 0 { index.checked_add(i64::try_from(count).ok()?)? } else { index };
    usize::try_from(from_start).ok()
}

/// The same movement within the spans that it touches, so that the plan of the memory knows them exactly.
fn narrow(movement: &Movement, from: Span, to: Span) -> (Movement, Span, Span) {
    let reach = |one: &Stride| one.input * isize::try_from(one.count.saturating_sub(1)).unwrap_or(0);
    let back: usize = movement.loops.iter().map(|one| reach(one).min(0).unsigned_abs()).sum();
    let forth: usize = movement.loops.iter().map(|one| reach(one).max(0).unsigned_abs()).sum();
    let written: usize = movement.loops.iter().map(|one| one.output * one.count.saturating_sub(1)).sum();
    let first = movement.input - back;
    let from = Span { start: from.start + first, count: back + forth + 1, ..from };
    let to = Span { start: to.start + movement.output, count: written + 1, ..to };
    (Movement { input: back, output: 0, loops: movement.loops.clone() }, from, to)
}
