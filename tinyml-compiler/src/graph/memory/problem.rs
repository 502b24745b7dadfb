//! The problem of the memory plan, as numbers: items with a size and a lifetime, and how far apart two of them have to start.

use super::ALIGNMENT;
use super::lifetime::{Life, lives};
use crate::graph::kernels::{Kernel, Overlap};
use crate::graph::lower::{BufferId, Lowered, Span, Step};

/// The most pairs of buffers that are alive together: hundreds of buffers at a time are no network for a microcontroller.
const MOST_PAIRS: usize = 1 << 17;

/// The rules of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Whether inputs and outputs of the network lie in the working memory too, as in an interpreter's arena.
    pub edges: bool,
    /// Whether outputs may lie over inputs that die.
    pub overlaps: bool,
    /// Whether kernels that can may run from the last element to the first.
    pub backwards: bool,
}

impl Default for Scope {
    /// The rules of the firmware, with all kernels as they are.
    fn default() -> Self {
        Self { edges: false, overlaps: true, backwards: false }
    }
}

/// A buffer that needs a place. Sizes are multiples of [`ALIGNMENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) buffer: BufferId,
    pub(super) size: i64,
    pub(super) life: Life,
}

/// By how many bytes an output and an input of one step have to start apart so that they may overlap; may be less than nothing
/// where only a part of the input is read, or where one is larger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Apart {
    /// The input after the output, which the kernel writes from the first element to the last.
    pub(super) lead: Option<i64>,
    /// The output after the input, with the kernel going backwards.
    pub(super) trail: Option<i64>,
}

/// An input that dies where an output is born, which may lie over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Over {
    /// The input, as an index of items.
    pub(super) input: usize,
    pub(super) apart: Apart,
}

/// What is to be planned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Problem {
    /// In the order in which they are born.
    pub(super) items: Vec<Item>,
    /// For each item, the inputs that it may lie over.
    pub(super) overs: Vec<Vec<Over>>,
}

impl Problem {
    pub(super) fn of(lowered: &Lowered, scope: Scope) -> Self {
        let lives = lives(lowered, scope);
        let item = |(buffer, life): (BufferId, &Option<Life>)| {
            let size = aligned(bytes(lowered, buffer, lowered.buffers[buffer].count));
            Some(Item { buffer, size, life: (*life)? })
        };
        let mut items: Vec<Item> = lives.iter().enumerate().filter_map(item).collect();
        items.sort_by_key(|item| (item.life.first, item.buffer));
        let mut index = vec![None; lives.len()];
        for (number, item) in items.iter().enumerate() {
            index[item.buffer] = Some(number);
        }
        let overs = overs(lowered, scope, &items, &index);
        Self { items, overs }
    }

    /// By how much `above` has to start after `below`, if it does start after it; `None` if they are never alive together.
    pub(super) fn gap(&self, below: usize, above: usize) -> Option<i64> {
        let (one, other) = (&self.items[below], &self.items[above]);
        if one.life.last < other.life.first || other.life.last < one.life.first {
            return None;
        }
        let over = |output: usize, input: usize| self.overs[output].iter().find(|over| over.input == input);
        let lead = over(below, above).and_then(|over| over.apart.lead);
        let trail = over(above, below).and_then(|over| over.apart.trail);
        Some(lead.or(trail).map_or(one.size, |apart| apart.min(one.size)))
    }

    /// For each item, those that are alive together with it; `None` if there are too many such pairs to be looked at.
    pub(super) fn neighbours(&self) -> Option<Vec<Vec<usize>>> {
        let mut neighbours = vec![Vec::new(); self.items.len()];
        let (mut alive, mut pairs): (Vec<usize>, usize) = (Vec::new(), 0);
        for (born, item) in self.items.iter().enumerate() {
            alive.retain(|&other| self.items[other].life.last >= item.life.first);
            pairs += alive.len();
            if pairs > MOST_PAIRS {
                return None;
            }
            for &other in &alive {
                neighbours[other].push(born);
            }
            neighbours[born].extend_from_slice(&alive);
            alive.push(born);
        }
        Some(neighbours)
    }

    /// How many bytes any plan needs: those that are in use at one step.
    pub(super) fn bound(&self) -> i64 {
        let steps = self.items.iter().map(|item| item.life.last + 2).max().unwrap_or(0);
        let (mut changes, mut footprints) = (vec![0; steps], vec![Footprint::default(); steps]);
        for (item, overs) in self.items.iter().zip(&self.overs) {
            changes[item.life.first] += item.size;
            changes[item.life.last + 1] -= item.size;
            for over in overs {
                footprints[item.life.first].overlap(item.size, self.items[over.input].size, over.apart);
            }
        }
        let mut alive = 0;
        let at = |(change, footprint): (i64, Footprint)| {
            alive += change;
            alive + footprint.bytes()
        };
        changes.into_iter().zip(footprints).map(at).max().unwrap_or(0)
    }
}

/// Of each item, the inputs that it may lie over, given the item of each buffer.
fn overs(lowered: &Lowered, scope: Scope, items: &[Item], index: &[Option<usize>]) -> Vec<Vec<Over>> {
    let mut overs = vec![Vec::new(); items.len()];
    for (number, step) in lowered.steps.iter().enumerate().filter(|_| scope.overlaps) {
        for (input, output, apart) in step_overlaps(lowered, step, scope.backwards) {
            if let (Some(input), Some(output)) = (index[input], index[output])
                && items[input].life.last == number
                && items[output].life.first == number
            {
                overs[output].push(Over { input, apart });
            }
        }
    }
    overs
}

/// How many bytes are in use at a step at least.
#[derive(Debug, Clone, Default)]
pub(super) struct Footprint {
    /// What is alive beside the output and the inputs that it may lie over.
    pub(super) others: i64,
    output: i64,
    inputs: Vec<(i64, Apart)>,
}

impl Footprint {
    /// Takes an output and an input that it may lie over out of the others.
    pub(super) fn overlap(&mut self, output: i64, input: i64, apart: Apart) {
        if self.inputs.is_empty() {
            self.others -= output;
            self.output = output;
        }
        self.others -= input;
        self.inputs.push((input, apart));
    }

    pub(super) fn bytes(&self) -> i64 {
        let inputs: i64 = self.inputs.iter().map(|(input, _)| input).sum();
        let over = match self.inputs.as_slice() {
            // The two are one piece, from the start of one to the end of the other at least.
            [(input, Apart { lead, trail })] => {
                let (forwards, back) =
                    (lead.map(|lead| input + lead), trail.map(|trail| self.output + trail));
                let piece = forwards.into_iter().chain(back).min().unwrap_or(input + self.output);
                piece.max(self.output).max(*input)
            }
            _ => inputs.max(self.output),
        };
        self.others + over.min(inputs + self.output)
    }
}

/// Each pair of an input and the output of a step that may overlap, by their buffers; with `backwards`, the kernel may be turned.
pub(super) fn step_overlaps(
    lowered: &Lowered,
    step: &Step,
    backwards: bool,
) -> Vec<(BufferId, BufferId, Apart)> {
    let Some(output) = step.outputs.first() else { return Vec::new() };
    if step.outputs[1..].iter().any(|other| other.buffer == output.buffer) {
        return Vec::new();
    }
    let mut found: Vec<(BufferId, BufferId, Apart)> = Vec::new();
    for input in &step.inputs {
        let is_known = found.iter().any(|(buffer, ..)| *buffer == input.buffer);
        let is_written = step.outputs.iter().any(|output| output.buffer == input.buffer);
        if !is_known && !is_written {
            let turned = step.kernel.describe().backwards().filter(|_| backwards && step.inputs.len() == 1);
            let own = apart(lowered, step, &step.kernel, input.buffer);
            let trail = turned.and_then(|kernel| apart(lowered, step, &kernel, input.buffer).trail);
            found.push((input.buffer, output.buffer, Apart { trail: own.trail.or(trail), ..own }));
        }
    }
    found.retain(|(.., apart)| *apart != Apart::default());
    found
}

/// What a kernel asks for of all its inputs in a buffer: the most, and nothing that one of them does not allow.
fn apart(lowered: &Lowered, step: &Step, kernel: &Kernel, buffer: BufferId) -> Apart {
    let (mut leads, mut trails): (Vec<Option<i64>>, Vec<Option<i64>>) = (Vec::new(), Vec::new());
    for (index, input) in step.inputs.iter().enumerate().filter(|(_, input)| input.buffer == buffer) {
        let shift = start(lowered, step.outputs[0]) - start(lowered, *input);
        let (lead, trail) = match kernel.describe().overlap(index) {
            Overlap::Never => (None, None),
            Overlap::Lead(lead) => (i64::try_from(lead).ok().map(|lead| aligned(lead + shift)), None),
            Overlap::Trail(trail) => (None, i64::try_from(trail).ok().map(|trail| aligned(trail - shift))),
        };
        leads.push(lead);
        trails.push(trail);
    }
    let most = |all: Vec<Option<i64>>| all.into_iter().collect::<Option<Vec<i64>>>()?.into_iter().max();
    Apart { lead: most(leads), trail: most(trails) }
}

/// The next multiple of the alignment.
fn aligned(bytes: i64) -> i64 {
    let alignment = ALIGNMENT as i64;
    (bytes + alignment - 1).div_euclid(alignment) * alignment
}

/// Where a span begins in its buffer.
fn start(lowered: &Lowered, span: Span) -> i64 {
    bytes(lowered, span.buffer, span.start)
}

/// The bytes of elements of a buffer; lowering has checked that sizes do not overflow.
fn bytes(lowered: &Lowered, buffer: BufferId, elements: usize) -> i64 {
    i64::try_from(elements * lowered.buffers[buffer].element.bytes()).unwrap_or(i64::MAX / 4)
}
