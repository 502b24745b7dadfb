//! Which layer causes most of a deviation.
//!
//! At one input, the integer network is run up to a layer and the float network from there on: what the error grows by
//! when one layer more is integer is that layer's share.

use crate::quant_network::QuantNetwork;
use crate::simplify::Simplified;

/// The name of the layer with the greatest share in an output's deviation at an input, and that share.
pub(crate) fn culprit(
    simplified: &Simplified,
    quantized: &QuantNetwork,
    raw: &[i32],
    output: usize,
) -> Option<(String, f64)> {
    let floats = raw.iter().zip(&simplified.domains).map(|(raw, domain)| f64::from(domain.enter(*raw)));
    let exact = rest(simplified, 0, floats.collect())[output];
    let mut x = quantized.enter(raw);
    let mut before = 0.0;
    let mut shares: Vec<(String, f64)> = Vec::new();
    for (at, layer) in quantized.layers.iter().enumerate() {
        x = layer.run(&x);
        let real = x.iter().zip(&layer.out_steps).map(|(raw, step)| f64::from(*raw) * step).collect();
        let deviation = rest(simplified, at + 1, real)[output] - exact;
        shares.push((layer.name.clone(), deviation - before));
        before = deviation;
    }
    shares.into_iter().max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
}

fn rest(simplified: &Simplified, from: usize, x: Vec<f64>) -> Vec<f64> {
    simplified.layers[from..].iter().fold(x, |x, layer| layer.evaluate(&x))
}
