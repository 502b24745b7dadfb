//! A crate without the standard library and without a prelude.
#![no_std]
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

/// A model.
#[::tinyml::tinyml_model("weights/line.json", quant = "i4")]
pub struct Line;

/// A classifier.
#[::tinyml::tinyml_model("weights/kind.json", quant = "i16")]
pub struct Kind;

/// What rustc finds.
pub const FAULT: ::core::option::Option<KindFault> = Kind.fault(255, 0);

/// What rustc computes.
pub const KIND: KindClass = Kind.classify(7, -7);
