//! Graphs of the project's own.

use crate::graph::graphs;

graphs! { for_each;
    /// Handwritten digits: depthwise separable convolutions, trained by the project.
    digits_conv: DigitsConv "../../../../../weights/digits_conv.tflite", [i8; 64] => [i8; 10];
    /// Activations of 16 bits: convolutions, pool, dense, softmax.
    network_16x8: Network16x8 "../../../../tflite/golden/network_16x8.tflite", [i16; 96] => [i16; 5];
    /// Branches: four convolutions side by side.
    inception: Inception "../../../../tflite/golden/inception.tflite", [i8; 108] => [i8; 3];
}
