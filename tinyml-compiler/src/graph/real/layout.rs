//! The same values in other places: padding, concatenation, permuted axes.

use super::Array;

/// PAD: `value` around the input, so many before and behind along each axis.
pub fn pad(input: &Array<'_>, paddings: &[i64], value: f64, output: &[usize]) -> Option<Vec<f64>> {
    let rank = input.shape.len();
    if output.len() != rank || paddings.len() != 2 * rank {
        return None;
    }
    let mut before = Vec::with_capacity(rank);
    for (axis, pair) in paddings.chunks_exact(2).enumerate() {
        let (first, last) = (usize::try_from(pair[0]).ok()?, usize::try_from(pair[1]).ok()?);
        let extent = first.checked_add(last)?.checked_add(input.shape[axis])?;
        if extent != output[axis] {
            return None;
        }
        before.push(first);
    }
    let mut values = vec![value; output.iter().product()];
    let mut place = vec![0; rank];
    for &one in input.values.iter() {
        let at = (0..rank).fold(0, |at, axis| at * output[axis] + before[axis] + place[axis]);
        values[at] = one;
        advance(&mut place, input.shape);
    }
    Some(values)
}

/// CONCATENATION along an axis, which counts from the end where it is negative.
pub fn concatenation(inputs: &[Array<'_>], axis: i64, output: &[usize]) -> Option<Vec<f64>> {
    let rank = i64::try_from(output.len()).ok()?;
    let axis = usize::try_from(if axis < 0 { axis.checked_add(rank)? } else { axis }).ok()?;
    let (outer, _) = output.split_at_checked(axis)?;
    let outer: usize = outer.iter().product();
    let mut values = Vec::new();
    for index in 0..outer {
        for input in inputs {
            let share = input.values.len() / outer;
            if share * outer != input.values.len() {
                return None;
            }
            values.extend_from_slice(&input.values[index * share..(index + 1) * share]);
        }
    }
    Some(values)
}

/// TRANSPOSE: axis `i` of the output is axis `axes[i]` of the input.
pub fn transpose(input: &Array<'_>, axes: &[i64], output: &[usize]) -> Option<Vec<f64>> {
    let rank = input.shape.len();
    if axes.len() != rank || output.len() != rank {
        return None;
    }
    let mut strides = Vec::with_capacity(rank);
    let mut seen = vec![false; rank];
    for (to, &axis) in axes.iter().enumerate() {
        let axis = usize::try_from(axis).ok()?;
        if std::mem::replace(seen.get_mut(axis)?, true) || input.shape[axis] != output[to] {
            return None;
        }
        strides.push(input.shape[axis + 1..].iter().product::<usize>());
    }
    let mut place = vec![0; rank];
    let mut values = Vec::with_capacity(input.values.len());
    for _ in 0..input.values.len() {
        let at: usize = place.iter().zip(&strides).map(|(place, stride)| place * stride).sum();
        values.push(input.values[at]);
        advance(&mut place, output);
    }
    Some(values)
}

/// The next place, row-major.
fn advance(place: &mut [usize], shape: &[usize]) {
    for axis in (0..place.len()).rev() {
        place[axis] += 1;
        if place[axis] < shape[axis] {
            return;
        }
        place[axis] = 0;
    }
}
