//! What every `size_*` program has besides its model: start-up code, a read and a write.
#![no_std]
#![no_main]

#[tinyml_bench::entry]
fn main() -> ! {
    tinyml_bench::footprint::without_model()
}
