//! A recogniser: once a second the number that the ADC gives picks a sample, the network says what it is, and out goes a line of text.
//!
//! The samples are baked in, so that the answers can be compared with those of the reference; a product would have a sensor here.
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
use tinyml_example_recogniser::Recogniser;

bind_interrupts!(struct Interrupts {
    ADC_IRQ_FIFO => InterruptHandler;
});

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    let board = embassy_rp::init(Default::default());
    let mut adc = Adc::new(board.ADC, Interrupts, AdcConfig::default());
    let mut chooser = Channel::new_pin(board.PIN_26, Pull::None);
    let mut uart = UartTx::new_blocking(board.UART0, board.PIN_0, UartConfig::default());
    // A variable of a task that never ends is a static.
    let mut recogniser = Recogniser::new();
    let mut second = Ticker::every(Duration::from_secs(1));

    loop {
        match adc.read(&mut chooser).await {
            Ok(code) => report(&mut uart, &mut recogniser, code),
            Err(error) => defmt::warn!("conversion failed: {}", error),
        }
        second.next().await;
    }
}

/// One sample on its way: number, scores, label, text.
fn report(uart: &mut UartTx<'_, embassy_rp::uart::Blocking>, recogniser: &mut Recogniser, code: u16) {
    let line = recogniser.line(code);
    defmt::info!("code {=u16}: {=str}", code, line.as_str());
    if let Err(error) = uart.blocking_write(line.as_bytes()) {
        defmt::warn!("UART write failed: {}", error);
    }
}
