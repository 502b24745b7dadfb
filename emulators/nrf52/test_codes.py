"""The list of ADC codes: what is accepted, and what is refused."""

import unittest

from codes import parse_codes


class Codes(unittest.TestCase):
    """Numbers and ranges."""

    def test_numbers_and_ranges_with_both_ends(self):
        self.assertEqual(parse_codes("7"), [7])
        self.assertEqual(parse_codes("1,5,10..20/5"), [1, 5, 10, 15, 20])
        self.assertEqual(parse_codes("-2..1"), [-2, -1, 0, 1])

    def test_what_the_converter_cannot_give(self):
        for bad in ["", "4096", "-4097", "5..4", "0..9/0", "1,,2", "0x10", "1.5"]:
            with self.subTest(bad), self.assertRaisesRegex(ValueError, "is no ADC code"):
                parse_codes(bad)


if __name__ == "__main__":
    unittest.main()
