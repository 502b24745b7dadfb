//! What every recogniser of these examples shares, whatever the board: a convolutional network from a .tflite file, samples that
//! are baked in, and the line that says what the network makes of one, and whether TensorFlow Lite's kernels say the same.
//!
//! By default the network is `weights/digits_conv.tflite`, handwritten digits, which the project trained itself. With the feature
//! `keywords` it is `kws.tflite` of MLPerf Tiny, which is not part of the project: it is read from `../shared/golden`, a folder
//! beside that of the project.
#![no_std]

#[cfg(not(feature = "keywords"))]
#[path = "digits.rs"]
mod network;
#[cfg(feature = "keywords")]
#[path = "keywords.rs"]
mod network;

mod line;

pub use line::Line;
pub use network::{Network, NetworkClass};

use network::{INPUT, OUTPUT, SAMPLES};

/// Number of samples.
pub const COUNT: usize = SAMPLES.len() / INPUT;

/// The network with its working memory: make it a static, or a variable of a task that never ends.
#[derive(Debug, Default)]
pub struct Recogniser {
    network: Network,
}

impl Recogniser {
    /// Before the first sample.
    pub const fn new() -> Self {
        Self { network: Network::new() }
    }

    /// What the network says of the sample with this number; after the last one comes the first again.
    pub fn line(&mut self, number: u16) -> Line {
        let number = usize::from(number) % COUNT;
        let mut input = [0; INPUT];
        let sample = SAMPLES.chunks_exact(INPUT).nth(number).unwrap_or(&[]);
        for (value, byte) in input.iter_mut().zip(sample) {
            *value = byte.cast_signed();
        }
        let scores = self.network.infer(&input);
        let expected = network::ANSWERS.chunks_exact(OUTPUT).nth(number).unwrap_or(&[]);
        let is_equal = scores.iter().map(|score| score.cast_unsigned()).eq(expected.iter().copied());
        Line::new(number, self.network.classify(&input).label(), is_equal)
    }
}

#[cfg(test)]
mod tests {
    extern crate std;
    use super::{COUNT, Recogniser};

    #[test]
    fn every_sample_has_the_answer_of_the_reference() {
        let mut recogniser = Recogniser::new();
        for number in 0..COUNT as u16 {
            let line = recogniser.line(number);
            assert!(line.as_str().ends_with("as the reference"), "{}", line.as_str());
            assert!(!line.as_str().contains("not as"), "{}", line.as_str());
        }
    }
}
