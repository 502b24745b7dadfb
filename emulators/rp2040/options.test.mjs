// The command line: what is accepted, and that every mistake is named.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCodes, parseOptions } from './options.mjs';

test('codes are numbers and ranges, both ends included', () => {
  assert.deepEqual(parseCodes('7'), [7]);
  assert.deepEqual(parseCodes('1,5,10..20/5'), [1, 5, 10, 15, 20]);
  assert.deepEqual(parseCodes('4090..4095/4'), [4090, 4094]);
});

test('codes that the converter cannot give are refused', () => {
  for (const bad of ['', '4096', '-1', '5..4', '0..9/0', '1,,2', '0x10', '1.5']) {
    assert.throws(() => parseCodes(bad), /is no ADC code/, bad);
  }
});

test('limits follow from the number of codes unless they are given', () => {
  assert.equal(parseOptions(['a.elf', '0..9']).limits.simulatedSeconds, 22);
  assert.equal(parseOptions(['a.elf', '0', '--seconds', '3']).limits.simulatedSeconds, 3);
});

test('unknown and incomplete options are named', () => {
  assert.throws(() => parseOptions(['a.elf', '0', '--fast', '1']), /unknown option `--fast`/);
  assert.throws(() => parseOptions(['a.elf', '0', '--rtt']), /`--rtt` .* lacks its value/);
  assert.throws(() => parseOptions(['a.elf', '0', '--seconds', 'x']), /positive number/);
  assert.throws(() => parseOptions([]), /usage:/);
});
