"""The pattern that every peripheral of the nRF52 follows, and the plain ones that need nothing beyond it.

A peripheral is a page of 4 KiB, and its interrupt has the number of the page. Writing 1 to a task register starts
something; something finished sets an event register; an event whose bit is set in INTEN pends the interrupt.
Registers that no subclass gives a meaning are plain storage.
"""

TASKS_END = 0x100
EVENTS, EVENTS_END = 0x100, 0x180
INTEN, INTENSET, INTENCLR = 0x300, 0x304, 0x308


class Peripheral:
    """A register page; `pend` is called when its interrupt becomes pending."""

    def __init__(self, pend):
        self.registers = {}
        self.enabled = 0
        self._pend = pend

    def read(self, offset):
        """What the core reads at `offset`."""
        if offset in (INTEN, INTENSET, INTENCLR):
            return self.enabled
        return self.registers.get(offset, 0)

    def write(self, offset, value):
        """The core writes `value` to `offset`."""
        if offset in (INTEN, INTENSET, INTENCLR):
            self._enable(offset, value)
        elif offset < TASKS_END:
            if value & 1:
                self.task(offset)
        else:
            self.registers[offset] = value

    def task(self, offset):
        """Starts what the task register at `offset` stands for; nothing by default."""

    def event(self, *offsets):
        """Sets event registers and pends the interrupt that they ask for."""
        for offset in offsets:
            self.registers[offset] = 1
        self.update_interrupt()

    def update_interrupt(self):
        """Pends the interrupt while an enabled event is set: the line is a level, not an edge."""
        if any(self.registers.get(offset, 0) for offset in self._enabled_events()):
            self._pend()

    def _enabled_events(self):
        return (offset for offset in range(EVENTS, EVENTS_END, 4) if self.enabled >> ((offset - EVENTS) // 4) & 1)

    def _enable(self, offset, value):
        if offset == INTEN:
            self.enabled = value
        elif offset == INTENSET:
            self.enabled |= value
        else:
            self.enabled &= ~value
        self.update_interrupt()


class Clock(Peripheral):
    """CLOCK: every oscillator is stable at once."""

    PAGE = 0x00
    STARTED = {0x000: 0x100, 0x008: 0x104}  # TASKS_HFCLKSTART, TASKS_LFCLKSTART and their events

    def task(self, offset):
        if offset in self.STARTED:
            self.event(self.STARTED[offset])


class Nvmc(Peripheral):
    """NVMC: every write to flash is done at once."""

    PAGE = 0x1E
    READY = 0x400

    def read(self, offset):
        return 1 if offset == self.READY else super().read(offset)
