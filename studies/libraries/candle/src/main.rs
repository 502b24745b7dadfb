//! Five hundred steps of gradient descent for 15 networks 1-8-8-1 on 200 samples each, in candle. Run twice: the same
//! checksum means the same bits. The program in ../burn does the same; neither is part of tinyml.

use candle_core::{DType, Device, Result, Tensor, Var};
use std::time::Instant;

const MEMBERS: usize = 15;
const SAMPLES: usize = 200;
const STEPS: u32 = 500;

fn main() -> Result<()> {
    for _ in 0..2 {
        let start = Instant::now();
        let sum = train()?;
        println!("candle: {:?} a step, checksum {:08x}", start.elapsed() / STEPS, sum.to_bits());
    }
    Ok(())
}

fn train() -> Result<f32> {
    let x: Vec<f32> = (0..MEMBERS * SAMPLES).map(|i| (i % SAMPLES) as f32 / 100.0 - 1.0).collect();
    let y: Vec<f32> = x.iter().map(|x| x * x * x - x).collect();
    let (x, y) = (tensor(x, SAMPLES, 1)?, tensor(y, SAMPLES, 1)?);
    let shapes = [(1, 8), (1, 8), (8, 8), (1, 8), (8, 1), (1, 1)];
    let vars = shapes.map(|(rows, columns)| Var::from_tensor(&tensor(start(rows * columns), rows, columns)?));
    let vars = vars.into_iter().collect::<Result<Vec<Var>>>()?;
    for _ in 0..STEPS {
        let hidden = x.matmul(&vars[0])?.broadcast_add(&vars[1])?.relu()?;
        let hidden = hidden.matmul(&vars[2])?.broadcast_add(&vars[3])?.relu()?;
        let out = hidden.matmul(&vars[4])?.broadcast_add(&vars[5])?;
        let gradients = (out - &y)?.sqr()?.sum_all()?.backward()?;
        for var in &vars {
            if let Some(gradient) = gradients.get(var) {
                var.set(&(var.as_tensor() - (gradient * 1e-4)?)?)?;
            }
        }
    }
    vars.iter().try_fold(0.0, |sum, var| Ok(sum + var.sum_all()?.to_dtype(DType::F32)?.to_scalar::<f32>()?))
}

fn tensor(values: Vec<f32>, rows: usize, columns: usize) -> Result<Tensor> {
    Tensor::from_vec(values, (MEMBERS, rows, columns), &Device::Cpu)
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
