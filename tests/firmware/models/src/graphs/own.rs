//! Graphs of the project's own.

use crate::graph::graphs;

graphs! { for_each;
    /// Activations of 16 bits: one convolution.
    conv_16x8: Conv16x8 "../../../../tflite/golden/conv_16x8.tflite", [i16; 126] => [i16; 210];
}
