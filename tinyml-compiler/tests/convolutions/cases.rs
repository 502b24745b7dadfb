//! Random graphs of one operator, with values for its inputs.

use tinyml_compiler::graph::operators::{self, Operator};
use tinyml_compiler::graph::padding::Strides;
use tinyml_compiler::graph::pooling::Pool;
use tinyml_compiler::graph::{Data, ElementType, Graph, Node, Quantization, Tensor};
use tinyml_compiler::tflite::{Fused, Padding};

use crate::seeded::Seeded;

/// A graph of one operator, and what it is given.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) graph: Graph,
    pub(crate) inputs: Vec<Vec<i64>>,
}

impl Case {
    /// The tensor that is the operator's input of that number.
    pub(crate) fn tensor(&self, index: usize) -> &Tensor {
        let id = self.graph.nodes[0].inputs[index].expect("an input");
        self.graph.tensor(id)
    }

    pub(crate) fn output(&self) -> &Tensor {
        self.graph.tensor(self.graph.nodes[0].outputs[0])
    }
}

/// What the tensors of a case are made of.
struct Making<'s> {
    seeded: &'s mut Seeded,
    element: ElementType,
    tensors: Vec<Tensor>,
    node_inputs: Vec<Option<usize>>,
    given: Vec<usize>,
    inputs: Vec<Vec<i64>>,
}

pub(crate) fn random(operator: &str, seeded: &mut Seeded) -> Case {
    let element = if seeded.one_in(3) { ElementType::I16 } else { ElementType::I8 };
    let making = Making {
        seeded,
        element,
        tensors: Vec::new(),
        node_inputs: Vec::new(),
        given: Vec::new(),
        inputs: Vec::new(),
    };
    match operator {
        "conv_2d" => making.conv_2d(),
        "depthwise_conv_2d" => making.depthwise_conv_2d(),
        "fully_connected" => making.fully_connected(),
        "transpose_conv" => making.transpose_conv(),
        "average_pool_2d" => making.pool(true),
        "max_pool_2d" => making.pool(false),
        "batch_matmul" => making.batch_matmul(),
        other => panic!("no case is made of {other}"),
    }
}

/// Along one axis: input, taps, stride, dilation, and the output that they give.
type Axis = [usize; 5];

impl Making<'_> {
    fn conv_2d(mut self) -> Case {
        let padding = self.padding();
        let [height, width] =
            if self.seeded.one_in(4) { self.pointwise() } else { [self.axis(padding), self.axis(padding)] };
        let groups = if self.seeded.one_in(4) { 2 } else { 1 };
        let (group, each, count) = (self.seeded.size(1, 9), self.seeded.size(1, 5), self.images());
        let (inputs, outputs) = (group * groups, each * groups);
        self.input(vec![count, height[0], width[0], inputs]);
        self.weights(vec![outputs, height[1], width[1], group], 0, height[1] * width[1] * group);
        self.bias(outputs, true);
        let (strides, fused) = (strides(height, width), self.fused());
        let operator = operators::Conv2d { padding, strides, fused };
        self.finish(Operator::Conv2d(operator), vec![count, height[4], width[4], outputs])
    }

    fn depthwise_conv_2d(mut self) -> Case {
        let padding = self.padding();
        let (height, width) = (self.axis(padding), self.axis(padding));
        let multiplier = if self.seeded.one_in(3) { self.seeded.size(2, 3) } else { 1 };
        let (inputs, count) = (self.seeded.size(1, 11), self.images());
        self.input(vec![count, height[0], width[0], inputs]);
        self.weights(vec![1, height[1], width[1], inputs * multiplier], 3, height[1] * width[1]);
        self.bias(inputs * multiplier, false);
        let (strides, fused) = (strides(height, width), self.fused());
        let operator = operators::DepthwiseConv2d { padding, strides, fused };
        self.finish(
            Operator::DepthwiseConv2d(operator),
            vec![count, height[4], width[4], inputs * multiplier],
        )
    }

    fn fully_connected(mut self) -> Case {
        let (rows, inputs, outputs) =
            (self.seeded.size(1, 4), self.seeded.size(1, 40), self.seeded.size(1, 9));
        self.input(vec![rows, inputs]);
        self.weights(vec![outputs, inputs], 0, inputs);
        self.bias(outputs, true);
        let operator = operators::FullyConnected { fused: self.fused() };
        self.finish(Operator::FullyConnected(operator), vec![rows, outputs])
    }

    fn transpose_conv(mut self) -> Case {
        let padding = self.padding();
        let mut axis = || {
            let (input, size, stride) =
                (self.seeded.size(1, 5), self.seeded.size(1, 4), self.seeded.size(1, 3));
            let output = match padding {
                Padding::Same => input * stride,
                Padding::Valid => (input - 1) * stride + size,
            };
            [input, size, stride, 1, output]
        };
        let (height, width) = (axis(), axis());
        let (inputs, outputs, count) = (self.seeded.size(1, 6), self.seeded.size(1, 4), self.images());
        let shape = vec![count, height[4], width[4], outputs];
        let asked = shape.iter().map(|&extent| extent as i32).collect();
        self.constant("shape", vec![4], ElementType::I32, Data::I32(asked), None);
        let place = self.node_inputs.len();
        self.weights(vec![outputs, height[1], width[1], inputs], 0, height[1] * width[1] * inputs);
        self.input(vec![count, height[0], width[0], inputs]);
        // The weights' scale was chosen before there was an input: nothing else depends on the order.
        assert_eq!(place, 1);
        self.bias(outputs, false);
        let strides = [height[2] as i32, width[2] as i32];
        let operator = operators::TransposeConv { padding, strides, fused: Fused::None };
        self.finish(Operator::TransposeConv(operator), shape)
    }

    fn pool(mut self, is_average: bool) -> Case {
        let padding = self.padding();
        let without_dilation = |axis: Axis| axis[3] == 1;
        let mut axis = || loop {
            let axis = self.axis(padding);
            if without_dilation(axis) {
                return axis;
            }
        };
        let (height, width) = (axis(), axis());
        let (channels, count) = (self.seeded.size(1, 6), self.images());
        self.input(vec![count, height[0], width[0], channels]);
        let (strides, fused) = (strides(height, width), self.fused());
        let pool = Pool { padding, strides, window: [height[1] as i32, width[1] as i32], fused };
        let operator = match is_average {
            true => Operator::AveragePool2d(operators::AveragePool2d(pool)),
            false => Operator::MaxPool2d(operators::MaxPool2d(pool)),
        };
        self.finish(operator, vec![count, height[4], width[4], channels])
    }

    fn batch_matmul(mut self) -> Case {
        let (rows, depth, columns) =
            (self.seeded.size(1, 5), self.seeded.size(1, 12), self.seeded.size(1, 5));
        let rank = self.seeded.size(0, 3);
        let batches: Vec<usize> = (0..rank).map(|_| self.seeded.size(1, 3)).collect();
        let [transposes_left, transposes_right] = [self.seeded.one_in(2), self.seeded.one_in(2)];
        let shape = |making: &mut Self, matrix: [usize; 2], is_broadcast: bool| {
            let batches =
                batches.iter().map(|&one| if is_broadcast && making.seeded.one_in(2) { 1 } else { one });
            batches.chain(matrix).collect::<Vec<usize>>()
        };
        let left = shape(&mut self, if transposes_left { [depth, rows] } else { [rows, depth] }, true);
        // A batch is broadcast on one side only.
        let may = left.iter().zip(&batches).all(|(one, batch)| one == batch);
        let right = shape(&mut self, if transposes_right { [columns, depth] } else { [depth, columns] }, may);
        self.input(left);
        self.input(right);
        let operator = operators::BatchMatmul { transposes_left, transposes_right };
        self.finish(Operator::BatchMatmul(operator), batches.iter().copied().chain([rows, columns]).collect())
    }

    fn padding(&mut self) -> Padding {
        if self.seeded.one_in(2) { Padding::Same } else { Padding::Valid }
    }

    fn fused(&mut self) -> Fused {
        [Fused::None, Fused::None, Fused::Relu, Fused::Relu6, Fused::ReluN1To1][self.seeded.size(0, 4)]
    }

    fn images(&mut self) -> usize {
        if self.seeded.one_in(5) { 2 } else { 1 }
    }

    fn pointwise(&mut self) -> [Axis; 2] {
        [self.seeded.size(1, 4), self.seeded.size(1, 4)].map(|size| [size, 1, 1, 1, size])
    }

    fn axis(&mut self, padding: Padding) -> Axis {
        loop {
            let [input, size] = [self.seeded.size(1, 9), self.seeded.size(1, 4)];
            let [stride, dilation] = [self.seeded.size(1, 3), if self.seeded.one_in(3) { 2 } else { 1 }];
            let extent = (size - 1) * dilation + 1;
            let output = match padding {
                Padding::Same => input.div_ceil(stride),
                Padding::Valid if extent > input => continue,
                Padding::Valid => (input - extent) / stride + 1,
            };
            return [input, size, stride, dilation, output];
        }
    }

    fn zero_point(&mut self) -> i64 {
        match self.element {
            ElementType::I8 if self.seeded.one_in(4) => [-128, 127, 0][self.seeded.size(0, 2)],
            ElementType::I8 => self.seeded.within(-128, 127),
            _ => 0,
        }
    }

    fn push(&mut self, tensor: Tensor) -> usize {
        self.tensors.push(tensor);
        self.tensors.len() - 1
    }

    fn activation(&mut self, name: &str, shape: Vec<usize>, scale: f32) -> usize {
        let quantization = Some(Quantization::one(scale, self.zero_point()));
        let element = self.element;
        self.push(Tensor {
            name: name.to_owned(),
            shape,
            element,
            quantization,
            data: None,
            is_variable: false,
        })
    }

    fn input(&mut self, shape: Vec<usize>) {
        let (low, high) = if self.element == ElementType::I8 { (-128, 127) } else { (-32_768, 32_767) };
        let count = shape.iter().product();
        let mut values = self.seeded.values(count, low, high);
        // Extremes are as likely as everything else together.
        for value in &mut values {
            if self.seeded.one_in(8) {
                *value = if self.seeded.one_in(2) { low } else { high };
            }
        }
        self.inputs.push(values);
        let scale = self.seeded.real(0.01, 0.1);
        let id = self.activation("input", shape, scale);
        self.node_inputs.push(Some(id));
        self.given.push(id);
    }

    fn constant(
        &mut self,
        name: &str,
        shape: Vec<usize>,
        element: ElementType,
        data: Data,
        of: Option<Quantization>,
    ) {
        let (name, data) = (name.to_owned(), Some(data));
        let id = self.push(Tensor { name, shape, element, quantization: of, data, is_variable: false });
        self.node_inputs.push(Some(id));
    }

    /// Scales are such that outputs spread over the range of their type, whatever the number of products.
    fn weights(&mut self, shape: Vec<usize>, axis: usize, depth: usize) {
        let (channels, count) = (shape[axis], shape.iter().product());
        let (low, high) = if self.seeded.one_in(5) { (-8, 7) } else { (-128, 127) };
        let element = if low == -8 { ElementType::I4 } else { ElementType::I8 };
        let values: Vec<i8> =
            self.seeded.values(count, low, high).into_iter().map(|value| value as i8).collect();
        let many = if self.seeded.one_in(2) { channels } else { 1 };
        let size = 1.0 / (high as f64 * (depth as f64).sqrt());
        let scales = (0..many).map(|_| self.seeded.real(0.2 * size, 4.0 * size)).collect();
        let quantization = Quantization { scales, zero_points: vec![0; many], axis };
        self.constant("weights", shape, element, Data::I8(values.into()), Some(quantization));
    }

    fn bias(&mut self, channels: usize, may_be_short: bool) {
        if self.seeded.one_in(4) {
            self.node_inputs.push(None);
            return;
        }
        let is_long = self.element == ElementType::I16 && !(may_be_short && self.seeded.one_in(2));
        let reach = if is_long && self.seeded.one_in(3) { 1 << 33 } else { 20_000 };
        let values = self.seeded.values(channels, -reach, reach);
        match is_long {
            true => self.constant("bias", vec![channels], ElementType::I64, Data::I64(values.into()), None),
            false => {
                let values = values.into_iter().map(|value| value as i32).collect();
                self.constant("bias", vec![channels], ElementType::I32, Data::I32(values), None);
            }
        }
    }

    fn finish(mut self, operator: Operator, shape: Vec<usize>) -> Case {
        let like = self.tensors[self.given[0]].quantization.clone();
        let scale = self.seeded.real(0.02, 0.1);
        let output = self.activation("output", shape, scale);
        if matches!(operator, Operator::AveragePool2d(_) | Operator::MaxPool2d(_)) {
            self.tensors[output].quantization = like.clone();
        }
        if matches!(operator, Operator::BatchMatmul(_)) {
            self.tensors[output].quantization =
                like.map(|one| Quantization::one(one.scales[0] * 13.0, one.zero_points[0]));
        }
        let node = Node { index: 0, operator, inputs: self.node_inputs, outputs: vec![output] };
        let (tensors, inputs) = (self.tensors, self.given);
        let graph =
            Graph { name: "case".to_owned(), tensors, nodes: vec![node], inputs, outputs: vec![output] };
        Case { graph, inputs: self.inputs }
    }
}

fn strides(height: Axis, width: Axis) -> Strides {
    let [height_stride, width_stride, dilation_height, dilation_width] =
        [height[2], width[2], height[3], width[3]].map(|value| value as i32);
    Strides { height: height_stride, width: width_stride, dilation_height, dilation_width }
}
