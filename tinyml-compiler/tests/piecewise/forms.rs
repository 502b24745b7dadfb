//! Every way to find a segment, against a plain search.

use tinyml_compiler::network::{Activation, IntType};
use tinyml_compiler::piecewise::{Curve, Form};

use crate::networks::{network, piecewise};

/// The value by the first segment whose end is greater.
fn plain(curve: &Curve, raw: i32) -> i32 {
    let segment =
        curve.segments.iter().find(|segment| raw < segment.end).expect("the last segment has no end");
    segment.slope.wrapping_mul(raw).wrapping_add(segment.offset) >> curve.shift
}

#[test]
fn both_forms_are_met_and_agree() {
    let (mut trees, mut tables, mut deep) = (0, 0, 0);
    for seed in 0..40 {
        let activation = if seed % 5 == 4 { Activation::Tanh } else { Activation::Relu };
        let hidden: &[usize] = [&[2][..], &[8], &[12, 12]][seed as usize % 3];
        let network = network(200 + seed, hidden, activation);
        let ty = network.inputs[0].ty;
        let curve = &piecewise(&network, Some(0.5)).curves[0];
        match &curve.form {
            Form::Tree => trees += 1,
            Form::Buckets { window, first, .. } => {
                assert!(first.len().is_multiple_of(4) && curve.segments.len() >= *window);
                tables += 1;
                deep += usize::from(*window > 2);
            }
        }
        for raw in ty.min()..=ty.max() {
            let raw = raw as i32;
            assert_eq!(curve.run(raw), plain(curve, raw), "seed {seed}, input {raw}");
        }
    }
    println!("{trees} trees, {tables} tables, {deep} of them with more than two segments for a bucket");
    assert!(trees > 0 && tables > deep && deep > 0);
}

#[test]
fn a_range_far_from_the_ends_of_its_type() {
    let mut network = network(3, &[12, 12], Activation::Relu);
    let input = &mut network.inputs[0];
    (input.ty, input.min, input.max) = (IntType::I16, -700, 900);
    (input.mean, input.std) = (100.0, 450.0);
    let curve = &piecewise(&network, None).curves[0];
    let Form::Buckets { grid, .. } = &curve.form else { panic!("a table for {} segments", curve.count) };
    assert!(grid.origin >= -1024, "{grid:?}");
    let ends = [-32_768, -20_000, -701, -700].map(|raw| curve.run(raw));
    assert!(ends.iter().all(|end| *end == ends[3]), "{ends:?}");
    let ends = [900, 901, 20_000, 32_767].map(|raw| curve.run(raw));
    assert!(ends.iter().all(|end| *end == ends[0]), "{ends:?}");
}
