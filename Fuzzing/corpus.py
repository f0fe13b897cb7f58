"""Keeps a small part of what the fuzzers learnt, for the tests to replay: one input a line, in base 64.

    corpus.py TARGET FOLDER…        writes Tests/Fixtures/corpus/TARGET.txt from the inputs in these folders

The smallest inputs are kept, and every input of the folder of crashes, whatever its size.
"""

from __future__ import annotations

import base64
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNT, LARGEST = 400, 600


def main(target: str, folders: list[Path]) -> None:
    crashes = {file.read_bytes() for folder in folders if "crashes" in folder.parts for file in folder.glob("*")}
    learnt = {file.read_bytes() for folder in folders for file in folder.glob("*")} - crashes
    kept = sorted((each for each in learnt if len(each) <= LARGEST), key=lambda each: (len(each), each))
    # Evenly over all sizes: the smallest alone would all be broken at the first byte.
    step = max(1, len(kept) // COUNT)
    lines = [base64.b64encode(each).decode() for each in [*sorted(crashes), *kept[::step]] if each]
    (ROOT / f"Tests/Fixtures/corpus/{target}.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], [Path(each) for each in sys.argv[2:]])
