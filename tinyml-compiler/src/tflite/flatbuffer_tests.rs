//! Tables, vectors and texts as they are written, and each way in which bytes can be none.

use super::{Buffer, Field, Table};
use crate::tflite::build::{Fields, file};
use crate::tflite::fault::{Fault, Why};

const NUMBER: Field = Field { id: 0, name: "Root.number" };
const NUMBERS: Field = Field { id: 2, name: "Root.numbers" };
const TEXT: Field = Field { id: 3, name: "Root.text" };
const INNER: Field = Field { id: 4, name: "Root.inner" };
const TABLES: Field = Field { id: 5, name: "Root.tables" };
const BEHIND: Field = Field { id: 60, name: "Root.behind" };

fn fields() -> Fields {
    vec![
        (NUMBER, (-7i32).into()),
        (NUMBERS, [1i64, -1, i64::MIN].into()),
        (TEXT, "°C".into()),
        (INNER, vec![(NUMBER, 5u8.into())].into()),
        (TABLES, vec![vec![], vec![(NUMBER, 0.5f32.into())]].into()),
    ]
}

fn root(bytes: &[u8]) -> Result<Table<'_>, Fault> {
    Buffer(bytes).root("Root")
}

#[test]
fn what_was_written_is_read() {
    let bytes = file(&fields());
    let root = root(&bytes).expect("a root");
    assert_eq!(root.scalar(NUMBER, 0i32), Ok(-7));
    let numbers = root.vector::<i64>(NUMBERS).expect("a vector");
    assert_eq!(numbers.iter().collect::<Vec<_>>(), [1, -1, i64::MIN]);
    assert_eq!((numbers.get(2), numbers.get(3), numbers.get(usize::MAX)), (Some(i64::MIN), None, None));
    assert_eq!(root.text(TEXT), Ok("°C".as_bytes()));
    let inner = root.table(INNER).expect("no fault").expect("a table");
    assert_eq!(inner.scalar(NUMBER, 0u8), Ok(5));
    let tables = root.tables(TABLES).expect("a vector of tables");
    let halves: Vec<_> =
        tables.iter().map(|table| table.and_then(|table| table.scalar(NUMBER, 1f32))).collect();
    assert_eq!(halves, [Ok(1.0), Ok(0.5)]);
    assert!(tables.get(2).is_none());
}

#[test]
fn what_is_missing_has_its_default() {
    let bytes = file(&vec![(TEXT, "".into())]);
    let root = root(&bytes).expect("a root");
    assert_eq!(root.scalar(NUMBER, 42i32), Ok(42));
    assert_eq!(root.flag(BEHIND, true), Ok(true));
    assert!(root.table(INNER).expect("no fault").is_none());
    assert!(root.vector::<f32>(NUMBERS).expect("no fault").is_empty());
    assert!(root.optional_vector::<f32>(NUMBERS).expect("no fault").is_none());
    assert_eq!(root.tables(TABLES).map(|tables| tables.len()), Ok(0));
    assert_eq!(root.text(TEXT), Ok([].as_slice()));
}

#[test]
fn a_fault_says_what_and_where() {
    let bytes = file(&fields());
    let place = |bytes: &[u8]| root(bytes).expect("a root").offset();
    let start = place(&bytes);
    let vector = start + 4 + 4;
    let mut long = bytes.clone();
    let target = vector + usize::from(long[vector]);
    long[target..target + 4].copy_from_slice(&u32::MAX.to_le_bytes());
    let fault = root(&long).and_then(|root| root.vector::<i64>(NUMBERS)).expect_err("too long");
    let length = 8 * u64::from(u32::MAX);
    let why = Why::Beyond { length, file: bytes.len() };
    assert_eq!(fault, Fault { what: "Root.numbers", offset: target + 4, why });
    let text = fault.to_string();
    assert!(
        text.starts_with(&format!("`Root.numbers` at byte {} takes 34359738360 bytes", target + 4)),
        "{text}"
    );

    let mut nowhere = bytes.clone();
    nowhere[vector..vector + 4].fill(0);
    let fault = root(&nowhere).and_then(|root| root.vector::<i64>(NUMBERS)).expect_err("no target");
    assert_eq!(fault, Fault { what: "Root.numbers", offset: vector, why: Why::NoTarget });
}

#[test]
fn vtables_are_verified() {
    let bytes = file(&fields());
    let start = root(&bytes).expect("a root").offset();
    let fault = |at: usize, new: &[u8]| {
        let mut bytes = bytes.clone();
        bytes[at..at + new.len()].copy_from_slice(new);
        root(&bytes).and_then(|root| root.scalar(NUMBER, 0i32)).expect_err("a broken vtable").why
    };
    assert_eq!(fault(start, &i32::MIN.to_le_bytes()), Why::VtablePlace(start as i64 - i64::from(i32::MIN)));
    assert_eq!(fault(start, &i32::MAX.to_le_bytes()), Why::VtablePlace(start as i64 - i64::from(i32::MAX)));
    assert_eq!(fault(8, &3u16.to_le_bytes()), Why::VtableLength(3));
    assert_eq!(fault(8, &7u16.to_le_bytes()), Why::VtableLength(7));
    assert_eq!(fault(8, &0xfffeu16.to_le_bytes()), Why::VtableLength(0xfffe));
    assert_eq!(fault(10, &0xffffu16.to_le_bytes()), Why::Beyond { length: 0xffff, file: bytes.len() });
    assert_eq!(fault(12, &0xffffu16.to_le_bytes()), Why::FieldPlace { field: 0xffff, table: 24 });
    assert_eq!(fault(12, &3u16.to_le_bytes()), Why::FieldPlace { field: 3, table: 24 });
    assert_eq!(fault(0, &u32::MAX.to_le_bytes()), Why::NoTarget);
}

#[test]
fn a_truncated_file_never_reads_past_its_end() {
    let bytes = file(&fields());
    for length in 0..bytes.len() {
        let read = root(&bytes[..length]).and_then(|root| {
            root.vector::<i64>(NUMBERS)?;
            root.text(TEXT)?;
            root.table(INNER)?;
            root.tables(TABLES)?.iter().try_for_each(|table| table.map(|_| ()))
        });
        assert!(read.is_err(), "{length} of {} bytes", bytes.len());
    }
}
