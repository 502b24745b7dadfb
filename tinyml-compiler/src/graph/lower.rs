//! From a graph to kernels and buffers: what is left for the chip to do.
//!
//! Operators push steps and ask for buffers here; where the buffers lie is planned afterwards. An operator that only looks at the
//! same values in another way makes an alias.

use crate::diagnostic::{Code, Diagnostic, Report};
use crate::graph::kernels::Kernel;
use crate::graph::{Data, ElementType, Graph, Node, Tensor, TensorId};
use crate::options::Reference;

/// Why an operator cannot be lowered.
pub type Refused = Box<Diagnostic>;

/// Index of a buffer in [`Lowered::buffers`].
pub type BufferId = usize;

/// A graph as kernels and buffers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lowered {
    /// Everything that a kernel reads or writes.
    pub buffers: Vec<Buffer>,
    /// What is done, in this order.
    pub steps: Vec<Step>,
    /// The given tensors.
    pub inputs: Vec<Edge>,
    /// The tensors that are asked for.
    pub outputs: Vec<Edge>,
    /// What each operator gives, in the order of the file; those without a step of their own included.
    pub results: Vec<Outcome>,
}

/// Where an operator's output is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The number of the operator in the file.
    pub node: usize,
    /// The operator's name.
    pub operator: &'static str,
    /// The number of the output among those of the operator.
    pub output: usize,
    /// The output's number in the file.
    pub tensor: TensorId,
    /// The output's name.
    pub name: String,
    /// Its extents, the outermost first.
    pub shape: Vec<usize>,
    /// Where its elements are, once the last step that writes there is done.
    pub span: Span,
}

/// Room for a tensor, or for what a kernel needs beside.
#[derive(Debug, Clone, PartialEq)]
pub struct Buffer {
    /// The tensor that it was made for, or what it is for.
    pub name: String,
    /// What it is made of.
    pub element: ElementType,
    /// Number of elements.
    pub count: usize,
    /// Where it lives.
    pub kind: BufferKind,
}

/// Where a buffer lives.
#[derive(Debug, Clone, PartialEq)]
pub enum BufferKind {
    /// In the working memory, as long as it is needed.
    Work,
    /// In the caller's array, read only.
    Input(usize),
    /// In the array that is returned.
    Output(usize),
    /// In the struct, from one inference to the next; it begins with this value everywhere.
    State(i32),
    /// In flash.
    Constant(Data),
}

/// Elements of a buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The buffer.
    pub buffer: BufferId,
    /// The first element.
    pub start: usize,
    /// Number of elements.
    pub count: usize,
}

impl Lowered {
    /// After how many steps an operator's output is there: a constant or an input at once, other ones when the last step has
    /// written there.
    pub fn ready(&self, result: &Outcome) -> usize {
        let writes = |step: &Step| step.outputs.iter().any(|output| output.touches(result.span));
        self.steps.iter().rposition(writes).map_or(0, |step| step + 1)
    }
}

impl Span {
    /// Whether two spans have an element in common.
    pub fn touches(self, other: Self) -> bool {
        let meet = self.start < other.start + other.count && other.start < self.start + self.count;
        self.buffer == other.buffer && meet
    }
}

/// One run of a kernel.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The number of the operator in the file.
    pub node: usize,
    /// The operator's name.
    pub operator: &'static str,
    /// The tensor that the operator gives, which names the kernel's static.
    pub name: String,
    /// What is run.
    pub kernel: Kernel,
    /// What it reads.
    pub inputs: Vec<Span>,
    /// What it writes; states and scratch too, which come after the output proper.
    pub outputs: Vec<Span>,
}

/// A tensor at the edge of the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// The tensor, without its values.
    pub tensor: Tensor,
    /// Where it is.
    pub span: Span,
}

/// Lowers a graph.
///
/// # Errors
///
/// Everything that is not supported, operator by operator.
pub fn lower(graph: &Graph, reference: Reference) -> Result<Lowered, Report> {
    let mut lowering = Lowering::new(graph, reference);
    let mut report = Report::new();
    for node in &graph.nodes {
        if let Err(diagnostic) = node.operator.lower(node, &mut lowering) {
            report.push(*diagnostic);
            lowering.give_up(node);
        }
    }
    if report.is_empty() { Ok(lowering.finish()) } else { Err(report) }
}

/// A graph on its way.
#[derive(Debug)]
pub struct Lowering<'g> {
    graph: &'g Graph,
    /// Whose rounding is asked for.
    pub reference: Reference,
    buffers: Vec<Buffer>,
    steps: Vec<Step>,
    /// Where each tensor is, as far as it has been placed.
    places: Vec<Option<Span>>,
}

impl<'g> Lowering<'g> {
    fn new(graph: &'g Graph, reference: Reference) -> Self {
        let places = vec![None; graph.tensors.len()];
        let mut lowering = Self { graph, reference, buffers: Vec::new(), steps: Vec::new(), places };
        for (index, &id) in graph.inputs.iter().enumerate() {
            lowering.place(id, BufferKind::Input(index));
        }
        lowering
    }

    /// A tensor by its number.
    pub fn tensor(&self, id: TensorId) -> &'g Tensor {
        &self.graph.tensors[id]
    }

    /// A node's input, if it is there.
    pub fn input_tensor(&self, node: &Node, index: usize) -> Option<&'g Tensor> {
        node.inputs.get(index).copied().flatten().map(|id| self.tensor(id))
    }

    /// A node's input, which has to be there.
    ///
    /// # Errors
    ///
    /// Names the node.
    pub fn required(&self, node: &Node, index: usize) -> Result<&'g Tensor, Refused> {
        self.input_tensor(node, index).ok_or_else(|| self.refused(node, &format!("has no input {index}")))
    }

    /// A node's output.
    ///
    /// # Errors
    ///
    /// Names the node.
    pub fn output_tensor(&self, node: &Node, index: usize) -> Result<&'g Tensor, Refused> {
        let id = node.outputs.get(index).copied();
        id.map(|id| self.tensor(id)).ok_or_else(|| self.refused(node, &format!("has no output {index}")))
    }

    /// A node's input as something that a kernel reads; a constant becomes a buffer in flash.
    ///
    /// # Errors
    ///
    /// An input that is absent, or that nobody has written.
    pub fn input(&mut self, node: &Node, index: usize) -> Result<Span, Refused> {
        let tensor = self.required(node, index)?;
        let Some(id) = node.inputs[index] else { return Err(self.refused(node, "has no such input")) };
        if let Some(span) = self.places[id] {
            return Ok(span);
        }
        match &tensor.data {
            Some(data) => Ok(self.place(id, BufferKind::Constant(data.clone()))),
            None => Err(self.refused(node, &format!("reads {} before it is written", tensor.shown()))),
        }
    }

    /// A new buffer for a node's output.
    ///
    /// # Errors
    ///
    /// A node without such an output.
    pub fn output(&mut self, node: &Node, index: usize) -> Result<Span, Refused> {
        self.output_tensor(node, index)?;
        Ok(self.place(node.outputs[index], BufferKind::Work))
    }

    /// The same with elements of another type than the file says: indices of 64 bits are ones of 32 on the chip.
    ///
    /// # Errors
    ///
    /// A node without such an output.
    pub fn output_of(&mut self, node: &Node, index: usize, element: ElementType) -> Result<Span, Refused> {
        let span = self.output(node, index)?;
        self.buffers[span.buffer].element = element;
        Ok(span)
    }

    /// The buffer of a variable tensor, which begins with `initial` everywhere.
    ///
    /// # Errors
    ///
    /// An input that is absent.
    pub fn state(&mut self, node: &Node, index: usize, initial: i32) -> Result<Span, Refused> {
        self.required(node, index)?;
        let Some(id) = node.inputs[index] else { return Err(self.refused(node, "has no such state")) };
        Ok(self.places[id].unwrap_or_else(|| self.place(id, BufferKind::State(initial))))
    }

    /// Memory that one step needs beside its tensors.
    pub fn scratch(&mut self, name: &str, element: ElementType, count: usize) -> Span {
        self.buffers.push(Buffer { name: name.to_owned(), element, count, kind: BufferKind::Work });
        Span { buffer: self.buffers.len() - 1, start: 0, count }
    }

    /// Makes a node's output another look at the values of an input.
    ///
    /// # Errors
    ///
    /// Tensors of different size or type, or an input that nobody has written.
    pub fn alias(&mut self, node: &Node, input: usize, output: usize) -> Result<(), Refused> {
        let (from, to) = (self.required(node, input)?, self.output_tensor(node, output)?);
        if from.count() != to.count() || from.element != to.element {
            return Err(self.refused(node, &format!("cannot turn {} into {}", from.shown(), to.shown())));
        }
        let span = self.input(node, input)?;
        self.places[node.outputs[output]] = Some(span);
        Ok(())
    }

    /// Makes a node's output another look at adjacent elements of an input, from `start` on.
    ///
    /// # Errors
    ///
    /// Tensors of different type, more elements than there are, or an input that nobody has written.
    pub fn alias_part(
        &mut self,
        node: &Node,
        input: usize,
        start: usize,
        output: usize,
    ) -> Result<(), Refused> {
        let (from, to) = (self.required(node, input)?, self.output_tensor(node, output)?);
        let fits = start.checked_add(to.count()).is_some_and(|end| end <= from.count());
        if !fits || from.element != to.element {
            return Err(self.refused(node, &format!("cannot take {} from {}", to.shown(), from.shown())));
        }
        let span = self.input(node, input)?;
        self.places[node.outputs[output]] =
            Some(Span { start: span.start + start, count: to.count(), ..span });
        Ok(())
    }

    /// What a buffer is made of.
    pub fn element(&self, span: Span) -> ElementType {
        self.buffers[span.buffer].element
    }

    /// Adds a step.
    pub fn push(&mut self, node: &Node, kernel: impl Into<Kernel>, inputs: Vec<Span>, outputs: Vec<Span>) {
        let name = node.outputs.first().map_or_else(String::new, |&id| self.tensor(id).name.clone());
        let (operator, kernel) = (node.operator.name(), kernel.into());
        self.steps.push(Step { node: node.index, operator, name, kernel, inputs, outputs });
    }

    /// An operator that cannot be lowered as it is; `what` completes "operator 3 (`CONV_2D`) …".
    pub fn refused(&self, node: &Node, what: &str) -> Refused {
        self.refused_as(Code::OperatorForm, node, what)
    }

    /// The same for a reason that has a code of its own.
    pub fn refused_as(&self, code: Code, node: &Node, what: &str) -> Refused {
        let message = format!("operator {} (`{}`) {what}", node.index, node.operator.name());
        Box::new(Diagnostic::new(code, message))
    }

    /// Places whatever a refused node should have given, so that those who take it are not refused for that.
    fn give_up(&mut self, node: &Node) {
        for &id in &node.outputs {
            if self.places[id].is_none() {
                self.place(id, BufferKind::Work);
            }
        }
    }

    fn place(&mut self, id: TensorId, kind: BufferKind) -> Span {
        let Tensor { name, element, .. } = self.tensor(id);
        let count = self.tensor(id).count();
        self.buffers.push(Buffer { name: name.clone(), element: *element, count, kind });
        let span = Span { buffer: self.buffers.len() - 1, start: 0, count };
        self.places[id] = Some(span);
        span
    }

    /// Whatever a graph gives lies in an array of the caller.
    fn finish(mut self) -> Lowered {
        let edge = |lowering: &Self, id: TensorId| {
            let span = lowering.places[id]?;
            let element = lowering.element(span);
            Some(Edge { tensor: Tensor { element, data: None, ..lowering.tensor(id).clone() }, span })
        };
        let results = self.results();
        for (index, &id) in self.graph.outputs.iter().enumerate() {
            if let Some(span) = self.places[id] {
                let buffer = &mut self.buffers[span.buffer];
                if buffer.kind == BufferKind::Work && span.count == buffer.count {
                    buffer.kind = BufferKind::Output(index);
                }
            }
        }
        let edges = |ids: &[TensorId]| ids.iter().filter_map(|&id| edge(&self, id)).collect();
        let (inputs, outputs) = (edges(&self.graph.inputs), edges(&self.graph.outputs));
        Lowered { buffers: self.buffers, steps: self.steps, inputs, outputs, results }
    }

    fn results(&self) -> Vec<Outcome> {
        let mut results = Vec::new();
        for node in &self.graph.nodes {
            for (output, &tensor) in node.outputs.iter().enumerate() {
                let (Node { index: node, operator, .. }, Some(span)) = (node, self.places[tensor]) else {
                    continue;
                };
                let Tensor { name, shape, .. } = self.tensor(tensor).clone();
                let operator = operator.name();
                results.push(Outcome { node: *node, operator, output, tensor, name, shape, span });
            }
        }
        results
    }
}
