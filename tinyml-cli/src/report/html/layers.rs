//! The layers on the page: what each adds to the deviation, what it takes, and its integers.

use super::figure::{Figures, scrolling};
use crate::plot::rows::Rows;
use crate::plot::svg::escaped;
use crate::report::data::{Deviation, Layer, Report};
use crate::report::names::{amount, digits, whole};
use crate::report::text::{rescaling, span};

/// Layers with bars; a table has all of them.
const MOST_ROWS: usize = 24;

pub(super) fn section(report: &Report, figures: &mut Figures) -> String {
    format!(
        "<section>\n<h2>Layers</h2>\n{}<p class=\"note\"><b>Alone</b>: only this layer is of integers, what enters it is exact. \
         <b>Up to here</b>: all layers before it are of integers too. The layers behind it are those of the float network. \
         Errors can cancel, so the bars need not grow.</p>\n<h3>Size and accuracy</h3>\n{}<h3>Integers</h3>\n{}</section>\n",
        bars(report, figures),
        scrolling("Size and accuracy of each layer", "", &sizes(report)),
        scrolling("Integers of each layer", "", &integers(report))
    )
}

fn bars(report: &Report, figures: &mut Figures) -> String {
    let unit = report.errors.unit.as_deref();
    let bar = |deviation: &Deviation| (deviation.rms, digits(deviation.rms, 4));
    let rows = report.layers.iter().take(MOST_ROWS);
    let rows: Vec<_> =
        rows.map(|layer| (layer.name.clone(), [bar(&layer.alone), bar(&layer.up_to_here)])).collect();
    let worst = report.layers.iter().max_by(|a, b| a.alone.rms.total_cmp(&b.alone.rms));
    let summary = worst.map_or(String::new(), |layer| {
        format!("Alone, layer {} deviates most: {} RMS.", layer.name, amount(layer.alone.rms, unit))
    });
    let rows = Rows { kinds: ["alone", "up to here"], rows };
    let title = match unit {
        Some(unit) => format!("RMS deviation of the output that each layer causes ({unit})"),
        None => "RMS deviation of the output that each layer causes".to_owned(),
    };
    figures.rows(&title, &summary, &rows)
}

fn sizes(report: &Report) -> String {
    let unit = report.errors.unit.as_deref();
    let head = |target: &str| format!("<th scope=\"col\">bytes on<br>{}</th>", escaped(target));
    let targets: String = report.cost.targets.iter().map(|target| head(target.target)).collect();
    let deviation = |deviation: &Deviation| {
        format!(
            "{}<small>worst {}</small>",
            escaped(&amount(deviation.rms, unit)),
            escaped(&amount(deviation.worst, unit))
        )
    };
    let row = |layer: &Layer| {
        let bytes: String = layer.bytes.iter().map(|bytes| format!("<td>{}</td>", whole(bytes))).collect();
        let removed = match layer.removed {
            0 => String::new(),
            units => format!("<small>{} units removed</small>", whole(units)),
        };
        format!(
            "<tr><th scope=\"row\">{}</th><td>{} × {}{removed}</td><td>{}</td>{bytes}<td class=\"words\">{}</td>\
             <td class=\"words\">{}</td><td>{}</td><td>{}</td></tr>\n",
            escaped(&layer.name),
            whole(layer.inputs),
            whole(layer.outputs),
            whole(layer.macs),
            escaped(&layer.storage),
            escaped(&layer.activation),
            deviation(&layer.alone),
            deviation(&layer.up_to_here)
        )
    };
    format!(
        "<table>\n<thead><tr><th scope=\"col\" class=\"words\">layer</th><th scope=\"col\">inputs × outputs</th>\
         <th scope=\"col\">MACs</th>{targets}<th scope=\"col\" class=\"words\">storage</th>\
         <th scope=\"col\" class=\"words\">activation</th><th scope=\"col\">alone, RMS</th>\
         <th scope=\"col\">up to here, RMS</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        report.layers.iter().map(row).collect::<String>()
    )
}

fn integers(report: &Report) -> String {
    let row = |layer: &Layer| {
        let sums = &layer.sums;
        let reached = if sums.reached { "reached" } else { "bound" };
        format!(
            "<tr><th scope=\"row\">{}</th><td>{} to {}<small>{reached}; real {}</small></td><td>{}</td><td>{}</td>\
             <td class=\"words\">{}<small>{}</small></td><td>{}<small>of {}</small></td></tr>\n",
            escaped(&layer.name),
            whole(sums.min),
            whole(sums.max),
            span(sums.real),
            span(layer.step),
            span(layer.out_step),
            escaped(&layer.operator),
            escaped(&rescaling(&layer.rescaling)),
            whole(layer.clamped.inputs),
            whole(layer.clamped.points)
        )
    };
    format!(
        "<table>\n<thead><tr><th scope=\"col\" class=\"words\">layer</th><th scope=\"col\">range of the sums</th>\
         <th scope=\"col\">a step of the sums</th><th scope=\"col\">a step of the results</th>\
         <th scope=\"col\" class=\"words\">behind the sums</th><th scope=\"col\">inputs clamped</th></tr></thead>\n\
         <tbody>\n{}</tbody>\n</table>\n",
        report.layers.iter().map(row).collect::<String>()
    )
}
