//! Do segments give what they promise, for every value of the input's type?
//!
//! Random networks of one input, from a seed; each is run for every input, declared or not, and compared with the float network
//! rounded here, independently of the compiler.

#![allow(unreachable_pub, reason = "a test program has no public interface")]

#[path = "../numerics/clock.rs"]
mod clock;
#[path = "../numerics/random.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod random;

#[path = "../numerics/generate.rs"]
#[allow(dead_code, reason = "shared with other tests")]
mod generate;

mod exact;
mod forms;
mod lowering;
mod networks;
mod refused;
mod smooth;
mod wild;
