//! Runs every graph on this core and prints one JSON object a line: the hash of its output and of what each operator gives, the
//! instructions of a call (an empty call subtracted), the stack that it uses, and what its constants say it takes.
#![no_std]
#![no_main]

use core::{cell::Cell, mem::MaybeUninit, ptr};
use cortex_m_semihosting::{debug, hprint, hprintln};
use tinyml_bench::graph::{Graph, GraphVisitor, hash, hash_of, input};
use tinyml_bench::{clock::Clock, entry, graphs::for_each_graph, stack};

struct Measure(Clock);

/// A network and its input, as what is measured takes them: by one shared reference.
struct Call<G: Graph> {
    network: Cell<Option<G>>,
    input: G::Input,
}

impl GraphVisitor for Measure {
    fn visit<G: Graph>(&mut self) {
        let call = Call { network: Cell::new(Some(G::new())), input: input::<G>() };
        let empty = self.0.instructions(read_only::<G>, &call);
        let instructions = self.0.instructions(infer::<G>, &call) - empty;
        let depth = stack::depth(infer::<G>, &call) - stack::depth(read_only::<G>, &call);
        let mut network = G::new();
        hprint!(r#"{{"model":"{}","layers":["#, G::NAME);
        let mut comma = "";
        let output = network.infer_traced(&call.input, &mut |written| {
            hprint!(r#"{}"{:016x}""#, comma, hash_of(written));
            comma = ",";
        });
        let outputs = [hash(&output), hash(&G::new().infer(&call.input))];
        assert!(outputs[0] == outputs[1], "a traced inference is another one");
        hprintln!(
            r#"],"hash":"{:016x}","mean":{},"least":{},"most":{},"stack":{},"constants":{},"memory":{}}}"#,
            outputs[0],
            instructions,
            instructions,
            instructions,
            depth,
            G::CONSTANTS,
            G::RAM
        );
    }
}

#[inline(never)]
fn infer<G: Graph>(call: &Call<G>) -> MaybeUninit<G::Output> {
    // SAFETY: nobody else has a reference to what is in the cell while this one lives.
    match unsafe { &mut *call.network.as_ptr() } {
        Some(network) => MaybeUninit::new(network.infer(&call.input)),
        None => MaybeUninit::uninit(),
    }
}

/// What is subtracted: a call that reads a byte of its input, and leaves the output as it is.
#[inline(never)]
fn read_only<G: Graph>(call: &Call<G>) -> MaybeUninit<G::Output> {
    // SAFETY: no input is smaller than a byte.
    unsafe { ptr::read_volatile(ptr::from_ref(&call.input).cast::<u8>()) };
    MaybeUninit::uninit()
}

#[entry]
fn main() -> ! {
    for_each_graph(&mut Measure(Clock::start()));
    debug::exit(debug::EXIT_SUCCESS);
    loop {
        core::hint::spin_loop();
    }
}
