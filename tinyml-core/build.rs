//! Picks the layout of weights and activations that suits the target, since `cfg(target_feature = "dsp")` is not
//! visible on stable. The choice never changes an output bit: see `layout` in the crate's documentation.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(tinyml_pairs)");
    let target = std::env::var("TARGET").unwrap_or_default();
    let has_dsp = target.starts_with("thumbv7em") || target.starts_with("thumbv8m.main");
    if has_dsp {
        println!("cargo:rustc-cfg=tinyml_pairs");
    }
}
