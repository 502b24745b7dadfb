//! Sums and means over axes.

use super::Array;

/// The sum over axes, which count from the end where they are negative; which of the reduced axes are kept as ones does not
/// matter for the values.
pub fn sum(input: &Array<'_>, axes: &[i64]) -> Option<Vec<f64>> {
    let reduced = reduced(input.shape, axes)?;
    // How far the next element along each axis lies in the result: nowhere, where it is added up.
    let mut strides = vec![0; input.shape.len()];
    let mut count = 1;
    for axis in (0..input.shape.len()).rev() {
        if !reduced[axis] {
            strides[axis] = count;
            count *= input.shape[axis];
        }
    }
    let mut sums = vec![0.0; count];
    let mut place = vec![0; input.shape.len()];
    let mut at = 0;
    for &value in input.values.iter() {
        sums[at] += value;
        for axis in (0..place.len()).rev() {
            place[axis] += 1;
            at += strides[axis];
            if place[axis] < input.shape[axis] {
                break;
            }
            at -= strides[axis] * input.shape[axis];
            place[axis] = 0;
        }
    }
    Some(sums)
}

/// The mean over axes.
pub fn mean(input: &Array<'_>, axes: &[i64]) -> Option<Vec<f64>> {
    let sums = sum(input, axes)?;
    let each = (input.values.len() / sums.len().max(1)).max(1) as f64;
    Some(sums.into_iter().map(|sum| sum / each).collect())
}

fn reduced(shape: &[usize], axes: &[i64]) -> Option<Vec<bool>> {
    let rank = i64::try_from(shape.len()).ok()?;
    let mut reduced = vec![false; shape.len()];
    for &axis in axes {
        let axis = usize::try_from(if axis < 0 { axis.checked_add(rank)? } else { axis }).ok()?;
        *reduced.get_mut(axis)? = true;
    }
    Some(reduced)
}
