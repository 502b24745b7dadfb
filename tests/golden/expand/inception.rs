//! What follows `pub struct Inception;` for `tests/tflite/golden/inception.tflite`. Written by the test, not by hand.

pub struct Inception {
    #[doc(hidden)]
    __memory: ::tinyml::expansion::tensor::Arena<832>,
}
#[allow(
    dead_code,
    deprecated,
    unused_variables,
    clippy::too_many_arguments,
    reason = "generated"
)]
const _: () = {
    use ::tinyml::expansion as __ml;
    const _: &[u8] = ::core::include_bytes!(
        ::core::concat!(::core::env!("CARGO_MANIFEST_DIR"),
        "/tests/tflite/golden/inception.tflite")
    );
    static T3: __ml::tensor::Conv2d<'static, __ml::tensor::Double> = __ml::tensor::Conv2d {
        height: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        width: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        inputs: 3,
        group: 3,
        group_outputs: 6,
        backwards: false,
        zero_point: -4,
        weights: __ml::tensor::signed(
            b"\x19q\xDD\x83B\xA12\x81?\xAAq\xE6m\xEB\0\x06\xD7\xB0\xC3]=\xEC`\x94PC\xA2h;\x91\x96\x97\xDF\x98\x14d*$\xC4\xC0\xEA\xAEnNqd\\\xE0\x81\xBE\xEDL\xAA5\x16\xD3\xCDe\xFB\x94\n\xC9\x9BP\xE6(\xF9\xCB\xF0s6\x93Cn\x7F0\xDC\xB5\x88l\xB46T\x8C\xD8p\x16\xA5:F\xC1\x9F\xE93\xAB\r(\x19\t\x92\xBE\x1C\xD3Ik\x8C\xB3>\xD7\x9A\xCB\xEBb\xD4Z\x81\xAE\xA9i\x8DJ\xB2\xC2\xEE\x01\x94\x18\x8B{\0\xD7M\xE8\x05c\x9C'\x1D=\x92\x19%\x90k\xF8\x99e\xE8\\\xDA=\xF7\xD3ylx~\xE3\xE4\xC8K\x11",
        ),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<
                6,
            >(
                b"\xBA\xE6\xFF\xFF\x06\xEE\xFF\xFF\x0C\x0B\0\0\"\xA8\xFF\xFF\x03\xF5\xFF\xFFg'\0\0",
            ),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<
                6,
            >(b"\xEB\x89%IP\xFA\xEDsJ6\xDE[(\xED\xCCH\x1F\x8Aas\xFB\xEBn["),
            shifts: __ml::tensor::signed(b"\xF7\xF7\xF8\xF9\xF9\xFA"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: -128,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    static T6: __ml::tensor::FullyConnected<'static, __ml::tensor::Double> = __ml::tensor::FullyConnected {
        inputs: 6,
        weights_zero_point: 0,
        weights: __ml::tensor::signed(b"E\x06\xBBG1\x7Fmp\0u\xAD\x95x\x10(\xF4\x95\xBB"),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<3>(b"\xFD_\0\0m]\0\0\x86\0\0\0"),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<
                3,
            >(b"\x807\x89A\0\x85\xEBQ\x80\x1B\x9Fg"),
            shifts: __ml::tensor::signed(b"\xF8\xFB\xF9"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: -128,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    static T9: __ml::tensor::FullyConnected<'static, __ml::tensor::Double> = __ml::tensor::FullyConnected {
        inputs: 6,
        weights_zero_point: 0,
        weights: __ml::tensor::signed(b"N\x8D\xED\x95\xF3\x01\xAE\xFFW\x08\x9D\x84"),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<2>(b"\xD3\xBA\xFF\xFF3w\xFF\xFF"),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<2>(b"\x80,\x97[\x19\xF7|r"),
            shifts: __ml::tensor::signed(b"\xF7\xFA"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: -128,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    static T12: __ml::tensor::Conv2d<'static, __ml::tensor::Double> = __ml::tensor::Conv2d {
        height: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        width: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        inputs: 2,
        group: 2,
        group_outputs: 4,
        backwards: false,
        zero_point: -128,
        weights: __ml::tensor::signed(
            b"\xEE\x99\xBA\xCC4\xC1\xED\xC7\xC0o\x13\xDC9\xCC>S\xB2,\x9C\xFE(\xE0\xDF\xD7Nw\x8F!\xFC\xA6\tX\xF6\x13\xC2m\xF7\n\xE7l\x9C\xD6\xE3\xD9tJ|-\x9D\xD9w|\xC6\x9B\xA5\xE9\x8E\xB2\xACK\xA6\x163\xE0\x9Bq,\x88\xE3\xF8\xEDB",
        ),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<4>(b"\xE4\x98\xFF\xFF.B\0\0lo\0\0Rr\xFF\xFF"),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<4>(b"\\J\xC9]j\x9C;ue9\x07e\xDDO\xD4l"),
            shifts: __ml::tensor::signed(b"\xF8\xFB\xF9\xFA"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: -128,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    static T13: __ml::tensor::Pool<__ml::tensor::Max> = __ml::tensor::Pool {
        height: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        width: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        channels: 6,
        range: __ml::tensor::Range {
            min: -128,
            max: 127,
        },
        pooling: __ml::tensor::Max,
    };
    static T14: __ml::tensor::Copy<'static> = __ml::tensor::Copy {
        input: 0,
        output: 0,
        run: __ml::tensor::Run {
            count: 3,
            input: 1,
            output: 1,
        },
        loops: &[
            __ml::tensor::Loop {
                count: 36,
                input: 3,
                gap: 10,
            },
        ],
        fill: ::core::option::Option::None,
    };
    static T14_2: __ml::tensor::Copy<'static> = __ml::tensor::Copy {
        input: 0,
        output: 0,
        run: __ml::tensor::Run {
            count: 4,
            input: 1,
            output: 1,
        },
        loops: &[
            __ml::tensor::Loop {
                count: 36,
                input: 4,
                gap: 9,
            },
        ],
        fill: ::core::option::Option::None,
    };
    static T14_3: __ml::tensor::Copy<'static> = __ml::tensor::Copy {
        input: 0,
        output: 0,
        run: __ml::tensor::Run {
            count: 6,
            input: 1,
            output: 1,
        },
        loops: &[
            __ml::tensor::Loop {
                count: 36,
                input: 6,
                gap: 7,
            },
        ],
        fill: ::core::option::Option::None,
    };
    static T15: __ml::tensor::Pool<__ml::tensor::Average> = __ml::tensor::Pool {
        height: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        width: __ml::tensor::Windows {
            input: 6,
            output: 6,
            window: 3,
            stride: 1,
            dilation: 1,
            before: 1,
        },
        channels: 13,
        range: __ml::tensor::Range {
            min: -128,
            max: 127,
        },
        pooling: __ml::tensor::Average,
    };
    static T18: __ml::tensor::FullyConnected<'static, __ml::tensor::Double> = __ml::tensor::FullyConnected {
        inputs: 468,
        weights_zero_point: 0,
        weights: __ml::tensor::signed(
            b"S\xB6)\xC6\t\xA8\x98\xCAQ\x99\xFE:\x9A1\x19_8\xB3Y|\x7F\x1C\xE0\xA4Z\xC361H\xA8\xAD\xCB\xAE]\x185`\xC3\xE8 \x12\xC5vX\xCF\x97X\x01\x90Rj\xAB\xC7\xF0\x81\xC2\xE1H\xC5\xC3\x8A\xDB\xFF\x17xZ\x99o\xABL\xD8\xE1Y5\x89\xFE\x811\xD3\xA9\x1E\x14\xDB\xD6\xF6Vi<s\xEF\x97\x92\xCA\x90\xFE\xD7D^\xD8\xC6\xA2bq\xD4|\x19\xCC\xFA\xE1\xFD\xA8\xEE\x12\xFCVJ\x8D\xF0#|,\xAD\x8A]\xC8\x1F%`3\xCB\xD8\x06\x0E:\x11\xA0\x12\xC2w\xAC\xA4\x1A\xB1E\xD4\x94\xA0ZJ\xFF.b\xDC\x9D\xF6\xED\xFE\x1BWv\xEF\x87\xEA\x1A?\x99Z\xFF(\xF1\x0B\xCFH\xE4\xA6~\xAEQ':\x97(\x0F\xFEW\x1DQ\xC3a`p\xA7?\xC7\xEEF\xF1\x9F*\x88\xA0\x93u\xDCKrQ\xFC\xA7\xF8\t\x82#\xFC\xCA\xBAL\xF5\x12\xA5c\xAF`\x04\xF2\xF8\xC4\xEE\xF2\xADW\xAC\xD1g\xD4\x87+\xC31\xADe#L\xFAM\xFE\xFA'\r\xD5\x17.}\xCC\xD3\xBFtd\xB8|\xB2\xE6\xE0_\x14\xD4~\xCC4.|\\B9\xA8\x88P.\xC2U)O\xA0\x02\xF2\xEC\r\x1E\xE0\xD0Z`1w\x1B\xC9Q#B\xE0U\xA6\xCB\x1Aj\x9B\xDA$'\xFC\xF6\xF8\xDE\x1B\xCB\xBB\xA4\x11\x03h1u\xADG\\\x8E&\xE7\x17?\xCB\xAB<\xFC\xCF1\x9D\xA7\x107\xF1>9!\xC9\x18\xF7\x16.\xA4T\x9C\xFDu\xE1Ud\xDF\xA5\xC4a\xFF\\<^\xEF\x9E)%\xCE\xB8-2\xB7@)\tg\xEE\xDE\xA6\\:5H\x8E?\x86\xBBh\x0BR\xB3B\xF4\x9E\xE3Rb\x8B\x01\x07l<E\xC8l\x19'i\x9C\xA9,)\xAF\xA4\xFDy^ #\xEB\x86^\xE6u\xCEo?\xAE\x1C\xB6\xA2J0\xB5\xD9?\xF9\xEB\x19\xA0>#zh}\xB6\x02\xE1\xD0\x90\xD8\x04\xA3Z\x07\xD2h\x9C\xC4\x01\\>&-C&\xF6\x899M\xD1\x8C\xD2\n\xC3\xB9\xBF\x15\xC1:/\xDBV\xA6\xA9FcB\x88\xE6\xDE\xF1\xB9\xB6x\xD0Z\xF8\x85\x05\xDF\xFA\xD4\xBBs\xCCIG\xD4i\xD3\x99\xF2\xBAdn\x8F\x96\x1Cb$\xFCkw\x90\x82\xD0 \x98\xFAr\x92\xEB\xC4FP\xFF,\x82\xAC\x85\xD22\x89'\x94\xA4w{\xAE\xEDy\xC5>\xCE\x8D\xFC\xDF\xF5\xDF\xB3\xD81\xE1\x9CK\x06\xC9\x93x\xB6D\x15\x01\xEF\x07\x92\xEB\x19\xFC\xA8\x96S7\x96~\xBF\xA01\x93D\x17\xC8\x97]g\xD9\xF7S\xDA\x89\xC7\xA9\x8BQ9\x98\xD63\x9A\xD4\x98j\x9E\xB8\xFE\x99\xC5\xCA\xDF\x05\xECQ\xFA{F[\xAD\x15\x99\xDBT\x8A\xC3\x17\x13\xB0\xDD\xE9\x9A?\xD6+\xA5-=}\0\x18\x07\\\xD8\x88\x9C\xC9A\xAB\xC8\xC3\x89\x82w%9\xEC4LU\xF9\xDF\x83]\x17\xAFH6~\xF9\x8E\xE7:h$\xDE\xE6u7\xDC\xD2Y\xBE\xAB\xBBd\xE4\x1D\x84\xBD?M\xC6\x07\xCD\x1A)\x91\xA3H{\x13\xAE\x9A<gJ\x15\x9Ef\xA5\x85\x94\xAC\x13\x9Cd\xEB\xF8\xAE\x9F\xF1,\xFA\xDC\x1Cj\xD3\x8D\xA7\xCC\x0F\xE3nP2<Y\x0B \x9A\x9F\xE3\xFD\xBF\x05\x1F\xF5}\x19\r\x99A\x03\xBDB\x04\x87\x14\xD4\xE8?bh\xAC\xC1\x9C\"\xFD\xB0\xA2q\x8EA\x86\x1B\xA1\xAB\xC1\xED\x7F\x88\xC9\x16*\x15\xE3\x87\xE0\x84\x85\xDA=s\xB6\x9D@~&\x85:\xA2\xCD\xFFm\x85\xF8\xEA!\xBC\xF6\r4\xCC\xE6\x19\xF0*\x17=\xF6\"i\xEFa\x9D\x91\r\xF21\xF5e\x17\x07\x996h\x07(\x86\xBC\0Pz\x92e\xA5\xD4A\xE1\xA0\xB1VF\x0C\xD6\xB9\x1C\xBCk\xC7\xA2\xAEm\x84D\x95\x94V\xCE\xB99\x08z\x8Aa\xD0\xFC\x95)\x95\xD186L\x03T\xF6\xBF\xF9f:1\xE06\x11J,C\xED\x1C\x85]SX\x08\x8E\x92\xAD\x9E\0\xBE-\"t \x0E\xD7F\xC2\x98$C\xA0]\xA3\xFD;\xAA=\x12\x05|O\x1A\xCE.U\xBCI\xF7#\xEE\xD6\x02\xE8O\xE2j\xA6\x01q\xC2y\xB7\xD1\xFC#\x9E%\xCC=Y\xA7td$$\x87\xBD\x87t\x96\xBF \x987\x12\xF6\x88U\xFA\xE9W\xC1\x14\x18\xE0\x06\xA7\x94 ~d<\x06\xBC%r\x19\x1C\xBF\xCE|\xE0-\xB5\x14g\xBF84-\xCC\x07\xA0\x8A\xDA\x14H_2 \x14\xE8\xDB9\xAE\x8E\xCDk:\xE4BN\xEBM\x8A\xE8\xD7\xED\xB5\x9D\x82\x06xy\x91\x01\xDAk,l\xFDD\xCDA\xB4\x1F\xB630\xB2\x8C.\xE8Z\x0C\xFF\xF8\x85\xCF\xCE$\xC7_R\x8E\x15^7\xA35V\x82\xD9\x03&\xA3a\xB7VS\xA1\xCE\xEFi\x97\xA7Oe\xA2\x08'5\x89f\x0C\x97O\x1Bb%\x0CT\xDE[(\xA9%\xFD\x9E\xD0N\xAF!\xB9$\x90(\xA2\xC2\x8A)K\xACF\x84n\x93@\xFA\x87\xF3K\x810[\xB5)\xC8\x8E\xCBc\xB3\xB3j}\x81\xA4\tD\xA7\xB3S\x83\x07)&\xD0\xC5\x06\x12\xC4\x17H\xAD'\xD2C\xE9\xE3\x1A\xFC\x03;8\x13\xFE\xEA\xC4\xA384n\x16\xE2i\xEC6\xF2W\x15\xB6k\x96\xD8\xDE\x18\x0E5m\xB5=T\x91\x8B\x19\xA9t\xA4SY5T\xEC\xA8Y\x12\x9A\xD2RP\xF2\xB4I\xDF6u\x11F\xD3kj/\xF7\xB4\x1A\x15\xF1A\xAC.$\x96ry\xBD\xA1\x90\xD5;\xD9!kdz\xAB+\xF2\x92\xB2Y\xD3Hj\x14\xB5]\x1AX\xF2\x98\xFC\x0C\xC9\x02jQ\xDD\xA5\xB1wCG\x9E\xE4\x81_\xB0\x85R\xDE\x1EhS\x1A>\xE91\xA0(\xB0%]\xAB\xE2\x88\xEAT\x94$\xD8pm\n\xE3g\xC4K\xA3\x08\x8E/\x8E7U\x87j\xAF\xFE\xA8\xBD!\xF8O\xD0\xD1\x12wRf\xCA\xEC\xD7\xC8{L\x19uB\x08\xFE\x1D^\x0E\x98\x8D+\xD1\xFF\x89\xA3\xD6\x1F/!\x01^\x11\xA1\xCD\xE3\x9E&r\x1B&\xD3\x18\xA69\x1Eg",
        ),
        channels: __ml::tensor::Channels {
            bias: &__ml::tensor::words::<3>(b"U\xEE\x04\0\xC6\xFE\xF8\xFF\xB6k\x01\0"),
            bias_high: &__ml::tensor::words::<0>(b""),
            multipliers: &__ml::tensor::words::<3>(b"\xA1\xF0\x01e5lB~\xCC~\xDAO"),
            shifts: __ml::tensor::signed(b"\xF4\xF7\xF6"),
            fine: &__ml::tensor::words::<0>(b""),
            zero_point: 5,
            range: __ml::tensor::Range {
                min: -128,
                max: 127,
            },
            rounding: __ml::tensor::Double,
        },
    };
    const fn __run(
        memory: &mut __ml::tensor::Arena<832>,
        input0: __ml::tensor::View<'_, i8>,
        t18: __ml::tensor::ViewMut<'_, i8>,
    ) {
        let memory = memory.memory();
        T3.run(input0, memory.view_mut::<i8>(188, 216));
        T6.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(712, 108));
        T9.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(88, 72));
        T12.run(memory.view::<i8>(88, 72), memory.view_mut::<i8>(0, 144));
        T13.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(144, 216));
        T14.run(memory.view::<i8>(712, 108), memory.view_mut::<i8>(360, 458));
        T14_2.run(memory.view::<i8>(0, 144), memory.view_mut::<i8>(363, 459));
        T14_3.run(memory.view::<i8>(144, 216), memory.view_mut::<i8>(367, 461));
        T15.run(memory.view::<i8>(360, 468), memory.view_mut::<i8>(0, 468));
        T18.run(memory.view::<i8>(0, 468), t18);
    }
    fn __run_traced(
        memory: &mut __ml::tensor::Arena<832>,
        input0: __ml::tensor::View<'_, i8>,
        t18: __ml::tensor::ViewMut<'_, i8>,
        trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>),
    ) {
        let memory = memory.memory();
        T3.run(input0, memory.view_mut::<i8>(188, 216));
        trace(
            __ml::tensor::Written::new((0, "CONV_2D", "t3"), memory.view::<i8>(188, 216)),
        );
        T6.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(712, 108));
        trace(
            __ml::tensor::Written::new((1, "CONV_2D", "t6"), memory.view::<i8>(712, 108)),
        );
        T9.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(88, 72));
        trace(
            __ml::tensor::Written::new((2, "CONV_2D", "t9"), memory.view::<i8>(88, 72)),
        );
        T12.run(memory.view::<i8>(88, 72), memory.view_mut::<i8>(0, 144));
        trace(
            __ml::tensor::Written::new((3, "CONV_2D", "t12"), memory.view::<i8>(0, 144)),
        );
        T13.run(memory.view::<i8>(188, 216), memory.view_mut::<i8>(144, 216));
        trace(
            __ml::tensor::Written::new(
                (4, "MAX_POOL_2D", "t13"),
                memory.view::<i8>(144, 216),
            ),
        );
        T14.run(memory.view::<i8>(712, 108), memory.view_mut::<i8>(360, 458));
        T14_2.run(memory.view::<i8>(0, 144), memory.view_mut::<i8>(363, 459));
        T14_3.run(memory.view::<i8>(144, 216), memory.view_mut::<i8>(367, 461));
        trace(
            __ml::tensor::Written::new(
                (5, "CONCATENATION", "t14"),
                memory.view::<i8>(360, 468),
            ),
        );
        T15.run(memory.view::<i8>(360, 468), memory.view_mut::<i8>(0, 468));
        trace(
            __ml::tensor::Written::new(
                (6, "AVERAGE_POOL_2D", "t15"),
                memory.view::<i8>(0, 468),
            ),
        );
        T18.run(memory.view::<i8>(0, 468), t18);
        trace(__ml::tensor::Written::new((7, "FULLY_CONNECTED", "t18"), t18.view()));
    }
    /// The network `inception`, embedded from `tests/tflite/golden/inception.tflite`.
    ///
    /// | operator | gives | shape | kernel | multiplications | flash | where |
    /// |---|---|---|---|---:|---:|---|
    /// | 0 CONV_2D | `t3` | 1 × 6 × 6 × 6 | convolution | 5832 | 216 | 188..404 |
    /// | 1 CONV_2D | `t6` | 1 × 6 × 6 × 3 | dense layer | 648 | 45 | 712..820 |
    /// | 2 CONV_2D | `t9` | 1 × 6 × 6 × 2 | dense layer | 432 | 30 | 88..160 |
    /// | 3 CONV_2D | `t12` | 1 × 6 × 6 × 4 | convolution | 2592 | 108 | 0..144 |
    /// | 4 MAX_POOL_2D | `t13` | 1 × 6 × 6 × 6 | pool | 0 | 0 | 144..360 |
    /// | 5 CONCATENATION | `t14` | 1 × 6 × 6 × 13 | copy | 0 | 48 | 360..818 |
    /// | 5 CONCATENATION | `t14` | 1 × 6 × 6 × 13 | copy | 0 | 48 | 363..822 |
    /// | 5 CONCATENATION | `t14` | 1 × 6 × 6 × 13 | copy | 0 | 48 | 367..828 |
    /// | 6 AVERAGE_POOL_2D | `t15` | 1 × 6 × 6 × 13 | pool | 0 | 0 | 0..468 |
    /// | 7 FULLY_CONNECTED | `t18` | 1 × 3 | dense layer | 1404 | 1431 | output |
    ///
    /// Working memory, 832 bytes; steps are the rows of the table above, from 0 on:
    ///
    /// | bytes | holds | in steps |
    /// |---|---|---|
    /// | 188..404 | `t3` | 0..=4 |
    /// | 712..820 | `t6` | 1..=5 |
    /// | 88..160 | `t9` | 2..=3 |
    /// | 0..144 | `t12` | 3..=6 |
    /// | 144..360 | `t13` | 4..=7 |
    /// | 360..828 | `t14` | 5..=8 |
    /// | 0..468 | `t15` | 8..=9 |
    impl Inception {
        /// Name from the model file, or of the file.
        pub const NAME: &'static str = "inception";
        /// FNV-1a of the model file and of the attribute's options.
        pub const HASH: u64 = 18367511109749928939;
        /// Constant data in flash, in bytes: weights, biases, scales and tables.
        pub const FLASH_BYTES: usize = 1974;
        /// Multiplications of one inference.
        pub const MACS: usize = 10908;
        /// Working memory, in bytes: the greatest sum of the tensors that are needed at once.
        pub const MEMORY_BYTES: usize = 832;
        /// RAM, in bytes: what a static of the struct takes.
        pub const RAM_BYTES: usize = __ml::size_of::<Self>();
        /// Stack of an inference, in bytes, at most, with the outputs until they are returned: a bound on what was measured of
        /// every kernel on Armv6-M and Armv7E-M in release builds.
        pub const STACK_BYTES: usize = 648;
        /// Extents of `input0`, the outermost first.
        pub const INPUT_SHAPE: [usize; 4] = [1, 6, 6, 3];
        /// Real value of one step: `real = INPUT_SCALE * (raw - INPUT_ZERO_POINT)`.
        pub const INPUT_SCALE: f32 = 0.02;
        /// The raw value that stands for zero.
        pub const INPUT_ZERO_POINT: i32 = -4;
        /// Extents of `t18`, the outermost first.
        pub const OUTPUT_SHAPE: [usize; 2] = [1, 3];
        /// Real value of one step: `real = OUTPUT_SCALE * (raw - OUTPUT_ZERO_POINT)`.
        pub const OUTPUT_SCALE: f32 = 0.37204164;
        /// The raw value that stands for zero.
        pub const OUTPUT_ZERO_POINT: i32 = 5;
        /// The network before its first inference. Constant, so that it can be the value of a static.
        #[allow(
            clippy::new_without_default,
            reason = "whoever wants `Default` derives it"
        )]
        pub const fn new() -> Self {
            Self {
                __memory: __ml::tensor::Arena::new(),
            }
        }
        /// Runs the network; every value of the inputs is legal.
        ///
        /// - `input0`: `input0`, 1 × 6 × 6 × 3, int8; real = 0.02 * (raw + 4)
        /// - returns `t18`, 1 × 3, int8; real = 0.37204164 * (raw - 5)
        pub const fn infer(&mut self, input0: &[i8; 108]) -> [i8; 3] {
            let mut t18 = [0; 3];
            __run(
                &mut self.__memory,
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(&mut t18),
            );
            t18
        }
        /// The same, written to where the caller wants it: an output that is large needs no second place.
        pub const fn infer_into(&mut self, input0: &[i8; 108], t18: &mut [i8; 3]) {
            __run(
                &mut self.__memory,
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(t18),
            );
        }
        /// The same, while `trace` sees what each operator has given: to compare a chip with a host, operator by operator.
        /// Costs nothing where it is not called.
        pub fn infer_traced(
            &mut self,
            input0: &[i8; 108],
            trace: &mut impl __ml::FnMut(__ml::tensor::Written<'_>),
        ) -> [i8; 3] {
            let mut t18 = [0; 3];
            __run_traced(
                &mut self.__memory,
                __ml::tensor::View::of(input0),
                __ml::tensor::ViewMut::of(&mut t18),
                trace,
            );
            t18
        }
    }
};
