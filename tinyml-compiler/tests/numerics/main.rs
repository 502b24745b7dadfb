//! Do the integers keep what the compiler promises of them?
//!
//! Random networks, from tame to absurd, go through the whole compiler; what comes out is compared with the float
//! network and with a second, plain implementation of the integers. `TINYML_CASES` sets how many there are.

mod generate;
mod oracle;
mod properties;
mod random;
mod text;

use std::collections::BTreeMap;

use generate::{Temper, case};
use properties::{Measured, Outcome, check};

fn cases(default: u64) -> u64 {
    std::env::var("TINYML_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn first() -> u64 {
    std::env::var("TINYML_FIRST").ok().and_then(|text| text.parse().ok()).unwrap_or(0)
}

fn inputs() -> usize {
    std::env::var("TINYML_INPUTS").ok().and_then(|text| text.parse().ok()).unwrap_or(300)
}

#[test]
fn wild_networks() {
    let mut refused: BTreeMap<String, u64> = BTreeMap::new();
    let mut ran: Vec<Measured> = Vec::new();
    let mut failed = 0;
    for seed in first()..first() + cases(200) {
        let start = std::time::Instant::now();
        let outcome = std::panic::catch_unwind(|| check(&case(seed, Temper::Wild), seed, inputs()));
        let time = start.elapsed();
        if time.as_secs_f64() > 2.0 { println!("seed {seed} took {time:?}"); }
        match outcome {
            Ok(Outcome::Refused(codes)) => *refused.entry(codes).or_default() += 1,
            Ok(Outcome::Ran(measured)) => ran.push(measured),
            Err(_) => { failed += 1; }
        }
    }
    println!("{} ran, refused: {refused:?}, failed {failed}", ran.len());
    let mut ratios: Vec<f64> = ran.iter().filter(|m| !m.exhaustive).map(|m| m.bound / m.worst.max(m.step * 0.5)).collect();
    ratios.sort_by(f64::total_cmp);
    let q = |p: f64| ratios[((ratios.len() - 1) as f64 * p) as usize];
    println!("bound / worst: {:?}", [0.0, 0.1, 0.5, 0.9, 1.0].map(q));
    assert_eq!(failed, 0);
}
