"""python run.py FIRMWARE.elf CODES: runs an nRF52840 or nRF52832 firmware and prints what its UARTs send.

Exit codes: 0 all lines came, 1 the firmware failed or took too long, 2 wrong arguments or an unreadable firmware.
A summary and all errors go to the standard error stream.
"""

import argparse
import sys

from chip import VARIANTS
from codes import parse_codes
from firmware import load_segments
from machine import FirmwareError, Machine
from rtc import TICKS_PER_SECOND


class Output:
    """Passes bytes on to the standard output and counts lines."""

    def __init__(self):
        self.lines = 0

    def send(self, data):
        """Bytes from a UART."""
        self.lines += data.count(b"\n")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def arguments():
    """The command line, parsed; ADC codes may begin with a minus sign."""
    parser = argparse.ArgumentParser(prog="run.py", description=__doc__.splitlines()[0])
    parser.add_argument("firmware", help="the ELF file")
    parser.add_argument("codes", help="ADC codes: comma-separated numbers and ranges FIRST..LAST[/STEP]")
    parser.add_argument("--chip", choices=sorted(VARIANTS), default="nrf52840")
    parser.add_argument("--host-seconds", type=float, default=120.0, metavar="N", help="limit of real time (120)")
    return parser.parse_args()


def main():
    """Runs the firmware; the exit code."""
    options, output = arguments(), Output()
    try:
        codes, segments = parse_codes(options.codes), load_segments(options.firmware)
    except (OSError, ValueError) as error:
        return fail(2, error)
    try:
        machine = Machine(
            VARIANTS[options.chip], segments, codes, output.send, lambda: output.lines >= len(codes)
        )
        machine.run(options.host_seconds)
    except FirmwareError as error:
        return fail(1, error)
    seconds = max(rtc.ticks for rtc in machine.bus.rtcs) / TICKS_PER_SECOND
    counts = f"{output.lines} lines, {machine.interrupts} interrupts, {machine.resets} resets"
    print(f"{counts}, {seconds:.3f} s simulated", file=sys.stderr)
    return 0


def fail(code, error):
    """Says what went wrong; the exit code for it."""
    print(f"nrf52 emulator: {error}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
