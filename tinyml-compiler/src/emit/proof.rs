//! A few points that rustc itself runs in every build, so that neither a changed kernel nor a miscompilation passes
//! unseen.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::methods::is_scalar;
use super::{Item, Model, inputs};
use crate::network::Network;
use crate::points::{self, Points};

/// How many points there are at most.
const POINTS: usize = 32;

/// Multiplications that rustc may spend on them, at a microsecond each.
const MACS: usize = 160_000;

/// Models with more multiplications are not evaluated by rustc at all.
const MACS_MAX: usize = 20_000;

/// Numbers that the points of models with several inputs or outputs may take in the expansion.
const NUMBERS: usize = 170;

/// Where a curve of one input is looked at for its kinks.
const PLACES: u64 = 65;

/// Multiplications that this may take.
const PLACES_MACS: u64 = 1 << 20;

/// Assertions in constant evaluation.
pub(super) fn assertions(model: &Model, item: &Item) -> TokenStream {
    if model.plan.macs > MACS_MAX {
        return TokenStream::new();
    }
    // Braces, since a layer's static may hide the value of the struct.
    let (name, subject) = (&item.name, inputs::local("model"));
    let asserts = points(model).into_iter().map(|point| {
        let arguments = arguments(&model.network, &point);
        let outputs = model.program.run(&point).into_iter().map(Literal::i32_unsuffixed);
        let pattern = if is_scalar(&model.network) { quote!(#(#outputs)*) } else { quote!([#(#outputs),*]) };
        quote!(::core::assert!(::core::matches!(#subject.infer(#arguments), #pattern));)
    });
    quote! {
        const _: () = {
            let #subject = #name {};
            #(#asserts)*
        };
    }
}

/// The points that matter, then evenly many others: both ends, what lies beyond them, the worst input, kinks.
fn points(model: &Model) -> Vec<Vec<i32>> {
    let (network, certificate) = (&model.network, &model.certificate);
    let numbers = network.width() + certificate.ranges.len();
    let count = POINTS.min(MACS / model.plan.macs.max(1)).min(NUMBERS / numbers.max(1)).max(8);
    let mut points = Points::sparse(network, 2);
    points.push(certificate.worst.input.clone());
    points.extend(beyond(network));
    if let [_] = points::ranges(network)[..] {
        points.extend(kinks(model, count / 4));
    }
    let mut points = distinct(points);
    let others = Points::sparse(network, count as u64).into_iter().filter(|point| !points.contains(point));
    // Of others that are too many, not all at one end.
    let others: Vec<Vec<i32>> = others.collect();
    let room = count.saturating_sub(points.len()).min(others.len());
    points.extend((0..room).map(|at| others[at * others.len() / room].clone()));
    if network.width() == 1 {
        points.sort();
    }
    points
}

/// The least and the greatest value of an only input's type, where they are clamped.
fn beyond(network: &Network) -> Vec<Vec<i32>> {
    match &network.inputs[..] {
        [input] if input.length.is_none() => {
            let ends = [(input.ty.min(), input.min), (input.ty.max(), input.max)];
            ends.into_iter().filter(|(end, own)| end != own).map(|(end, _)| vec![end as i32]).collect()
        }
        _ => Vec::new(),
    }
}

/// Inputs where the slope of a curve changes most.
fn kinks(model: &Model, count: usize) -> Vec<Vec<i32>> {
    let places = PLACES.min(PLACES_MACS / model.plan.macs.max(1) as u64).max(3);
    let points = Points::sparse(&model.network, places);
    let values: Vec<i64> =
        points.iter().map(|point| model.program.run(point).iter().map(|y| i64::from(*y)).sum()).collect();
    let bend = |at: usize| (values[at - 1] - 2 * values[at] + values[at + 1]).abs();
    let mut order: Vec<usize> = (1..points.len().saturating_sub(1)).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(bend(at)), at));
    order.into_iter().take(count).map(|at| points[at].clone()).collect()
}

fn distinct(points: Vec<Vec<i32>>) -> Vec<Vec<i32>> {
    let mut distinct: Vec<Vec<i32>> = Vec::new();
    for point in points {
        if !distinct.contains(&point) {
            distinct.push(point);
        }
    }
    distinct
}

fn arguments(network: &Network, point: &[i32]) -> TokenStream {
    let mut values = point.iter().map(|&value| Literal::i32_unsuffixed(value));
    let arguments = network.inputs.iter().map(|input| match input.length {
        None => {
            let value = values.next();
            quote!(#value)
        }
        Some(length) => {
            let values: Vec<_> = values.by_ref().take(length).collect();
            quote!(&[#(#values),*])
        }
    });
    let arguments: Vec<_> = arguments.collect();
    quote!(#(#arguments),*)
}
