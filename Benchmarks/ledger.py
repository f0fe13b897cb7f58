"""The ledger beside its peers: the same leaves, the same proofs, the same document, processor time of one processor.

    ledger.py [FOLDER]

Append: 100,000 leaves of 300 bytes in batches of 1,000, to tiles and bundles in memory with the root after each batch,
beside aics-tlog. Proofs of inclusion of each leaf of a tree of 20,000, beside pymerkle; their check, beside both.
Canonical JSON (RFC 8785) of a manifest of 100 files, 16 KB, beside rfc8785 and jcs: they start from objects, ours from the
bytes. The median of the rounds counts; both must give the same answer.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import measure
import newer_python
from measure import ENVIRONMENT, ROOT, TOUCHSTONE, progress

VERIFIER = Path(os.environ.get("TOUCHSTONE_VERIFY_BINARY", ROOT / ".build-verifier/release/touchstone-verify"))
LEDGER = Path(os.environ.get("LEDGER_BENCHMARK", ROOT / ".build-bench/release/ledger"))
PEERS = ROOT / ".local/ledger-peers"
PACKAGES = ["aics-tlog==0.2.1", "jcs==0.2.1", "pymerkle==7.0.0", "rfc8785==0.1.4"]
TURNS, ROUNDS = 4, 3


@dataclass(frozen=True)
class Rate:
    """How many a second of processor time, ours and theirs, the ratio asked for, and whether the answers are the same."""

    name: str
    unit: str
    peer: str
    ours: float
    theirs: float
    target: float
    is_equal: bool


def measured(commands: list[list[str | Path]]) -> list[tuple[float, str]]:
    """The median of each command's rounds, and its answer; by turns, so that a slow minute of the machine is shared."""
    seconds: list[list[float]] = [[] for _ in commands]
    answers = [""] * len(commands)
    for _ in range(TURNS):
        for number, command in enumerate(commands):
            said, answers[number] = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
            seconds[number] += map(float, said.split())
    return [(statistics.median(each), answer) for each, answer in zip(seconds, answers, strict=True)]


def write_inputs(folder: Path) -> dict[str, Path]:
    chance = random.Random(6962)
    files = {"append": folder / "leaves-100000", "prove": folder / "leaves-20000", "jcs": folder / "manifest.json"}
    files["check"] = files["prove"]
    files["append"].write_bytes(chance.randbytes(100_000 * 300))
    files["prove"].write_bytes(chance.randbytes(20_000 * 300))
    manifest = {
        "title": "Dossier 2026-17: cassitérite, lot « Bisié »",
        "created": "2026-11-22T10:00:00Z",
        "files": [
            {
                "path": f"originals/{number:03}-{chance.randrange(10**6)}.jpg",
                "size": chance.randrange(10**7),
                "sha256": chance.randbytes(32).hex(),
                "mediaType": "image/jpeg",
            }
            for number in range(100)
        ],
    }
    files["jcs"].write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return files


@dataclass(frozen=True)
class Durable:
    """Entries a second with one sync a batch, those that the disk alone can take, those a processor second, and whether
    another implementation finds the log sound."""

    count: int
    rate: float
    disk_rate: float
    processor_rate: float
    is_sound: bool


def durable(folder: Path) -> Durable | None:
    """The log on disk; aics-tlog reads it back: checkpoint, consistency with an older one, entries by their proofs."""
    python = newer_python.having(PACKAGES, PEERS)
    if python is None:
        return None
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = write_inputs(folder)
    progress("ledger: append with one sync a batch of 1,000")
    said = subprocess.run([LEDGER, "durable", files["append"], "3"], check=True, capture_output=True, text=True).stdout.splitlines()
    seconds, alone = (statistics.median(map(float, line.split())) for line in said[:2])
    processor, log = float(said[2]), folder / "log"

    def sound(*words: str | Path) -> bool:
        command = [python, "-m", "aics_tlog", *words, "--tiles", log, "--vkey-file", folder / "log.vkey"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            progress(done.stdout + done.stderr)
        return done.returncode == 0

    leaf = folder / "leaf"
    checks = [sound("verify-checkpoint"), sound("verify-consistency", "--old-checkpoint", folder / "log.old")]
    for index in (0, 255, 256, 65_535, 65_536, 99_999):
        leaf.write_bytes(files["append"].read_bytes()[index * 300 : (index + 1) * 300])
        checks.append(sound("verify-inclusion", "--leaf", leaf, "--index", str(index)))
    return Durable(100_000, 100_000 / seconds, 100_000 / alone, 100_000 / processor, all(checks))


@dataclass(frozen=True)
class Check:
    """Seconds of the clock that a whole process takes to check a bundle, the least and the median, and whether it says yes."""

    name: str
    least: float
    median: float
    is_right: bool


def checks(rounds: int = 101) -> list[Check]:
    """The worked example of docs/verify.md, from the start of the process to its end, in both programs."""
    examples = ROOT / "docs/examples"
    words = [examples / "lot.proof.json", "--trust", examples / "ministry.policy"]
    found = []
    for name, command in (("touchstone-verify", [VERIFIER, *words]), ("touchstone verify", [TOUCHSTONE, "verify", *words])):
        if not command[0].exists():
            progress(f"{command[0]} is not there: ITS CHECK OF A BUNDLE WAS NOT MEASURED")
            continue
        progress(f"ledger: {name} of a proof bundle")
        said = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
        seconds = sorted(measure.run(command).wall for _ in range(rounds))
        found.append(Check(name, seconds[0], statistics.median(seconds), said.returncode == 0 and "Verified" in said.stdout))
    return found


def run(folder: Path) -> list[Rate]:
    folder.mkdir(parents=True, exist_ok=True)
    python = newer_python.having(PACKAGES, PEERS)
    if python is None:
        progress("no Python 3.12 or later: THE LEDGER WAS NOT COMPARED WITH ITS PEERS")
        return []
    files = write_inputs(folder)
    kilobytes = files["jcs"].stat().st_size / 1000
    found = []
    for kernel, peer, name, unit, count, target in (
        ("append", "aics-tlog", "append of 300-byte leaves, batches of 1,000, in memory", "leaves", 100_000, 3),
        ("prove", "pymerkle", "proofs of inclusion, tree of 20,000", "proofs", 20_000, 20),
        ("check", "pymerkle", "checks of proofs of inclusion", "checks", 20_000, 1),
        ("check", "aics-tlog", "checks of proofs of inclusion", "checks", 20_000, 1),
        ("jcs", "rfc8785", f"canonical JSON of a {kilobytes:.0f} KB manifest, from bytes", "documents", 100, 10),
        ("jcs", "jcs", f"canonical JSON of a {kilobytes:.0f} KB manifest, from bytes", "documents", 100, 10),
    ):
        progress(f"ledger: {name}, beside {peer}")
        other_side = [python, Path(__file__).with_name("ledger_peers.py"), kernel, peer, files[kernel], str(ROUNDS)]
        (ours, answer), (theirs, other) = measured([[LEDGER, kernel, files[kernel], str(ROUNDS)], other_side])
        found.append(Rate(name, unit, peer, count / ours, count / theirs, target, answer == other))
    return found


if __name__ == "__main__":
    place = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".local/bench/ledger"
    on_disk = durable(place)
    if on_disk:
        print(
            f"append of {on_disk.count:,} leaves, one sync a batch of 1,000: {on_disk.rate:,.0f} leaves/s, "
            f"the disk alone {on_disk.disk_rate:,.0f}/s, {on_disk.processor_rate:,.0f} a processor second (at least 50,000/s); "
            f"{'sound' if on_disk.is_sound else 'NOT SOUND'} by aics-tlog"
        )
    for check in checks():
        answer = "verified" if check.is_right else "NOT VERIFIED"
        print(f"{check.name} of a proof bundle: {check.least * 1000:.2f} ms, median {check.median * 1000:.2f} ms (under 5 ms); {answer}")
    for each in run(place):
        equal = "same answer" if each.is_equal else "ANSWERS DIFFER"
        print(
            f"{each.name}: {each.ours:,.0f} {each.unit}/s; {each.peer} {each.theirs:,.0f}/s; "
            f"{each.ours / each.theirs:.1f} times (at least {each.target:g}); {equal}"
        )
