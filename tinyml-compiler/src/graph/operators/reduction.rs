//! What MEAN and SUM share.
//!
//! **Source**: `QuantizedMeanOrSum` of TensorFlow Lite Micro (`reference/reduce.h`, 2026). `tflite-runtime` 2.14 agrees for MEAN. For SUM
//! it does not: between different scales its results are off by up to the whole range, and that of 16 bits is refused; TFLite
//! Micro gives the sum, and so does this.

use tinyml_core::tensor::{self, Multiplier, Span};

use crate::diagnostic::Code;
use crate::graph::Node;
use crate::graph::elementwise::fits;
use crate::graph::kernels::Reduce;
use crate::graph::lower::{Lowering, Refused};
use crate::graph::movement::strides;
use crate::graph::scale::quantize_multiplier;

/// Pushes the sum, or the mean, of input 0 over the axes that input 1 gives.
pub(super) fn lower(node: &Node, lowering: &mut Lowering<'_>, is_mean: bool) -> Result<(), Refused> {
    let (from, to) = (lowering.required(node, 0)?, lowering.output_tensor(node, 0)?);
    super::straight::one_type(node, lowering)?;
    let (input, output) = (lowering.quantized(node, from)?, lowering.quantized(node, to)?);
    let is_reduced = reduced(node, lowering, from.shape.len())?;
    let (kept, reduced) = groups(&from.shape, &is_reduced).ok_or_else(|| {
        lowering.refused(node, "keeps and reduces axes in turns, in more than three groups each")
    })?;
    let count: usize = reduced.iter().map(|span| span.size).product();
    if to.count().checked_mul(count) != Some(from.count()) {
        let what = format!("cannot make {} of {} over these axes", to.shown(), from.shown());
        return Err(lowering.refused_as(Code::OperandShape, node, &what));
    }
    let overflows = || {
        let what = format!("adds up {count} values, whose sum may overflow 32 bits");
        lowering.refused_as(Code::ElementOverflow, node, &what)
    };
    let number = i64::try_from(count).map_err(|_| overflows())?;
    let factor = f64::from(input.scale) / f64::from(output.scale);
    let multiplier = quantize_multiplier(factor).ok_or_else(overflows)?;
    let multiplier = if is_mean { divided(multiplier, number) } else { multiplier };
    // A sum begins with minus all zero points, and takes values of up to the type's end from there.
    let reach = i64::from(input.zero_point).abs() - i64::from(input.range.min);
    reach.checked_mul(number).filter(|&reach| fits(multiplier, reach)).ok_or_else(overflows)?;
    let start = i32::try_from(-i64::from(input.zero_point) * number).map_err(|_| overflows())?;
    let (zero_point, range) = (output.zero_point, output.range);
    let kernel = tensor::Reduce { kept, reduced, start, multiplier, zero_point, range };
    let (from, to) = (lowering.input(node, 0)?, lowering.output(node, 0)?);
    lowering.push(node, Reduce { kernel, wide: output.is_wide() }, vec![from], vec![to]);
    Ok(())
}

/// For each axis, whether it is added up.
fn reduced(node: &Node, lowering: &Lowering<'_>, rank: usize) -> Result<Vec<bool>, Refused> {
    let mut reduced = vec![false; rank];
    for axis in lowering.indices(node, 1)? {
        if rank > 0 {
            reduced[lowering.axis(node, axis, rank)?] = true;
        }
    }
    Ok(reduced)
}

/// The axes that are kept and those that are added up, neighbours of one kind as one; `None` where there are more than three.
fn groups(shape: &[usize], reduced: &[bool]) -> Option<([Span; 3], [Span; 3])> {
    let (mut kept, mut added): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut last = None;
    for ((&size, step), &is_reduced) in shape.iter().zip(strides(shape)).zip(reduced) {
        if size == 1 {
            continue;
        }
        let side = if is_reduced { &mut added } else { &mut kept };
        match side.last_mut().filter(|_| last == Some(is_reduced)) {
            Some(span) => *span = Span { size: span.size * size, step },
            None => side.push(Span { size, step }),
        }
        last = Some(is_reduced);
    }
    Some((three(&kept)?, three(&added)?))
}

fn three(spans: &[Span]) -> Option<[Span; 3]> {
    let mut three = [Span::ONE; 3];
    let skipped = three.len().checked_sub(spans.len())?;
    three[skipped..].copy_from_slice(spans);
    Some(three)
}

/// A multiplier over the number of values of a mean, with as many bits as can be kept.
fn divided(multiplier: Multiplier, number: i64) -> Multiplier {
    let exponent = i64::from(multiplier.left) - i64::from(multiplier.right);
    let bits = i64::from(63 - number.max(1).leading_zeros()).min(32).min(31 + exponent);
    let quotient = (i64::from(multiplier.multiplier) << bits) / number.max(1);
    let exponent = exponent - bits;
    Multiplier { multiplier: quotient as i32, left: exponent.max(0) as u8, right: (-exponent).max(0) as u8 }
}

#[cfg(test)]
mod tests {
    use tinyml_core::tensor::{Multiplier, Span};

    use super::{divided, groups};

    #[test]
    fn neighbouring_axes_are_one() {
        let span = |size, step| Span { size, step };
        let image = groups(&[1, 5, 7, 8], &[false, true, true, false]);
        assert_eq!(image, Some(([Span::ONE, Span::ONE, span(8, 1)], [Span::ONE, Span::ONE, span(35, 8)])));
        let turns = groups(&[2, 3, 4, 5], &[true, false, true, false]);
        let (kept, added) = ([Span::ONE, span(3, 20), span(5, 1)], [Span::ONE, span(2, 60), span(4, 5)]);
        assert_eq!(turns, Some((kept, added)));
        assert_eq!(groups(&[2; 8], &[true, false, true, false, true, false, true, false]), None);
        assert_eq!(groups(&[], &[]), Some(([Span::ONE; 3], [Span::ONE; 3])));
    }

    #[test]
    fn a_mean_divides_its_multiplier() {
        let one = Multiplier { multiplier: 1 << 30, left: 1, right: 0 };
        assert_eq!(divided(one, 1), one);
        assert_eq!(divided(one, 4), Multiplier { multiplier: 1 << 30, left: 0, right: 1 });
        assert_eq!(divided(one, 35), Multiplier { multiplier: 981_706_810, left: 0, right: 4 });
    }
}
