"""Others verify us: the ledger by golang.org/x/mod, aics-tlog and metamorphic-log, its stamps by openssl; a witness of others
signs ours, and ours signs a log of others. All of them run as programs of their own."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hostile import HEADER, declaration
from product import BINARY, ENVIRONMENT, ROOT, expect_success, free_port, touchstone

OTHERS = Path(__file__).with_name("others")
PEERS = ROOT / ".local/ledger-others/bin/python"
GO = shutil.which("go")
NAME = "log.mines.example"

peers = pytest.mark.skipif(not PEERS.exists(), reason=f"{PEERS} is absent (`make setup`): AICS AND METAMORPHIC CHECKED NOTHING")
go = pytest.mark.skipif(
    GO is None or not Path("/usr/share/gocode/src/golang.org/x/mod/sumdb").exists(),
    reason="golang-go and golang-golang-x-mod-dev are absent: GO CHECKED NOTHING",
)


def run(*command: str | Path, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, timeout=300, env={**os.environ, **(environment or {})}
    )


def expect(*command: str | Path, environment: dict[str, str] | None = None) -> str:
    done = run(*command, environment=environment)
    assert done.returncode == 0, f"{' '.join(done.args)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Authority(http.server.BaseHTTPRequestHandler):
    """An authority for time stamps around `openssl ts`."""

    folder: Path

    def do_POST(self) -> None:
        query = self.rfile.read(int(self.headers["Content-Length"]))
        assert self.headers["Content-Type"] == "application/timestamp-query"
        (self.folder / "request.tsq").write_bytes(query)
        subprocess.run(
            ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr"],
            cwd=self.folder, check=True, capture_output=True,
        )
        answer = (self.folder / "answer.tsr").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of an authority, and the file of its certificate."""
    folder = tmp_path_factory.mktemp("authority")
    (folder / "tsa.cnf").write_text(
        "[ req ]\ndistinguished_name = dn\nprompt = no\n[ dn ]\nCN = Stamps\n"
        "[ own ]\nbasicConstraints = critical,CA:FALSE\nextendedKeyUsage = critical,timeStamping\n"
        "[ tsa ]\ndefault_tsa = tsa1\n[ tsa1 ]\nserial = serial\nsigner_cert = own.pem\nsigner_key = own.key\n"
        "signer_digest = sha256\ndefault_policy = 1.3.6.1.4.1.99999.1\ndigests = sha256\ness_cert_id_alg = sha256\n"
    )
    (folder / "serial").write_text("01\n")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key",
         "-config", "tsa.cnf", "-extensions", "own", "-days", "30", "-out", "own.pem"],
        cwd=folder, check=True, capture_output=True,
    )
    server = http.server.HTTPServer(("127.0.0.1", 0), type("Here", (Authority,), {"folder": folder}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder / "own.pem"
    server.shutdown()


@dataclass(frozen=True)
class Store:
    """A store with a ledger that grew: its folder, the log's key and an older checkpoint."""

    folder: Path
    key: str
    old: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "ledger"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, authority: tuple[str, Path]) -> Store:
    folder = tmp_path_factory.mktemp("ledger")
    place, old = folder / "store", folder / "old-checkpoint"
    place.mkdir()
    address, roots = authority
    (place / "touchstone.yaml").write_text(
        f"ledger:\n  name: {NAME}\n  allow: [127.0.0.0/8]\n  time_stamp_url: {address}\n  time_stamp_roots: {roots}\n"
    )
    for number in range(6):
        file = folder / f"declarations-{number}.csv"
        file.write_text(HEADER + "".join(declaration(f"D-{number}-{row}") for row in range(40)))
        expect_success(touchstone("import", file, "--store", place, "--kind", "declaration"))
        expect_success(touchstone("ledger", "commit", "--store", place))
        if number == 1:
            shutil.copy(place / "ledger/checkpoint", old)
    return Store(place, (place / "ledger/log-key").read_text().strip(), old)


@go
def test_go_finds_every_entry_and_that_the_ledger_only_grew(store: Store, tmp_path: Path) -> None:
    shutil.copy(OTHERS / "verify.go", tmp_path / "verify.go")
    environment = {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": str(ROOT / ".local/go-cache")}
    expect(GO or "go", "build", "-o", tmp_path / "verify", tmp_path / "verify.go", environment=environment)
    assert "entries" in expect(tmp_path / "verify", store.ledger, store.key, store.old)
    mirror = tmp_path / "mirror"
    shutil.copytree(store.ledger, mirror)
    # What was changed is found: the check is one.
    tile = max((mirror / "tile/0").rglob("*"), key=lambda path: (path.is_file(), path.name.zfill(5)))
    data = bytearray(tile.read_bytes())
    data[7] ^= 1
    tile.write_bytes(data)
    assert run(tmp_path / "verify", mirror, store.key).returncode == 1


@peers
def test_aics_tlog_verifies_checkpoint_growth_and_entries(store: Store, tmp_path: Path) -> None:
    key = tmp_path / "log.vkey"
    key.write_text(store.key + "\n")
    common = ["--tiles", store.ledger, "--vkey-file", key]
    expect(PEERS, "-m", "aics_tlog", "verify-checkpoint", *common)
    expect(PEERS, "-m", "aics_tlog", "verify-consistency", "--old-checkpoint", store.old, *common)
    bundle = max((store.ledger / "tile/entries/000.p").iterdir(), key=lambda path: int(path.name))
    data, entries = bundle.read_bytes(), []
    while data:
        length = int.from_bytes(data[:2], "big")
        entries.append(data[2 : 2 + length])
        data = data[2 + length :]
    # A process each: the first, the last and one between are enough here.
    for index in {0, len(entries) // 2, len(entries) - 1}:
        (tmp_path / "leaf").write_bytes(entries[index])
        expect(PEERS, "-m", "aics_tlog", "verify-inclusion", "--leaf", tmp_path / "leaf", "--index", str(index), *common)
    (tmp_path / "leaf").write_bytes(b"{}")
    assert run(PEERS, "-m", "aics_tlog", "verify-inclusion", "--leaf", tmp_path / "leaf", "--index", "0", *common).returncode


@peers
def test_metamorphic_log_verifies_checkpoint_growth_and_entries(store: Store) -> None:
    assert "1 signatures" in expect(PEERS, OTHERS / "metamorphic.py", store.ledger, store.key, "--old", store.old)


@contextlib.contextmanager
def process(address: str, log: Path, *command: str | Path) -> Iterator[None]:
    """A server that answers at an address, while something is done with it."""
    with log.open("ab") as output:
        server = subprocess.Popen(
            [str(word) for word in command], env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        for _ in range(200):
            assert server.poll() is None, log.read_text()
            try:
                urllib.request.urlopen(address, timeout=5).read()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield
        server.terminate()
        assert server.wait(timeout=30) in (0, -15), log.read_text()
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()


@peers
def test_two_witnesses_of_others_and_ours_sign_and_one_that_is_down_is_named(store: Store, tmp_path: Path) -> None:
    place = shutil.copytree(store.folder, tmp_path / "store")
    theirs, ours = free_port(), free_port()
    config, folder = tmp_path / "theirs/witness.json", tmp_path / "ours"
    config.parent.mkdir()
    their_key = expect(
        PEERS, "-m", "aics_witness", "init", "--config", config, "--name", "w.aics.example", "--listen", f"127.0.0.1:{theirs}"
    ).split()[-1]
    expect(PEERS, "-m", "aics_witness", "add-log", "--config", config, "--origin", NAME, "--vkey", store.key)
    our_key = expect_success(touchstone("witness", "init", "--name", "w.customs.example", "--folder", folder)).strip()
    expect_success(touchstone("witness", "add-log", store.key, "--folder", folder))
    (place / "ledger/policy").write_text(
        f"log {store.key}\nwitness aics {their_key} http://127.0.0.1:{theirs}\n"
        f"witness customs {our_key} http://127.0.0.1:{ours}\ngroup both all aics customs\nquorum both\n"
    )
    serve_ours = (BINARY, "witness", "serve", "--folder", folder, "--port", str(ours))
    serve_theirs = (PEERS, "-m", "aics_witness", "serve", "--config", config)
    with process(f"http://127.0.0.1:{ours}/", tmp_path / "ours.log", *serve_ours):
        down = touchstone("ledger", "witnesses", "--ask", "--store", place)
        assert down.returncode == 1
        assert [line.split()[:3] for line in down.stdout.splitlines()[2:4]] == [
            ["aics", "down", "silent"], ["customs", "fresh", down.stdout.splitlines()[3].split()[2]],
        ]
        with process(f"http://127.0.0.1:{theirs}/", tmp_path / "theirs.log", *serve_theirs):
            both = expect_success(touchstone("ledger", "witnesses", "--ask", "--store", place))
            assert both.count("fresh") == 2
            (tmp_path / "more.csv").write_text(HEADER + declaration("D-9"))
            expect_success(touchstone("import", tmp_path / "more.csv", "--store", place, "--kind", "declaration"))
            expect_success(touchstone("ledger", "commit", "--store", place))
            assert touchstone("ledger", "witnesses", "--store", place).returncode == 1
            expect_success(touchstone("ledger", "witnesses", "--ask", "--store", place))
    expect_success(touchstone("ledger", "witnesses", "--store", place))
    # Both signatures hold by others' rules: aics-tlog asks for two witnesses, Go's note package opens with all three keys.
    key = tmp_path / "log.vkey"
    key.write_text(store.key + "\n")
    expect(
        PEERS, "-m", "aics_tlog", "verify-checkpoint", "--note", place / "ledger/witnessed", "--vkey-file", key,
        "--witness-key", their_key, "--witness-key", our_key, "--quorum", "2", "--origin", NAME,
    )
    # A log that was brought back from an older copy: both witnesses saw more of it.
    shutil.rmtree(place / "ledger")
    shutil.copytree(store.ledger, place / "ledger")
    (place / "ledger/policy").write_text(
        f"log {store.key}\nwitness customs {our_key} http://127.0.0.1:{ours}\nquorum customs\n"
    )
    with process(f"http://127.0.0.1:{ours}/", tmp_path / "ours.log", *serve_ours):
        older = touchstone("ledger", "witnesses", "--ask", "--store", place)
    assert older.returncode == 1
    assert "conflict" in older.stdout
    assert len(list((place / "ledger/conflicts").glob("*.json"))) == 1


@peers
def test_our_witness_signs_a_log_of_others_and_refuses_another_history(tmp_path: Path) -> None:
    port, folder = free_port(), tmp_path / "witness"
    address = f"http://127.0.0.1:{port}"
    (tmp_path / "secret").write_text("correct horse battery staple\n")
    sealed = ["--folder", folder, "--passphrase-file", tmp_path / "secret"]
    key = expect_success(touchstone("witness", "init", "--name", "w.customs.example", *sealed)).strip()
    feed = (PEERS, OTHERS / "feed.py", address, key, tmp_path / "log")
    log = expect(*feed, "key").strip()
    with process(address, tmp_path / "log.txt", BINARY, "witness", "serve", *sealed, "--port", str(port)):
        assert expect(*feed, "grow", "5").strip() == "404"
        expect_success(touchstone("witness", "add-log", log, "--folder", folder))
        for size in ("5", "5", "300", "1000"):
            assert "w.customs.example" in expect(*feed, "grow", size)
        assert expect(*feed, "fork", "2000").strip() == "422"
    status = expect_success(touchstone("witness", "status", "--folder", folder))
    assert status.splitlines()[-1].split()[:2] == ["aics.example/log", "1000"]
    assert "PRIVATE" not in (tmp_path / "log.txt").read_text() + (folder / "key").read_text()
    # It remembers, and again refuses.
    with process(address, tmp_path / "log.txt", BINARY, "witness", "serve", *sealed, "--port", str(port)):
        assert expect(*feed, "fork", "2000").strip() == "422"
        assert "w.customs.example" in expect(*feed, "grow", "1500")


def test_openssl_verifies_the_stamps_that_are_kept(store: Store, authority: tuple[str, Path], tmp_path: Path) -> None:
    place = shutil.copytree(store.folder, tmp_path / "store")
    said = expect_success(touchstone("ledger", "stamp", "--store", place))
    assert "stamped" in said
    [stamp] = (place / "ledger/time").glob("*.tsr")
    checked = ("openssl", "ts", "-verify", "-CAfile", authority[1], "-in", stamp, "-data")
    expect(*checked, stamp.with_suffix(".checkpoint"))
    assert run(*checked, store.old).returncode
    expect_success(touchstone("ledger", "stamp", "--check", "--store", place))
    changed = bytearray(stamp.read_bytes())
    changed[len(changed) // 2] ^= 1
    stamp.write_bytes(changed)
    assert touchstone("ledger", "stamp", "--check", "--store", place).returncode == 1
