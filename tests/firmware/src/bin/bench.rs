//! Runs every model on this core and prints one JSON object a line: the hash of its outputs, the instructions of a
//! call (mean, least, most over a spread of inputs, an empty call subtracted) and the stack that a call uses.
#![no_std]
#![no_main]

use cortex_m_semihosting::{debug, hprintln};
use tinyml_bench::{Subject, Visitor, clock::Clock, entry, for_each, stack};
use tinyml_bench_models::input::Input;

/// How many inputs are timed one by one.
const SPREAD: u32 = 64;

struct Measure(Clock);

impl Visitor for Measure {
    fn visit<S: Subject>(&mut self) {
        let empty = self.0.instructions(read_only::<S::Input>, &S::Input::nth(0));
        let (first, last) = S::TIMED.into_inner();
        let (mut least, mut most, mut sum, mut deepest) = (u32::MAX, 0, 0, 0);
        for step in 0..SPREAD {
            let input = S::Input::nth(first + step * (last - first) / (SPREAD - 1));
            let instructions = self.0.instructions(infer::<S>, &input).saturating_sub(empty);
            least = least.min(instructions);
            most = most.max(instructions);
            sum += u64::from(instructions);
            deepest = deepest.max(stack::depth(infer::<S>, &input));
        }
        let mean_times_100 = sum * 100 / u64::from(SPREAD);
        let unused = stack::depth(read_only::<S::Input>, &S::Input::nth(0));
        hprintln!(
            r#"{{"model":"{}","hash":"{:016x}","mean":{}.{:02},"least":{},"most":{},"stack":{}}}"#,
            S::NAME,
            S::hash(),
            mean_times_100 / 100,
            mean_times_100 % 100,
            least,
            most,
            deepest - unused
        );
    }
}

/// One inference as a function of its own, so that the call and the return are counted.
#[inline(never)]
fn infer<S: Subject>(input: &S::Input) -> S::Output {
    S::infer(input)
}

/// What is subtracted: a call that only reads its input.
#[inline(never)]
fn read_only<I: Input>(input: &I) -> i16 {
    input.first()
}

#[entry]
fn main() -> ! {
    for_each(&mut Measure(Clock::start()));
    debug::exit(debug::EXIT_SUCCESS);
    loop {
        core::hint::spin_loop();
    }
}
