"""The peers of the ledger, in an environment of their own: aics-tlog asks for a newer Python than the project's.

    ledger_peers.py append|prove|check|jcs PEER FILE ROUNDS

Prints the processor seconds of each round and, below them, the answer in the form of Benchmarks/Sources/ledger.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

LEAF, BATCH, DOCUMENTS = 300, 1000, 100


def timed(rounds: int, body: Callable[[], object]) -> tuple[list[float], object]:
    seconds, answer = [], None
    for _ in range(rounds):
        began = time.process_time()
        answer = body()
        seconds.append(time.process_time() - began)
    return seconds, answer


def leaves(file: Path) -> list[bytes]:
    data = file.read_bytes()
    return [data[place : place + LEAF] for place in range(0, len(data), LEAF)]


def append_aics(file: Path, rounds: int) -> tuple[list[float], str]:
    from aics_tlog import IncrementalTileWriter, MemoryTileStore

    entries = leaves(file)
    batches = [entries[place : place + BATCH] for place in range(0, len(entries), BATCH)]

    def body() -> bytes:
        writer = IncrementalTileWriter(MemoryTileStore())
        root = b""
        for batch in batches:
            writer.append(batch)
            root = writer.root()
        return root

    seconds, root = timed(rounds, body)
    return seconds, root.hex()


def pymerkle_tree(entries: list[bytes]):  # noqa: ANN201
    from pymerkle import InmemoryTree

    tree = InmemoryTree(algorithm="sha256")
    tree.append_entries(entries)
    return tree


def prove_pymerkle(file: Path, rounds: int) -> tuple[list[float], str]:
    entries = leaves(file)
    tree = pymerkle_tree(entries)
    seconds, proofs = timed(rounds, lambda: [tree.prove_inclusion(index + 1) for index in range(len(entries))])
    digest = hashlib.sha256()
    for proof in proofs:
        # The first hash of theirs is the leaf's own.
        for value in proof.path[1:]:
            digest.update(value)
    return seconds, digest.hexdigest()


def check_pymerkle(file: Path, rounds: int) -> tuple[list[float], str]:
    from pymerkle import verify_inclusion

    entries = leaves(file)
    tree = pymerkle_tree(entries)
    root = tree.get_root()
    cases = [(tree.get_leaf(index + 1), tree.prove_inclusion(index + 1)) for index in range(len(entries))]

    def body() -> int:
        for base, proof in cases:
            verify_inclusion(base, root, proof)
        return len(cases)

    seconds, count = timed(rounds, body)
    return seconds, str(count).encode().hex()


def check_aics(file: Path, rounds: int) -> tuple[list[float], str]:
    from aics_tlog import MerkleTree, leaf_hash, verify_inclusion

    entries = leaves(file)
    tree = MerkleTree(entries)
    size, root = len(entries), tree.root()
    proofs = [(leaf_hash(entry), index, tree.inclusion_proof(index)) for index, entry in enumerate(entries)]

    def body() -> int:
        return sum(verify_inclusion(leaf, index, size, proof, root) is not False for leaf, index, proof in proofs)

    seconds, count = timed(rounds, body)
    return seconds, str(count).encode().hex()


def jcs_of(dumps: Callable[[object], bytes], file: Path, rounds: int) -> tuple[list[float], str]:
    """From the tree of objects: reading the text is not counted, though it is for ours."""
    document = json.loads(file.read_bytes())

    def body() -> bytes:
        output = b""
        for _ in range(DOCUMENTS):
            output = dumps(document)
        return output

    seconds, output = timed(rounds, body)
    return seconds, hashlib.sha256(output).hexdigest()


def jcs_rfc8785(file: Path, rounds: int) -> tuple[list[float], str]:
    import rfc8785

    return jcs_of(rfc8785.dumps, file, rounds)


def jcs_jcs(file: Path, rounds: int) -> tuple[list[float], str]:
    import jcs

    return jcs_of(jcs.canonicalize, file, rounds)


RUNS = {
    ("append", "aics-tlog"): append_aics,
    ("prove", "pymerkle"): prove_pymerkle,
    ("check", "pymerkle"): check_pymerkle,
    ("check", "aics-tlog"): check_aics,
    ("jcs", "rfc8785"): jcs_rfc8785,
    ("jcs", "jcs"): jcs_jcs,
}

if __name__ == "__main__":
    found, said = RUNS[sys.argv[1], sys.argv[2]](Path(sys.argv[3]), int(sys.argv[4]))
    print(" ".join(map(str, found)))
    print(said)
