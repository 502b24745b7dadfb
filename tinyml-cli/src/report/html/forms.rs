//! The forms of a model side by side.

use super::super::data::{Form, Report};
use super::super::names::{amount, whole};
use super::figure::scrolling;
use super::{code, escaped};

/// What another form would bring, and the attribute that asks for it.
pub(super) fn section(report: &Report) -> String {
    let forms = &report.forms;
    let [layers, others @ ..] = &forms.forms[..] else {
        return String::new();
    };
    if others.is_empty() {
        return String::new();
    }
    let unit = report.errors.unit.as_deref();
    let heads: String =
        layers.targets.iter().map(|target| format!("<th scope=\"col\">{}</th>", target.target)).collect();
    let rows: String = forms.forms.iter().map(|form| row(form, unit)).collect();
    let lines: String = others
        .iter()
        .map(|form| format!("<pre tabindex=\"0\"><code>{}</code></pre>\n", code(&form.attribute)))
        .collect();
    let table = format!(
        "<table>\n<thead><tr><th scope=\"col\" class=\"words\">lowering</th><th scope=\"col\">deviation</th>{heads}</tr></thead>\n\
         <tbody>\n{rows}</tbody>\n</table>\n"
    );
    format!(
        "<section>\n<h2>Forms</h2>\n<p class=\"note\">A network of one input is a curve, and can run as segments of straight \
         lines. For each core: instructions at worst, and flash; both are estimates.</p>\n{}{lines}</section>\n",
        scrolling("The forms side by side", "", &table)
    )
}

fn row(form: &Form, unit: Option<&str>) -> String {
    let costs = form.targets.iter().map(|found| {
        let (instructions, flash) = (whole(found.instructions), whole(found.flash_bytes));
        format!("<td>{instructions}<small>{flash} B</small></td>")
    });
    format!(
        "<tr><th scope=\"row\">{}<small>{}</small></th><td>≤ {}<small>{}</small></td>{}</tr>\n",
        form.lowering,
        escaped(&form.what),
        escaped(&amount(form.bound, unit)),
        if form.proved { "proved" } else { "a bound" },
        costs.collect::<String>()
    )
}
