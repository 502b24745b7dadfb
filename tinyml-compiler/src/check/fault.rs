//! What raw values say of a sensor: that none of them means two things, and that something is left to measure.

use std::collections::BTreeMap;

use super::input::WIDER;
use super::range::{codes, range};
use super::{all, name};
use crate::diagnostic::{Checked, Code, Diagnostic, Report, Spot, quoted};
use crate::fault::{Cause, Variant, variants};
use crate::model::{FaultDraft, FaultDrafts};
use crate::network::{Fault, Faults, Input, IntType};

/// What is known of the input that faults are declared of.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    /// Its integer type.
    pub ty: Checked<IntType>,
    /// Its declared range.
    pub range: Checked<(i64, i64)>,
    /// Its length, if it is an array.
    pub length: Checked<Option<usize>>,
}

/// Checks the fields `calibrated` and `faults` of the input at `at`.
pub fn faults(drafts: FaultDrafts, of: Measured, at: &Spot, report: &mut Report) -> Checked<Faults> {
    of_scalar(&drafts, of, at, report)?;
    let calibrated = match drafts.calibrated {
        Ok(Some(ends)) => calibrated(ends, of, &at.key("calibrated"), report).map(Some),
        other => other,
    };
    let at = at.key("faults");
    let Some(list) = drafts.faults? else {
        return Ok(Faults { declared: Vec::new(), calibrated: calibrated? });
    };
    let list = list.into_iter().enumerate();
    let checked: Vec<Checked<Fault>> =
        list.map(|(index, draft)| fault(draft?, of.ty, &at.index(index), report)).collect();
    disjoint(&checked, calibrated, &at, report)?;
    let faults = Faults { declared: all(checked)?, calibrated: calibrated? };
    something_left(&faults, of.range?, &at, report)?;
    Ok(faults)
}

/// An array has one description for all its values, but a fault is one sensor's.
fn of_scalar(drafts: &FaultDrafts, of: Measured, at: &Spot, report: &mut Report) -> Checked<()> {
    let field = match drafts {
        FaultDrafts { calibrated: Ok(None), faults: Ok(None) } => return Ok(()),
        FaultDrafts { faults: Ok(None), .. } => "calibrated",
        FaultDrafts { .. } => "faults",
    };
    match of.length {
        Ok(Some(_)) => Err(report.push(
            Diagnostic::new(
                Code::FaultsOfArray,
                format!("{} is for a single value, not for an array", quoted(field)),
            )
            .at(&at.key(field))
            .help("look at the values of an array before they are gathered, or make single inputs of them"),
        )),
        Ok(None) | Err(_) => Ok(()),
    }
}

fn calibrated(ends: (i64, i64), of: Measured, at: &Spot, report: &mut Report) -> Checked<(i64, i64)> {
    let (min, max) = range(ends, of.ty, WIDER, at, report)?;
    let (least, greatest) = of.range?;
    if least <= min && max <= greatest {
        return Ok((min, max));
    }
    Err(report.push(
        Diagnostic::new(Code::CalibratedOutside, "the calibrated range is not within the declared one")
            .at(at)
            .expected(format!("within `[{least}, {greatest}]`, which is `range`"))
            .found(format!("`[{min}, {max}]`"))
            .help(
                "`range` is what the model is made and verified for, `calibrated` the part that was measured",
            ),
    ))
}

fn fault(draft: FaultDraft, ty: Checked<IntType>, at: &Spot, report: &mut Report) -> Checked<Fault> {
    let name = name::identifier(draft.name, &at.key("name"), report);
    let (min, max) = draft.range.and_then(|ends| codes(ends, ty, WIDER, &at.key("range"), report))?;
    Ok(Fault { name: name?, description: draft.description?, min, max })
}

/// Reports each fault that shares a raw value with an earlier one, or with the calibrated range.
fn disjoint(
    faults: &[Checked<Fault>],
    calibrated: Checked<Option<(i64, i64)>>,
    at: &Spot,
    report: &mut Report,
) -> Checked<()> {
    let mut result = Ok(());
    for (index, fault) in faults.iter().enumerate() {
        let Ok(fault) = fault else { continue };
        let shares = |&(min, max): &(i64, i64)| fault.min <= max && min <= fault.max;
        let other = faults[..index].iter().flatten().find(|other| shares(&(other.min, other.max)));
        let other = other.map(|other| (format!("the fault {}", quoted(&other.name)), (other.min, other.max)));
        let calibrated = calibrated.ok().flatten().filter(shares);
        let other = other.or(calibrated.map(|ends| ("the calibrated range".to_owned(), ends)));
        if let Some((other, (min, max))) = other {
            let message = format!("the fault {} and {other} share raw values", quoted(&fault.name));
            result = Err(report.push(
                Diagnostic::new(Code::FaultOverlap, message)
                    .at(&at.index(index).key("range"))
                    .expected(format!("values outside of `[{min}, {max}]`"))
                    .found(format!("`[{}, {}]`", fault.min, fault.max))
                    .help("a raw value means one thing; both ends of a range belong to it"),
            ));
        }
    }
    result
}

fn something_left(faults: &Faults, (min, max): (i64, i64), at: &Spot, report: &mut Report) -> Checked<()> {
    let inside = |fault: &Fault| (fault.max.min(max) - fault.min.max(min) + 1).max(0);
    let taken: i64 = faults.declared.iter().map(inside).sum();
    if taken < max - min + 1 {
        return Ok(());
    }
    Err(report.push(
        Diagnostic::new(Code::NoMeasurementLeft, "the faults take every raw value of the declared range")
            .at(at)
            .expected(format!("values of `[{min}, {max}]` that are measurements"))
            .help("`range` is what the model is made for; faults may lie outside of it"),
    ))
}

/// Reports names that become the same variant of the enum of faults, which holds what the inputs declare and more.
pub fn distinct_faults<'n>(
    inputs: impl IntoIterator<Item = &'n Input>,
    at: &Spot,
    report: &mut Report,
) -> Checked<()> {
    let inputs: Vec<&Input> = inputs.into_iter().collect();
    if !inputs.iter().any(|input| input.faults.declares_something()) {
        return Ok(());
    }
    let mut variants = variants(&inputs);
    // What the enum has of itself comes first, so that it is the declared name that is blamed.
    variants.sort_by_key(|variant| matches!(variant.cause, Cause::Declared(_)));
    let mut seen: BTreeMap<&str, &Variant<'_>> = BTreeMap::new();
    let mut result = Ok(());
    for variant in &variants {
        let Some(first) = seen.get(variant.name.as_str()) else {
            seen.insert(&variant.name, variant);
            continue;
        };
        let names = [first, variant].map(|variant| inputs[variant.input].name.as_str());
        // Inputs of one name have been reported.
        if first.input == variant.input || names[0] != names[1] {
            let at = at.index(variant.input);
            result =
                Err(report.push(same_variant(variant, first, names).at(&declared_at(variant, &inputs, &at))));
        }
    }
    result
}

/// Where the name of a variant comes from: its fault's, or its input's.
fn declared_at(variant: &Variant<'_>, inputs: &[&Input], at: &Spot) -> Spot {
    let faults = &inputs[variant.input].faults.declared;
    // The second of two is meant, where they are equal in everything.
    match faults.iter().rposition(|fault| variant.cause == Cause::Declared(fault)) {
        Some(index) => at.key("faults").index(index).key("name"),
        None => at.key("name"),
    }
}

fn same_variant(variant: &Variant<'_>, first: &Variant<'_>, [earlier, own]: [&str; 2]) -> Diagnostic {
    let name = quoted(variant.cause.name());
    let taken = quoted(&variant.name);
    match first.cause {
        Cause::Declared(_) if earlier == own && variant.cause.name() == first.cause.name() => {
            Diagnostic::new(Code::DuplicateName, format!("two faults have the name {name}"))
                .help("give each its own name, or one range that holds both")
        }
        Cause::Declared(_) => {
            Diagnostic::new(Code::FaultVariant, format!("the fault {name} gives a variant twice"))
                .found(format!("{taken}, as for {} of {}", quoted(first.cause.name()), quoted(earlier)))
                .help("names of faults have to differ in more than `_`")
        }
        Cause::BeyondCalibration | Cause::OutOfRange => {
            Diagnostic::new(Code::FaultVariant, format!("{name} of {} gives a variant twice", quoted(own)))
                .found(format!(
                    "{taken}, which stands for every value of {} that is neither a measurement nor a fault",
                    quoted(earlier)
                ))
                .help("use another name")
        }
    }
}
