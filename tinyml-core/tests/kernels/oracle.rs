//! What a dense layer is, in 128-bit integers and without a thought for speed.

use tinyml_core::Epilogue;

/// One layer and one input to it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) x: Vec<i32>,
    /// Row-major.
    pub(crate) weights: Vec<i32>,
    pub(crate) bias: Vec<i32>,
}

impl Case {
    pub(crate) fn inputs(&self) -> usize {
        self.x.len()
    }

    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Bias plus products for each row, modulo 2^32, which is what the kernels promise.
    pub(crate) fn sums(&self) -> Vec<i32> {
        let rows = self.weights.chunks(self.inputs());
        let exact = rows.zip(&self.bias).map(|(row, bias)| {
            let products = row.iter().zip(&self.x).map(|(w, x)| i128::from(*w) * i128::from(*x));
            i128::from(*bias) + products.sum::<i128>()
        });
        exact.map(wrap).collect()
    }

    /// The least shift at which every sum fits an `i16`.
    pub(crate) fn least_shift(&self) -> u32 {
        let sums = self.sums();
        let fits = |shift: &u32| sums.iter().all(|sum| i16::try_from(sum >> shift).is_ok());
        (0..=16).find(fits).unwrap_or(16)
    }

    /// Weights as bytes of two's complement, `width` of them for each.
    pub(crate) fn bytes(&self, width: usize) -> Vec<u8> {
        self.weights.iter().flat_map(|weight| weight.to_le_bytes().into_iter().take(width)).collect()
    }
}

fn wrap(exact: i128) -> i32 {
    let low = exact.rem_euclid(1 << 32);
    let signed = if low >= 1 << 31 { low - (1 << 32) } else { low };
    i32::try_from(signed).unwrap_or(i32::MIN)
}

/// An epilogue by its definition: floor of the quotient, then the activation, then round half up.
pub(crate) fn epilogue(epilogue: Epilogue, acc: i32) -> i128 {
    let floor = |shift: u32| i128::from(acc).div_euclid(1 << shift);
    match epilogue {
        Epilogue::Linear { shift } => floor(shift),
        Epilogue::Relu { shift } => floor(shift).max(0),
        Epilogue::LeakyRelu { shift, slope } if floor(shift) < 0 => {
            (2 * floor(shift) * i128::from(slope) + (1 << 15)).div_euclid(1 << 16)
        }
        Epilogue::LeakyRelu { shift, .. } => floor(shift),
    }
}
