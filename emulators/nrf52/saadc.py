"""SAADC: each conversion takes the next code of a list and puts it where EasyDMA was told to.

One channel, one sample a buffer, no time passes. Gain, reference, resolution and limits have no effect: the list
holds what the converter would give.
"""

import struct

from peripheral import Peripheral

START, SAMPLE, STOP, CALIBRATE = 0x000, 0x004, 0x008, 0x00C
STARTED, END, DONE, RESULT_DONE, CALIBRATE_DONE, STOPPED = 0x100, 0x104, 0x108, 0x10C, 0x110, 0x114
RESULT_POINTER, RESULT_MAX_COUNT, RESULT_AMOUNT = 0x62C, 0x630, 0x634


class Saadc(Peripheral):
    """The converter, reading `codes` (the last one again and again) into memory by `write_memory(address, bytes)`."""

    PAGE = 0x07

    def __init__(self, pend, codes, write_memory):
        super().__init__(pend)
        self._codes = list(codes)
        self._taken = 0
        self._write_memory = write_memory

    def task(self, offset):
        if offset == START:
            self.event(STARTED)
        elif offset == SAMPLE:
            self._convert()
        elif offset == STOP:
            self.event(STOPPED)
        elif offset == CALIBRATE:
            self.event(CALIBRATE_DONE)

    def _convert(self):
        wanted = self.registers.get(RESULT_MAX_COUNT, 0)
        if wanted != 1:
            raise ValueError(f"the firmware wants {wanted} samples a buffer, this emulator gives one")
        code = self._codes[min(self._taken, len(self._codes) - 1)]
        self._taken += 1
        self._write_memory(self.registers.get(RESULT_POINTER, 0), struct.pack("<h", code))
        self.registers[RESULT_AMOUNT] = 1
        self.event(DONE, RESULT_DONE, END)
