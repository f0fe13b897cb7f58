"""A log of aics-tlog that asks a witness of ours to sign, as aics-witness's own client does it.

    feed.py ADDRESS WITNESS-KEY FOLDER key         prints the log's key
    feed.py ADDRESS WITNESS-KEY FOLDER grow SIZE   lets the log grow and has it signed
    feed.py ADDRESS WITNESS-KEY FOLDER fork SIZE   has another history signed, and prints the status of the refusal
"""

from __future__ import annotations

import sys
from pathlib import Path

from aics_tlog import MerkleTree, format_vkey, vkey_from_ed25519
from aics_tlog.checkpoint import Checkpoint, sign_checkpoint
from aics_witness import WitnessClient, WitnessRejected, merge_cosignatures
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAME = "aics.example/log"


def tree(size: int, word: str) -> MerkleTree:
    return MerkleTree(f"{word} {number}".encode() for number in range(size))


def main() -> None:
    address, witness, place, action = sys.argv[1:5]
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    if action == "key":
        print(format_vkey(vkey_from_ed25519(NAME, key.public_key())))
        return
    size = int(sys.argv[5])
    grown = tree(size, "entry" if action == "grow" else "another")
    note = sign_checkpoint(Checkpoint(NAME, size, grown.root()), key, NAME).to_bytes()
    with WitnessClient(address, witness, state_path=folder / "state.json", max_attempts=1) as client:
        try:
            lines = client.submit(note, lambda old, new: grown.consistency_proof(old, new))
        except WitnessRejected as refusal:
            print(refusal.status)
            return
    (folder / "witnessed").write_bytes(merge_cosignatures(note, lines))
    print(lines, end="")


if __name__ == "__main__":
    main()
