//! What the boards differ in: the templates, which are the files of the example firmwares themselves, and the wiring.

/// A board that a firmware can be made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Board {
    /// Raspberry Pi Pico (RP2040, Armv6-M)
    Rp2040,
    /// nRF52840-DK, or nRF52-DK by a feature (nRF52840 and nRF52832, Armv7E-M)
    Nrf52,
}

/// The files of an example firmware.
#[derive(Debug, Clone, Copy)]
pub(super) struct Template {
    /// Name of the example's package.
    pub package: &'static str,
    pub manifest: &'static str,
    pub lock: &'static str,
    pub config: &'static str,
    pub build: &'static str,
    /// None where the build script writes it.
    pub memory: Option<&'static str>,
    pub main: &'static str,
}

/// A file of an example, as it is in this repository.
macro_rules! example {
    ($path:literal) => {
        include_str!(concat!("../../../examples/", $path))
    };
}

/// Conversion of ADC codes, for every board.
pub(super) const ADC: &str = example!("thermometer/src/adc.rs");

/// The printed line, for every board.
pub(super) const LINE: &str = example!("thermometer/src/line.rs");

impl Board {
    pub(super) fn template(self) -> Template {
        match self {
            Self::Rp2040 => Template {
                package: "tinyml-example-rp2040",
                manifest: example!("rp2040/Cargo.toml"),
                lock: example!("rp2040/Cargo.lock"),
                config: example!("rp2040/.cargo/config.toml"),
                build: example!("rp2040/build.rs"),
                memory: Some(example!("rp2040/memory.x")),
                main: example!("rp2040/src/main.rs"),
            },
            Self::Nrf52 => Template {
                package: "tinyml-example-nrf52",
                manifest: example!("nrf52/Cargo.toml"),
                lock: example!("nrf52/Cargo.lock"),
                config: example!("nrf52/.cargo/config.toml"),
                build: example!("nrf52/build.rs"),
                memory: None,
                main: example!("nrf52/src/main.rs"),
            },
        }
    }

    /// The name that the command line takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rp2040 => "rp2040",
            Self::Nrf52 => "nrf52",
        }
    }

    /// Rust's name of the target.
    pub fn target(self) -> &'static str {
        match self {
            Self::Rp2040 => "thumbv6m-none-eabi",
            Self::Nrf52 => "thumbv7em-none-eabihf",
        }
    }

    /// The hardware abstraction, as Rust names the crate.
    pub(super) fn hal(self) -> &'static str {
        match self {
            Self::Rp2040 => "embassy_rp",
            Self::Nrf52 => "embassy_nrf",
        }
    }

    /// The function of `adc.rs` that makes millivolts of a code.
    pub(super) fn millivolts(self) -> &'static str {
        match self {
            Self::Rp2040 => "rp2040_millivolts",
            Self::Nrf52 => "nrf52_millivolts",
        }
    }

    /// The name and type of what the converter gives.
    pub(super) fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Rp2040 => ("code", "u16"),
            Self::Nrf52 => ("sample", "i16"),
        }
    }

    /// Head of the function that reports one conversion.
    pub(super) fn report(self) -> &'static str {
        match self {
            Self::Rp2040 => "fn report(uart: &mut UartTx<'_, embassy_rp::uart::Blocking>, code: u16)",
            Self::Nrf52 => "async fn report(uart: &mut UarteTx<'_>, sample: i16)",
        }
    }

    /// The call that sends bytes.
    pub(super) fn send(self, bytes: &str) -> String {
        match self {
            Self::Rp2040 => format!("uart.blocking_write({bytes})"),
            Self::Nrf52 => format!("uart.write({bytes}).await"),
        }
    }

    /// Where the sensor's voltage goes, for a sentence.
    pub fn pin(self) -> &'static str {
        match self {
            Self::Rp2040 => "GP26 / ADC0, pin 31",
            Self::Nrf52 => "P0.02 / AIN0",
        }
    }

    /// Rows of the wiring table beside the sensor's.
    pub(super) fn wiring(self) -> &'static str {
        match self {
            Self::Rp2040 => {
                "\
| GP0 / UART0 TX, pin 1 | RX of a USB serial adapter for 3.3 V, at 115,200 baud, 8N1 |
| GND, pin 3 | GND of the adapter |
| SWCLK, GND, SWDIO | the debug probe |
"
            }
            Self::Nrf52 => {
                "| P0.06 | the kit's own USB serial port has it as its input: 115,200 baud, 8N1 |\n"
            }
        }
    }

    /// What the converter makes of a voltage.
    pub(super) fn converter(self) -> &'static str {
        match self {
            Self::Rp2040 => {
                "The converter's reference is the 3.3 V supply: 12 bits, hence `mV = code · 3300 / 4096`."
            }
            Self::Nrf52 => {
                "The converter's internal reference of 0.6 V behind a gain of 1/6 makes 3.6 V full scale: 12 bits, hence \
                 `mV = sample · 3600 / 4096`."
            }
        }
    }
}
