"""What an operator does: configure, watch, stop, back up, restore, upgrade; and what the log says of it."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import io
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import A, HEADER
from product import BINARY, ENVIRONMENT, ROOT, expect_success, free_port, rows, scalar, touchstone, wait_until_it_answers

SEED = int(os.environ.get("KILL_SEED", random.SystemRandom().randrange(2**32)))


def a_store(folder: Path, content: str = HEADER + A) -> Path:
    file = folder / "declarations.csv"
    file.write_text(content)
    expect_success(touchstone("import", file, "--store", folder / "store", "--kind", "declaration"))
    return folder / "store"


@contextlib.contextmanager
def running(store: Path, log: Path, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A server that its test may stop itself."""
    port = free_port()
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(BINARY), "serve", "--store", str(store), "--port", str(port), "--as-owner", *arguments],
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until_it_answers(server, f"http://127.0.0.1:{port}", log)
            yield server, f"http://127.0.0.1:{port}"
        finally:
            if server.poll() is None:
                server.kill()
            server.wait()


def ask(url: str, **headers: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def wait_for(what, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# Configuration


def test_every_setting_is_printed_with_its_source(tmp_path: Path) -> None:
    (tmp_path / "touchstone.yaml").write_text("server:\n  port: 8099\nmetrics:\n  token: a-secret-of-some-length\n")
    said = expect_success(touchstone("config", "check", "--store", tmp_path))
    assert re.search(r"server\.port +8099 +\S*touchstone\.yaml:2", said)
    assert re.search(r"server\.host +127\.0\.0\.1 +default", said)
    assert "a-secret" not in said and "not shown" in said
    for form in ("yaml", "json"):
        assert "a-secret" not in expect_success(touchstone("config", "show", "--store", tmp_path, "--format", form))
    shown = json.loads(expect_success(touchstone("config", "show", "--store", tmp_path, "--format", "json")))
    assert shown["server"]["port"] == 8099


def test_what_show_prints_is_a_configuration(tmp_path: Path) -> None:
    (tmp_path / "touchstone.yaml").write_text("server:\n  host: 10.1.2.3\n  rules: [one, two]\n")
    file = tmp_path / "other.yaml"
    file.write_text(expect_success(touchstone("config", "show", "--store", tmp_path)))
    both = [touchstone("config", "show", "--config", each, "--format", "json") for each in (file, tmp_path / "touchstone.yaml")]
    assert expect_success(both[0]) == expect_success(both[1])


def test_mistakes_are_named_and_the_server_does_not_start(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    (store / "touchstone.yaml").write_text("server:\n  prot: 8099\nlog:\n  level: loud\n")
    for command in (["config", "check"], ["serve"], ["doctor"]):
        result = touchstone(*command, "--store", store)
        assert result.returncode == 1
        said = result.stdout + result.stderr
        assert "touchstone.yaml:2: " in said and "touchstone.yaml:4: " in said and "server.prot" in said
    assert touchstone("config", "check", "--config", tmp_path / "none.yaml").returncode == 1


def test_the_example_in_the_document_is_a_configuration(tmp_path: Path) -> None:
    text = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", text, re.S)
    assert examples
    for example in examples:
        (tmp_path / "touchstone.yaml").write_text(example)
        expect_success(touchstone("config", "check", "--store", tmp_path))


# Health, metrics, logs


def test_health_readiness_and_metrics(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    token = "a-token-of-some-length"
    port = free_port()
    own = {"TOUCHSTONE_METRICS_HOST": "127.0.0.1", "TOUCHSTONE_METRICS_PORT": str(port)}
    with running(store, tmp_path / "log", TOUCHSTONE_METRICS_TOKEN=token, **own) as (_, address):
        assert ask(address + "/health") == (200, '{"status":"alive"}\n')
        status, said = ask(address + "/ready")
        assert status == 200 and json.loads(said)["checks"]["store"] == "open"
        ask(address + "/en/findings/nobody-is-called-so")
        assert ask(address + "/metrics")[0] == 404
        assert ask(address + "/metrics", Authorization="Bearer wrong")[0] == 404
        status, text = ask(address + "/metrics", Authorization=f"Bearer {token}")
        assert status == 200
        assert ask(f"http://127.0.0.1:{port}/metrics")[0] == 200
        samples = dict(re.findall(r"^(\w+(?:\{.*\})?) (\S+)$", text, re.M))
        assert samples['touchstone_import_records_total{outcome="accepted"}'] == "1"
        assert float(samples["touchstone_store_bytes"]) > 0
        counted = [name for name in samples if name.startswith("touchstone_http_requests_total") and 'status="404"' in name]
        assert any("/en/findings/" in name for name in counted), samples
        assert "nobody-is-called-so" not in text and token not in text
        names = set(re.findall(r"^# TYPE (\w+)", text, re.M))
        page = (ROOT / "docs/operation.md").read_text(encoding="utf-8")
        assert [name for name in names if name not in page] == []
        # Each histogram's last bucket is its count.
        for route, count in re.findall(r'^touchstone_http_request_seconds_count\{route="([^"]*)"\} (\d+)$', text, re.M):
            assert f'touchstone_http_request_seconds_bucket{{route="{route}",le="+Inf"}} {count}\n' in text


def test_a_full_disk_or_an_old_assessment_is_not_ready(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    limits = {"TOUCHSTONE_HEALTH_MINIMUM_FREE_MIB": "0", "TOUCHSTONE_HEALTH_ASSESSMENT_HOURS": "1"}
    with running(store, tmp_path / "log", **limits) as (_, address):
        status, said = ask(address + "/ready")
        assert status == 503 and json.loads(said)["checks"]["assessment"] == "none"
        expect_success(touchstone("assess", "--store", store))
        assert ask(address + "/ready")[0] == 200
        assert ask(address + "/health")[0] == 200


@pytest.mark.parametrize("form", ["json", "text"])
def test_no_secret_reaches_the_log(tmp_path: Path, form: str) -> None:
    store = a_store(tmp_path)
    log = tmp_path / "log"
    secret = "c4n4ry"
    with running(
        store, log, TOUCHSTONE_LOG_LEVEL="trace", TOUCHSTONE_LOG_FORMAT=form, TOUCHSTONE_METRICS_TOKEN=secret * 4
    ) as (server, address):
        host, _, port = address.removeprefix("http://").partition(":")
        everywhere = {
            "Cookie": f"touchstone_form={secret}; session={secret}",
            "Authorization": f"Bearer {secret}",
            "X-Forwarded-For": secret,
            "User-Agent": secret,
            "Referer": f"http://{address}/{secret}",
            "X-Request-Id": secret,
            "Accept-Language": secret,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        for method, path, body in (
            ("GET", f"/en/findings/{secret}?q={secret}", None),
            ("GET", f"/{secret}?token={secret}", None),
            ("GET", f"/metrics?{secret}", None),
            ("GET", f"/api/v1/map/{secret}?bbox={secret}", None),
            ("GET", f"/en/declarations?sort={secret}&from={secret}", None),
            ("POST", f"/en/findings/{secret}/verdict", f"reason={secret}&form_token={secret}"),
            ("POST", "/en/import", f"source={secret}"),
            (f"X{secret.upper()}", "/", None),
        ):
            connection = http.client.HTTPConnection(host, int(port), timeout=30)
            connection.request(method, path, body=body, headers=everywhere)
            answer = connection.getresponse()
            answer.read()
            connection.close()
        # Broken requests too.
        for raw in (f"GET /{secret} HTTP/9.9\r\n\r\n", f"{secret} {secret}\r\n\r\n", f"POST / HTTP/1.1\r\nContent-Length: {secret}\r\n\r\n"):
            with socket.create_connection((host, int(port)), timeout=30) as connection:
                connection.sendall(raw.encode())
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(4096):
                    pass
        server.terminate()
        assert server.wait(timeout=60) == 0
    text = log.read_text()
    assert "request" in text
    assert [line for line in text.splitlines() if secret in line.lower()] == []
    if form == "json":
        lines = [json.loads(line) for line in text.splitlines() if not line.startswith("http://")]
        requests = [line for line in lines if line["message"] == "request"]
        assert requests and all({"request_id", "route", "status", "seconds", "method"} <= set(line) for line in requests)
        assert any(line["route"].startswith("/en/findings/") for line in requests)


def test_a_visitor_gets_the_request_id_of_the_log(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    log = tmp_path / "log"
    with running(store, log, TOUCHSTONE_LOG_LEVEL="info") as (_, address):
        with urllib.request.urlopen(address + "/en/about", timeout=30) as answer:
            number = answer.headers["X-Request-Id"]
        wait_for(lambda: number in log.read_text())


# Stopping and reloading


def listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), timeout=5).close()
    except ConnectionError:
        return False
    return True


def test_sigterm_finishes_what_runs(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    log = tmp_path / "log"
    token = "a-token-of-some-length"
    with running(store, log, TOUCHSTONE_METRICS_TOKEN=token) as (server, address):
        host, _, port = address.removeprefix("http://").partition(":")
        # A request whose end has not been sent yet when the signal comes.
        with socket.create_connection((host, int(port)), timeout=60) as slow:
            body = b"q=1"
            slow.sendall(
                b"POST /en/findings/x/verdict HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\nq"
            )
            # The slow one, and the question itself.
            running_two = "touchstone_http_requests_running 2\n"
            wait_for(lambda: running_two in ask(address + "/metrics", Authorization=f"Bearer {token}")[1])
            server.send_signal(signal.SIGTERM)
            wait_for(lambda: not listens(host, int(port)))
            slow.sendall(body[1:])
            answer = slow.recv(65536)
            assert answer.startswith(b"HTTP/1.1 4"), answer
        assert server.wait(timeout=60) == 0
    left = store / "facts.sqlite-wal"
    assert not left.exists() or left.stat().st_size == 0
    assert "stopped" in log.read_text()


def test_sigterm_ends_an_import_after_a_batch_and_it_goes_on_later(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    file = tmp_path / "many.csv"
    subprocess.run([sys.executable, ROOT / "Benchmarks/declarations_csv.py", "400000", file], check=True)
    before = scalar(store, "SELECT count(*) FROM declaration")
    with running(store, tmp_path / "log") as (server, address):
        boundary = "xxxxxxxx"
        with urllib.request.urlopen(address + "/en/import", timeout=30) as page:
            cookie = page.headers["Set-Cookie"].split(";")[0]
            text = page.read().decode()
        token = re.search(r'name="form_token" value="([^"]+)"', text)[1]
        parts = [("form_token", None, token.encode()), ("source", None, b"test"), ("kind", None, b"declaration"),
                 ("marking", None, b"amber"), ("file", "many.csv", file.read_bytes())]
        body = b"".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{f"; filename={chr(34)}{given}{chr(34)}" if given else ""}'
            "\r\n\r\n".encode() + value + b"\r\n"
            for name, given, value in parts
        ) + f"--{boundary}--\r\n".encode()
        request = urllib.request.Request(
            address + "/en/import",
            data=body,
            headers={"Content-Type": f"multipart/form-data; boundary={boundary}", "Cookie": cookie},
        )
        with urllib.request.urlopen(request, timeout=120) as answer:
            assert answer.status == 200
        wait_for(lambda: scalar(store, "SELECT count(*) FROM declaration") > before)
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=120) == 0
    assert scalar(store, "PRAGMA integrity_check") == "ok"
    [(state, position, accepted)] = rows(store, "SELECT state, next_position, accepted FROM receipt ORDER BY id DESC LIMIT 1")
    taken = scalar(store, "SELECT count(*) FROM declaration")
    assert (state, taken - before) in (("open", accepted), ("complete", accepted))
    if state == "open":
        assert 0 < position < file.stat().st_size and accepted % 20_000 == 0
    expect_success(touchstone("import", file, "--store", store, "--kind", "declaration", "--source", "test"))
    assert scalar(store, "SELECT count(*) FROM declaration") == before + 400_000


def test_sighup_takes_over_what_may_change(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    log = tmp_path / "log"
    file = store / "touchstone.yaml"
    file.write_text("metrics:\n  token: the-first-token-of-all\n")
    with running(store, log) as (server, address):
        assert ask(address + "/metrics", Authorization="Bearer the-first-token-of-all")[0] == 200
        file.write_text("metrics:\n  token: another-token-of-all\nlog:\n  level: info\n  format: json\n")
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: "read again" in log.read_text())
        assert ask(address + "/metrics", Authorization="Bearer the-first-token-of-all")[0] == 404
        assert ask(address + "/metrics", Authorization="Bearer another-token-of-all")[0] == 200
        wait_for(lambda: '"message":"request"' in log.read_text())
        file.write_text("metrics:\n  tokn: x\n")
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: "not taken over" in log.read_text())
        assert ask(address + "/metrics", Authorization="Bearer another-token-of-all")[0] == 200
        file.write_text("server:\n  upload_limit_mib: 3\n")
        server.send_signal(signal.SIGHUP)
        wait_for(lambda: "needs a restart" in log.read_text())
        server.terminate()
        assert server.wait(timeout=60) == 0


# The unit


def test_the_unit_is_one_that_systemd_takes(tmp_path: Path) -> None:
    unit = tmp_path / "touchstone.service"
    unit.write_text(expect_success(touchstone("service", "print-unit")))
    text = unit.read_text()
    for word in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "ExecReload=", str(BINARY.resolve())):
        assert word in text
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd-analyze here")
    checked = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "touchstone.service" not in checked.stderr, checked.stderr


# Backup


def contents(store: Path) -> dict[str, object]:
    """The rows of each table with their digest, and the received files with theirs."""
    with contextlib.closing(sqlite3.connect(f"file:{store / 'facts.sqlite'}?mode=ro", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY 1")]
        tables = {}
        for name in names:
            if name.startswith("sqlite_") or name == "backup_made":
                continue
            found = sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"')))
            tables[name] = (len(found), hashlib.sha256("\n".join(found).encode()).hexdigest())
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (store / "received").rglob("*") if path.is_file()
    }
    assert all(name == digest for name, digest in files.items())
    return {"tables": tables, "files": files}


def test_backup_destroy_restore(demo_store: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(demo_store, store)
    before = contents(store)
    assert before["tables"]["record"][0] > 1000
    (store / "keys").mkdir(exist_ok=True)
    (store / "keys/witness").write_text("a private key")
    expect_success(touchstone("backup", "keygen", "--to", tmp_path / "keys.txt"))
    recipient = re.search("age1[0-9a-z]+", (tmp_path / "keys.txt").read_text())[0]
    assert (tmp_path / "keys.txt").stat().st_mode & 0o077 == 0
    for number, (place, options) in enumerate(
        ((tmp_path / "plain.tar", []), (tmp_path / "sealed.tar.age", ["--recipient", recipient]), (f"{tmp_path}/folder/", ["--recipient", recipient]))
    ):
        keys = ["--identity", tmp_path / "keys.txt"] if options else []
        made = touchstone("backup", "create", "--store", store, "--to", place, *options)
        expect_success(made)
        secrets = sorted(f"keys/{each.name}" for each in (store / "keys").iterdir())
        assert f"they are secrets: {', '.join(secrets)} in" in made.stderr, "what is not saved is said"
        expect_success(touchstone("backup", "verify", place, *keys))
        if options:
            assert touchstone("backup", "verify", place).returncode == 1
        restored = tmp_path / f"restored-{number}"
        expect_success(touchstone("restore", place, "--into", restored, *keys))
        after = contents(restored)
        assert {name for name in before["tables"] if before["tables"][name] != after["tables"].get(name)} == set()
        assert after == before and not (restored / "keys").exists()
        expect_success(touchstone("verify-store", "--store", restored))
        refused = touchstone("restore", place, "--into", restored, *keys)
        assert refused.returncode == 1 and "not empty" in refused.stderr
    shutil.rmtree(store)
    expect_success(touchstone("restore", tmp_path / "plain.tar", "--into", store))
    assert contents(store) == before


def test_a_backup_while_a_writer_imports(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    file = tmp_path / "many.csv"
    subprocess.run([sys.executable, ROOT / "Benchmarks/declarations_csv.py", "300000", file], check=True)
    writer = subprocess.Popen(
        [str(BINARY), "import", str(file), "--store", str(store), "--kind", "declaration", "--quiet"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL,
    )
    made = []
    try:
        wait_for(lambda: scalar(store, "SELECT count(*) FROM receipt") == 2)
        while writer.poll() is None or not made:
            backup = tmp_path / f"{len(made)}.tar"
            expect_success(touchstone("backup", "create", "--store", store, "--to", backup))
            made.append(backup)
    finally:
        assert writer.wait(timeout=600) == 0
    counts = []
    for number, backup in enumerate(made):
        restored = tmp_path / f"restored-{number}"
        expect_success(touchstone("restore", backup, "--into", restored))
        manifest = json.loads(tarfile.open(backup).extractfile("manifest.json").read())
        found = contents(restored)
        for table, (count, _) in found["tables"].items():
            assert manifest["row_counts"][table] == count
        # A moment between two batches: never half of one.
        (accepted,) = rows(restored, "SELECT sum(accepted) FROM receipt")[0]
        assert accepted == scalar(restored, "SELECT count(*) FROM declaration")
        counts.append(accepted)
    assert counts == sorted(counts)
    assert scalar(store, "SELECT count(*) FROM declaration") == 300_001


@pytest.mark.parametrize("number", range(6))
def test_a_killed_backup_leaves_nothing_that_verifies(demo_store: Path, tmp_path: Path, number: int) -> None:
    store = tmp_path / "store"
    shutil.copytree(demo_store, store)
    place = f"{tmp_path}/folder/" if number % 2 else str(tmp_path / "backup.tar")
    began = time.monotonic()
    expect_success(touchstone("backup", "create", "--store", store, "--to", f"{tmp_path}/first.tar"))
    seconds = time.monotonic() - began
    moment = random.Random(SEED + number).uniform(0, seconds * 0.9)
    process = subprocess.Popen(
        [str(BINARY), "backup", "create", "--store", str(store), "--to", place],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.returncode == -signal.SIGKILL:
        for left in tmp_path.glob("*.partial"):
            assert touchstone("backup", "verify", left).returncode == 1, f"KILL_SEED={SEED}"
    # What bears its name was finished before the kill, and is whole; a folder without a snapshot is no backup.
    has_snapshot = any((Path(place) / "snapshots").glob("[!.]*"))
    if has_snapshot or Path(place).is_file():
        expect_success(touchstone("backup", "verify", place))
    else:
        assert touchstone("backup", "verify", place).returncode == 1, f"KILL_SEED={SEED}"
    if Path(place).is_file():
        Path(place).unlink()
    expect_success(touchstone("backup", "create", "--store", store, "--to", place))
    expect_success(touchstone("backup", "verify", place))
    assert list((store / "backup-in-progress").iterdir()) == []
    assert list(tmp_path.glob("*.partial")) == []


def test_an_altered_backup_is_refused_with_the_place(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    backup = tmp_path / "backup.tar"
    expect_success(touchstone("backup", "create", "--store", store, "--to", backup))
    whole = backup.read_bytes()
    dice = random.Random(SEED)
    for position in [0, 511, 512, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(30))]:
        altered = bytearray(whole)
        altered[position] ^= 1 << dice.randrange(8)
        backup.write_bytes(altered)
        result = touchstone("backup", "verify", backup)
        assert result.returncode == 1, f"KILL_SEED={SEED} byte {position}"
        assert "backup.tar" in result.stderr
        restored = touchstone("restore", backup, "--into", tmp_path / "new")
        assert restored.returncode == 1 and not (tmp_path / "new").exists()
    backup.write_bytes(whole[: len(whole) // 2])
    result = touchstone("backup", "verify", backup)
    assert result.returncode == 1 and re.search(r"byte \d+|bytes, not", result.stderr)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.tar", "declarations.csv", "store"]


def test_anybody_can_open_a_backup_with_age(tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    store = a_store(tmp_path)
    identity = pyrage.x25519.Identity.generate()
    sealed = tmp_path / "sealed.age"
    expect_success(touchstone("backup", "create", "--store", store, "--to", sealed, "--recipient", str(identity.to_public())))
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(sealed.read_bytes(), [identity]))) as archive:
        names = archive.getnames()
        manifest = archive.extractfile("manifest.json").read()
        assert archive.extractfile("manifest.sha256").read().split()[0].decode() == hashlib.sha256(manifest).hexdigest()
        for piece in json.loads(manifest)["pieces"]:
            assert hashlib.sha256(archive.extractfile(piece["name"]).read()).hexdigest() == piece["sha256"]
    assert names[0] == "facts.sqlite" and names[-1] == "manifest.sha256"
    passphrase = tmp_path / "passphrase.txt"
    passphrase.write_text("a passphrase of some length\n")
    other = tmp_path / "other.age"
    expect_success(touchstone("backup", "create", "--store", store, "--to", other, "--passphrase-file", passphrase))
    assert tarfile.open(fileobj=io.BytesIO(pyrage.passphrase.decrypt(other.read_bytes(), "a passphrase of some length")))
    expect_success(touchstone("backup", "verify", other, "--passphrase-file", passphrase))
    # And the other way round: what age sealed is opened here.
    plain = tmp_path / "plain.tar"
    expect_success(touchstone("backup", "create", "--store", store, "--to", plain))
    key = tmp_path / "keys.txt"
    key.write_text(str(identity) + "\n")
    stranger = pyrage.x25519.Identity.generate()
    theirs = tmp_path / "theirs.age"
    theirs.write_bytes(pyrage.encrypt(plain.read_bytes(), [stranger.to_public(), identity.to_public()]))
    expect_success(touchstone("backup", "verify", theirs, "--identity", key))
    theirs.write_bytes(pyrage.passphrase.encrypt(plain.read_bytes(), "a passphrase of some length"))
    expect_success(touchstone("backup", "verify", theirs, "--passphrase-file", passphrase))


def test_the_examples_of_the_document_work(tmp_path: Path) -> None:
    a_store(tmp_path)
    (tmp_path / "store").rename(tmp_path / "touchstone-data")
    (tmp_path / "passphrase.txt").write_text("a passphrase of some length\n")
    expect_success(touchstone("ledger", "commit", cwd=tmp_path))
    page = (ROOT / "docs/backup.md").read_text(encoding="utf-8")
    examples = re.findall(r"^    touchstone (.+)$", page, re.M)
    assert len(examples) >= 7
    recipient = ""
    for example in examples:
        arguments = example.replace("age1…", recipient).split()
        if arguments[:2] == ["backup", "create"]:
            (tmp_path / arguments[arguments.index("--to") + 1]).unlink(missing_ok=True) if "backups/" not in arguments else None
        if arguments[:2] == ["ledger", "resume"] and not (tmp_path / "restored/keys").exists():
            # Without the keys, and without a witness or somebody's word, it does not go on.
            assert "key" in touchstone(*arguments, cwd=tmp_path).stderr
            shutil.copytree(tmp_path / "touchstone-data/keys", tmp_path / "restored/keys")
            assert "--nothing-newer" in touchstone(*arguments, cwd=tmp_path).stderr
            continue
        if arguments[:2] == ["ledger", "successor"]:
            assert "can go on" in touchstone(*arguments, cwd=tmp_path).stderr
            arguments.append("--force")
        said = expect_success(touchstone(*arguments, cwd=tmp_path))
        recipient = said.strip() if "keygen" in arguments else recipient
    assert "all as committed" in expect_success(touchstone("ledger", "fsck", "--store", "restored", cwd=tmp_path))
    assert (tmp_path / "restored/ledgers-before/1/ledger/checkpoint").is_file()


# Upgrades


def make_older(store: Path) -> None:
    """Takes the newest table away, as if the store came from the version before it."""
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite")) as connection:
        connection.execute("DROP TABLE backup_made")
        connection.execute("DELETE FROM grdb_migrations WHERE identifier = 'v030_create_backup_made'")
        connection.commit()


def test_an_older_store_is_upgraded_on_a_copy_first(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    before = contents(store)
    make_older(store)
    looked = touchstone("doctor", "--store", store, "--format", "json")
    assert "v030_create_backup_made" in looked.stdout and not (store / "upgrades").exists()
    result = touchstone("stats", "--store", store)
    expect_success(result)
    assert "upgrade" in result.stderr
    assert contents(store) == before
    [kept] = (store / "upgrades").glob("facts-before-*.sqlite")
    [way_back] = (store / "upgrades").glob("*.txt")
    assert sorted(path.name for path in (store / "upgrades").iterdir()) == sorted([kept.name, way_back.name])
    assert touchstone("stats", "--store", store).stderr == ""
    # The way back is one that can be gone.
    commands = [line.strip() for line in way_back.read_text().splitlines() if line.startswith("    ")]
    subprocess.run(["sh", "-ec", "\n".join(commands)], check=True)
    assert rows(store, "SELECT 1 FROM sqlite_master WHERE name = 'backup_made'") == []


def test_an_upgrade_that_goes_wrong_changes_nothing(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    make_older(store)
    with contextlib.closing(sqlite3.connect(store / "facts.sqlite")) as connection:
        # Somebody made a table of the name: the step cannot be done.
        connection.execute("CREATE TABLE backup_made (x)")
        connection.commit()
    result = touchstone("stats", "--store", store)
    assert result.returncode == 1
    assert "was not changed" in result.stderr
    assert rows(store, "SELECT 1 FROM grdb_migrations WHERE identifier = 'v030_create_backup_made'") == []


# The doctor


def test_the_doctor_looks_at_everything(tmp_path: Path) -> None:
    store = a_store(tmp_path)
    port = str(free_port())
    (store / "touchstone.yaml").write_text(f"server:\n  port: {port}\nhealth:\n  minimum_free_mib: 1\n")
    said = json.loads(expect_success(touchstone("doctor", "--store", store, "--format", "json")))
    states = {check["name"]: check["state"] for check in said["checks"]}
    assert {"home folder", "content", "rules", "browser libraries", "configuration", "permissions", "disk", "store", "schema",
            "received files", "backup", "SQLite", "clock", "port"} <= set(states)
    assert "broken" not in states.values()
    assert all(check["advice"] for check in said["checks"] if check["state"] != "ok")
    text = expect_success(touchstone("doctor", "--store", store))
    assert all(name in text for name in states)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(port)))
        taken.listen()
        assert "listens on 127.0.0.1" in expect_success(touchstone("doctor", "--store", store))
    with (store / "facts.sqlite").open("r+b") as file:
        file.seek(100)
        file.write(bytes(range(200)) * 100)
    result = touchstone("doctor", "--store", store)
    assert result.returncode == 1 and "broken" in result.stdout
