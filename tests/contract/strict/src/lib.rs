//! Every warning is an error, and there are many of them; nothing is used that need not be.
#![no_std]
#![forbid(unsafe_code)]
#![deny(
    warnings,
    missing_docs,
    future_incompatible,
    let_underscore,
    nonstandard_style,
    refining_impl_trait,
    rust_2018_idioms,
    rust_2021_compatibility,
    rust_2024_compatibility,
    unused,
    missing_copy_implementations,
    missing_debug_implementations,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unnameable_types,
    unreachable_pub,
    unused_crate_dependencies,
    unused_import_braces,
    unused_lifetimes,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
#![deny(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::integer_division,
    clippy::min_ident_chars,
    clippy::missing_docs_in_private_items,
    clippy::missing_inline_in_public_items,
    clippy::panic,
    clippy::shadow_unrelated,
    clippy::unwrap_used
)]
use tinyml::tinyml_model;

/// A public model.
#[derive(Clone, Copy, Debug)]
#[tinyml_model("weights/line.json")]
pub struct Public;

/// A public classifier.
#[derive(Clone, Copy, Debug)]
#[tinyml_model("weights/kind.json")]
pub struct PublicKind;

/// A private model, of which one constant is used.
#[tinyml_model("weights/line.json")]
struct Private;

/// A private classifier, of which one method is used.
#[tinyml_model("weights/kind.json")]
struct PrivateKind;

/// Nine inputs.
#[derive(Clone, Copy, Debug)]
#[tinyml_model("weights/many.json")]
pub struct Many;

/// Arrays.
#[derive(Clone, Copy, Debug)]
#[tinyml_model("weights/arrays.json")]
pub struct Arrays;

/// What is used.
pub const USED: (usize, [i16; 3]) = (Private::FLASH_BYTES, PrivateKind.infer(1, 1));
