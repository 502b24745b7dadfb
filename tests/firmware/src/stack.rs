//! How deep a call goes into the stack: what lies below it is painted first, and looked at afterwards.
//!
//! Bytes that a function reserves but never writes are not seen.

use core::{arch::asm, ptr};

const PAINT: u32 = 0x5eed_ca5e;

/// How far below the caller is painted, in bytes; more than any model may use.
const DEPTH: usize = 256 << 10;

/// Bytes of stack that one call of `function` writes, return address and saved registers included.
#[inline(never)]
pub fn depth<I, O>(function: fn(&I) -> O, input: &I) -> usize {
    let function = core::hint::black_box(function);
    let top: usize;
    // SAFETY: the words below the stack pointer belong to nobody: there are no interrupts, the stack has 4 MiB, and
    // the loop calls nothing. It leaves the stack pointer alone.
    unsafe {
        asm!(
            "mov {top}, sp",
            "mov {word}, {top}",
            "2:",
            "subs {word}, {word}, #4",
            "str {paint}, [{word}]",
            "cmp {word}, {end}",
            "bhi 2b",
            top = out(reg) top,
            word = out(reg) _,
            paint = in(reg) PAINT,
            end = in(reg) stack_pointer() - DEPTH,
        );
    }
    core::hint::black_box(function(input));
    let painted = (top - DEPTH + 4..top).step_by(4);
    // SAFETY: these words were painted above, and lie in RAM.
    let used = painted.into_iter().find(|&word| unsafe { ptr::read_volatile(word as *const u32) } != PAINT);
    top - used.unwrap_or(top)
}

fn stack_pointer() -> usize {
    let pointer: usize;
    // SAFETY: it only copies a register.
    unsafe { asm!("mov {}, sp", out(reg) pointer, options(nomem, nostack, preserves_flags)) };
    pointer
}
