//! A thermometer: once a second the voltage of the NTC divider goes through the network, and out as a line of text.
//!
//! It does not calibrate, average or filter: what is printed is what the network makes of one conversion.
#![no_std]
#![no_main]

use defmt_rtt as _;
use embassy_executor::Spawner;
use embassy_rp::adc::{Adc, Channel, Config as AdcConfig, InterruptHandler};
use embassy_rp::bind_interrupts;
use embassy_rp::gpio::Pull;
use embassy_rp::uart::{Config as UartConfig, UartTx};
use embassy_time::{Duration, Ticker};
use panic_probe as _;
use tinyml_example_thermometer::{adc::rp2040_millivolts, reading};

bind_interrupts!(struct Interrupts {
    ADC_IRQ_FIFO => InterruptHandler;
});

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    let board = embassy_rp::init(Default::default());
    let mut adc = Adc::new(board.ADC, Interrupts, AdcConfig::default());
    let mut thermistor = Channel::new_pin(board.PIN_26, Pull::None);
    let mut uart = UartTx::new_blocking(board.UART0, board.PIN_0, UartConfig::default());
    let mut second = Ticker::every(Duration::from_secs(1));

    loop {
        match adc.read(&mut thermistor).await {
            Ok(code) => report(&mut uart, code),
            Err(error) => defmt::warn!("conversion failed: {}", error),
        }
        second.next().await;
    }
}

/// One conversion on its way: code, millivolts, temperature or fault, text.
fn report(uart: &mut UartTx<'_, embassy_rp::uart::Blocking>, code: u16) {
    let line = reading(rp2040_millivolts(code));
    defmt::info!("code {=u16}: {=str}", code, line.as_str());
    if let Err(error) = uart.blocking_write(line.as_bytes()) {
        defmt::warn!("UART write failed: {}", error);
    }
}
