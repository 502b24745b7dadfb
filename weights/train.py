"""Trains every model in this folder, prints the figures of README.md, and writes or checks the files.

`python train.py` writes; `python train.py --check` trains again and compares with what is checked in, to within
1e-6, and exits with 1 if anything differs. Names after that (`ntc`, `iris`, `sine`) choose among the models.
"""

from __future__ import annotations

import os

# One thread each, so that sums are taken in the same order every time; has to be set before numpy is loaded.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from training import iris, model_file, ntc, sine

FOLDER = Path(__file__).resolve().parent
TOLERANCE = 1e-6
Build = Callable[[Path], tuple[dict[str, object], list[str]]]
MODELS: dict[str, Build] = {"ntc": ntc.build, "iris": iris.build, "sine": sine.build}


def same_model(path: Path, text: str) -> bool:
    """Whether the file holds the model in `text`; prints how far off it is."""
    if not path.exists():
        print(f"{path.name}: missing")
        return False
    difference = model_file.largest_difference(json.loads(path.read_text(encoding="utf-8")), json.loads(text))
    print(f"{path.name}: largest difference from what is checked in {difference:.1e}")
    return difference <= TOLERANCE


def same_table(path: Path, text: str) -> bool:
    """Whether a data file is the one that would be written, to the byte."""
    same = path.exists() and path.read_bytes() == text.encode()
    print(f"{path.name}: {'as checked in' if same else 'differs from what is checked in'}")
    return same


def main() -> int:
    parser = argparse.ArgumentParser(description="Train the models of this folder.")
    parser.add_argument("models", nargs="*", metavar="model", help="ntc, iris or sine; all of them by default")
    parser.add_argument("--check", action="store_true", help="compare with the files instead of writing them")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.models if name not in MODELS]
    if unknown:
        parser.error(f"no such model: {', '.join(unknown)} (there are {', '.join(MODELS)})")
    good = True
    for name in arguments.models or MODELS:
        model, lines = MODELS[name](FOLDER)
        print(f"\n{name}", *lines, sep="\n")
        outputs = [(FOLDER / f"{name}.json", model_file.render(model) + "\n", same_model)]
        if name == "iris":
            outputs.append((FOLDER / "iris.csv", iris.table(*iris.read()), same_table))
        for path, text, same in outputs:
            if arguments.check:
                good &= same(path, text)
            else:
                path.write_text(text, encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
