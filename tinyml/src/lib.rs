//! Neural networks on microcontrollers: an attribute embeds a trained model at compile time.
//!
//! ```
//! use tinyml::tinyml_model;
//!
//! /// Board temperature from the NTC divider on ADC0.
//! #[tinyml_model("models/ntc.json", quant = "i8", max_error = 0.10)]
//! pub struct Ntc;
//!
//! # let adc_mv = 1200;
//! let centi_celsius: i16 = Ntc.infer(adc_mv);      // u16 millivolts in, 0.01 °C out
//! const AT_1500_MV: i16 = Ntc.infer(1500);         // the same function, run by rustc
//! # assert_eq!(Ntc.infer(1500), AT_1500_MV);
//! # assert!((3000..4500).contains(&centi_celsius));
//! ```
//!
//! While `cargo build` runs, the file is read, checked, quantised, proved free of overflow, and run over every input that
//! the sensor can give, by the very kernels of the chip. If it misses a [promise](#promises), the build fails. What reaches the
//! chip is constant data in flash and straight calls into `no_std` code: no heap, no interpreter, no float, no panic, no
//! start-up work. The outputs are the same, to the bit, on the host, in a `const`, and on every target.
//!
//! # The attribute
//!
//! It stands on a struct without fields and generics, which is kept to the letter.
//!
//! | argument | default | meaning |
//! |---|---|---|
//! | `"models/ntc.json"` | | The model file. The path begins at the folder of Cargo.toml or, with `./` or `../`, at the source file. It is a literal, with `/` between folders, and never absolute. |
//! | `quant = "i8"` | the file's, else `"i8"` | How the weights are [stored](#storage-of-the-weights). `quant("i8", fc2 = "codebook4")` gives a layer its own; `quant = "auto"` takes the cheapest mix that keeps `max_error`. |
//! | `activations = "i16"` | the file's, else `"i16"` | Bits between layers: `"i16"` or `"i8"`; eight are too few for a fine regression. |
//! | `lowering = "layers"` | `"layers"` | The form in which it runs: `"layers"`; `"piecewise"`, segments of straight lines, for one scalar input; `"auto"`, the cheapest of these that keeps every promise. |
//! | `max_error = 0.10` and others | none | What the model must keep, or the build fails: see [promises](#promises). |
//! | `classes = Species` | `NameClass` | The name of a classifier's enum of classes. |
//! | `faults = Trouble` | `NameFault` | The name of the enum of [faults](#faults-of-a-sensor), of a model that declares any. |
//! | `crate = path` | `::tinyml` | Where this crate is, if it was renamed or is re-exported. |
//!
//! # Promises
//!
//! Each is checked by every build. All that are missed are told at once, with the input or the layer to blame, and a change of the
//! attribute is only suggested after it was built and kept every promise.
//!
//! | argument | unit and range | how it is known |
//! |---|---|---|
//! | `max_error = 0.10` | output's unit, > 0 | The deviation from the float network: exact where every declared input is run, else a sound bound. |
//! | `monotone = "decreasing"` | `"increasing"`, `"decreasing"` | Where the input grows, the output never goes the other way: a proof. `monotone(left = "increasing")` names one of several inputs, whose others stay the same. |
//! | `output_range = -40.0..=125.0` | output's unit, both ends included | No declared input leads beyond: exact, or a sound bound. |
//! | `min_accuracy = 0.95`, `dataset = "weights/iris.csv"` | part of the samples, above 0 and up to 1 | The integer network is run on every sample, and counted. |
//! | `max_flash = 2_048` | bytes, > 0 | Constants are counted, code is estimated. It holds for every target; `max_flash(armv6m = 2_048)` for one. |
//! | `max_ram = 256` | bytes, ≥ 0 | RAM in all: the stack, and the working memory of a graph. By target likewise. |
//! | `max_stack = 256` | bytes, ≥ 0 | Activations are counted, registers and spills have a margin that was fitted to measured firmware. By target likewise. |
//! | `max_macs = 1_000` | multiplications, ≥ 0 | Counted. |
//! | `max_instructions(armv6m = 500, armv7em = 250)` | instructions of one inference, > 0 | At worst, estimated for opt-level 3 by a model that was fitted to measured counts. |
//!
//! Whole numbers may have underscores, and be products and sums: `2 * 1024`. Numbers carry no unit.
//!
//! ```
//! # use tinyml::tinyml_model;
//! #[tinyml_model(
//!     "models/ntc.json",
//!     max_error = 0.10,
//!     monotone = "decreasing",
//!     output_range = -40.0..=125.0,
//!     max_flash = 1024,
//!     max_instructions(armv6m = 500, armv7em = 250)
//! )]
//! struct Ntc;
//! # assert!(Ntc.infer(1500) > 0);
//! ```
//!
//! A dataset is a CSV file of at most 4 MiB and 262,144 inputs, whose path follows the rules of the model's, and a changed one is looked at by the next build. Its first
//! line names the columns; those of a promise are called like the inputs and the output of the model, the columns of an array `pixels`
//! with an index behind: `pixels0`, `pixels1` and so on. `dataset("weights/digits.csv", pixels = "p{0..63}", digit = "class")`
//! takes others. Inputs are in the unit of the model and are clamped to their declared ranges, as on the chip; the output's column
//! holds labels. Further columns are not looked at. For a regression there is `max_error`.
//!
//! # Storage of the weights
//!
//! | `quant` | weights | bytes for a layer of `n` weights |
//! |---|---|---|
//! | `"i8"` | 255 steps, of a size of its own for each row | `n` |
//! | `"i16"` | 65,535 steps | `2 n` |
//! | `"i4"` | 15 steps | `n / 2` |
//! | `"codebook4"`, `"codebook3"`, `"codebook2"` | one of 16, 8 or 4 values of 8 bits, which the whole layer shares: the best such values for the layer's weights, or those that it has already | `n / 2`, `3 n / 8`, `n / 4`, and the table |
//! | `"sparse"` | as `"i8"`, but only those that are not zero | 2 for each of these, 1 for each row |
//!
//! A model file may hold a section `deploy`, in which the optimiser says what it recommends:
//!
//! ```json
//! "deploy": { "quant": "i8", "layers": { "fc2": "codebook4" }, "activations": "i16" }
//! ```
//!
//! It is what holds where the attribute says nothing. An attribute's `quant` replaces `quant` and `layers` of the file, and its
//! `activations` replaces that of the file.
//!
//! `quant = "auto"` tries `"i4"`, `"i8"`, `"i16"` and what the file recommends for each layer, and takes the mix that adds least to
//! the flash of a firmware, code included, among those that keep `max_error`; of two that add the same, the faster one. The sums are
//! those of both instruction sets, since an attribute does not know the target. Up to five layers it is the cheapest of all mixes, as
//! far as a mix that misses the promise by far says what coarser ones would do. It takes several times as long as one storage;
//! the table of layers in the generated documentation shows what was chosen.
//!
//! A layer whose weights take no more values than its table has entries comes out with exactly those: its rows then share one
//! step, and so do the rows of the layer before it, if there is one and its activation is none, relu or leaky_relu. That holds
//! for weights that training has clustered; of several inputs with different `scale` or `std` the first layer would have to be
//! clustered after these have been folded in.
//!
//! # What the struct gets
//!
//! | item | what it is |
//! |---|---|
//! | `infer(&self, adc_mv: u16) -> i16` | The output. Inputs outside of their declared ranges are clamped. |
//! | `try_infer(…) -> Result<i16, OutOfRange>` | The same, but such inputs are refused: see [`OutOfRange`]. |
//! | `classify(…) -> NameClass` | For a classifier: the class with the greatest score. |
//! | `fault(…) -> Option<NameFault>` | Of a model that declares faults: what is wrong with the inputs, if they are no measurement. |
//! | `infer_or_fault(…) -> Result<i16, NameFault>` | The output of a measurement. |
//! | `NAME`, `HASH` | The model's name, and a hash of its file and of the options. |
//! | `FLASH_BYTES`, `RAM_BYTES` | Constant data in flash, in the target's layout; static RAM, which is zero. |
//! | `STACK_BYTES`, `MACS` | Activations on the stack at the peak, at most; multiplications of one inference. |
//! | `WORST_ERROR`, `WORST_ERROR_AT` | The greatest deviation from the float network that was seen, and the inputs that gave it. |
//! | `ERROR_BOUND` | The deviation that no declared input exceeds. |
//! | `OUTPUT_SCALE` | The real value of one step of the output. |
//! | `ADC_MV_MIN`, `ADC_MV_MAX` | The declared range, for each input by its name. |
//! | [`Model`], [`Classifier`] | The traits by which generic firmware takes any model. |
//!
//! All methods are `const fn`. The parameters are those of the file: several inputs are several parameters, an input with
//! a `length` is a reference to an array, several outputs are an array. A classifier's `infer` returns the scores:
//!
//! ```
//! # use tinyml::tinyml_model;
//! #[tinyml_model("models/gesture.json")]
//! struct Gesture;
//!
//! let scores: [u8; 3] = Gesture.infer(&[120, -45, 998], 80);
//! match Gesture.classify(&[120, -45, 998], 80) {
//!     GestureClass::AtRest => {}
//!     GestureClass::Tap | GestureClass::Shake => println!("{scores:?}"),
//! }
//! assert_eq!(GestureClass::AtRest.label(), "at rest");
//!
//! let error = Gesture.try_infer(&[0, 3000, 0], 80).unwrap_err();
//! assert_eq!(error.to_string(), "`accel` is 3000, outside of -2000..=2000");
//! ```
//!
//! A build can hold a model to its budget, and firmware can be written once for all models:
//!
//! ```
//! # use tinyml::{Model, tinyml_model};
//! # #[tinyml_model("models/ntc.json")]
//! # struct Ntc;
//! const _: () = assert!(Ntc::FLASH_BYTES + Ntc::STACK_BYTES <= 128);
//!
//! fn median<M: Model<Output = i16>>(model: &M, mut sample: impl FnMut() -> M::Input) -> i16 {
//!     let mut outputs = [model.infer(sample()), model.infer(sample()), model.infer(sample())];
//!     outputs.sort_unstable();
//!     outputs[1]
//! }
//! assert_eq!(median(&Ntc, || 1500), Ntc.infer(1500));
//! ```
//!
//! # Faults of a sensor
//!
//! A voltage at the end of the converter's range is no temperature, but a wire that is broken. An input of a model file may say
//! which raw values mean what, inside of its `range` or outside, and over which part of it the model was calibrated:
//!
//! ```json
//! "range": [0, 3300],
//! "calibrated": [490, 1880],
//! "faults": [
//!   { "name": "short_circuit", "range": [0, 40] },
//!   { "name": "open_circuit", "description": "The thermistor is not connected", "range": [3260, 65535] }
//! ]
//! ```
//!
//! They become an enum without a last resort, so that rustc points at whatever firmware forgets, and a comparison or two before
//! the model runs:
//!
//! ```
//! # use tinyml::tinyml_model;
//! #[tinyml_model("models/probe.json")]
//! struct Probe;
//!
//! match Probe.infer_or_fault(1500) {
//!     Ok(centi_celsius) => println!("{centi_celsius}"),
//!     Err(ProbeFault::BeyondCalibration) => println!("about {}", Probe.infer(1500)),
//!     Err(fault @ (ProbeFault::ShortCircuit | ProbeFault::OpenCircuit)) => println!("{fault}"),
//! }
//! assert_eq!(Probe.fault(3290), Some(ProbeFault::OpenCircuit));
//! assert_eq!(
//!     ProbeFault::OpenCircuit.to_string(),
//!     "`adc_mv` in 3260..=65535 means `open_circuit`: The thermistor is not connected"
//! );
//! ```
//!
//! A variant `OutOfRange` stands instead of `BeyondCalibration` for what no range holds and no fault explains, where an input has
//! no `calibrated`. Of several inputs each variant begins with the input's name: `AdcMvOpenCircuit`. All inputs must then be
//! measurements, also those that declare no faults. Single values have faults, arrays have not.
//!
//! # Models from TensorFlow Lite
//!
//! A .tflite file is a graph of tensors and operators whose integers are given. Its outputs have the bits of TensorFlow Lite's reference
//! kernels, int8 or 16x8, and its memory is planned by the build:
//!
//! ```
//! # use tinyml::tinyml_model;
//! #[tinyml_model("models/digits.tflite", max_ram = 1536, labels("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))]
//! struct Digits;
//!
//! let mut digits = Digits::new();                  // in firmware a static, since the working memory is in it
//! let pixels = [-128; 64];
//! let scores: [i8; 10] = digits.infer(&pixels);
//! # let _ = scores;
//! println!("{}", digits.classify(&pixels).label());
//! assert_eq!(Digits::RAM_BYTES, 768);
//! let brightest = f64::from(Digits::INPUT_SCALE) * f64::from(127 - Digits::INPUT_ZERO_POINT);
//! assert_eq!(brightest.round(), 16.0);
//! ```
//!
//! | argument | default | meaning |
//! |---|---|---|
//! | `memory = "struct"` | `"struct"` | Where the working memory is. `"struct"`: in the struct, which gets private fields and `new`; derives stand below the attribute. `"borrowed"`: lent to `infer_in` as `&mut Arena<{ Digits::MEMORY_BYTES }>`. `"stack"`: on the stack, counted by `STACK_BYTES`. |
//! | `reference = "classic"` | `"classic"` | Whose bits the outputs have. `"classic"`: TensorFlow Lite Micro, and TensorFlow Lite up to 2.14. `"litert"`: LiteRT, which rounds FULLY_CONNECTED once. |
//! | `labels = "labels.txt"` | none | Names of the classes, one a line, or `labels("yes", "no")`: an enum and `classify`. |
//! | `calibration = "set.npy"` | none | For a model in float: a hundred typical inputs, from which the build takes the scales as TensorFlow Lite's converter would. NumPy (the first axis counts them) or CSV (a column for each value). Values are what the network sees; those of a JSON model are in the input's unit, before `normalize`. |
//!
//! | item | what it is |
//! |---|---|
//! | `infer`, `infer_into` | From the arrays of the inputs, flat and quantised, to those of the outputs: returned, or written to where you say. |
//! | `infer_traced` | The same, and every operator's output on the way, as [`Written`]: to compare the chip with another machine. |
//! | `reset` | Of a network that remembers: forgets everything. |
//! | `RAM_BYTES`, `MEMORY_BYTES` | Working memory and states; working memory alone. Nothing else is static, and there is no heap. |
//! | `FLASH_BYTES`, `STACK_BYTES`, `MACS` | Constants; a bound of the stack; multiplications. |
//! | `INPUT_SCALE`, `INPUT_ZERO_POINT`, `INPUT_SHAPE`, and so on | What an integer stands for: `scale * (integer - zero_point)`. Of several inputs or outputs each has its own, by its name. |
//!
//! All but `infer_traced` are `const fn`. The documentation of the struct has a table of the operators and a map of the memory. What is not
//! supported is told by name, number and tensors when the file is read, all of it at once; so is a sum that could overflow. Of the promises,
//! `max_ram`, `max_flash`, `max_stack`, `max_macs`, `output_range` and `min_accuracy` go with graphs.
//!
//! A model file in JSON may have convolutions too (`conv1d`, `conv2d`, `depthwise`, `pool`, `flatten`, `add`), and then is a graph in float.
//!
//! # Errors
//!
//! All of a file's mistakes come at once, on the literal that is to blame, each with its place in the file, what was
//! expected, what was found, and what to do:
//!
//! ```text
//! error: [T0512] layer `out` takes 2 values, but layer `fc1` has 3 outputs
//!          --> models/ntc.json:11:45, at /layers/1/weights
//!          expected: rows of 3 weights
//!             found: rows of 2 weights
//!              help: one array for each output unit, with one weight for each value that comes in
//!  --> src/main.rs:4:16
//!   |
//! 4 | #[tinyml_model("models/ntc.json", max_error = 0.10)]
//!   |                ^^^^^^^^^^^^^^^^^
//! ```
//!
//! After an error the struct keeps its methods, so that one mistake is one message. Only the constants that are named after
//! inputs are missing where the file could not be read.
//!
//! # Building
//!
//! - A changed model file is built in by the next `cargo build`. **rust-analyzer** keeps an expansion until the source
//!   around it changes, so it may show the signature and the errors of an older file.
//! - Cargo builds procedural macros without optimisation, in release builds too, and they verify the model. A tenth of a
//!   second for a small model becomes a few milliseconds by:
//!
//!   ```toml
//!   [profile.dev.build-override]
//!   opt-level = 3
//!   [profile.release.build-override]
//!   opt-level = 3
//!   ```
//! - `cargo doc` shows each model with a table of its layers and with what was proved of it.
//!
//! # Limits
//!
//! - Dense networks: activations are relu, relu6, clamp, leaky_relu, tanh, sigmoid, and softmax or argmax at the end of a classifier.
//! - Graphs: what a message lists as supported; the kernels are portable Rust so far. The traits [`Model`] and [`Classifier`] are for
//!   dense networks, since a graph's `infer` takes `&mut self`.
//! - Up to 2^20 combinations of declared inputs are all run if that takes no more than some tenths of a second, and `WORST_ERROR` is
//!   a fact. For more, it is the worst that was met, and `ERROR_BOUND` is a sound bound, tight for a few inputs and loose for dozens;
//!   `max_error` must then hold for the bound. `cargo tinyml verify weights/iris.json --inputs 4000000` runs them all once and
//!   writes `weights/iris.certificate.json`, whose figures a build takes for proved. One that is not of this model, these options and this
//!   release of tinyml, or was edited, is refused.
//! - An activation of a dense network takes four bytes of stack, at most, whatever `activations` says.
#![no_std]

#[doc(hidden)]
pub mod expansion;

pub use tinyml_core as core;
pub use tinyml_core::tensor::{Arena, Written};
pub use tinyml_core::{Classifier, Model, OutOfRange};
/// The arguments, and what the struct gets, are described in [the documentation of this crate](crate).
pub use tinyml_macros::tinyml_model;
