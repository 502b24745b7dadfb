//! A thermometer: once a second the voltage of the NTC divider goes through the network, and out as a line of text.
//!
//! It does not calibrate, average or filter: what is printed is what the network makes of one conversion.
#![no_std]
#![no_main]

use defmt_rtt as _;
use embassy_executor::Spawner;
use embassy_nrf::bind_interrupts;
use embassy_nrf::saadc::{self, ChannelConfig, Saadc};
use embassy_nrf::uarte::{self, UarteTx};
use embassy_time::{Duration, Ticker};
use panic_probe as _;
use tinyml_example_thermometer::{adc::nrf52_millivolts, reading};

bind_interrupts!(struct Interrupts {
    SAADC => saadc::InterruptHandler;
    UARTE0 => uarte::InterruptHandler<embassy_nrf::peripherals::UARTE0>;
});

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    let board = embassy_nrf::init(Default::default());
    // The defaults: 12 bits, gain 1/6, internal reference of 0.6 V, hence 3.6 V full scale.
    let thermistor = ChannelConfig::single_ended(board.P0_02);
    let mut adc = Saadc::new(board.SAADC, Interrupts, saadc::Config::default(), [thermistor]);
    let mut uart = UarteTx::new(board.UARTE0, Interrupts, board.P0_06, uarte::Config::default());
    let mut second = Ticker::every(Duration::from_secs(1));

    loop {
        let mut sample = [0; 1];
        adc.sample(&mut sample).await;
        report(&mut uart, sample[0]).await;
        second.next().await;
    }
}

/// One conversion on its way: sample, millivolts, temperature or fault, text.
async fn report(uart: &mut UarteTx<'_>, sample: i16) {
    let line = reading(nrf52_millivolts(sample));
    defmt::info!("sample {=i16}: {=str}", sample, line.as_str());
    if let Err(error) = uart.write(line.as_bytes()).await {
        defmt::warn!("UART write failed: {}", error);
    }
}
