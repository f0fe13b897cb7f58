"""Attacks on connections: requests that two readers take differently, slow ones, many, too large, and TLS."""

from __future__ import annotations

import contextlib
import http.client
import re
import select
import signal
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack import ask, certificate, guarded, raw, statuses
from product import free_port, touchstone

HOST = b"Host: 127.0.0.1\r\n"
NEXT = b"GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
# Another address of this machine, for whoever attacks: the one who is served has 127.0.0.1.
STRANGER = "127.0.0.2"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("connections")
    (folder / "a.csv").write_text("id,date,category,text\nR-1,2026-01-01,environment,x\n")
    touchstone("import", folder / "a.csv", "--store", folder / "store", "--kind", "report")
    return folder / "store"


@pytest.fixture(scope="module")
def port(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with guarded(store, tmp_path_factory.mktemp("log") / "log.txt") as (_, port):
        yield port


# Requests


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: 0, 44\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: +44\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + NEXT,
        b"GET /health HTTP/1.1\n" + b"Host: 127.0.0.1\n\n" + NEXT,
        b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\x00b\r\n\r\n" + NEXT,
        b"GET /health HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n" + NEXT,
        b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n" + NEXT,
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n" + NEXT,
    ],
)
def test_no_second_request_hides_in_one(port: int, request_: bytes) -> None:
    said = raw(port, request_)
    assert statuses(said)[:1] == [400], said[:200]
    # An answer to the request that was hidden would be a 404.
    assert 404 not in statuses(said), said[:400]


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /health HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n",
        b"GET /health\r\n\r\n",
        b"GET /health HTTP/9.9\r\n" + HOST + b"\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n",
        b"TRACE /en/about HTTP/1.1\r\n" + HOST + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
        bytes(range(256)) * 16,
    ],
)
def test_what_is_no_request_for_us_is_refused(port: int, request_: bytes) -> None:
    assert [status for status in statuses(raw(port, request_)) if status < 400] == []


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /en/?q=" + b"a" * 9_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /en/?q=" + b"a" * 1_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET /en/about HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 100_000 + b"\r\n\r\n",
        b"GET /en/about HTTP/1.1\r\n" + HOST + b"".join(b"X%d: a\r\n" % number for number in range(500)) + b"\r\n",
        b"GET /en/about HTTP/1.1\r\n" + HOST + b"".join(b"X%d: %s\r\n" % (n, b"a" * 8_000) for n in range(20)) + b"\r\n",
        b"GET /en/about HTTP/1.1\r\n" + HOST + b"Content-Length: 4000000000\r\n\r\n",
        b"POST /en/findings/1/verdict HTTP/1.1\r\n" + HOST + b"Content-Length: 4000000000\r\n\r\n",
        b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 99999999999999\r\n\r\n",
    ],
)
def test_what_is_too_large_is_refused_at_its_head(port: int, request_: bytes) -> None:
    assert statuses(raw(port, request_))[:1] in ([400], [413], [414], [431])


# Slow ones


def half_open(port: int, count: int, said: bytes) -> list[socket.socket]:
    """Connections of a stranger on which a request begins and does not go on."""
    opened = []
    for _ in range(count):
        connection = socket.socket()
        connection.bind((STRANGER, 0))
        connection.settimeout(10)
        connection.connect(("127.0.0.1", port))
        with contextlib.suppress(OSError):
            connection.sendall(said)
        opened.append(connection)
    return opened


def is_closed(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    if not readable:
        return False
    with contextlib.suppress(OSError):
        while True:
            if not connection.recv(65536):
                return True
    return True


def wait_until_closed(connections: list[socket.socket], dribble: bytes = b"") -> None:
    """Waits until the server has closed them all; meanwhile a byte now and then is sent on each."""
    left = connections
    deadline = time.monotonic() + 60
    while left := [connection for connection in left if not is_closed(connection)]:
        assert time.monotonic() < deadline, f"{len(left)} connections are still open"
        for connection in left:
            with contextlib.suppress(OSError):
                connection.sendall(dribble)
        time.sleep(0.5)


@pytest.mark.parametrize(
    ("said", "dribble"),
    [
        (b"", b""),
        (b"GET /en/about HTTP/1.1\r\n" + HOST, b"X"),
        (b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n", b"x"),
        (b"POST /en/findings/1/verdict HTTP/1.1\r\n" + HOST + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n", b"x"),
        (b"POST /en/import HTTP/1.1\r\n" + HOST + b"Content-Type: multipart/form-data; boundary=x\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["silence", "head", "upload", "form", "chunks"],
)
def test_whoever_is_slow_is_sent_away_and_others_are_served(store: Path, tmp_path: Path, said: bytes, dribble: bytes) -> None:
    settings = dict(limits_local="yes", limits_connections_per_address=150, limits_header_seconds=2, limits_idle_seconds=3, limits_stall_seconds=2)
    with guarded(store, tmp_path / "log.txt", **settings) as (_, port):
        strangers = half_open(port, 300, said)
        # The good one is served while they wait, and half of them were not even let in.
        assert ask(f"http://127.0.0.1:{port}", "/en/about").status == 200
        wait_until_closed(strangers, dribble)
        assert ask(f"http://127.0.0.1:{port}", "/en/about").status == 200
        for connection in strangers:
            connection.close()
        # Room again for that address.
        assert ask(f"http://127.0.0.1:{port}", "/en/about", source=STRANGER).status == 200


def test_more_connections_than_fit_wait_and_are_served_in_the_end(store: Path, tmp_path: Path) -> None:
    settings = dict(limits_connections=16, limits_connections_per_address=100, limits_header_seconds=2)
    with guarded(store, tmp_path / "log.txt", **settings) as (_, port):
        strangers = half_open(port, 60, b"GET /")
        assert ask(f"http://127.0.0.1:{port}", "/en/about").status == 200
        for connection in strangers:
            connection.close()


def test_whoever_does_not_read_the_answer_is_sent_away(store: Path, tmp_path: Path) -> None:
    with guarded(store, tmp_path / "log.txt", limits_stall_seconds=2) as (_, port):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", port))
        connection.settimeout(30)
        asking = b"GET /static/style.css HTTP/1.1\r\n" + HOST + b"\r\n"
        sent = 0
        with pytest.raises(ConnectionError):
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                connection.sendall(asking)
                sent += 1
                time.sleep(0.005)
        connection.close()
        assert ask(f"http://127.0.0.1:{port}", "/en/about").status == 200


# Many


def test_one_too_many_is_told_when_to_come_back(store: Path, tmp_path: Path) -> None:
    settings = dict(server_proxy="127.0.0.1", limits_requests_per_minute=20, limits_searches_per_minute=2)
    with guarded(store, tmp_path / "log.txt", **settings) as (_, port):
        site = f"http://127.0.0.1:{port}"
        answers = [ask(site, "/fr/about", X_Forwarded_For="203.0.113.5") for _ in range(21)]
        assert [answer.status for answer in answers] == [200] * 20 + [429]
        assert 1 <= int(answers[-1].header("retry-after") or 0) <= 3
        assert 'lang="fr"' in answers[-1].text and "Trop de demandes" in answers[-1].text
        program = ask(site, "/api/v1/rules", X_Forwarded_For="203.0.113.5")
        assert (program.status, program.header("content-type")) == (429, "application/problem+json")
        # Another visitor, and whoever looks after the server, are none the worse.
        assert ask(site, "/fr/about", X_Forwarded_For="203.0.113.6").status == 200
        assert ask(site, "/health", X_Forwarded_For="203.0.113.5").status == 200
        assert [ask(site, "/en/search?q=x", X_Forwarded_For="203.0.113.7").status for _ in range(3)] == [200, 200, 429]
        # What a visitor puts before the proxy's word makes nobody else of them.
        liar = [ask(site, "/fr/about", X_Forwarded_For=f"198.51.100.{number}, 203.0.113.8").status for number in range(21)]
        assert liar[-1] == 429


def test_a_log_holds_no_more_of_an_address_than_it_may(store: Path, tmp_path: Path) -> None:
    for detail, expected in (("none", None), ("network", "203.0.113.0/24"), ("whole", "203.0.113.5")):
        log = tmp_path / f"{detail}.txt"
        with guarded(store, log, server_proxy="127.0.0.1", log_level="info", log_addresses=detail) as (_, port):
            ask(f"http://127.0.0.1:{port}", "/en/about", X_Forwarded_For="203.0.113.5")
        lines = [line for line in log.read_text().splitlines() if "203.0.113" in line]
        assert bool(lines) == (expected is not None)
        assert all(re.search(rf"client={re.escape(expected or '')}( |$)", line) for line in lines)


# TLS


def fetch(port: int, context: ssl.SSLContext, path: str = "/en/about") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=context)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer, text


def trusting(pem: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(pem))


def test_over_tls_the_site_stays_there(store: Path, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "first")
    plain = free_port()
    settings = dict(tls_certificate=pem, tls_key=key, tls_redirect_port=plain, server_names="touchstone.example.org,localhost")
    with guarded(store, tmp_path / "log.txt", **settings) as (_, port):
        answer, _ = fetch(port, trusting(pem))
        assert answer.status == 200
        assert answer.getheader("strict-transport-security") == "max-age=31536000"
        answer, _ = fetch(port, trusting(pem), "/en/import")
        cookie = answer.getheader("set-cookie") or ""
        assert cookie.startswith("__Host-") and "; Secure" in cookie and "; HttpOnly" in cookie and "; Path=/" in cookie
        assert "domain" not in cookie.lower()

        # Only from the names of the site, only to them, and with what was asked for.
        sent = ask(f"http://127.0.0.1:{plain}", "/en/findings?q=a%20b", Host="touchstone.example.org")
        assert (sent.status, sent.header("location")) == (308, f"https://touchstone.example.org:{port}/en/findings?q=a%20b")
        assert sent.header("strict-transport-security") is None
        for host in ("evil.example", "touchstone.example.org.evil.example", "touchstone.example.org@evil.example", ""):
            refused = ask(f"http://127.0.0.1:{plain}", "/", Host=host)
            assert (refused.status, refused.header("location")) == (421, None)
        for path in ("//evil.example", "http://evil.example/", "/\\evil.example"):
            place = ask(f"http://127.0.0.1:{plain}", path, Host="localhost").header("location") or ""
            assert place.startswith(f"https://localhost:{port}/")
        # Plain HTTP at the port of TLS is not answered.
        assert statuses(raw(port, b"GET /en/about HTTP/1.1\r\n" + HOST + b"\r\n")) == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_old_protocols_are_refused(store: Path, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "first")
    with guarded(store, tmp_path / "log.txt", tls_certificate=pem, tls_key=key) as (_, port):
        for version in (ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = trusting(pem)
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = context.maximum_version = version
            if version >= ssl.TLSVersion.TLSv1_2:
                assert fetch(port, context)[0].status == 200
            else:
                # It is the server that says so, and not this library.
                with pytest.raises(ssl.SSLError, match="alert protocol version"):
                    fetch(port, context)
        for weak in ("RC4", "3DES", "aNULL", "eNULL", "EXPORT"):
            context = trusting(pem)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            try:
                context.set_ciphers(f"{weak}:@SECLEVEL=0")
            except ssl.SSLError:
                continue
            with pytest.raises(ssl.SSLError, match="alert handshake failure"):
                fetch(port, context)


def test_a_new_certificate_is_taken_over_without_a_restart(store: Path, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "first")
    with guarded(store, tmp_path / "log.txt", tls_certificate=pem, tls_key=key) as (server, port):
        old = trusting(pem)
        connected = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=old)
        connected.request("GET", "/en/about")
        assert connected.getresponse().read()
        fresh, fresh_key = certificate(tmp_path, "second")
        pem.write_bytes(fresh.read_bytes())
        # A key that is not the certificate's changes nothing.
        server.send_signal(signal.SIGHUP)
        while "the certificate was not changed" not in (tmp_path / "log.txt").read_text():
            assert server.poll() is None
        assert fetch(port, old)[0].status == 200
        key.write_bytes(fresh_key.read_bytes())
        server.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(ssl.SSLError):
                assert fetch(port, trusting(fresh))[0].status == 200
                break
            assert time.monotonic() < deadline
        # Who was connected still is.
        connected.request("GET", "/en/about")
        assert connected.getresponse().status == 200
        connected.close()


def test_a_certificate_that_cannot_be_used_is_said_before_anybody_listens(store: Path, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "first")
    _, other = certificate(tmp_path, "second")
    for content, words in (("", "no certificate"), ("nonsense", "no certificate")):
        broken = tmp_path / "broken.pem"
        broken.write_text(content)
        assert words in refused(store, tmp_path, broken, key)
    assert "not the one of the certificate" in refused(store, tmp_path, pem, other)


def refused(store: Path, folder: Path, pem: Path, key: Path) -> str:
    (folder / "c.yaml").write_text(f"tls:\n  certificate: {pem}\n  key: {key}\n")
    result = touchstone("serve", "--store", store, "--config", folder / "c.yaml", "--port", str(free_port()), timeout=60)
    assert result.returncode != 0
    return result.stderr


def test_a_form_works_over_tls(store: Path, tmp_path: Path) -> None:
    pem, key = certificate(tmp_path, "first")
    with guarded(store, tmp_path / "log.txt", tls_certificate=pem, tls_key=key) as (_, port):
        answer, text = fetch(port, trusting(pem), "/en/import")
        token = re.search(rb'name="form_token" value="(\w+)"', text)
        cookie = re.search(r"__Host-touchstone_form=(\w+)", answer.headers["Set-Cookie"])
        assert token and cookie
        for name, origin, expected in (
            ("__Host-touchstone_form", f"https://127.0.0.1:{port}", 404),
            ("__Host-touchstone_form", f"http://127.0.0.1:{port}", 403),
            ("touchstone_form", f"https://127.0.0.1:{port}", 403),
        ):
            connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=30, context=trusting(pem))
            body = f"verdict=confirmed&reason=x&form_token={token.group(1).decode()}"
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{name}={cookie.group(1)}", "Origin": origin}
            # There is no such finding: the guard lets it through, and then it is not found.
            connection.request("POST", "/en/findings/none/verdict", body, headers)
            assert connection.getresponse().status == expected, (name, origin)
            connection.close()
