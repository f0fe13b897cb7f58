"""Files of a transparency log, made without a line of ours: RFC 6962 trees, C2SP notes and tiles, proof bundles.

What `touchstone verify` takes is so held against the published formats, and not against the code that writes ours.
"""

from __future__ import annotations

import base64
import hashlib
import json
import random
import struct
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def canonical(value: object) -> str:
    """RFC 8785 of what we write: ASCII names, whole numbers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word by word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0])
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*path(index, leaves[:k]), root(leaves[k:])]
    return [*path(index - k, leaves[k:]), root(leaves[:k])]


def consistency(old: int, leaves: list[bytes], known: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if known else [root(leaves)]
    k = split(len(leaves))
    if old <= k:
        return [*consistency(old, leaves[:k], known), root(leaves[k:])]
    return [*consistency(old - k, leaves[k:], False), root(leaves[:k])]


class Signer:
    """A key with its name: 1 signs as a log does, 4 as a witness."""

    def __init__(self, name: str, algorithm: int, seed: int) -> None:
        self.name, self.algorithm = name, algorithm
        self.key = Ed25519PrivateKey.from_private_bytes(random.Random(seed).randbytes(32))
        public = bytes([algorithm]) + self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.id = sha256(name.encode() + b"\n" + public)[:4]
        self.vkey = f"{name}+{self.id.hex()}+{b64(public)}"

    def line(self, text: str, time: int = 0) -> str:
        if self.algorithm == 1:
            signature = self.key.sign(text.encode())
        else:
            signature = struct.pack(">Q", time) + self.key.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
        return f"\u2014 {self.name} {b64(self.id + signature)}\n"


@dataclass
class Log:
    """A log whose entries commit to batches of statements."""

    name: str = "log.example/minerals"
    seed: int = 1
    records: list[list[bytes]] = field(default_factory=list)
    statements: list[list[str]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.signer = Signer(self.name, 1, self.seed)
        self.witnesses = [Signer("north.example/w", 4, self.seed + 1), Signer("south.example/w", 4, self.seed + 2)]
        self.chance = random.Random(self.seed)

    def commit(self, records: list[bytes]) -> None:
        statements = [
            canonical({
                "file": sha256(record + b"file").hex(), "kind": "lot", "length": len(record), "position": 0,
                "receivedAt": "2026-11-22T10:00:00Z", "salt": b64(self.chance.randbytes(16)), "sha256": sha256(record).hex(),
                "type": "record",
            })
            for record in records
        ]  # fmt: skip
        self.records.append(records)
        self.statements.append(statements)
        digest = b64(root([each.encode() for each in statements]))
        self.entries.append(canonical({"count": len(statements), "root": digest, "type": "statements", "what": "record"}))

    @property
    def leaves(self) -> list[bytes]:
        return [entry.encode() for entry in self.entries]

    def policy(self) -> str:
        lines = [f"log {self.signer.vkey}", *(f"witness w{n} {each.vkey}" for n, each in enumerate(self.witnesses))]
        return "\n".join([*lines, "group both all w0 w1", "quorum both", ""])

    def checkpoint(self, size: int | None = None, witnesses: bool = True) -> str:
        leaves = self.leaves[: len(self.entries) if size is None else size]
        text = f"{self.name}\n{len(leaves)}\n{b64(root(leaves))}\n"
        lines = [self.signer.line(text)]
        if witnesses:
            lines += [each.line(text, 1_795_000_000 + n) for n, each in enumerate(self.witnesses)]
        return text + "\n" + "".join(lines)

    def item(self, batch: int, place: int, withheld: bool = False) -> dict[str, object]:
        leaves = [each.encode() for each in self.statements[batch]]
        item: dict[str, object] = {
            "statement": self.statements[batch][place],
            "batch": {"index": place, "size": len(leaves), "hashes": [b64(each) for each in path(place, leaves)]},
            "entry": self.entries[batch],
            "index": batch,
            "hashes": [b64(each) for each in path(batch, self.leaves)],
        }
        return item if withheld else {**item, "bytes": b64(self.records[batch][place])}

    def bundle(self, places: list[tuple[int, int]], time: list[dict[str, object]] | None = None) -> bytes:
        document: dict[str, object] = {
            "type": "proof-bundle", "version": 1, "about": {"kind": "lot", "id": "L-7"},
            "items": [self.item(*each) for each in places], "checkpoint": self.checkpoint(), "policy": self.policy(),
        }  # fmt: skip
        if time:
            document["time"] = time
        return canonical({**document, "checksum": b64(sha256(canonical(document).encode()))}).encode()

    def proof(self, index: int) -> str:
        """A C2SP tlog-proof."""
        hashes = "".join(f"{b64(each)}\n" for each in path(index, self.leaves))
        return f"c2sp.org/tlog-proof@v1\nindex {index}\n{hashes}\n{self.checkpoint()}"

    def mirror(self, folder: Path) -> None:
        """The log as C2SP tlog-tiles, for at most 256 entries."""
        count = len(self.entries)
        name = "000" if count == 256 else f"000.p/{count}"
        files = {
            f"tile/0/{name}": b"".join(sha256(b"\x00" + leaf) for leaf in self.leaves),
            f"tile/entries/{name}": b"".join(struct.pack(">H", len(leaf)) + leaf for leaf in self.leaves),
            "checkpoint": self.checkpoint().encode(),
        }
        for path_, content in files.items():
            (folder / path_).parent.mkdir(parents=True, exist_ok=True)
            (folder / path_).write_bytes(content)


def example(seed: int = 1, batches: int = 5) -> Log:
    """A log of a few batches, the same in every run."""
    log = Log(seed=seed)
    for number in range(batches):
        log.commit([f'{{"lot":"L-{number}-{place}","mineral":"tin"}}'.encode() for place in range(number % 4 + 1)])
    return log
