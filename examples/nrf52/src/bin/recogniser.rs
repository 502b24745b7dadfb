//! A recogniser: once a second the number that the ADC gives picks a sample, the network says what it is, and out goes a line of text.
//!
//! The samples are baked in, so that the answers can be compared with those of the reference; a product would have a sensor here.
#![no_std]
#![no_main]

use defmt_rtt as _;
use embassy_executor::Spawner;
use embassy_nrf::bind_interrupts;
use embassy_nrf::saadc::{self, ChannelConfig, Saadc};
use embassy_nrf::uarte::{self, UarteTx};
use embassy_time::{Duration, Ticker};
use panic_probe as _;
use tinyml_example_recogniser::Recogniser;

bind_interrupts!(struct Interrupts {
    SAADC => saadc::InterruptHandler;
    UARTE0 => uarte::InterruptHandler<embassy_nrf::peripherals::UARTE0>;
});

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    let board = embassy_nrf::init(Default::default());
    // The defaults: 12 bits, gain 1/6, internal reference of 0.6 V, hence 3.6 V full scale.
    let chooser = ChannelConfig::single_ended(board.P0_02);
    let mut adc = Saadc::new(board.SAADC, Interrupts, saadc::Config::default(), [chooser]);
    let mut uart = UarteTx::new(board.UARTE0, Interrupts, board.P0_06, uarte::Config::default());
    // A variable of a task that never ends is a static.
    let mut recogniser = Recogniser::new();
    let mut second = Ticker::every(Duration::from_secs(1));

    loop {
        let mut sample = [0; 1];
        adc.sample(&mut sample).await;
        report(&mut uart, &mut recogniser, sample[0]).await;
        second.next().await;
    }
}

/// One sample on its way: number, scores, label, text.
async fn report(uart: &mut UarteTx<'_>, recogniser: &mut Recogniser, sample: i16) {
    let line = recogniser.line(sample.unsigned_abs());
    defmt::info!("sample {=i16}: {=str}", sample, line.as_str());
    if let Err(error) = uart.write(line.as_bytes()).await {
        defmt::warn!("UART write failed: {}", error);
    }
}
