//! A module in which little is what its name says, and a model that doesn't mind.
#![allow(dead_code, unused_imports, unused_macros, reason = "what shadows is not used")]

use ::tinyml::tinyml_model;

macro_rules! nothing {
    () => {};
}
use nothing as assert;
use nothing as matches;
use nothing as include_bytes;
use nothing as concat;
use nothing as env;
use nothing as compile_error;

mod core {}
mod std {}
mod tinyml {}

struct Some;
struct None;
struct Ok;
struct Err;
struct Result;
struct Option;
trait Copy {}
trait Model {
    const FLASH_BYTES: u8 = 0;
    fn infer(&self) {}
}
fn sums() {}
const FC1: u8 = 1;
const X: u8 = 1;
const CORE: u8 = 1;

#[tinyml_model("weights/fc1.json")]
struct Shadowed;

#[tinyml_model("weights/classes.json")]
struct ShadowedClassifier;

impl Model for Shadowed {}

#[test]
fn nothing_is_mistaken() {
    if Shadowed.infer(9) == Shadowed.infer(0) || Shadowed::FC1_MAX != 9 {
        ::core::panic!("the model does not depend on its input");
    }
    let faults = [10, 20, 30, 40, 50].map(|fc1| Shadowed.fault(fc1));
    if faults != ShadowedFault::ALL.map(::core::option::Option::Some) || Shadowed.infer_or_fault(9).is_err() {
        ::core::panic!("a fault is taken for another");
    }
}
