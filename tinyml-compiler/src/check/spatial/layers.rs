//! Layers: each takes what the one before it gives, and the last one fits the outputs.

use super::edges::MAX_VALUES;
use super::shown;
use super::windows::windows;
use crate::check::layer::Place;
use crate::check::output::Ends;
use crate::check::shape::{self, Before};
use crate::check::{activation::activation, all, name, not_empty};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, count, quoted};
use crate::model::{AddDraft, ConvolutionDraft, LayerDraft, LayerType, List, PoolDraft, SpatialDraft};
use crate::network::Activation;
use crate::spatial::{LayerKind, SpatialLayer, Weights};

/// The largest weight: sums of products stay within single precision.
const LARGEST: f64 = 1e15;

/// What is known of the layers so far.
struct Chain<'r> {
    /// Name and shape of each, as far as they could be read.
    done: Vec<(Option<String>, Checked<Vec<usize>>)>,
    /// The shape of the input.
    input: Checked<Vec<usize>>,
    report: &'r mut Report,
}

/// Checks every layer.
pub(super) fn layers(
    drafts: Checked<List<SpatialDraft>>,
    input: Checked<Vec<usize>>,
    ends: Option<Ends>,
    report: &mut Report,
) -> Checked<Vec<SpatialLayer>> {
    let drafts = not_empty(drafts, "layer", report)?;
    let named = drafts.iter().flatten();
    let named = named.filter_map(|draft| Some((draft.name().as_deref().ok()?, draft.at().key("name"))));
    name::unique("layers", named, report);
    let last = drafts.len() - 1;
    let mut chain = Chain { done: Vec::new(), input, report };
    let mut layers = Vec::new();
    for (index, draft) in drafts.into_iter().enumerate() {
        let own = draft.as_ref().ok().and_then(|draft| draft.name().clone().ok());
        let layer = draft.and_then(|draft| chain.layer(draft, Place { index, last: index == last, ends }));
        chain.done.push((own, layer.as_ref().map(|layer| layer.shape.clone()).map_err(|reported| *reported)));
        layers.push(layer);
    }
    all(layers)
}

impl SpatialDraft {
    fn name(&self) -> &Checked<String> {
        match self {
            Self::Dense(draft) => &draft.name,
            Self::Convolution(draft) => &draft.name,
            Self::Pool(draft) => &draft.name,
            Self::Flatten(_, name) => name,
            Self::Add(draft) => &draft.name,
        }
    }

    fn at(&self) -> &Spot {
        match self {
            Self::Dense(draft) => &draft.at,
            Self::Convolution(draft) => &draft.at,
            Self::Pool(draft) => &draft.at,
            Self::Flatten(at, _) => at,
            Self::Add(draft) => &draft.at,
        }
    }
}

impl Chain<'_> {
    fn layer(&mut self, draft: SpatialDraft, place: Place) -> Checked<SpatialLayer> {
        let title = match draft.name() {
            Ok(name) => format!("layer {}", quoted(name)),
            Err(_) => format!("layer {}", place.index),
        };
        let at = draft.at().clone();
        let name = name::identifier(draft.name().clone(), &at.key("name"), self.report);
        let found = match &draft {
            SpatialDraft::Dense(draft) => draft.activation,
            SpatialDraft::Convolution(draft) => draft.activation,
            SpatialDraft::Add(draft) => draft.activation,
            SpatialDraft::Pool(_) | SpatialDraft::Flatten(..) => Ok(None),
        };
        let activation = self.activation(found, place, &title, &at.key("activation"));
        let (kind, shape) = match draft {
            SpatialDraft::Dense(draft) => self.dense(draft, &title)?,
            SpatialDraft::Convolution(draft) => self.convolution(draft, &title)?,
            SpatialDraft::Pool(draft) => self.pool(&draft, &title)?,
            SpatialDraft::Flatten(..) => {
                (LayerKind::Flatten, vec![self.before(place.index)?.iter().product()])
            }
            SpatialDraft::Add(draft) => self.add(&draft, place.index, &title)?,
        };
        if shape.iter().product::<usize>() > MAX_VALUES {
            return Err(self.report.push(
                Diagnostic::new(Code::TooMany, format!("{title} gives {}", shown(&shape)))
                    .at(&at)
                    .expected(format!("at most {}", count(MAX_VALUES, "value"))),
            ));
        }
        if let (true, Some(ends)) = (place.last, place.ends) {
            self.ends(&shape, ends, &title, &at)?;
        }
        Ok(SpatialLayer { name: name?, kind, shape, activation: activation? })
    }

    /// The shape that the layer of a number gets. What could not be read has been reported.
    fn before(&self, index: usize) -> Checked<Vec<usize>> {
        match index.checked_sub(1) {
            Some(before) => self.done[before].1.clone(),
            None => self.input.clone(),
        }
    }

    fn current(&self) -> Checked<Vec<usize>> {
        self.before(self.done.len())
    }

    /// Half a sentence on what comes before.
    fn gives(&self, shape: &[usize]) -> String {
        match self.done.last() {
            Some((Some(name), _)) => format!("layer {} gives {}", quoted(name), shown(shape)),
            Some((None, _)) => format!("the layer before it gives {}", shown(shape)),
            None => format!("the input has {}", shown(shape)),
        }
    }

    fn activation(
        &mut self,
        found: Checked<Option<Activation>>,
        place: Place,
        title: &str,
        at: &Spot,
    ) -> Checked<Activation> {
        let found = activation(found?.unwrap_or(Activation::None), place, title, at, self.report)?;
        match found {
            Activation::Clamp { min, max } if (min, max) != (0.0, 6.0) && (min, max) != (-1.0, 1.0) => {
                Err(self.report.push(
                    Diagnostic::new(
                        Code::ActivationParameter,
                        format!("{title} is clamped to other bounds than kernels of 8 bits have"),
                    )
                    .at(at)
                    .expected("0 to 6, or -1 to 1, in a network with convolutions"),
                ))
            }
            found => Ok(found),
        }
    }

    fn dense(&mut self, draft: LayerDraft, title: &str) -> Checked<(LayerKind, Vec<usize>)> {
        let before = self.current();
        let (weights, bias) = (draft.weights, draft.bias);
        let before = before?;
        let &[width] = before.as_slice() else {
            let message = format!("{title} takes a row of values, but {}", self.gives(&before));
            return Err(self.report.push(
                Diagnostic::new(Code::LayerInputs, message)
                    .at(&draft.at)
                    .help("put a layer of type `flatten` before it"),
            ));
        };
        let wanting = Before::wanting(width, self.gives(&before));
        self.weighted(weights, bias, &wanting, title, &draft.at)
            .map(|(weights, rows)| (LayerKind::Dense(weights), vec![rows]))
    }

    fn weighted(
        &mut self,
        weights: Checked<crate::json::Matrix>,
        bias: Checked<Vec<f64>>,
        before: &Before,
        title: &str,
        at: &Spot,
    ) -> Checked<(Weights, usize)> {
        let weights = weights.and_then(|weights| shape::weights(weights, title, before, at, self.report));
        let rows = weights.as_ref().ok().map(|weights| weights.outputs);
        let bias = bias.and_then(|bias| shape::bias(bias, rows, title, at, self.report));
        let weights = weights?;
        if let Some(value) = weights.values.iter().find(|value| value.abs() > LARGEST) {
            return Err(self.report.push(
                Diagnostic::new(
                    Code::ValueOverflow,
                    format!("{title} has a weight beyond any useful number"),
                )
                .at(&at.key("weights"))
                .expected(format!("at most {LARGEST:e}"))
                .found(format!("`{value:e}`"))
                .help("such numbers come from a training that diverged"),
            ));
        }
        Ok((Weights { values: weights.values, bias: bias? }, weights.outputs))
    }

    fn convolution(&mut self, draft: ConvolutionDraft, title: &str) -> Checked<(LayerKind, Vec<usize>)> {
        let before = self.current()?;
        let wanted = match draft.ty {
            LayerType::Conv1d => before.len() == 2,
            LayerType::Conv2d => before.len() == 3,
            LayerType::Depthwise => before.len() >= 2,
            LayerType::Dense | LayerType::Pool | LayerType::Flatten | LayerType::Add => true,
        };
        if !wanted {
            return Err(self.misplaced(title, draft.ty == LayerType::Conv1d, &before, &draft.at));
        }
        let (windows, places) = windows(&draft.windows, &before, false, title, &draft.at, self.report)?;
        let channels = before.last().copied().unwrap_or(1);
        let is_depthwise = draft.ty == LayerType::Depthwise;
        let taps = windows.kernel[0] * windows.kernel[1];
        let width = taps.saturating_mul(if is_depthwise { 1 } else { channels });
        let seen = if is_depthwise {
            "of one channel".to_owned()
        } else {
            format!("of {}", count(channels, "channel"))
        };
        let [rows, columns] = windows.kernel;
        let kernel = if before.len() == 2 { columns.to_string() } else { format!("{rows} x {columns}") };
        let gives = format!("its kernel sees {kernel} taps {seen}");
        let wanting = Before::wanting(width, gives);
        let (weights, filters) = self.weighted(draft.weights, draft.bias, &wanting, title, &draft.at)?;
        if is_depthwise && !filters.is_multiple_of(channels) {
            let message = format!("{title} has {}, but {}", count(filters, "filter"), self.gives(&before));
            return Err(self.report.push(
                Diagnostic::new(Code::LayerInputs, message)
                    .at(&draft.at.key("weights"))
                    .expected(format!("as many filters for each of {}", count(channels, "channel"))),
            ));
        }
        let kind = if is_depthwise { LayerKind::Depthwise } else { LayerKind::Convolution };
        Ok((kind(windows, weights), moved(&before, places, filters)))
    }

    fn pool(&mut self, draft: &PoolDraft, title: &str) -> Checked<(LayerKind, Vec<usize>)> {
        let before = self.current()?;
        if before.len() < 2 {
            return Err(self.misplaced(title, false, &before, &draft.at));
        }
        let (windows, places) = windows(&draft.windows, &before, true, title, &draft.at, self.report)?;
        let kind = if draft.max? { LayerKind::MaxPool } else { LayerKind::AveragePool };
        let channels = before.last().copied().unwrap_or(1);
        Ok((kind(windows), moved(&before, places, channels)))
    }

    fn add(&mut self, draft: &AddDraft, index: usize, title: &str) -> Checked<(LayerKind, Vec<usize>)> {
        let before = self.before(index)?;
        let with = draft.with.as_deref().map_err(|reported| *reported)?;
        let at = draft.at.key("with");
        let Some(earlier) = self.done.iter().position(|(name, _)| name.as_deref() == Some(with)) else {
            let message = format!("{title} adds layer {}, which is not before it", quoted(with));
            let names: Vec<String> =
                self.done.iter().filter_map(|(name, _)| name.as_deref().map(quoted)).collect();
            let diagnostic = Diagnostic::new(Code::AddedLayer, message).at(&at);
            return Err(self.report.push(match names.is_empty() {
                true => diagnostic.expected("the name of an earlier layer, of which there is none"),
                false => diagnostic.expected(format!("an earlier layer: {}", names.join(", "))),
            }));
        };
        let other = self.before(earlier + 1)?;
        if other == before {
            return Ok((LayerKind::Add(earlier), before));
        }
        let message = format!("{title} adds arrays of different shapes");
        Err(self.report.push(
            Diagnostic::new(Code::AddedLayer, message)
                .at(&at)
                .expected(format!("{}, since {}", shown(&before), self.gives(&before)))
                .found(format!("{} from layer {}", shown(&other), quoted(with))),
        ))
    }

    fn misplaced(
        &mut self,
        title: &str,
        is_long: bool,
        before: &[usize],
        at: &Spot,
    ) -> crate::diagnostic::Reported {
        let message = format!("{title} moves over an array that has a shape, but {}", self.gives(before));
        let expected = if is_long { "length and channels" } else { "height, width and channels" };
        self.report.push(
            Diagnostic::new(Code::LayerInputs, message)
                .at(at)
                .expected(expected)
                .help("the `shape` of the input is `[height, width, channels]` or `[length, channels]`"),
        )
    }

    /// The last layer has a value for each output or label.
    fn ends(&mut self, shape: &[usize], ends: Ends, title: &str, at: &Spot) -> Checked<()> {
        let (wanted, noun) = match ends {
            Ends::Values(outputs) => (outputs, "output"),
            Ends::Labels(labels) => (labels, "label"),
        };
        if shape == [wanted] {
            return Ok(());
        }
        let message = format!(
            "{title} is the last and gives {}, but the model has {}",
            shown(shape),
            count(wanted, noun)
        );
        Err(self.report.push(
            Diagnostic::new(Code::OutputCount, message)
                .at(at)
                .expected(count(wanted, "value"))
                .found(shown(shape))
                .help("let the network end in a `dense` layer, behind a `flatten`"),
        ))
    }
}

/// A shape with other places and channels.
fn moved(before: &[usize], [rows, columns]: [usize; 2], channels: usize) -> Vec<usize> {
    if before.len() == 2 { vec![columns, channels] } else { vec![rows, columns, channels] }
}
