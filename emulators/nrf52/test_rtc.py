"""The counter: events come when time passes them, around the end of its 24 bits too."""

import unittest

from rtc import COMPARE, COMPARE_VALUE, COUNTER, OVERFLOW, PERIOD, Rtc
from peripheral import INTENSET


class Counter(unittest.TestCase):
    """One counter whose interrupts are counted."""

    def setUp(self):
        self.pended = 0
        self.rtc = Rtc(self._pend)

    def _pend(self):
        self.pended += 1

    def test_sleeps_until_the_nearest_enabled_event(self):
        self.rtc.write(COMPARE_VALUE, 100)
        self.rtc.write(COMPARE_VALUE + 4, 50)
        self.assertIsNone(self.rtc.until_event())
        self.rtc.write(INTENSET, 1 << 16)
        self.assertEqual(self.rtc.until_event(), 100)
        self.rtc.write(INTENSET, 1 << 17)
        self.assertEqual(self.rtc.until_event(), 50)

    def test_an_event_comes_once_and_pends(self):
        self.rtc.write(COMPARE_VALUE, 100)
        self.rtc.write(INTENSET, 1 << 16)
        self.rtc.advance(99)
        self.assertEqual((self.rtc.read(COMPARE), self.pended), (0, 0))
        self.rtc.advance(1)
        self.assertEqual((self.rtc.read(COMPARE), self.pended), (1, 1))
        self.assertEqual(self.rtc.until_event(), PERIOD)

    def test_wraps(self):
        self.rtc.write(INTENSET, 1 << 1)
        self.rtc.advance(PERIOD - 1)
        self.assertEqual(self.rtc.read(COUNTER), PERIOD - 1)
        self.assertEqual((self.rtc.read(COUNTER), self.rtc.read(OVERFLOW)), (0, 1))


if __name__ == "__main__":
    unittest.main()
