"""Which peripherals the chip has, and where. Everything else on the bus is plain storage, or reads as erased."""

from collections import defaultdict
from dataclasses import dataclass

from peripheral import Clock, Nvmc, Peripheral
from rtc import Rtc
from saadc import Saadc
from uarte import Uarte

PAGE_BITS = 12


@dataclass(frozen=True)
class Variant:
    """Sizes in bytes, and the revision code that errata workarounds look at."""

    flash: int
    ram: int
    revision: bytes


VARIANTS = {
    "nrf52832": Variant(512 << 10, 64 << 10, b"0EAA"),
    "nrf52840": Variant(1024 << 10, 256 << 10, b"0CAA"),
}


class Bus:
    """The peripherals at 0x40000000, a page each. A reset of the chip is a new bus, with the same converter input."""

    def __init__(self, system, memory, codes, send):
        def line(page):
            return lambda: system.pend(page)

        self.pages = {page: Rtc(line(page)) for page in Rtc.PAGES}
        self.rtcs = list(self.pages.values())
        self.pages |= {page: Uarte(line(page), memory.read, send) for page in Uarte.PAGES}
        self.pages |= {kind.PAGE: kind(line(kind.PAGE)) for kind in (Clock, Nvmc)}
        self.pages[Saadc.PAGE] = Saadc(line(Saadc.PAGE), codes, memory.write)
        self._others = defaultdict(lambda: Peripheral(lambda: None))

    def page(self, offset):
        """The peripheral at a byte offset into the bus, and the offset within it."""
        number = offset >> PAGE_BITS
        return self.pages.get(number) or self._others[number], offset & ((1 << PAGE_BITS) - 1)

    def sleep(self):
        """Lets time jump to the next event of any counter; False if none will ever come."""
        distance = min((d for rtc in self.rtcs if (d := rtc.until_event()) is not None), default=None)
        if distance is None:
            return False
        for rtc in self.rtcs:
            rtc.advance(distance)
        return True
