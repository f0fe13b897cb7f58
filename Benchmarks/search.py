"""The search beside two peers over the same rows: 1,000,000 declarations and 100,000 parties.

    search.py [ROWS]

Ours is asked through the data interface of a server that is held to one processor, one question after another. The peers
are SQLite's FTS5 as it comes (`unicode61 remove_diacritics 2`, MATCH of all words, the last one as a beginning, best 10 by
bm25), which forgives no slip, and rapidfuzz (WRatio over all names in memory), which knows names alone. Each question has
one right answer; how often it is among the first ten is told beside the time.
"""

from __future__ import annotations

import contextlib
import csv
import json
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import declarations_csv
from measure import ENVIRONMENT, ROOT, TOUCHSTONE, progress, run
from rapidfuzz import fuzz, process

FOLDER = ROOT / ".local/bench"
PARTIES = 100_000
QUESTIONS = 60
SYLLABLES = "ba be bi bo bu da de di do ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu va ve vi wa we yo za ze zi zo".split()
TRADES = ("Mining", "Minerals", "Trading", "Metals", "Resources", "Transport", "Refining", "Cooperative", "Holding", "Export")
FORMS = ("SARL", "SA", "Ltd", "SAS", "Lda", "SPRL", "")
CYRILLIC = dict(zip("abvgdeziklmnoprstuy", "абвгдезиклмнопрстуы", strict=True))


@dataclass(frozen=True)
class Question:
    """What somebody types, and what they mean by it."""

    kind: str
    words: str
    answer: str


def party_names(count: int) -> list[str]:
    generator = random.Random(7)
    word = lambda: "".join(generator.choice(SYLLABLES) for _ in range(generator.randint(2, 4))).capitalize()  # noqa: E731
    names: dict[str, None] = {}
    while len(names) < count:
        names[" ".join(filter(None, (word(), word(), generator.choice(TRADES), generator.choice(FORMS))))] = None
    return list(names)


def slip(word: str, generator: random.Random) -> str:
    """The word with one letter left out, doubled, replaced or swapped, the first one kept."""
    place = generator.randrange(1, len(word) - 1)
    return generator.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place] + word[place:],
            word[:place] + "x" + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def questions(names: list[str], rows: int) -> list[Question]:
    generator = random.Random(11)
    found = []
    for _ in range(QUESTIONS):
        place = generator.randrange(len(names))
        name, answer = names[place], f"PTY-{place:06d}"
        first, second = name.split()[:2]
        found += [
            Question("a name", f"{first} {second}", answer),
            Question("a name, one slip", f"{slip(first, generator)} {second}", answer),
            Question("a name, half typed", f"{first} {second[:-2]}", answer),
            Question("a name in Cyrillic", "".join(CYRILLIC.get(c, c) for c in f"{first} {second}".lower()), answer),
        ]
        number = generator.randrange(rows)
        identifier = f"CD2025-{number:08d}-{1 + number % 4}"
        found += [
            Question("a number", identifier, identifier),
            Question("a number without signs", identifier.replace("-", "").lower(), identifier),
        ]
    # Words that very many rows have: here the time counts, there is no right answer.
    return found + [Question("a common word", words, "") for words in ("copper", "mining", "Goma gold", "ores concentrates", "c", "mi", "EXP-00001", "nothing like this")]


def rank(question: Question, answers: list[str]) -> bool:
    return not question.answer or question.answer in answers[:10]


@contextlib.contextmanager
def serving(store: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["taskset", "-c", "0", str(TOUCHSTONE), "serve", "--store", str(store), "--host", "127.0.0.1", "--port", str(port), "--as-owner"]
    server = subprocess.Popen(command, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            if server.poll() is not None:
                sys.exit("the server ended before it listened")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.05)
        time.sleep(2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def make_store(store: Path, names: list[str], rows: int) -> float:
    """The store with everything in it; gives how long the index took."""
    declarations = FOLDER / f"declarations-{rows}.csv"
    if not declarations.exists():
        declarations_csv.write(rows, str(declarations), 1)
    parties = FOLDER / "search-parties.jsonl"
    with parties.open("w", encoding="utf-8") as file:
        for place, name in enumerate(names):
            file.write(json.dumps({"id": f"PTY-{place:06d}", "schema": "Company", "properties": {"name": [name]}}) + "\n")
    for file in (declarations, parties):
        run([TOUCHSTONE, "import", file, "--store", store, "--source", "benchmark", "--quiet"])
    began = time.perf_counter()
    run([TOUCHSTONE, "search", "anything", "--store", store])
    return time.perf_counter() - began


def make_peer(database: Path, names: list[str], rows: int) -> float:
    database.unlink(missing_ok=True)
    began = time.perf_counter()
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5(id, text, tokenize = 'unicode61 remove_diacritics 2')")
        connection.executemany("INSERT INTO s VALUES (?, ?)", ((f"PTY-{place:06d}", name) for place, name in enumerate(names)))
        with (FOLDER / f"declarations-{rows}.csv").open(encoding="utf-8", newline="") as file:
            lines = csv.DictReader(file)
            columns = ("hs_code", "description", "office", "declarant", "exporter", "importer", "lots", "licence")
            connection.executemany("INSERT INTO s VALUES (?, ?)", ((line["id"], " ".join(line[c] for c in columns)) for line in lines))
        connection.commit()
    return time.perf_counter() - began


def asked(all_questions: list[Question], answer: Callable[[Question], list[str]]) -> dict[str, tuple[list[float], int, int]]:
    """Seconds, right answers and questions by kind; each question once to warm up the disk, then once to measure."""
    result: dict[str, tuple[list[float], int, int]] = {}
    for question in all_questions:
        answer(question)
        began = time.perf_counter()
        answers = answer(question)
        seconds = time.perf_counter() - began
        times, right, count = result.get(question.kind, ([], 0, 0))
        result[question.kind] = ([*times, seconds], right + rank(question, answers), count + 1)
    return result


def percentile(seconds: list[float], share: float) -> float:
    return sorted(seconds)[min(int(len(seconds) * share), len(seconds) - 1)] * 1000


def said(found: dict[str, tuple[list[float], int, int]], kind: str) -> str:
    if kind not in found:
        return "–"
    times, right, count = found[kind]
    rate = "" if kind == "a common word" else f", {right}/{count} right"
    return f"{statistics.median(times) * 1000:.1f} ms, p95 {percentile(times, 0.95):.1f} ms{rate}"


def rows(count: int = 1_000_000) -> list[tuple[str, str, str, str, str, str]]:
    names = party_names(PARTIES)
    all_questions = questions(names, count)
    store, database = FOLDER / f"search-store-{count}", FOLDER / f"search-{count}.sqlite"
    run(["rm", "-rf", store])
    progress("search: making the store")
    indexing = make_store(store, names, count)
    progress("search: making the peer's index")
    their_indexing = make_peer(database, names, count)

    def ask_us(question: Question) -> list[str]:
        with urllib.request.urlopen(f"{address}/api/v1/search?size=10&q={urllib.parse.quote(question.words)}") as answer:
            return [item["id"] for item in json.load(answer)["items"]]

    def ask_fts(question: Question) -> list[str]:
        words = [word.replace('"', "") for word in question.words.split()]
        match = " ".join(f'"{word}"' for word in words) + "*"
        return [row[0] for row in connection.execute("SELECT id FROM s WHERE s MATCH ? ORDER BY rank LIMIT 10", (match,))]

    def ask_rapidfuzz(question: Question) -> list[str]:
        return [f"PTY-{place:06d}" for _, _, place in process.extract(question.words, names, scorer=fuzz.WRatio, limit=10)]

    progress(f"search: {len(all_questions)} questions")
    with serving(store) as address:
        ours = asked(all_questions, ask_us)
    with contextlib.closing(sqlite3.connect(database)) as connection:
        fts = asked(all_questions, ask_fts)
    names_only = [question for question in all_questions if question.kind.startswith("a name")]
    scan = asked(names_only[:: max(len(names_only) // 24, 1)], ask_rapidfuzz)
    every = [second for times, _, _ in ours.values() for second in times]
    theirs = [second for times, _, _ in fts.values() for second in times]
    p95, their_p95 = percentile(every, 0.95), percentile(theirs, 0.95)
    result = [
        (
            f"search of {count:,} declarations and {PARTIES:,} parties", f"p95 {p95:.1f} ms", f"FTS5, no slips forgiven: p95 {their_p95:.1f} ms",
            f"{p95 / their_p95:.2f}", "p95 under 50 ms", "met" if p95 < 50 else "NOT MET",
        )
    ]  # fmt: skip
    for kind in ours:
        peer = f"FTS5: {said(fts, kind)}" + (f"; rapidfuzz: {said(scan, kind)}" if kind in scan else "")
        result.append((f"  {kind}", said(ours, kind), peer, "", "", ""))
    result.append(("  making the index", f"{indexing:.1f} s", f"FTS5: {their_indexing:.1f} s", f"{indexing / their_indexing:.2f}", "", ""))
    run(["rm", "-rf", store])
    database.unlink(missing_ok=True)
    return result


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for line in rows(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000):
        print("  ".join(cell for cell in line if cell))
