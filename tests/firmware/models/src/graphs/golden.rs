//! Graphs that are not part of the project: public benchmarks, whose files lie beside its folder.
//!
//! How their outputs begin was published with the reference's kernels (TensorFlow Lite Micro), for the same input.

use crate::graph::graphs;

graphs! { for_each;
    /// Anomaly detection of MLPerf Tiny: ten dense layers, 264,192 multiplications.
    ad01: Ad01 "../../../../../../shared/golden/ad01.tflite", [i8; 640] => [i8; 640],
        begins [-28, 5, 5, 30, 47, 62, 46, 49];
}
