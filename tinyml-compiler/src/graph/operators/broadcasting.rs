//! How two operands of different shapes are walked: from shapes to strides, with as few axes as possible.

use tinyml_core::tensor::{Broadcast, Side};

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::strides;

/// How the first two inputs of a node are walked for its output, and for each of them whether it has the output's shape.
pub(super) fn broadcast(node: &Node, lowering: &Lowering<'_>) -> Result<(Broadcast, [bool; 2]), Refused> {
    let (first, second) = (lowering.required(node, 0)?, lowering.required(node, 1)?);
    let output = lowering.output_tensor(node, 0)?;
    let walk = walk(&first.shape, &second.shape, &output.shape).ok_or_else(|| {
        let what = format!("cannot make {} of {} and {}", output.shown(), first.shown(), second.shown());
        lowering.refused_as(Code::OperandShape, node, &what)
    })?;
    let is_whole = |count: usize| count == output.count();
    Ok((walk, [is_whole(first.count()), is_whole(second.count())]))
}

/// `None` where the operands do not broadcast to the output, or where more than five axes remain after all that are walked
/// alike have been joined.
fn walk(first: &[usize], second: &[usize], output: &[usize]) -> Option<Broadcast> {
    let (first_steps, second_steps) = (steps(first, output)?, steps(second, output)?);
    // Every extent is that of an operand; otherwise the output would repeat both.
    let reached = |axis: usize| {
        let extent =
            |shape: &[usize]| (axis + shape.len()).checked_sub(output.len()).map_or(1, |at| shape[at]);
        extent(first).max(extent(second)) == output[axis]
    };
    if !(0..output.len()).all(reached) {
        return None;
    }
    let mut axes: Vec<Side> = Vec::new();
    for (axis, &size) in output.iter().enumerate().filter(|&(_, &size)| size != 1) {
        let next = Side { size, first: first_steps[axis], second: second_steps[axis] };
        match axes.last_mut().and_then(|last| joined(*last, next).map(|joined| (last, joined))) {
            Some((last, joined)) => *last = joined,
            None => axes.push(next),
        }
    }
    let row = axes.pop().unwrap_or(Side::ONE);
    let mut outer = [Side::ONE; 4];
    let skipped = outer.len().checked_sub(axes.len())?;
    outer[skipped..].copy_from_slice(&axes);
    Some(Broadcast { outer, row })
}

/// For each axis of the output, how far an operand moves; zero where it is repeated.
fn steps(shape: &[usize], output: &[usize]) -> Option<Vec<usize>> {
    let missing = output.len().checked_sub(shape.len())?;
    let mut steps = vec![0; missing];
    for ((&size, step), &wanted) in shape.iter().zip(strides(shape)).zip(&output[missing..]) {
        match size {
            _ if size == wanted => steps.push(step),
            1 => steps.push(0),
            _ => return None,
        }
    }
    Some(steps)
}

/// Two neighbouring axes as one, where both operands walk on from one to the other.
fn joined(outer: Side, inner: Side) -> Option<Side> {
    let goes_on = |outer: usize, step: usize| outer == step * inner.size;
    let is_one = goes_on(outer.first, inner.first) && goes_on(outer.second, inner.second);
    is_one.then_some(Side { size: outer.size * inner.size, ..inner })
}

#[cfg(test)]
mod tests {
    use tinyml_core::tensor::Side;

    use super::walk;

    fn axes(first: &[usize], second: &[usize], output: &[usize]) -> Option<Vec<(usize, usize, usize)>> {
        let walk = walk(first, second, output)?;
        let all = walk.outer.into_iter().chain([walk.row]);
        Some(all.filter(|axis| *axis != Side::ONE).map(|axis| (axis.size, axis.first, axis.second)).collect())
    }

    #[test]
    fn axes_that_are_walked_alike_are_one() {
        assert_eq!(axes(&[1, 4, 4, 3], &[1, 4, 4, 3], &[1, 4, 4, 3]), Some(vec![(48, 1, 1)]));
        assert_eq!(axes(&[1, 4, 4, 3], &[3], &[1, 4, 4, 3]), Some(vec![(16, 3, 0), (3, 1, 1)]));
        assert_eq!(axes(&[], &[2, 3], &[2, 3]), Some(vec![(6, 0, 1)]));
        assert_eq!(axes(&[1, 1], &[], &[1, 1]), Some(vec![]));
        assert_eq!(axes(&[4, 1, 3], &[1, 5, 3], &[4, 5, 3]), Some(vec![(4, 3, 0), (5, 0, 3), (3, 1, 1)]));
        let alternating = axes(&[2, 1, 3, 1, 5], &[1, 4, 1, 6, 1], &[2, 4, 3, 6, 5]);
        assert_eq!(alternating.map(|axes| axes.len()), Some(5));
    }

    #[test]
    fn shapes_that_do_not_broadcast_are_refused() {
        assert_eq!(axes(&[2, 3], &[2, 2], &[2, 3]), None);
        assert_eq!(axes(&[1, 3], &[1, 3], &[2, 3]), None, "nobody has two rows");
        assert_eq!(axes(&[1, 2, 3], &[3], &[2, 3]), None, "more dimensions than the output");
        assert_eq!(axes(&[2, 1, 2, 1, 2, 1], &[1, 2, 1, 2, 1, 2], &[2; 6]), None, "six axes");
    }
}
