//! Runs every model on this core and prints one JSON object a line: the hash of its outputs, the instructions of a
//! call (mean, least, most over all inputs, an empty call subtracted) and the stack that a call uses.
#![no_std]
#![no_main]

use core::{mem::MaybeUninit, ptr};
use cortex_m_semihosting::{debug, hprintln};
use tinyml_bench::{Subject, Visitor, clock::Clock, entry, for_each, stack};
use tinyml_bench_models::input::Input;

/// How many inputs' use of the stack is looked at.
const DEPTHS: u32 = 64;

struct Measure(Clock);

impl Visitor for Measure {
    fn visit<S: Subject>(&mut self) {
        let empty = self.0.instructions(read_only::<S>, &S::Input::nth(0));
        let (mut least, mut most, mut sum) = (u32::MAX, 0, 0);
        for index in 0..S::Input::COUNT {
            let instructions = self.0.instructions(S::call, &S::Input::nth(index)) - empty;
            least = least.min(instructions);
            most = most.max(instructions);
            sum += u64::from(instructions);
        }
        let mean_times_100 = sum * 100 / u64::from(S::Input::COUNT);
        hprintln!(
            r#"{{"model":"{}","hash":"{:016x}","mean":{}.{:02},"least":{},"most":{},"stack":{}}}"#,
            S::NAME,
            S::hash(),
            mean_times_100 / 100,
            mean_times_100 % 100,
            least,
            most,
            stack_depth::<S>()
        );
    }
}

fn stack_depth<S: Subject>() -> usize {
    let inputs = (0..DEPTHS).map(|step| S::Input::nth(step * (S::Input::COUNT / DEPTHS)));
    let deepest = inputs.map(|input| stack::depth(S::call, &input)).max();
    deepest.unwrap_or(0) - stack::depth(read_only::<S>, &S::Input::nth(0))
}

/// What is subtracted: a call that reads a byte of its input, and leaves the output as it is.
#[inline(never)]
fn read_only<S: Subject>(input: &S::Input) -> MaybeUninit<S::Output> {
    // SAFETY: no input is smaller than a byte.
    unsafe { ptr::read_volatile(ptr::from_ref(input).cast::<u8>()) };
    MaybeUninit::uninit()
}

#[entry]
fn main() -> ! {
    for_each(&mut Measure(Clock::start()));
    debug::exit(debug::EXIT_SUCCESS);
    loop {
        core::hint::spin_loop();
    }
}
