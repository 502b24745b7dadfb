//! Operators that move data against index arithmetic: shapes at random, one operator at a time, through the whole lowering.
//!
//! Every oracle counts indices one by one and knows nothing of strides, of merged loops or of aliases.

mod joins;
mod lead;
mod messages;
mod random;
mod resize;
mod single;
mod slices;
mod turns;

/// All indices of a shape, in row-major order.
fn indices(shape: &[usize]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for &extent in shape {
        all = all
            .iter()
            .flat_map(|index| (0..extent).map(move |last| [index.as_slice(), &[last]].concat()))
            .collect();
    }
    all
}

/// Where an index lies in a row-major tensor.
fn place(shape: &[usize], index: &[usize]) -> usize {
    index.iter().zip(shape).fold(0, |place, (&index, &extent)| place * extent + index)
}
