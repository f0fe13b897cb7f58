"""Checks a log on disk with metamorphic-log; the proofs are made by aics-tlog from the entries.

    metamorphic.py FOLDER KEY… [--old FILE]
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import metamorphic_log as peer
from aics_tlog import MerkleTree


def entries(folder: Path, size: int) -> list[bytes]:
    """The entries as the bundles hold them."""
    found: list[bytes] = []
    while len(found) < size:
        number = f"{len(found) // 256:03}"
        width = min(256, size - len(found))
        file = folder / "tile/entries" / (number if width == 256 else f"{number}.p/{width}")
        data = file.read_bytes()
        while data:
            length = int.from_bytes(data[:2])
            found.append(data[2 : 2 + length])
            data = data[2 + length :]
    return found


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("folder", type=Path)
    options.add_argument("keys", nargs="+")
    options.add_argument("--old", type=Path)
    chosen = options.parse_args()
    note = (chosen.folder / "checkpoint").read_text()
    head = peer.checkpoint_verify(note, chosen.keys)
    held = entries(chosen.folder, head.size)
    tree = MerkleTree(held)
    for index in range(0, head.size, head.size // 300 + 1):
        leaf = hashlib.sha256(b"\0" + held[index]).digest()
        peer.checkpoint_verify_inclusion(note, chosen.keys, index, leaf, tree.inclusion_proof(index, head.size))
    if chosen.old:
        older = chosen.old.read_text()
        size = peer.checkpoint_verify(older, chosen.keys).size
        peer.checkpoint_verify_consistency(older, note, chosen.keys, tree.consistency_proof(size, head.size))
    print(f"{head.size} entries, {peer.verify_signed_note(note, chosen.keys)} signatures")


if __name__ == "__main__":
    main()
