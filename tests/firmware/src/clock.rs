//! Instructions executed, read off a timer: `-icount shift=0` lets one nanosecond pass with each, and the first CMSDK
//! timer of the MPS2 boards counts at 25 MHz, one tick in 40 instructions.

use core::ptr;

const TIMER: *mut u32 = 0x4000_0000 as *mut u32;
const CONTROL: usize = 0;
const VALUE: usize = 1;
const RELOAD: usize = 2;
const INSTRUCTIONS_PER_TICK: u32 = 40;

/// Calls that are timed together, so that a tick is less than half an instruction of one call.
const CALLS: u32 = 100;

/// A call that takes longer than this many instructions is timed alone: a tick is then below 0.2 % of it.
const LONG: u32 = 20_000;

/// The timer, running.
pub struct Clock(());

impl Clock {
    /// Starts it. It counts down through 32 bits, which is 171 thousand million instructions.
    pub fn start() -> Self {
        // SAFETY: these are the timer's registers on both machines, and nothing else uses them.
        unsafe {
            ptr::write_volatile(TIMER.add(VALUE), u32::MAX);
            ptr::write_volatile(TIMER.add(RELOAD), u32::MAX);
            ptr::write_volatile(TIMER.add(CONTROL), 1);
        }
        Self(())
    }

    /// Instructions that one call of `function` takes, together with those of the loop around it.
    pub fn instructions<I, O>(&self, function: fn(&I) -> O, input: &I) -> u32 {
        let once = self.repeat(1, function, input) * INSTRUCTIONS_PER_TICK;
        if once > LONG {
            return once;
        }
        let all = self.repeat(CALLS, function, input) * INSTRUCTIONS_PER_TICK;
        (all + CALLS / 2) / CALLS
    }

    #[inline(never)]
    fn repeat<I, O>(&self, calls: u32, function: fn(&I) -> O, input: &I) -> u32 {
        let function = core::hint::black_box(function);
        let before = self.now();
        for _ in 0..calls {
            core::hint::black_box(function(input));
        }
        before.wrapping_sub(self.now())
    }

    fn now(&self) -> u32 {
        // SAFETY: as in `start`; reading the value has no effect.
        unsafe { ptr::read_volatile(TIMER.add(VALUE)) }
    }
}
