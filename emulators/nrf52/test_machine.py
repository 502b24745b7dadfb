"""Firmware of a few instructions, assembled by hand, shows how a run ends and what is refused."""

import struct
import unittest

from chip import VARIANTS
from machine import FirmwareError, Machine

ENTRY = 0x200


def image(*halfwords):
    """A firmware of these instructions: a stack, a reset vector, code."""
    vectors = struct.pack("<II", 0x2000_1000, ENTRY | 1)
    return [(0, vectors), (ENTRY, struct.pack(f"<{len(halfwords)}H", *halfwords))]


def run(segments, lines=1):
    """What the firmware sends, for at most half a second."""
    sent = bytearray()
    machine = Machine(VARIANTS["nrf52832"], segments, [0], sent.extend, lambda: sent.count(b"\n") >= lines)
    machine.run(0.5)
    return bytes(sent)


# ldr r0, =0x40002000; ldr r1, =address; str.w r1, [r0, #0x544]; movs r1, #2; str.w r1, [r0, #0x548]; movs r1, #1;
# str r1, [r0, #8] (STARTTX); b .; the two words; and the text, which the tests put into RAM or leave in flash.
TRANSMIT = (0x4805, 0x4906, 0xF8C0, 0x1544, 0x2102, 0xF8C0, 0x1548, 0x2101, 0x6081, 0xE7FE, 0x0000, 0x0000)


def transmit(address):
    """A firmware that sends two bytes from `address`."""
    return image(*TRANSMIT, 0x2000, 0x4000, address & 0xFFFF, address >> 16)


class Endings(unittest.TestCase):
    """How a run ends."""

    def fails_with(self, pattern, segments):
        """The run ends with an error that says `pattern`."""
        with self.assertRaisesRegex(FirmwareError, pattern):
            run(segments)

    def test_an_endless_loop_runs_out_of_time(self):
        self.fails_with("out of time; the core is at 0x00000200", image(0xE7FE))

    def test_sleep_without_a_counter(self):
        self.fails_with("asleep for ever", image(0xBF20, 0xE7FD))

    def test_a_breakpoint(self):
        self.fails_with("breakpoint", image(0xBE2A))

    def test_an_undefined_instruction(self):
        self.fails_with("stopped at 0x0000020", image(0xDEFE))

    def test_a_segment_outside_the_chip(self):
        self.fails_with("do not fit this chip", [*image(0xE7FE), (0x3000_0000, b"\0")])


class Transmission(unittest.TestCase):
    """EasyDMA reads what it is told to."""

    def test_from_ram(self):
        segments = [*transmit(0x2000_0100), (0x2000_0100, b"k\n")]
        self.assertEqual(run(segments), b"k\n")

    def test_not_from_flash(self):
        with self.assertRaisesRegex(FirmwareError, "EasyDMA reads RAM only"):
            run(transmit(0x0000_0300))


if __name__ == "__main__":
    unittest.main()
