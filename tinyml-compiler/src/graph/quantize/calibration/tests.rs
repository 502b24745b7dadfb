//! Calibration files, good and bad.

use super::{Calibration, CalibrationFile};
use crate::diagnostic::Blame;

/// A file as `numpy.save` writes it.
fn npy(version: u8, header: &str, data: &[u8]) -> CalibrationFile {
    let mut bytes = b"\x93NUMPY".to_vec();
    bytes.extend([version, 0]);
    match version {
        1 => bytes.extend((header.len() as u16).to_le_bytes()),
        _ => bytes.extend((header.len() as u32).to_le_bytes()),
    }
    bytes.extend(header.as_bytes());
    bytes.extend(data);
    CalibrationFile { display: "c.npy".to_owned(), bytes }
}

fn header(element: &str, order: &str, shape: &str) -> String {
    format!("{{'descr': '{element}', 'fortran_order': {order}, 'shape': {shape}, }}   \n")
}

fn csv(text: &str) -> CalibrationFile {
    CalibrationFile { display: "c.csv".to_owned(), bytes: text.as_bytes().to_vec() }
}

fn refused(file: &CalibrationFile, shapes: &[&[usize]], code: &str, part: &str) {
    let report = Calibration::read(file, shapes).expect_err("a file that is refused");
    let text = report.to_string();
    assert!(text.contains(code) && text.contains(part), "no {code} with {part:?} in\n{text}");
    assert!(report.diagnostics().iter().all(|one| one.blame == Blame::Argument("calibration")), "{text}");
}

#[test]
fn every_type_of_element_is_read() {
    let cases: [(&str, Vec<u8>); 5] = [
        ("<f4", [1.5f32, -2.0].iter().flat_map(|value| value.to_le_bytes()).collect()),
        ("<f8", [1.5f64, -2.0].iter().flat_map(|value| value.to_le_bytes()).collect()),
        ("|i1", vec![1, 0xfe]),
        ("|u1", vec![1, 254]),
        ("<i2", [1i16, -2].iter().flat_map(|value| value.to_le_bytes()).collect()),
    ];
    let expected = [[1.5, -2.0], [1.5, -2.0], [1.0, -2.0], [1.0, 254.0], [1.0, -2.0]];
    for ((element, data), expected) in cases.iter().zip(expected) {
        for version in [1, 2] {
            let file = npy(version, &header(element, "False", "(2, 1)"), data);
            let set =
                Calibration::read(&file, &[&[1, 1]]).unwrap_or_else(|report| panic!("{element}: {report}"));
            assert_eq!((set.len(), set.values.as_slice()), (2, expected.as_slice()), "{element}");
        }
    }
}

#[test]
fn samples_have_the_shape_of_the_input_or_are_flat() {
    let data = [0; 12];
    for shape in ["(2, 2, 3)", "(2, 1, 2, 3, 1)", "(2, 6)"] {
        let set = Calibration::read(&npy(1, &header("|i1", "False", shape), &data), &[&[1, 2, 3, 1]]);
        assert_eq!(set.map(|set| set.len()).ok(), Some(2), "{shape}");
    }
    for shape in ["(2, 3, 2)", "(12,)", "()", "(1, 12)"] {
        let file = npy(1, &header("|i1", "False", shape), &data);
        refused(&file, &[&[1, 2, 3, 1]], "T0963", "[samples, 2, 3, 1]");
    }
    let bare = npy(1, &header("|i1", "False", "(2, 3)"), &data[..6]);
    refused(&bare, &[&[1, 2, 3, 1]], "T0963", "numpy.newaxis");
}

#[test]
fn several_inputs_lie_in_a_row() {
    let file = npy(1, &header("|i1", "False", "(2, 3)"), &[1, 2, 3, 4, 5, 6]);
    let set = Calibration::read(&file, &[&[1, 2], &[1]]).expect("a set");
    assert_eq!(set.sample(1), [[4.0, 5.0].as_slice(), &[6.0]]);
    let mapped = set.map(|input, value| if input == 1 { -value } else { value });
    assert_eq!(mapped.sample(0), [[1.0, 2.0].as_slice(), &[-3.0]]);
}

#[test]
fn what_is_no_array_is_refused() {
    let good = header("|i1", "False", "(1, 1)");
    let shapes: &[&[usize]] = &[&[1]];
    let cut = CalibrationFile { display: "c.npy".to_owned(), bytes: b"\x93NUMPY\x01\x00\xff".to_vec() };
    refused(&cut, shapes, "T0962", "cut off");
    let text = CalibrationFile { display: "c.npy".to_owned(), bytes: b"a,b\n1,2\n".to_vec() };
    refused(&text, shapes, "T0962", "is not an array of NumPy");
    refused(&npy(3, &good, &[1]), shapes, "T0962", "version 3");
    refused(&npy(1, &good, &[1, 2]), shapes, "T0962", "2 bytes");
    refused(&npy(1, &header(">f4", "False", "(1, 1)"), &[0; 4]), shapes, "T0962", "`>f4`");
    refused(&npy(1, &header("|i1", "True", "(1, 1)"), &[1]), shapes, "T0962", "ascontiguousarray");
    refused(&npy(1, "{'descr': [('a', '<f4')], 'shape': (1,)}", &[1]), shapes, "T0962", "several values");
    refused(&npy(1, "no header", &[1]), shapes, "T0962", "damaged");
    refused(&npy(1, &header("|i1", "False", "(1, -1)"), &[1]), shapes, "T0962", "damaged");
}

#[test]
fn what_has_no_use_is_refused() {
    let shapes: &[&[usize]] = &[&[2]];
    let nan: Vec<u8> = [0.0, 1.0, 2.0, f32::NAN].iter().flat_map(|value| value.to_le_bytes()).collect();
    refused(&npy(1, &header("<f4", "False", "(2, 2)"), &nan), shapes, "T0964", "value 1 of the sample");
    refused(&npy(1, &header("<f4", "False", "(0, 2)"), &[]), shapes, "T0965", "no samples");
    let many = format!("({}, 2)", usize::MAX / 2);
    refused(&npy(1, &header("<f4", "False", &many), &[]), shapes, "T0966", "too large");
}

#[test]
fn rows_of_text_are_samples() {
    let set = Calibration::read(&csv("a,b\n1,2\n3,4.5\n"), &[&[1, 2]]).expect("a set");
    assert_eq!((set.len(), set.sample(1)), (2, vec![[3.0, 4.5].as_slice()]));
    refused(&csv("a,b,label\n1,2,3\n"), &[&[1, 2]], "T0963", "2 columns");
    refused(&csv("a,b\n1,x\n"), &[&[1, 2]], "T0706", "row 1");
    refused(&csv("a,b\n1,NaN\n"), &[&[1, 2]], "T0708", "row 1");
    refused(&csv("a,b\n"), &[&[1, 2]], "T0965", "no samples");
}

#[test]
fn a_part_of_the_samples_is_spread() {
    let set = Calibration::of((0..10).map(f64::from).collect(), vec![1]).expect("a set");
    assert_eq!((set.spread(4), set.spread(100).len(), set.spread(0)), (vec![0, 2, 5, 7], 10, vec![0]));
    assert_eq!(Calibration::of(vec![f64::NAN], vec![1]), None);
    assert_eq!(Calibration::of(vec![1.0, 2.0, 3.0], vec![2]), None);
}
