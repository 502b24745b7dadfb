//! Are the kernels right? Each against a definition of its own, written in 128-bit integers or in `f64`, over edges,
//! seeded random cases, and every case where there are few enough.
//!
//! Both layouts run here, on the host, by their slice functions; the typed layers run in the layout of the target,
//! and in the other one under `RUSTFLAGS="--cfg tinyml_pairs"`. What a target's code generation makes of the kernels
//! is not tested here but on the emulators.

mod argmax;
mod dense;
mod disagreeing;
mod epilogue;
mod every_weight;
mod input;
mod layouts;
mod lookup;
mod oracle;
mod piecewise;
mod random;
mod requantize;
mod slices;
mod softmax;
mod typed;
