"""The core's own registers: the interrupt controller, the vector table's address, the reset request.

Priorities are stored but not obeyed, since interrupts do not nest here: the lowest number goes first.
"""

SET_ENABLE, CLEAR_ENABLE, SET_PENDING, CLEAR_PENDING = 0x100, 0x180, 0x200, 0x280
BANK = 0x80
VECTOR_TABLE, APPLICATION_RESET = 0xD08, 0xD0C
RESET_REQUEST = 1 << 2


class SystemControl:
    """The page at 0xE000E000. `enabled` and `pending` are bit sets of interrupt numbers."""

    def __init__(self):
        self.enabled = 0
        self.pending = 0
        self.reset_requested = False
        self._bytes = {}

    @property
    def vector_table(self):
        """Where the vectors are."""
        return self.read(VECTOR_TABLE, 4)

    def pend(self, number):
        """An interrupt line went up."""
        self.pending |= 1 << number

    def due(self):
        """The interrupt to take, or None."""
        ready = self.enabled & self.pending
        return (ready & -ready).bit_length() - 1 if ready else None

    def read(self, offset, size):
        """What the core reads."""
        bank = offset // BANK * BANK
        if bank in (SET_ENABLE, CLEAR_ENABLE):
            return self.enabled >> 8 * (offset - bank) & 0xFFFF_FFFF
        if bank in (SET_PENDING, CLEAR_PENDING):
            return self.pending >> 8 * (offset - bank) & 0xFFFF_FFFF
        return sum(self._bytes.get(offset + i, 0) << 8 * i for i in range(size))

    def write(self, offset, size, value):
        """The core writes."""
        bank = offset // BANK * BANK
        bits = value << 8 * (offset - bank)
        if bank == SET_ENABLE:
            self.enabled |= bits
        elif bank == CLEAR_ENABLE:
            self.enabled &= ~bits
        elif bank == SET_PENDING:
            self.pending |= bits
        elif bank == CLEAR_PENDING:
            self.pending &= ~bits
        elif offset == APPLICATION_RESET:
            self.reset_requested |= bool(value & RESET_REQUEST)
        else:
            for i in range(size):
                self._bytes[offset + i] = value >> 8 * i & 0xFF
