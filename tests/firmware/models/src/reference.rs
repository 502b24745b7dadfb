//! Prints the hash of every model's outputs on the host, one JSON object a line, to compare the emulated cores with.

use tinyml_bench_models::{Subject, for_each, subject::Visitor};

struct Print;

impl Visitor for Print {
    fn visit<S: Subject>(&mut self) {
        println!(r#"{{"model":"{}","hash":"{:016x}"}}"#, S::NAME, S::hash());
    }
}

fn main() {
    for_each(&mut Print);
}
