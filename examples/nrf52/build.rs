//! Hands the linker its scripts, and the memory of the chip that the features name.
//!
//! The scripts stand here and not in `.cargo/config.toml`, since a `RUSTFLAGS` in the environment replaces the flags
//! of that file, and not these.

use std::{env, fs, path::PathBuf};

/// Flash and RAM in KiB. Both chips have them at the same addresses; neither runs a SoftDevice here.
const CHIPS: [(&str, u32, u32); 2] = [("NRF52832", 512, 64), ("NRF52840", 1024, 256)];

fn main() {
    let chosen: Vec<_> =
        CHIPS.iter().filter(|(chip, ..)| env::var_os(format!("CARGO_FEATURE_{chip}")).is_some()).collect();
    let [(_, flash, ram)] = chosen[..] else {
        panic!("enable exactly one of the features `nrf52832` and `nrf52840`, found {}", chosen.len());
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let memory = format!(
        "MEMORY {{\n  FLASH : ORIGIN = 0x00000000, LENGTH = {flash}K\n  RAM   : ORIGIN = 0x20000000, LENGTH = {ram}K\n}}\n"
    );
    if let Err(error) = fs::write(out.join("memory.x"), memory) {
        panic!("cannot write memory.x: {error}");
    }
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rerun-if-changed=build.rs");
    // --nmagic packs the sections without padding them to pages, which a flash has none of.
    for argument in ["--nmagic", "-Tlink.x", "-Tdefmt.x"] {
        println!("cargo:rustc-link-arg-bins={argument}");
    }
}
