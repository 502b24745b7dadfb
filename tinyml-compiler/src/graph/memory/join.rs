//! Copies of whole blocks that need not be done: the source is written straight into its place in the destination.
//!
//! A CONCATENATION along the outermost axis is such copies only. What is joined lives in the destination, which is then alive
//! from the first piece on: that may cost memory where the pieces are made early, so that it is a form to be compared.

use super::greedy::greedy;
use super::problem::{Problem, Scope};
use crate::graph::kernels::Kernel;
use crate::graph::lower::{BufferKind, Lowered, Span, Step};

/// The most copies that are looked at: each costs a greedy plan.
const MOST_JOINS: usize = 64;

/// The most buffers, and pairs of buffers alive together, that all those plans may look at.
const WORK: usize = 100_000;

/// The graph with those copies left out that do not make greedy plans larger; `None` where there is none.
pub(super) fn joined(lowered: &Lowered) -> Option<Lowered> {
    let most = MOST_JOINS.min(WORK / cost(lowered)?);
    let (mut now, mut index, mut tries) = (lowered.clone(), 0, 0);
    while index < now.steps.len() && tries < most {
        let pair = block(&now.steps[index]);
        tries += usize::from(pair.is_some());
        let form = pair.filter(|pair| is_joinable(&now, index, *pair)).map(|pair| without(&now, index, pair));
        match form {
            Some(form) if rough(&form) <= rough(&now) => now = form,
            Some(_) | None => index += 1,
        }
    }
    (now.steps.len() < lowered.steps.len()).then_some(now)
}

/// What a greedy plan looks at; `None` where it would be too much.
fn cost(lowered: &Lowered) -> Option<usize> {
    let neighbours = Problem::of(lowered, Scope::default()).neighbours()?;
    Some(1 + neighbours.iter().map(|others| 1 + others.len()).sum::<usize>())
}

fn rough(lowered: &Lowered) -> i64 {
    greedy(&Problem::of(lowered, Scope::default())).peak
}

/// From where to where a step moves a block and does nothing else.
fn block(step: &Step) -> Option<(Span, Span)> {
    let Kernel::Copy(copy) = &step.kernel else { return None };
    let ([source], [place]) = (step.inputs.as_slice(), step.outputs.as_slice()) else { return None };
    let count = copy.block()?;
    (source.count == count && place.count == count).then_some((*source, *place))
}

/// Whether the source may live in the destination: it is all of a buffer in the working memory that nobody writes
/// afterwards, and nobody else writes to its place, or looks there before.
fn is_joinable(lowered: &Lowered, index: usize, (source, place): (Span, Span)) -> bool {
    let (from, to) = (&lowered.buffers[source.buffer], &lowered.buffers[place.buffer]);
    let is_whole = from.kind == BufferKind::Work && source.start == 0 && source.count == from.count;
    let is_place = matches!(to.kind, BufferKind::Work | BufferKind::Output(_)) && from.element == to.element;
    let touches = |spans: &[Span], span: Span| spans.iter().any(|one| one.touches(span));
    let others = lowered.steps.iter().enumerate().filter(|(other, _)| *other != index);
    let is_disturbed = others.into_iter().any(|(other, step)| {
        let is_late = other > index && touches(&step.outputs, source);
        let is_early = other < index && touches(&step.inputs, place);
        is_late || is_early || touches(&step.outputs, place)
    });
    is_whole && is_place && source.buffer != place.buffer && !is_disturbed
}

/// The graph without a step, with a buffer in its place in another one.
fn without(lowered: &Lowered, index: usize, (source, place): (Span, Span)) -> Lowered {
    let mut joined = lowered.clone();
    joined.steps.remove(index);
    let moved = |span: &mut Span| {
        if span.buffer == source.buffer {
            *span = Span { buffer: place.buffer, start: place.start + span.start, ..*span };
        }
    };
    for step in &mut joined.steps {
        step.inputs.iter_mut().chain(&mut step.outputs).for_each(moved);
    }
    joined.inputs.iter_mut().chain(&mut joined.outputs).for_each(|edge| moved(&mut edge.span));
    joined.results.iter_mut().for_each(|result| moved(&mut result.span));
    joined
}
