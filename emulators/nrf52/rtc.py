"""RTC: 24 bits of ticks, four compare registers and the overflow.

Time does not follow the instructions: it moves by one tick when the counter is read (so that a loop that waits for
it ends), and jumps to the next event when the core sleeps. The prescaler is not modelled; 32,768 ticks are a second.
"""

from peripheral import Peripheral

TICKS_PER_SECOND = 32_768
PERIOD = 1 << 24
CLEAR = 0x008
OVERFLOW, COMPARE = 0x104, 0x140  # events
OVERFLOW_BIT, COMPARE_BIT = 1, 16  # their bits in INTEN
COUNTER, COMPARE_VALUE = 0x504, 0x540
CHANNELS = range(4)


class Rtc(Peripheral):
    """A real-time counter that is always running."""

    PAGES = (0x0B, 0x11, 0x24)

    def __init__(self, pend):
        super().__init__(pend)
        self.ticks = 0

    def read(self, offset):
        if offset != COUNTER:
            return super().read(offset)
        seen = self.ticks
        self.advance(1)
        return seen % PERIOD

    def task(self, offset):
        if offset == CLEAR:
            self.ticks = 0

    def until_event(self):
        """Ticks until the next event whose interrupt is enabled, or None if there is none."""
        return min((distance for distance, _ in self._upcoming()), default=None)

    def advance(self, ticks):
        """Lets time pass, with every enabled event on the way."""
        due = [event for distance, event in self._upcoming() if distance <= ticks]
        self.ticks += ticks
        self.event(*due)

    def _upcoming(self):
        """(distance in ticks, at least 1; event register) of each event whose interrupt is enabled."""
        if self.enabled >> OVERFLOW_BIT & 1:
            yield PERIOD - self.ticks % PERIOD, OVERFLOW
        for channel in CHANNELS:
            if self.enabled >> (COMPARE_BIT + channel) & 1:
                value = self.registers.get(COMPARE_VALUE + 4 * channel, 0)
                yield (value - self.ticks - 1) % PERIOD + 1, COMPARE + 4 * channel
