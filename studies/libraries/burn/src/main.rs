//! Five hundred steps of gradient descent for 15 networks 1-8-8-1 on 200 samples each, in burn. Run twice: the same
//! checksum means the same bits. The program in ../candle does the same; neither is part of tinyml.

use burn::tensor::{Device, Tensor, TensorData, activation::relu};
use std::time::Instant;

const MEMBERS: usize = 15;
const SAMPLES: usize = 200;
const STEPS: u32 = 500;

fn main() {
    for _ in 0..2 {
        let start = Instant::now();
        let sum = train();
        println!("burn: {:?} a step, checksum {:08x}", start.elapsed() / STEPS, sum.to_bits());
    }
}

fn train() -> f32 {
    let device = Device::ndarray().autodiff();
    let x: Vec<f32> = (0..MEMBERS * SAMPLES).map(|i| (i % SAMPLES) as f32 / 100.0 - 1.0).collect();
    let y: Vec<f32> = x.iter().map(|x| x * x * x - x).collect();
    let (x, y) = (tensor(x, SAMPLES, 1, &device), tensor(y, SAMPLES, 1, &device));
    let shapes = [(1, 8), (1, 8), (8, 8), (1, 8), (8, 1), (1, 1)];
    let mut vars =
        shapes.map(|(rows, columns)| tensor(start(rows * columns), rows, columns, &device).require_grad());
    for _ in 0..STEPS {
        let hidden = relu(x.clone().matmul(vars[0].clone()) + vars[1].clone());
        let hidden = relu(hidden.matmul(vars[2].clone()) + vars[3].clone());
        let out = hidden.matmul(vars[4].clone()) + vars[5].clone();
        let gradients = (out - y.clone()).powi_scalar(2).sum().backward();
        vars = vars.map(|var| match var.grad(&gradients) {
            Some(gradient) => Tensor::from_inner(var.inner() - gradient * 1e-4).require_grad(),
            None => var,
        });
    }
    let sums = vars.into_iter().map(|var| var.sum().into_data());
    sums.flat_map(|data| data.iter::<f32>().collect::<Vec<_>>()).sum()
}

fn tensor(values: Vec<f32>, rows: usize, columns: usize, device: &Device) -> Tensor<3> {
    Tensor::from_data(TensorData::new(values, [MEMBERS, rows, columns]), device)
}

/// The same weights in both programs.
fn start(count: usize) -> Vec<f32> {
    let mut state = 12_345_u64;
    let next = |_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32 - 0.5
    };
    (0..MEMBERS * count).map(next).collect()
}
