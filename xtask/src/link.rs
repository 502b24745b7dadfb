//! The link check: what must not be in the code of any model. Whoever panics, computes in floating point or multiplies
//! 64 bits on a core that cannot would leave a symbol behind, since the programs are linked without unused sections.
//!
//! A core with an FPU computes floats without a symbol. The same source is checked for the core that has none.

use crate::{
    bench::programs::{self, OptLevel},
    compiler::Core,
    elf,
};
use anyhow::{Result, bail};

/// A kind of code that is forbidden, and the symbols that give it away: beginnings of names, and parts of names.
struct Forbidden {
    what: &'static str,
    beginnings: &'static [&'static str],
    parts: &'static [&'static str],
}

const FORBIDDEN: [Forbidden; 3] = [
    Forbidden {
        what: "panics",
        beginnings: &["rust_begin_unwind", "rust_panic"],
        parts: &[
            "core9panicking",
            "panic_bounds_check",
            "panic_fmt",
            "slice_index_fail",
            "unwrap_failed",
            "panic_const",
        ],
    },
    Forbidden {
        what: "floating point",
        beginnings: &[
            "__aeabi_f",
            "__aeabi_d",
            "__aeabi_i2f",
            "__aeabi_i2d",
            "__aeabi_ui2f",
            "__aeabi_ui2d",
            "__aeabi_l2f",
            "__aeabi_l2d",
            "__aeabi_cf",
            "__aeabi_cd",
            "__addsf3",
            "__mulsf3",
            "__divsf3",
            "__adddf3",
            "__muldf3",
        ],
        parts: &["compiler_builtins5float"],
    },
    Forbidden { what: "64-bit multiplication", beginnings: &["__aeabi_lmul", "__muldi3"], parts: &[] },
];

/// Checks the program of every model, on both cores, at both optimisation levels.
pub(crate) fn run() -> Result<()> {
    let mut findings = Vec::new();
    let mut checked = 0;
    for core in Core::ALL {
        for level in OptLevel::ALL {
            for model in programs::build(core, level)?.models {
                let symbols = elf::read(&model.elf)?.symbols;
                findings.extend(offences(&symbols).map(|found| {
                    format!("{} on {}, opt-level {}: {found}", model.name, core.architecture(), level.name())
                }));
                println!(
                    "{} on {}, opt-level {}: {} symbols",
                    model.name,
                    core.architecture(),
                    level.name(),
                    symbols.len()
                );
                checked += 1;
            }
        }
    }
    let kinds: Vec<&str> = FORBIDDEN.iter().map(|forbidden| forbidden.what).collect();
    println!("{checked} programs looked through for {}", kinds.join(", "));
    if findings.is_empty() { Ok(()) } else { bail!("{}", findings.join("\n")) }
}

fn offences(symbols: &[String]) -> impl Iterator<Item = String> {
    symbols.iter().flat_map(|symbol| {
        let hit = |forbidden: &&Forbidden| {
            forbidden.beginnings.iter().any(|text| symbol.starts_with(text))
                || forbidden.parts.iter().any(|text| symbol.contains(text))
        };
        FORBIDDEN.iter().filter(hit).map(move |forbidden| format!("{} by `{symbol}`", forbidden.what))
    })
}

#[cfg(test)]
mod tests {
    use super::offences;

    fn offence(symbol: &str) -> Option<String> {
        offences(&[symbol.to_owned()]).next()
    }

    #[test]
    fn symbols_that_give_it_away() {
        for (symbol, what) in [
            ("_ZN4core9panicking18panic_bounds_check17h0e6ad2a5f1c2f2e3E", "panics"),
            ("_RNvNtCs4fqI2P2rA04_4core9panicking9panic_fmt", "panics"),
            ("__aeabi_fmul", "floating point"),
            ("__aeabi_ui2d", "floating point"),
            ("__aeabi_lmul", "64-bit multiplication"),
        ] {
            assert!(offence(symbol).is_some_and(|found| found.starts_with(what)), "{symbol}");
        }
    }

    #[test]
    fn symbols_of_every_firmware() {
        for symbol in
            ["main", "__aeabi_uidiv", "__aeabi_memclr4", "HardFault_", "$t.3", "_ZN12tinyml_bench4stop"]
        {
            assert_eq!(offence(symbol), None, "{symbol}");
        }
    }
}
