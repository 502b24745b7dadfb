"""Trains the benchmark net sine.json, prints its figures of README.md, and writes or checks the file.

`python train.py` writes; `python train.py --check` trains again and compares with what is checked in, to within
1e-6, and exits with 1 if anything differs. The other models are trained by `cargo tinyml`.
"""

from __future__ import annotations

import os

# One thread each, so that sums are taken in the same order every time; has to be set before numpy is loaded.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import json
import sys
from pathlib import Path

from training import model_file, sine

FOLDER = Path(__file__).resolve().parent
TOLERANCE = 1e-6


def same_model(path: Path, text: str) -> bool:
    """Whether the file holds the model in `text`; prints how far off it is."""
    if not path.exists():
        print(f"{path.name}: missing")
        return False
    difference = model_file.largest_difference(json.loads(path.read_text(encoding="utf-8")), json.loads(text))
    print(f"{path.name}: largest difference from what is checked in {difference:.1e}")
    return difference <= TOLERANCE


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the benchmark net.")
    parser.add_argument("--check", action="store_true", help="compare with the file instead of writing it")
    arguments = parser.parse_args()
    model, lines = sine.build(FOLDER)
    print("sine", *lines, sep="\n")
    path, text = FOLDER / "sine.json", model_file.render(model) + "\n"
    if arguments.check:
        return 0 if same_model(path, text) else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
