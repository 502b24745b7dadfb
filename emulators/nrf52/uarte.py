"""UARTE: what is sent by EasyDMA goes to a callback, at once. Nothing is ever received.

EasyDMA reads RAM only, on the chip and here: a buffer in flash is an error that a board would not report so kindly.
"""

from peripheral import Peripheral

START_RX, STOP_RX, START_TX, STOP_TX = 0x000, 0x004, 0x008, 0x00C
TX_READY, END_TX, RX_TIMEOUT, RX_STARTED, TX_STARTED, TX_STOPPED = 0x11C, 0x120, 0x144, 0x14C, 0x150, 0x158
TX_POINTER, TX_MAX_COUNT, TX_AMOUNT = 0x544, 0x548, 0x54C
RAM_REGION = 0x20


class Uarte(Peripheral):
    """A UART; `read_memory(address, length)` is its DMA, `send(bytes)` gets what it transmits."""

    PAGES = (0x02, 0x28)
    FINISHED = {STOP_TX: TX_STOPPED, START_RX: RX_STARTED, STOP_RX: RX_TIMEOUT}

    def __init__(self, pend, read_memory, send):
        super().__init__(pend)
        self._read_memory = read_memory
        self._send = send

    def task(self, offset):
        if offset == START_TX:
            self._transmit()
        elif offset in self.FINISHED:
            self.event(self.FINISHED[offset])

    def _transmit(self):
        address, length = self.registers.get(TX_POINTER, 0), self.registers.get(TX_MAX_COUNT, 0)
        if address >> 24 != RAM_REGION:
            raise ValueError(f"EasyDMA reads RAM only, and the UART's buffer is at {address:#010x}")
        self._send(self._read_memory(address, length))
        self.registers[TX_AMOUNT] = length
        self.event(TX_STARTED, TX_READY, END_TX)
