//! Instructions executed, exactly: `-icount shift=0` lets one nanosecond pass with each, and the first CMSDK timer of the
//! MPS2 boards counts at 25 MHz, one tick in 40 instructions.
//!
//! What is finer than a tick is found by a vernier. The instruction in front of the call starts the timer, so that its first
//! tick comes a fixed number of instructions later, and behind the call stand 40 NOPs, of which as many are executed as
//! asked. Two runs that differ by one NOP and by one tick tell to the instruction where the tick was. A count includes a
//! constant for what surrounds the call, which the count of an empty call takes off.

use core::{arch::naked_asm, hint::black_box, ptr};

const TIMER: *mut u32 = 0x4000_0000 as *mut u32;
const CONTROL: usize = 0;
const VALUE: usize = 1;
const RELOAD: usize = 2;
const INSTRUCTIONS_PER_TICK: u32 = 40;

/// The timer, and where in a tick the last call ended.
pub struct Clock {
    /// Of the last call: so many NOPs behind it, and there was a tick.
    nops: u32,
}

impl Clock {
    /// Sets the timer up: it counts down through 32 bits, which is 171 thousand million instructions.
    pub fn start() -> Self {
        // SAFETY: these are the timer's registers on both machines, and nothing else uses them.
        unsafe { ptr::write_volatile(TIMER.add(RELOAD), u32::MAX) };
        Self { nops: INSTRUCTIONS_PER_TICK }
    }

    /// Instructions that one call of `function` takes, and a constant.
    ///
    /// Every run of the call must take as many; where it does not, the count is that of none of them.
    pub fn instructions<I, O>(&mut self, function: fn(&I) -> O, input: &I) -> u32 {
        let tick = |nops| ticks(function, input, nops);
        let mut after = self.nops;
        let (mut before, mut ticked) = (after - 1, tick(after));
        if tick(before) == ticked {
            (before, after) = (0, INSTRUCTIONS_PER_TICK);
            ticked = tick(after);
            while after - before > 1 {
                let middle = before.midpoint(after);
                *(if tick(middle) == ticked { &mut after } else { &mut before }) = middle;
            }
        }
        self.nops = after;
        ticked * INSTRUCTIONS_PER_TICK - after
    }
}

/// Ticks from before the call to `nops` instructions behind it.
fn ticks<I, O>(function: fn(&I) -> O, input: &I, nops: u32) -> u32 {
    // A NOP takes two bytes, and the lowest bit of an address to jump to says that Thumb instructions are there.
    let behind = (INSTRUCTIONS_PER_TICK - nops) * 2 + 1;
    let call: extern "C" fn(fn(&I) -> O, &I) = call;
    // SAFETY: the timer is this program's; the function gets what it takes; the jump lands on a NOP, or behind the last.
    let left = unsafe {
        ptr::write_volatile(TIMER.add(CONTROL), 0);
        ptr::write_volatile(TIMER.add(VALUE), u32::MAX);
        timed(function as *const (), ptr::from_ref(input).cast(), call as *const (), behind)
    };
    u32::MAX - left
}

/// Calls by the convention of Rust, which is not written down, for [`timed`], which knows that of C.
#[allow(improper_ctypes_definitions, reason = "what is passed is passed on, and by nobody else")]
extern "C" fn call<I, O>(function: fn(&I) -> O, input: &I) {
    black_box(function(input));
}

/// Starts the timer, calls `call(function, input)`, jumps as many bytes into the NOPs as told, and reads the timer.
#[unsafe(naked)]
unsafe extern "C" fn timed(function: *const (), input: *const (), call: *const (), behind: u32) -> u32 {
    naked_asm!(
        "push {{r4, r5, r6, lr}}",
        "adr r5, 2f",
        "adds r5, r5, r3",
        "movs r3, #1",
        "lsls r4, r3, #30",
        "str r3, [r4, #0]",
        "blx r2",
        "bx r5",
        ".p2align 2",
        "2:",
        ".rept 40",
        "nop",
        ".endr",
        "ldr r0, [r4, #4]",
        "pop {{r4, r5, r6, pc}}",
    )
}
