// An RP2040 with a firmware in its flash, started as the boot ROM and the second-stage loader would leave it.
// No ROM is loaded: a firmware that calls ROM routines will not run here. Not modelled by the simulator: the pin
// multiplexer, a full transmit FIFO, cache misses of the flash, contention on the bus.

import { ConsoleLogger, LogLevel, RP2040 } from 'rp2040js';

const FLASH = 0x10000000;
const RAM = 0x20000000;
const REGION_MASK = 0xff000000;
const VECTOR_TABLE = FLASH + 0x100; // behind the second-stage boot loader
const CONVERSION_NANOS = 2000; // 96 cycles of the 48 MHz ADC clock

/** A simulated chip that will execute `elf` (see elf.mjs) from its reset handler. */
export function boot(elf) {
  const mcu = new RP2040();
  mcu.logger = new ConsoleLogger(LogLevel.Error, true);
  mcu.flash.fill(0xff);
  for (const { address, bytes } of elf.segments) load(mcu, address, bytes);
  mcu.core.VTOR = VECTOR_TABLE;
  mcu.core.SP = mcu.readUint32(VECTOR_TABLE);
  mcu.core.PC = (mcu.readUint32(VECTOR_TABLE + 4) & ~1) >>> 0;
  return mcu;
}

/** Executes one instruction, or sleeps until the next alarm; the cycles spent (none while asleep). */
export function step(mcu) {
  if (!mcu.core.waiting) {
    const cycles = mcu.core.executeInstruction();
    mcu.clock.tick((cycles * 1e9) / mcu.clkSys);
    return cycles;
  }
  if (!mcu.clock.nextAlarm) throw new Error('asleep with no alarm pending');
  mcu.clock.tick(mcu.clock.nanosToNextAlarm);
  mcu.core.executeInstruction();
  return 0;
}

/** Feeds `codes`, one a conversion, to ADC channel 0 (the last one again and again); other channels read 0. */
export function feedAdc(mcu, codes) {
  let taken = 0;
  mcu.adc.onADCRead = (channel) => {
    const code = channel === 0 ? codes[Math.min(taken++, codes.length - 1)] : 0;
    mcu.adc.currentChannel = channel;
    mcu.adc.channelValues[channel] = code;
    mcu.adc.sampleAlarm.schedule(CONVERSION_NANOS);
  };
}

function load(mcu, address, bytes) {
  const region = (address & REGION_MASK) >>> 0;
  const memory = region === FLASH ? mcu.flash : region === RAM ? mcu.sram : undefined;
  const offset = address - region;
  if (!memory || offset + bytes.length > memory.length) {
    throw new Error(`a segment of ${bytes.length} bytes at 0x${address.toString(16)} is in neither flash nor RAM`);
  }
  memory.set(bytes, offset);
}
