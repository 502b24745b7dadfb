//! Promises that are whole numbers: bytes, multiplications, instructions.

use syn::Expr;
use tinyml_compiler::cost::Target;
use tinyml_compiler::diagnostic::{Code, Diagnostic, nearest, quoted};
use tinyml_compiler::promises::Budgets;

use super::Arguments;
use super::kind::{Kind, TakeList, TakeValue};
use super::messages::{Refused, twice, wrong};
use super::syntax::{Argument, List, Name};
use crate::report::{Area, Errors};
use crate::value::{unit, whole, written};

/// A cost that differs by target: `max_flash = 2_048` for all of them, or `max_flash(armv6m = 2_048)`.
const fn bytes(name: &'static str, expected: fn() -> String, value: TakeValue, list: TakeList) -> Kind {
    Kind { help: alone, list: Some(list), ..Kind::new(name, expected, value) }
}

fn alone(value: &Expr) -> Option<String> {
    unit(value).map(|_| "write the number alone, in bytes".to_owned())
}

pub(super) const MAX_FLASH: Kind = bytes(
    "max_flash",
    || "a whole number of bytes greater than zero, such as `2_048` or `2 * 1024`".to_owned(),
    |arguments, value| {
        arguments.options.promises.max_flash = vec![(None, positive(value)?)];
        Some(())
    },
    |arguments, name, list, errors| {
        arguments.options.promises.max_flash =
            by_target(arguments, &MAX_FLASH, name, list, errors, &POSITIVE)?;
        Ok(())
    },
);

pub(super) const MAX_RAM: Kind = bytes(
    "max_ram",
    some_bytes,
    |arguments, value| {
        arguments.options.promises.max_ram = vec![(None, whole(value)?)];
        Some(())
    },
    |arguments, name, list, errors| {
        arguments.options.promises.max_ram = by_target(arguments, &MAX_RAM, name, list, errors, &WHOLE)?;
        Ok(())
    },
);

pub(super) const MAX_STACK: Kind = bytes(
    "max_stack",
    some_bytes,
    |arguments, value| {
        arguments.options.promises.max_stack = vec![(None, whole(value)?)];
        Some(())
    },
    |arguments, name, list, errors| {
        arguments.options.promises.max_stack = by_target(arguments, &MAX_STACK, name, list, errors, &WHOLE)?;
        Ok(())
    },
);

fn some_bytes() -> String {
    "a whole number of bytes, such as `64` or `2 * 1024`".to_owned()
}

pub(super) const MAX_MACS: Kind = Kind::new(
    "max_macs",
    || "a whole number of multiplications, such as `1_000`".to_owned(),
    |arguments, value| {
        arguments.options.promises.max_macs = Some(whole(value)?);
        Some(())
    },
);

pub(super) const MAX_INSTRUCTIONS: Kind = Kind {
    list: Some(|arguments, name, list, errors| {
        let budgets = by_target(arguments, &MAX_INSTRUCTIONS, name, list, errors, &POSITIVE)?;
        let of_one = |(target, limit): (Option<Target>, u64)| Some((target?, limit));
        arguments.options.promises.max_instructions = budgets.into_iter().filter_map(of_one).collect();
        Ok(())
    }),
    help: |value| {
        let number = positive(value)?;
        Some(format!("say for which target: `max_instructions(armv6m = {number})`"))
    },
    ..Kind::new("max_instructions", targets, |_, _| None)
};

fn targets() -> String {
    "a whole number for each target, as in `max_instructions(armv6m = 500, armv7em = 250)`".to_owned()
}

/// Reads the numbers of a list, one for each target.
fn by_target(
    arguments: &mut Arguments,
    kind: &Kind,
    name: &Name,
    list: List,
    errors: &mut Errors,
    number: &Number,
) -> Result<Budgets, Refused> {
    arguments.areas.add(kind.name, name.span);
    let expected =
        format!("a whole number for each target, as in `{}(armv6m = 500, armv7em = 250)`", kind.name);
    if list.is_empty() {
        return Err((name.span.into(), Box::new(wrong(kind.name, &expected, "an empty list"))));
    }
    let mut budgets = Budgets::new();
    for argument in list {
        let taken = match argument {
            Argument::Pair(target, value) => one(&budgets, &target, &value, number).map(|budget| {
                arguments.areas.add_part(kind.name, &target.text, Area::of(&value));
                budgets.push(budget);
            }),
            Argument::Path(text) => {
                Err((text.span().into(), Box::new(wrong(kind.name, &expected, &written(&text)))))
            }
            Argument::List(target, _) => {
                Err((target.span.into(), Box::new(wrong(kind.name, &expected, "a list"))))
            }
        };
        if let Err((area, diagnostic)) = taken {
            errors.add(area, &diagnostic);
        }
    }
    Ok(budgets)
}

/// One target of the list.
fn one(
    known: &Budgets,
    name: &Name,
    value: &Expr,
    number: &Number,
) -> Result<(Option<Target>, u64), Refused> {
    let found = Target::ALL.iter().find(|(target, _)| *target == name.text);
    let target = found.ok_or_else(|| (name.span.into(), Box::new(unknown(&name.text))))?.1;
    if known.iter().any(|(other, _)| *other == Some(target)) {
        return Err((name.span.into(), Box::new(twice(&name.text))));
    }
    let refused = || (Area::of(value), Box::new(wrong(&name.text, number.expected, &written(value))));
    Ok((Some(target), (number.read)(value).ok_or_else(refused)?))
}

fn unknown(name: &str) -> Diagnostic {
    let names = || Target::ALL.into_iter().map(|(name, _)| name);
    let listed: Vec<String> =
        Target::ALL.iter().map(|(name, target)| format!("`{name}` ({})", target.cores())).collect();
    let diagnostic = Diagnostic::new(
        Code::ArgumentValue,
        format!("there is no target {} in the cost model", quoted(name)),
    )
    .expected(listed.join(" or "));
    match nearest(name, names()) {
        Some(near) => diagnostic.help(format!("did you mean {}?", quoted(near))),
        None => diagnostic,
    }
}

/// What a list takes for each target.
struct Number {
    read: fn(&Expr) -> Option<u64>,
    expected: &'static str,
}

const POSITIVE: Number = Number { read: positive, expected: "a whole number, greater than zero" };
const WHOLE: Number = Number { read: whole, expected: "a whole number" };

fn positive(value: &Expr) -> Option<u64> {
    whole(value).filter(|number| *number > 0)
}
