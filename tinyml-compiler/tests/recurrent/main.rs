//! Layers with a state against oracles in 128 bits, on random sizes and scales, over several inferences and a reset.
//!
//! The oracles follow the references' order: every gate for all units, every product in a vector of its own.

mod layer;
mod lstm;
mod messages;
#[path = "../moving/random.rs"]
mod random;
mod rounding;
mod svdf;
