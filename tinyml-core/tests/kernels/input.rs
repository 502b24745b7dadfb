//! Both edges of a model, for every value of the small integer types and the edges of the others.

use tinyml_core::OutOfRange;
use tinyml_core::input::{self, Domain, output};

const DOMAIN: Domain = Domain::new(-20, 100, 40);

#[test]
fn a_value_enters_clamped_and_centred() {
    for raw in -70_000..70_000 {
        assert_eq!(DOMAIN.enter(raw), raw.clamp(-20, 100) - 40);
        assert_eq!(DOMAIN.contains(raw), (-20..=100).contains(&raw));
        let refusal = OutOfRange { input: "celsius", value: raw, min: -20, max: 100 };
        let expected = if DOMAIN.contains(raw) { Ok(()) } else { Err(refusal) };
        assert_eq!(DOMAIN.check("celsius", raw), expected);
    }
}

#[test]
fn a_refusal_names_the_input() {
    let refusal = DOMAIN.check("celsius", 101).map_err(|error| error.to_string());
    assert_eq!(refusal, Err("`celsius` is 101, outside of -20..=100".to_owned()));
}

#[test]
fn whole_types_fit_an_activation() {
    let unsigned = Domain::new(0, 65535, 32768);
    assert_eq!((unsigned.enter(input::u16(0)), unsigned.enter(input::u16(65535))), (-32768, 32767));
    let signed = Domain::new(-32768, 32767, 0);
    assert_eq!((signed.enter(input::i16(i16::MIN)), signed.enter(input::i16(i16::MAX))), (-32768, 32767));
    for raw in 0..=255 {
        assert_eq!(
            (input::u8(raw), input::i8(raw.cast_signed())),
            (i32::from(raw), i32::from(raw.cast_signed()))
        );
    }
}

macro_rules! arrays {
    ($($test:ident: $plural:ident, $check:ident, $type:ty;)+) => {
        $(
            #[test]
            fn $test() {
                let raw: [$type; 4] = [0, <$type>::MAX, <$type>::MIN, 50];
                for room in 0..=6 {
                    let mut values = vec![9999; room];
                    let rest = input::$plural(&raw, DOMAIN, &mut values).len();
                    assert_eq!(rest, room.saturating_sub(4));
                    let entered = raw.iter().map(|raw| DOMAIN.enter(i32::from(*raw)));
                    let expected: Vec<_> = entered.chain([9999, 9999]).take(room).collect();
                    assert_eq!(values, expected);
                }
                let refused = input::$check(&raw, DOMAIN, "x").map_err(|error| error.value);
                assert_eq!(refused, Err(i32::from(<$type>::MAX)));
                assert_eq!(input::$check(&raw[..1], DOMAIN, "x"), Ok(()));
            }
        )+
    };
}

arrays! {
    arrays_of_u8: u8s, check_u8s, u8;
    arrays_of_i8: i8s, check_i8s, i8;
    arrays_of_u16: u16s, check_u16s, u16;
    arrays_of_i16: i16s, check_i16s, i16;
}

#[test]
fn outputs_leave_unchanged() {
    for value in -32768..=65535 {
        assert!(u8::try_from(value).is_err() || i32::from(output::u8(value)) == value);
        assert!(i8::try_from(value).is_err() || i32::from(output::i8(value)) == value);
        assert!(u16::try_from(value).is_err() || i32::from(output::u16(value)) == value);
        assert!(i16::try_from(value).is_err() || i32::from(output::i16(value)) == value);
        assert_eq!(output::i32(value), value);
    }
    assert_eq!((output::i32(i32::MIN), output::i32(i32::MAX)), (i32::MIN, i32::MAX));
}
