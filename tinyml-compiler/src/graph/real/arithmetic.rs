//! Operators of two arrays whose shapes are broadcast against each other, as NumPy does it.

use super::Array;

/// `function` of each pair of values.
pub fn binary(
    left: &Array<'_>,
    right: &Array<'_>,
    output: &[usize],
    function: impl Fn(f64, f64) -> f64,
) -> Option<Vec<f64>> {
    let (a, b) = (strides(left.shape, output)?, strides(right.shape, output)?);
    let count: usize = output.iter().product();
    let mut values = Vec::with_capacity(count);
    let mut place = vec![0; output.len()];
    let (mut i, mut j) = (0, 0);
    while values.len() < count {
        values.push(function(left.values[i], right.values[j]));
        for axis in (0..output.len()).rev() {
            place[axis] += 1;
            i += a[axis];
            j += b[axis];
            if place[axis] < output[axis] {
                break;
            }
            i -= a[axis] * output[axis];
            j -= b[axis] * output[axis];
            place[axis] = 0;
        }
    }
    Some(values)
}

/// How far the next element along each axis of the output lies in an array: nowhere, where the array has one for all.
fn strides(shape: &[usize], output: &[usize]) -> Option<Vec<usize>> {
    let lead = output.len().checked_sub(shape.len())?;
    let mut strides = vec![0; output.len()];
    let mut step = 1;
    for axis in (0..shape.len()).rev() {
        match shape[axis] {
            1 => {}
            extent if extent == output[lead + axis] => strides[lead + axis] = step,
            _ => return None,
        }
        step *= shape[axis];
    }
    Some(strides)
}
