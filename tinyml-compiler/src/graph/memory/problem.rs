//! The problem of the memory plan, as numbers: items with a size and a lifetime, and how far apart two of them have to start.

use super::ALIGNMENT;
use super::lifetime::{Life, lives};
use crate::graph::kernels::Overlap;
use crate::graph::lower::{BufferId, Lowered, Span, Step};

/// The rules of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Whether inputs and outputs of the network lie in the working memory too, as in an interpreter's arena.
    pub edges: bool,
    /// Whether outputs may lie over inputs that die.
    pub overlaps: bool,
}

impl Default for Scope {
    /// The rules of the firmware.
    fn default() -> Self {
        Self { edges: false, overlaps: true }
    }
}

/// A buffer that needs a place. Sizes are multiples of [`ALIGNMENT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) buffer: BufferId,
    pub(super) size: i64,
    pub(super) life: Life,
}

/// An input that dies where an output is born, which may lie over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lead {
    /// The input, as an index of items.
    pub(super) input: usize,
    /// By how many bytes the output starts before the input at least; less than nothing where only the end of the input is
    /// read.
    pub(super) bytes: i64,
}

/// What is to be planned.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Problem {
    /// In the order in which they are born.
    pub(super) items: Vec<Item>,
    /// For each item, the inputs that it may lie over.
    pub(super) leads: Vec<Vec<Lead>>,
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
        let leads = match scope.overlaps {
            true => leads(lowered, &items, &index),
            false => vec![Vec::new(); items.len()],
        };
        Self { items, leads }
    }

    /// By how much `above` has to start after `below`, if it does start after it; `None` if they are never alive together.
    pub(super) fn gap(&self, below: usize, above: usize) -> Option<i64> {
        let (one, other) = (&self.items[below], &self.items[above]);
        if one.life.last < other.life.first || other.life.last < one.life.first {
            return None;
        }
        let lead = self.leads[below].iter().find(|lead| lead.input == above);
        Some(lead.map_or(one.size, |lead| lead.bytes.min(one.size)))
    }

    /// How many bytes any plan needs: those that are in use at one step.
    pub(super) fn bound(&self) -> i64 {
        let steps = self.items.iter().map(|item| item.life.last + 1).max().unwrap_or(0);
        (0..steps).map(|step| self.footprint(step)).max().unwrap_or(0)
    }

    fn footprint(&self, step: usize) -> i64 {
        let mut all = Footprint::default();
        for (item, leads) in self.items.iter().zip(&self.leads) {
            if item.life.first <= step && step <= item.life.last {
                all.others += item.size;
            }
            for lead in leads.iter().filter(|_| item.life.first == step) {
                all.overlap(item.size, self.items[lead.input].size, lead.bytes);
            }
        }
        all.bytes()
    }
}

/// Of each item, the inputs that it may lie over, given the item of each buffer.
fn leads(lowered: &Lowered, items: &[Item], index: &[Option<usize>]) -> Vec<Vec<Lead>> {
    let mut leads = vec![Vec::new(); items.len()];
    for (number, step) in lowered.steps.iter().enumerate() {
        for (input, output, bytes) in step_leads(lowered, step) {
            if let (Some(input), Some(output)) = (index[input], index[output])
                && items[input].life.last == number
                && items[output].life.first == number
            {
                leads[output].push(Lead { input, bytes });
            }
        }
    }
    leads
}

/// How many bytes are in use at a step at least.
#[derive(Debug, Clone, Default)]
pub(super) struct Footprint {
    /// What is alive beside the output and the inputs that it may lie over.
    pub(super) others: i64,
    output: i64,
    inputs: Vec<(i64, i64)>,
}

impl Footprint {
    /// Takes an output and an input that it may lie over out of the others.
    pub(super) fn overlap(&mut self, output: i64, input: i64, lead: i64) {
        if self.inputs.is_empty() {
            self.others -= output;
            self.output = output;
        }
        self.others -= input;
        self.inputs.push((input, lead));
    }

    pub(super) fn bytes(&self) -> i64 {
        let inputs: i64 = self.inputs.iter().map(|(input, _)| input).sum();
        let over = match self.inputs.as_slice() {
            // The two are one piece from the start of the output to the later end.
            [(input, lead)] => (input + lead).max(self.output).max(*input),
            _ => inputs.max(self.output),
        };
        self.others + over.min(inputs + self.output)
    }
}

/// Input, output and lead of each pair of buffers of a step of which the kernel lets the output lie over the input.
pub(super) fn step_leads(lowered: &Lowered, step: &Step) -> Vec<(BufferId, BufferId, i64)> {
    let Some(output) = step.outputs.first() else { return Vec::new() };
    if step.outputs[1..].iter().any(|other| other.buffer == output.buffer) {
        return Vec::new();
    }
    let mut found: Vec<(BufferId, BufferId, i64)> = Vec::new();
    for input in &step.inputs {
        let is_known = found.iter().any(|(buffer, ..)| *buffer == input.buffer);
        let is_written = step.outputs.iter().any(|output| output.buffer == input.buffer);
        if !is_known
            && !is_written
            && let Some(lead) = lead(lowered, step, *output, input.buffer)
        {
            found.push((input.buffer, output.buffer, lead));
        }
    }
    found
}

/// The greatest lead that any of the inputs in a buffer asks for.
fn lead(lowered: &Lowered, step: &Step, output: Span, buffer: BufferId) -> Option<i64> {
    let mut most = i64::MIN;
    for (index, input) in step.inputs.iter().enumerate().filter(|(_, input)| input.buffer == buffer) {
        let Overlap::Lead(lead) = step.kernel.describe().overlap(index) else { return None };
        let (from, to) = (bytes(lowered, output.buffer, output.start), bytes(lowered, buffer, input.start));
        most = most.max(i64::try_from(lead).ok()? + from - to);
    }
    let alignment = ALIGNMENT as i64;
    (most > i64::MIN).then(|| (most + alignment - 1).div_euclid(alignment) * alignment)
}

fn aligned(bytes: i64) -> i64 {
    let alignment = ALIGNMENT as i64;
    (bytes + alignment - 1) / alignment * alignment
}

/// The bytes of elements of a buffer; lowering has checked that sizes do not overflow.
fn bytes(lowered: &Lowered, buffer: BufferId, elements: usize) -> i64 {
    i64::try_from(elements * lowered.buffers[buffer].element.bytes()).unwrap_or(i64::MAX / 4)
}
