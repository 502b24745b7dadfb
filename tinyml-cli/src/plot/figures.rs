//! From what a report says to the charts that show it. Page, file and terminal draw the same ones.

use super::chart::{Axis, Chart, Mark, Shape, Tone};
use crate::report::data::{ErrorCurve, Histogram, Loss, Report, Scatter, Sweep};
use crate::report::names::{amount, place, whole};

/// The model's output over its inputs, and its predictions against samples.
pub(crate) fn fit(report: &Report) -> Vec<Chart> {
    let one_input = matches!(&report.plots.sweeps[..], [sweep] if sweep.others.is_empty());
    let scatters = report.plots.scatters.iter().filter(|_| !one_input).map(scatter);
    scatters.chain(report.plots.sweeps.iter().map(|sweep| self::sweep(report, sweep))).collect()
}

/// Outputs over one input.
pub(crate) fn sweep(report: &Report, sweep: &Sweep) -> Chart {
    let single = sweep.lines.len() == 1;
    let mut marks: Vec<Mark> = Vec::new();
    for (line, tone) in sweep.lines.iter().zip(Tone::LINES).rev() {
        let name = if single { "integer network".to_owned() } else { line.name.clone() };
        let mark = Mark::new(Shape::Line(pairs(&line.points)), tone);
        let alone = single && sweep.samples.is_empty();
        marks.insert(0, if alone { mark } else { mark.called(name) });
    }
    if !sweep.samples.is_empty() {
        let name = match &report.data {
            Some(data) => format!("{} samples", whole(data.rows)),
            None => "samples".to_owned(),
        };
        marks.push(Mark::new(Shape::Dots(pairs(&sweep.samples)), Tone::Ink).called(name));
    }
    let score = if report.model.labels.is_empty() { "outputs" } else { "score" };
    let y = match &sweep.lines[..] {
        [line] => Axis::of(&line.name, sweep.output_unit.as_deref()),
        _ => Axis::of(score, sweep.output_unit.as_deref()),
    };
    let x = Axis::of(&sweep.input, sweep.unit.as_deref());
    let others = match sweep.others.is_empty() {
        true => String::new(),
        false => format!(", with {}", place(&sweep.others)),
    };
    let (first, last) = ends(sweep);
    Chart {
        title: format!("{} over {}{others}", y.title.split(" (").next().unwrap_or_default(), sweep.input),
        summary: format!(
            "The integer network over {} from {first} to {last}{others}: {}.",
            sweep.input,
            lines_in_words(sweep)
        ),
        x: x.within(range(sweep)),
        y,
        marks,
    }
}

fn range(sweep: &Sweep) -> (f64, f64) {
    let points = sweep.lines.first().map_or(&[][..], |line| &line.points);
    let samples = sweep.samples.iter().map(|point| point[0]);
    let all = points.first().into_iter().chain(points.last()).map(|point| point[0]).chain(samples);
    all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
}

fn ends(sweep: &Sweep) -> (String, String) {
    let (low, high) = range(sweep);
    (amount(low, sweep.unit.as_deref()), amount(high, sweep.unit.as_deref()))
}

fn lines_in_words(sweep: &Sweep) -> String {
    let unit = sweep.output_unit.as_deref();
    let one = |line: &crate::report::data::Line| {
        let end = |point: Option<&[f64; 2]>| point.map_or(String::new(), |point| amount(point[1], unit));
        format!("{} goes from {} to {}", line.name, end(line.points.first()), end(line.points.last()))
    };
    sweep.lines.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// Prediction against sample; on the diagonal they agree.
fn scatter(scatter: &Scatter) -> Chart {
    let unit = scatter.unit.as_deref();
    let values = scatter.points.iter().flatten();
    let ends = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    let axis = |name: &str| Axis::of(&format!("{name} {}", scatter.output), unit);
    let diagonal = Shape::Line(vec![(ends.0, ends.0), (ends.1, ends.1)]);
    Chart {
        title: format!("Predicted and measured {}", scatter.output),
        summary: format!(
            "{} of {} samples against their measured values.",
            scatter.output,
            scatter.points.len()
        ),
        x: axis("measured"),
        y: axis("predicted"),
        marks: vec![
            Mark::new(diagonal, Tone::Muted).called("equal"),
            Mark::new(Shape::Dots(pairs(&scatter.points)), Tone::Accent).called("samples"),
        ],
    }
}

/// Integer network less float network, for each output.
pub(crate) fn errors(report: &Report) -> Vec<Chart> {
    let several = report.plots.errors.len() > 1;
    report.plots.errors.iter().map(|curve| error(report, curve, several)).collect()
}

fn error(report: &Report, curve: &ErrorCurve, several: bool) -> Chart {
    let unit = curve.unit.as_deref();
    let thin = curve.bins.iter().all(|bin| bin[1] == bin[2]);
    let shape = match (curve.all, thin) {
        (true, true) => Shape::Line(curve.bins.iter().map(|bin| (bin[0], bin[1])).collect()),
        (true, false) => Shape::Band(curve.bins.iter().map(|bin| (bin[0], bin[1], bin[2])).collect()),
        // Between sampled inputs nothing is known.
        (false, _) => {
            let ends = curve.bins.iter().flat_map(|bin| [(bin[0], bin[1]), (bin[0], bin[2])]);
            let mut points: Vec<(f64, f64)> = ends.collect();
            points.dedup();
            Shape::Dots(points)
        }
    };
    let mut marks = vec![Mark::new(shape, Tone::Accent)];
    if let Some([x, y]) = curve.worst {
        marks.push(Mark::new(Shape::Spot((x, y), format!("worst {}", amount(y, unit))), Tone::Ink));
    }
    let of = if several { format!(" of {}", curve.output) } else { String::new() };
    let count = whole(curve.points);
    let points =
        if curve.all { format!("all {count} declared inputs") } else { format!("{count} sampled inputs") };
    Chart {
        title: format!("Deviation{of} from the float network, {points}"),
        summary: format!(
            "Integer network less float network over {points}: at worst {}, {} RMS over all outputs.",
            amount(report.errors.worst, report.errors.unit.as_deref()),
            amount(report.errors.rms, report.errors.unit.as_deref())
        ),
        x: Axis::of(&curve.across, curve.across_unit.as_deref()),
        y: Axis::of("integer − float", unit).with_zero(),
        marks,
    }
}

/// Weights of each layer: as the file gives them, then as they are stored.
pub(crate) fn weights(report: &Report) -> Vec<Chart> {
    report.plots.weights.iter().flat_map(|layer| [real_weights(layer), integer_weights(layer)]).collect()
}

fn real_weights(layer: &Histogram) -> Chart {
    histogram(format!("{}: weights in the file", layer.layer), "weight", &layer.real)
}

fn integer_weights(layer: &Histogram) -> Chart {
    histogram(format!("{}: weights on the chip, {}", layer.layer, layer.storage), "integer", &layer.integer)
}

fn histogram(title: String, across: &str, bars: &[[f64; 3]]) -> Chart {
    let total: f64 = bars.iter().map(|bar| bar[2]).sum();
    let (low, high) = (bars.first().map_or(0.0, |bar| bar[0]), bars.last().map_or(1.0, |bar| bar[1]));
    Chart {
        summary: format!(
            "{title}: {} between {} and {}.",
            whole(total),
            amount(low, None),
            amount(high, None)
        ),
        title,
        x: Axis::of(across, None).within((low, high)),
        y: Axis { zero: true, whole: true, ..Axis::of("count", None) },
        marks: vec![Mark::new(
            Shape::Bars(bars.iter().map(|bar| (bar[0], bar[1], bar[2])).collect()),
            Tone::Accent,
        )],
    }
}

/// The learning curve; nothing if the file has none.
pub(crate) fn history(report: &Report) -> Option<Chart> {
    let history = &report.plots.history;
    let (first, last) = (history.first()?, history.last()?);
    let line = |of: &dyn Fn(&Loss) -> Option<f64>| -> Vec<(f64, f64)> {
        history.iter().filter_map(|loss| Some((loss.step, of(loss)?))).collect()
    };
    let (training, validation) = (line(&|loss| Some(loss.training)), line(&|loss| loss.validation));
    let values = training.iter().chain(&validation).map(|point| point.1);
    let (low, high) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    let log = low > 0.0 && high > 10.0 * low;
    let alone = validation.is_empty();
    let mut marks = vec![Mark::new(Shape::Line(training), Tone::Accent)];
    if !alone {
        marks[0].label = Some("rows learnt from".to_owned());
        marks.push(Mark::new(Shape::Line(validation), Tone::Dashed).called("rows kept back"));
    }
    Some(Chart {
        title: "Learning curve".to_owned(),
        summary: format!(
            "Loss in training from {} to {} after {} steps.",
            amount(first.training, None),
            amount(last.training, None),
            amount(last.step, None)
        ),
        x: Axis::of("steps", None),
        y: Axis { log, zero: !log, ..Axis::of("loss", None) },
        marks,
    })
}

fn pairs(points: &[[f64; 2]]) -> Vec<(f64, f64)> {
    points.iter().map(|point| (point[0], point[1])).collect()
}
