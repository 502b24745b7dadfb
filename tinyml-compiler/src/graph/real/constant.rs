//! Constants as real numbers, whatever they are stored as.

use crate::graph::{Data, Tensor};

/// The values of a constant: floats and plain integers as they are, quantised ones as what they stand for.
///
/// Files whose weights alone are quantised have constants of 8 bits among floats.
pub fn reals(tensor: &Tensor) -> Option<Vec<f64>> {
    let data = tensor.data.as_ref()?;
    if let Data::F32(values) = data {
        return Some(values.iter().map(|&value| f64::from(value)).collect());
    }
    let integers = tensor.integers()?;
    let Some(quantization) = tensor.quantization.as_ref().filter(|one| !one.scales.is_empty()) else {
        return Some(integers.into_iter().map(|value| value as f64).collect());
    };
    // Elements that lie behind one index of the axis.
    let inner: usize = tensor.shape.iter().skip(quantization.axis + 1).product();
    let real = |(index, integer): (usize, i64)| {
        let channel = index / inner.max(1) % quantization.scales.len();
        let zero = quantization.zero_points.get(channel).copied().unwrap_or(0);
        f64::from(quantization.scales[channel]) * (integer as f64 - zero as f64)
    };
    Some(integers.into_iter().enumerate().map(real).collect())
}
