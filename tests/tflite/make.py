"""Makes the models of `golden/`, their input vectors and what the reference interpreters say of them.

`python make.py` writes everything anew; `python make.py name …` only those models (and their part of the manifest);
`python make.py --check` makes everything and compares with what is checked in. `python make.py --random 500 --out x` draws models
that are not checked in. README.md says how to install.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

from forge import manifest
from models import catalogue
from models.drawn import drawn

FOLDER = Path(__file__).resolve().parent / "golden"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="models to make; all without")
    parser.add_argument(
        "--check", action="store_true", help="compare with what is checked in instead of writing it"
    )
    parser.add_argument("--random", type=int, metavar="COUNT", help="write random models to --out instead")
    parser.add_argument("--seed", type=int, default=1, help="of --random")
    parser.add_argument("--out", type=Path, default=FOLDER, help="another folder than golden/")
    arguments = parser.parse_args()
    family = catalogue() if arguments.random is None else drawn(arguments.random, arguments.seed)
    files, entries, problems = {}, {}, []
    for model in family:
        if arguments.names and model.name not in arguments.names:
            continue
        made = manifest.make(model)
        if arguments.random is not None and made.problems:
            print(f"{model.name}: left out: {made.problems[0]}")
            continue
        files.update(made.files)
        entries[model.name] = made.entry
        problems += made.problems
        print(f"{model.name:36} {made.summary}", flush=True)
    path = arguments.out / "manifest.json"
    if arguments.names:
        entries = json.loads(path.read_text(encoding="utf-8"))["models"] | entries
    files["manifest.json"] = manifest.text(entries).encode()
    problems += compare(files) if arguments.check else write(arguments.out, files, keep=bool(arguments.names))
    print("\n".join(problems) or f"{len(entries)} models, {sum(map(len, files.values()))} bytes")
    return 1 if problems else 0


def write(folder: Path, files: dict[str, bytes], keep: bool) -> list[str]:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        if not keep and old.name not in files:
            old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return []


def compare(files: dict[str, bytes]) -> list[str]:
    here = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    names = sorted(here.keys() | files.keys())
    return [f"{name}: not what is checked in" for name in names if here.get(name) != files.get(name)]


if __name__ == "__main__":
    sys.exit(main())
