// node run.mjs FIRMWARE.elf CODES [option…]: runs an RP2040 firmware and prints what its UART0 sends.
// Exit codes: 0 all lines came, 1 the firmware failed or took too long, 2 wrong arguments or an unreadable firmware.
// A summary, the cycles asked for and all errors go to the standard error stream.

import { readFileSync, writeFileSync } from 'node:fs';
import { parseElf } from './elf.mjs';
import { parseOptions } from './options.mjs';
import { simulate } from './simulate.mjs';

process.exitCode = main(process.argv.slice(2));

function main(args) {
  let options, elf;
  try {
    options = parseOptions(args);
    elf = parseElf(readFileSync(options.elfPath));
  } catch (error) {
    return fail(2, error);
  }
  try {
    return report(simulate(elf, { ...options, onByte: (byte) => process.stdout.write(Buffer.of(byte)) }), options);
  } catch (error) {
    return fail(1, error);
  }
}

function report(run, options) {
  if (options.rttPath !== undefined) writeFileSync(options.rttPath, run.rtt);
  if (options.cyclesOf !== undefined) console.error(`cycles ${options.cyclesOf} ${run.callCycles.join(' ')}`);
  const { lines, instructions, seconds } = run;
  console.error(`${lines} lines, ${instructions} instructions, ${seconds.toFixed(3)} s simulated, ${run.rtt.length} bytes of RTT`);
  return run.stopped === undefined ? 0 : fail(1, new Error(run.stopped));
}

function fail(code, error) {
  console.error(`rp2040 emulator: ${error.message}`);
  return code;
}
