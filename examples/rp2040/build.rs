//! Hands the linker its scripts and makes a new `memory.x` relink the firmware.
//!
//! The scripts stand here and not in `.cargo/config.toml`, since a `RUSTFLAGS` in the environment replaces the flags
//! of that file, and not these.

fn main() {
    let here = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    println!("cargo:rustc-link-search={here}");
    println!("cargo:rerun-if-changed=memory.x");
    // --nmagic packs the sections without padding them to pages, which a flash has none of.
    for argument in ["--nmagic", "-Tlink.x", "-Tlink-rp.x", "-Tdefmt.x"] {
        println!("cargo:rustc-link-arg-bins={argument}");
    }
}
