"""The list of ADC codes on the command line: numbers and ranges, as the RP2040 emulator takes them too."""

import re

LOWEST, HIGHEST = -4096, 4095  # a single-ended 12-bit sample is signed: a small offset makes it negative
ITEM = re.compile(r"(-?\d+)(?:\.\.(-?\d+)(?:/(\d+))?)?")


def parse_codes(text):
    """`1,5,10..20/5` as [1, 5, 10, 15, 20]; ValueError for anything that the converter cannot give."""
    return [code for item in text.split(",") for code in _parse_item(item.strip())]


def _parse_item(item):
    match = ITEM.fullmatch(item)
    if match:
        first = int(match[1])
        last = int(match[2]) if match[2] else first
        step = int(match[3]) if match[3] else 1
        if LOWEST <= first <= last <= HIGHEST and step >= 1:
            return range(first, last + 1, step)
    raise ValueError(f"`{item}` is no ADC code {LOWEST}..{HIGHEST} and no range FIRST..LAST[/STEP] of such codes")
