//! Hidden layers whose activation commutes with scaling: one shift for all rows, no multiplier.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use tinyml_core::Epilogue;

use super::{Op, Operator};
use crate::network::Activation;

/// A shift with its activation.
#[derive(Debug, Clone, Copy)]
pub struct Shift {
    /// What the kernel gets.
    pub epilogue: Epilogue,
}

impl Shift {
    /// The operator for an activation; `None` where the activation does not commute with scaling.
    pub fn of(activation: Activation, shift: u32) -> Option<Self> {
        let epilogue = match activation {
            Activation::None => Epilogue::Linear { shift },
            Activation::Relu => Epilogue::Relu { shift },
            Activation::LeakyRelu { slope } => Epilogue::LeakyRelu { shift, slope: q15(slope) },
            Activation::Clamp { .. }
            | Activation::Tanh
            | Activation::Sigmoid
            | Activation::Softmax
            | Activation::Argmax => return None,
        };
        Some(Self { epilogue })
    }
}

/// A slope of `0 <= slope < 1` in Q0.15.
pub fn q15(slope: f64) -> i16 {
    (slope * 32_768.0).round().min(32_767.0) as i16
}

impl Operator for Shift {
    fn name(&self) -> String {
        match self.epilogue {
            Epilogue::Linear { shift } => format!("shift {shift}"),
            Epilogue::Relu { shift } => format!("relu, shift {shift}"),
            Epilogue::LeakyRelu { shift, .. } => format!("leaky relu, shift {shift}"),
        }
    }

    fn apply(&self, sums: &mut [i32]) {
        for sum in sums {
            *sum = self.epilogue.apply(*sum);
        }
    }

    fn keep(&self, _rows: &[usize]) -> Op {
        (*self).into()
    }

    fn same(&self, _a: usize, _b: usize) -> bool {
        true
    }

    fn flash(&self) -> usize {
        0
    }

    fn constant(&self, _core: &TokenStream) -> Option<(TokenStream, TokenStream)> {
        None
    }

    fn epilogue(&self, core: &TokenStream) -> Option<TokenStream> {
        let shift = |shift: u32| Literal::u32_unsuffixed(shift);
        Some(match self.epilogue {
            Epilogue::Linear { shift: by } => {
                let by = shift(by);
                quote!(#core::linear(#by))
            }
            Epilogue::Relu { shift: by } => {
                let by = shift(by);
                quote!(#core::relu(#by))
            }
            Epilogue::LeakyRelu { shift: by, slope } => {
                let (by, slope) = (shift(by), Literal::i16_unsuffixed(slope));
                quote!(#core::leaky_relu(#by, #slope))
            }
        })
    }
}
