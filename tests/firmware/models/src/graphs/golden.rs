//! Graphs that are not part of the project: public benchmarks, whose files lie beside its folder.
//!
//! How their outputs begin was published with the reference's kernels (TensorFlow Lite Micro), for the same input.

use crate::graph::graphs;

graphs! { for_each;
    /// Anomaly detection of MLPerf Tiny: ten dense layers, 264,192 multiplications.
    ad01: Ad01 "../../../../../../shared/golden/ad01.tflite", [i8; 640] => [i8; 640],
        begins [-28, 5, 5, 30, 47, 62, 46, 49];
    /// Keyword spotting of MLPerf Tiny: depthwise separable convolutions, 2,656,768 multiplications.
    kws: Kws "../../../../../../shared/golden/kws.tflite", [i8; 490] => [i8; 12],
        begins [-128, -128, -128, -128, -128, -128, -128, -128, -128, -102, -128, 102];
    /// A person in a picture of 96 by 96: 28 convolutions, 7,157,888 multiplications.
    person_detect: PersonDetect "../../../../../../shared/golden/person_detect.tflite", [i8; 9216] => [i8; 2],
        begins [106, -106];
    /// Micro speech: one convolution, one dense layer, 336,000 multiplications.
    speech: Speech "../../../../../../shared/golden/speech.tflite", [i8; 1960] => [i8; 4],
        begins [-128, -56, 10, -82];
}
