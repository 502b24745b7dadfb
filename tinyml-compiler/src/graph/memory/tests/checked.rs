//! The checker finds what is wrong with a plan, and nothing wrong with ours.

use super::Random;
use super::graphs::{buffers, random, step, whole};
use crate::diagnostic::Code;
use crate::graph::lower::{BufferKind, Lowered};
use crate::graph::memory::{Plan, Scope, arranged, check, plan, plan_under};

fn at(offsets: &[usize], peak: usize) -> Plan {
    Plan { offsets: offsets.iter().copied().map(Some).collect(), peak, is_optimal: false }
}

/// b0 → b1 → b2, and b0 again beside b2.
fn three() -> Lowered {
    let mut lowered = buffers(&[8, 8, 8, 8]);
    step(&mut lowered, &[], &[0]);
    step(&mut lowered, &[0], &[1]);
    step(&mut lowered, &[1], &[2]);
    step(&mut lowered, &[0, 2], &[3]);
    lowered
}

#[test]
fn our_plans_are_sound() {
    let mut numbers = Random(0x0bad_5eed);
    let mut lower = 0;
    for case in 0..300 {
        let lowered = random(&mut numbers);
        let before = plan(&lowered);
        assert_eq!(check(&lowered, &before), Ok(()), "{case}");
        let (lowered, after) = arranged(lowered);
        assert_eq!(check(&lowered, &after), Ok(()), "{case}");
        assert!(after.peak <= before.peak);
        lower += usize::from(after.peak < before.peak);
    }
    assert!(lower > 0, "no order was better than another");
}

#[test]
fn unsound_plans_are_found() {
    let lowered = three();
    let wrong = |plan: &Plan| {
        let diagnostic = check(&lowered, plan).expect_err("an unsound plan");
        assert_eq!(diagnostic.code, Code::PlanUnsound);
        diagnostic.message
    };
    assert_eq!(check(&lowered, &at(&[0, 8, 8, 0], 16)), Ok(()));
    let lost = wrong(&at(&[0, 0, 8, 0], 16));
    assert_eq!(
        lost,
        "the memory plan is not sound: step `s3` reads `b0`, of which only 0 of 8 bytes are there"
    );
    let early = wrong(&at(&[0, 8, 12, 0], 20));
    assert_eq!(early, "the memory plan is not sound: step `s2` writes over its input `b1` before it is read");
    assert!(wrong(&at(&[0, 8, 8, 0], 12)).contains("uses `b1` beyond the memory"));
    assert!(wrong(&at(&[0, 10, 10, 0], 20)).contains("not aligned"));
    let missing = Plan { offsets: vec![None; 4], peak: 16, is_optimal: false };
    assert!(wrong(&missing).contains("uses `b0`, which has no place"));
}

#[test]
fn outputs_of_one_step_lie_apart() {
    let mut lowered = buffers(&[8, 8]);
    step(&mut lowered, &[], &[0, 1]);
    let diagnostic = check(&lowered, &at(&[0, 4], 12)).expect_err("an output in another");
    assert!(diagnostic.message.contains("step `s0` has two outputs at one place"), "{diagnostic}");
}

#[test]
fn what_is_given_back_is_still_there() {
    let mut lowered = three();
    let tensor = crate::graph::Tensor {
        name: "y".to_owned(),
        shape: vec![8],
        element: crate::graph::ElementType::I8,
        quantization: None,
        data: None,
        is_variable: false,
    };
    lowered.outputs.push(crate::graph::lower::Edge { tensor, span: whole(&lowered, 1) });
    let diagnostic = check(&lowered, &at(&[0, 8, 8, 0], 16)).expect_err("an output that is overwritten");
    assert!(diagnostic.message.contains("output `y` reads `b1`"), "{diagnostic}");
    let plan = plan(&lowered);
    assert_eq!((check(&lowered, &plan), plan.peak), (Ok(()), 24));
}

#[test]
fn in_place_takes_one_buffer_and_no_overlap_takes_two() {
    let mut lowered = buffers(&[100, 100, 100]);
    step(&mut lowered, &[], &[0]);
    step(&mut lowered, &[0], &[1]);
    step(&mut lowered, &[1], &[2]);
    let disjoint = Scope { overlaps: false, ..Scope::default() };
    assert_eq!((plan(&lowered).peak, plan_under(&lowered, disjoint).peak), (100, 200));
}

/// Two branches whose first steps need much and whose last need little: one after the other, and not step by step.
#[test]
fn branches_are_run_one_after_the_other() {
    let mut lowered = buffers(&[4, 100, 100, 4, 4, 4]);
    step(&mut lowered, &[], &[0]);
    step(&mut lowered, &[0], &[1]);
    step(&mut lowered, &[0], &[2]);
    step(&mut lowered, &[1], &[3]);
    step(&mut lowered, &[2], &[4]);
    step(&mut lowered, &[3, 4], &[5]);
    let before = plan(&lowered).peak;
    let (lowered, after) = arranged(lowered);
    let order: Vec<usize> = lowered.steps.iter().map(|step| step.node).collect();
    assert_eq!((before, after.peak, order), (200, 104, vec![0, 1, 3, 2, 4, 5]));
}

/// A file may have thousands of operators: a chain of them is planned at once, and what is alive together is not compared
/// pair by pair if it is too much.
#[test]
fn graphs_of_thousands_of_steps_are_planned() {
    let chain = |from: fn(usize) -> usize| {
        let mut lowered = buffers(&vec![40; 6001]);
        lowered.buffers[0].kind = BufferKind::Input(0);
        (1..6000).for_each(|index| step(&mut lowered, &[from(index)], &[index]));
        lowered
    };
    let (lowered, plan) = arranged(chain(|index| index - 1));
    assert_eq!((check(&lowered, &plan), plan.peak, plan.is_optimal), (Ok(()), 40, true));
    let mut wide = chain(|_| 0);
    for first in (1..6000).step_by(200) {
        let all: Vec<usize> = (first..6000.min(first + 200)).collect();
        step(&mut wide, &all, &[6000]);
    }
    let (lowered, plan) = arranged(wide);
    assert_eq!((check(&lowered, &plan), plan.peak, plan.is_optimal), (Ok(()), 240_000, false));
}
