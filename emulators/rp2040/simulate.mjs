// Runs a firmware until it has printed as many lines as ADC codes were fed, and says what was seen on the way.
// It writes nothing itself: whoever calls it decides what to do with the text.

import { boot, feedAdc, step } from './board.mjs';
import { CallCounter } from './calls.mjs';
import { findFunction } from './elf.mjs';
import { RttDrain } from './rtt.mjs';

const DRAIN_EVERY = 4096; // instructions; a firmware logs far less than a ring buffer in that time

/**
 * Runs `elf`, one line of UART0 per code. `limits` are { simulatedSeconds, hostSeconds }; `cyclesOf` optionally names
 * a function; `onByte` gets each byte as it leaves the UART.
 */
export function simulate(elf, { codes, limits, cyclesOf, onByte = () => {} }) {
  const mcu = boot(elf);
  const rtt = new RttDrain(mcu, elf.symbols);
  const calls = cyclesOf === undefined ? undefined : new CallCounter(mcu.core, findFunction(elf.symbols, cyclesOf));
  const run = { lines: 0, instructions: 0, cycles: 0, stopped: undefined };
  feedAdc(mcu, codes);
  mcu.onBreak = (code) => (run.stopped = `the firmware hit a breakpoint (${code}) at ${hex(mcu.core.PC)}`);
  mcu.uart[0].onByte = (byte) => {
    if (byte === 0x0a) run.lines++;
    onByte(byte);
  };

  const deadline = Date.now() + limits.hostSeconds * 1000;
  while (run.lines < codes.length && run.stopped === undefined) {
    calls?.observe();
    run.cycles += step(mcu);
    if (++run.instructions % DRAIN_EVERY === 0) {
      rtt.drain();
      run.stopped ??= overtime(mcu, limits, deadline);
    }
  }
  rtt.drain();
  const seconds = mcu.clock.nanos / 1e9;
  return { ...run, seconds, rtt: Buffer.from(rtt.bytes), callCycles: calls?.cycles ?? [] };
}

function overtime(mcu, limits, deadline) {
  const where = `the core is at ${hex(mcu.core.PC)}`;
  if (mcu.clock.nanos > limits.simulatedSeconds * 1e9) return `${limits.simulatedSeconds} simulated seconds are over; ${where}`;
  if (Date.now() > deadline) return `${limits.hostSeconds} s of real time are over; ${where}`;
  return undefined;
}

function hex(address) {
  return '0x' + (address >>> 0).toString(16).padStart(8, '0');
}
