// Firmware of a few instructions, assembled by hand, shows how a run ends and how calls are counted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findFunction, parseElf } from './elf.mjs';
import { simulate } from './simulate.mjs';

const LIMITS = { simulatedSeconds: 0.01, hostSeconds: 5 };

/** A firmware of `code` (halfwords) at 0x10000180, entered at reset. */
function firmware(code) {
  const bytes = Buffer.alloc(0x80 + 2 * code.length);
  bytes.writeUInt32LE(0x20042000, 0);
  bytes.writeUInt32LE(0x10000181, 4);
  code.forEach((halfword, i) => bytes.writeUInt16LE(halfword, 0x80 + 2 * i));
  return { segments: [{ address: 0x10000100, bytes }], symbols: new Map() };
}

test('an endless loop runs into the limit of simulated time', () => {
  const run = simulate(firmware([0xe7fe]), { codes: [0], limits: LIMITS }); // b .
  assert.match(run.stopped, /simulated seconds are over; the core is at 0x10000180/);
});

test('a breakpoint stops the run and is located', () => {
  const run = simulate(firmware([0xbe2a]), { codes: [0], limits: LIMITS }); // bkpt 42
  assert.match(run.stopped, /breakpoint \(42\)/);
});

test('cycles of a call: two additions and BX', () => {
  // bl adds_and_returns (two halfwords); bkpt, where the call returns to; padding; adds; adds; bx lr.
  const call = firmware([0xf000, 0xf803, 0xbe00, 0x0000, 0x0000, 0x3001, 0x3001, 0x4770]);
  call.symbols.set('adds_and_returns', 0x1000018b);
  const run = simulate(call, { codes: [0], limits: LIMITS, cyclesOf: 'adds_and_returns' });
  assert.deepEqual(run.callCycles, [1 + 1 + 2]);
});

test('functions are found by a part of their name, unless that is ambiguous', () => {
  const symbols = new Map([['a_infer_b', 9], ['infer_data', 12], ['a_check', 5], ['b_check', 3]]);
  assert.equal(findFunction(symbols, 'infer'), 9);
  assert.throws(() => findFunction(symbols, 'check'), /2 functions contain `check`/);
  assert.throws(() => findFunction(symbols, 'absent'), /no function contains `absent`/);
});

test('files that are no 32-bit ELF are refused', () => {
  assert.throws(() => parseElf(Buffer.alloc(0)), /not an ELF/);
  assert.throws(() => parseElf(Buffer.alloc(100)), /not an ELF/);
});
