//! Keyword spotting of MLPerf Tiny: a second of speech as 49 by 10 cepstral coefficients. Nothing of it is part of the project.

use tinyml::tinyml_model;

/// Coefficients in, a score for each word out.
#[tinyml_model(
    "../../../../shared/golden/kws.tflite",
    labels("down", "go", "left", "no", "off", "on", "right", "stop", "up", "yes", "silence", "unknown")
)]
#[derive(Debug, Default)]
pub struct Network;

/// Values of a sample.
pub(crate) const INPUT: usize = 490;

/// Values of an answer.
pub(crate) const OUTPUT: usize = 12;

/// One sample after the other.
pub(crate) static SAMPLES: &[u8] = include_bytes!("../../../../shared/golden/kws.inputs.bin");

/// What the reference's kernels give for them.
pub(crate) static ANSWERS: &[u8] = include_bytes!("../../../../shared/golden/kws.outputs.bin");
