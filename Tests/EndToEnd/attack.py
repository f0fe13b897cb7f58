"""What an attacker has at hand: raw connections, forms without their page, hostile records, a certificate of one's own."""

from __future__ import annotations

import contextlib
import csv
import http.client
import io
import json
import os
import re
import socket
import subprocess
import urllib.parse
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from product import BINARY, ENVIRONMENT, ROOT, free_port, wait_until_it_answers

SCRIPT = (
    "\"'><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\">"
    "<svg/onload=window.pwned=1>\" onmouseover=\"window.pwned=1\" x=' {{7*7}} ${7*7}"
)
ADDRESS = "javascript:window.pwned=1//"
SQL = (
    "'",
    '"',
    "' OR '1'='1",
    "1) OR (1=1",
    "'; DROP TABLE finding; --",
    "x' UNION SELECT name, sql FROM sqlite_master --",
    "zzzz%' OR '%'='",
    "\\",
    "-1e309",
    "99999999999999999999",
    "%_%",
    "\x00",
    "NEAR(a b, 9999)",
    '" OR *',
)


class Answer:
    """One answer of the server."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]


def ask(
    site: str, path: str, method: str = "GET", body: bytes | None = None, source: str | None = None, **headers: str
) -> Answer:
    """One request, no redirects followed; the path goes out as it is written."""
    place = urllib.parse.urlsplit(site)
    bound = (source, 0) if source else None
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30, source_address=bound)
    # The library would refuse a path with spaces or control characters: that is the server's business here.
    connection._validate_path = lambda url: None  # type: ignore[attr-defined]
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheaders(), answer.read())
    finally:
        connection.close()


def raw(port: int, request: bytes, timeout: float = 10) -> bytes:
    """What comes back for some bytes until the server closes, or has said nothing more for a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        connection.sendall(request)
        said = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            while chunk := connection.recv(65536):
                said += chunk
                connection.settimeout(1)
        return said


def statuses(said: bytes) -> list[int]:
    """The statuses of all answers in some bytes."""
    return [int(found) for found in re.findall(rb"HTTP/1\.1 (\d{3})", said)]


@contextlib.contextmanager
def guarded(store: Path, log: Path, *arguments: str, **settings: object) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """A server with settings of its own (`limits_local="yes"`), which knows its visitor as the owner; gives its port."""
    port = free_port()
    environment = {f"TOUCHSTONE_{name.upper()}": str(value) for name, value in settings.items()}
    owner = [] if "--as-stranger" in arguments or "server_proxy" in settings else ["--as-owner"]
    more = [argument for argument in arguments if argument != "--as-stranger"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(BINARY), "serve", "--store", str(store), "--port", str(port), *owner, *more],
            env={**ENVIRONMENT, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            if "tls_certificate" in settings:
                wait_until_it_listens(server, port)
            else:
                wait_until_it_answers(server, f"http://127.0.0.1:{port}", log)
            yield server, port
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_until_it_listens(server: subprocess.Popen[bytes], port: int) -> None:
    while True:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5):
            return
        assert server.poll() is None, "the server ended"


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate for this machine and its key, made for one test."""
    pem, key = folder / f"{name}.pem", folder / f"{name}.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
        + ["-keyout", key, "-out", pem, "-subj", f"/CN={name}", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
        check=True,
        capture_output=True,
    )
    os.chmod(key, 0o600)
    return pem, key


class Markup(HTMLParser):
    """Collects what could run on a page: scripts that are not ours, handlers, addresses that are code; and its forms."""

    def __init__(self) -> None:
        super().__init__()
        self.live: list[str] = []
        self.links: list[str] = []
        self.token: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script" and not values.get("src", "").startswith(("/static/", "/vendor/")):
            self.live.append(f"<script {values}>")
        if tag in ("iframe", "object", "embed", "base"):
            self.live.append(f"<{tag}>")
        for name, value in values.items():
            if name.startswith("on") or name == "srcdoc":
                self.live.append(f"<{tag} {name}={value[:60]!r}>")
            plain = re.sub(r"[\x00-\x20]", "", value).lower()
            if name in ("href", "src", "action", "formaction", "xlink:href") and re.match(r"(javascript|data|vbscript):", plain):
                if not (tag == "img" and plain.startswith("data:image/")):
                    self.live.append(f"<{tag} {name}={value[:60]!r}>")
        if tag == "a" and values.get("href", "").startswith("/"):
            self.links.append(values["href"].split("#")[0])
        if tag == "input" and values.get("name") == "form_token":
            self.token = values.get("value")


def markup(text: str) -> Markup:
    parser = Markup()
    parser.feed(text)
    return parser


def form_token(site: str, path: str = "/en/import") -> tuple[str, str]:
    """A token as a page hands it out, and the cookie that goes with it."""
    answer = ask(site, path)
    token = markup(answer.text).token
    assert answer.status == 200 and token, f"{path}: {answer.status}"
    return token, (answer.header("set-cookie") or "").split(";")[0]


def multipart(parts: list[tuple[str, bytes]], boundary: str = "edge") -> bytes:
    """A form in parts; of each the rest of its Content-Disposition line (and further lines), and its content."""
    body = b""
    for head, content in parts:
        body += f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
    return body + f"--{boundary}--\r\n".encode()


def post_routes() -> list[str]:
    """The path of every page that takes a form, out of the tables of routes, with an example for each parameter."""
    found = set()
    for file in (ROOT / "Sources/Web").rglob("*.swift"):
        for path in re.findall(r'path:\s*"(/[^"]*)",\s*method:\s*\.post', file.read_text()):
            found.add(re.sub(r":\w+", "1", path))
    assert len(found) >= 3
    return sorted(found)


# Hostile records


def poisoned_country(country: Path, folder: Path) -> list[Path]:
    """Every kind of file of a country, with a hostile text in one field of each record, each field in its turn."""
    folder.mkdir(exist_ok=True)
    made = []
    for file in sorted(country.iterdir()):
        if file.name in ("README.txt", "truth.json"):
            continue
        text = file.read_text()
        target = folder / file.name
        if file.suffix == ".csv":
            target.write_text(poisoned_table(text))
        elif file.suffix == ".jsonl":
            records = [json.loads(line) for line in text.splitlines()[:40]]
            target.write_text("".join(json.dumps(record) + "\n" for record in poisoned_records(records, ["id"])))
        elif file.suffix == ".geojson":
            document = json.loads(text)
            document["features"] = poisoned_records(document["features"][:6], ["properties", "id"])
            target.write_text(json.dumps(document))
        else:
            document = json.loads(text)
            body = document["epcisBody"]
            body["eventList"] = poisoned_records(body["eventList"][:12], ["eventID"])
            target.write_text(json.dumps(document))
        made.append(target)
    assert len(made) > 10
    return made


def poisoned_table(text: str) -> str:
    lines = list(csv.DictReader(io.StringIO(text)))
    names = list(lines[0])
    output = io.StringIO()
    writer = csv.DictWriter(output, names)
    writer.writeheader()
    for number, name in enumerate(names):
        for index, poison in enumerate((SCRIPT, ADDRESS)):
            record = dict(lines[(2 * number + index) % len(lines)])
            record["id"] = f"{record['id']}-{number}{index}"
            record[name] = poison + (record["id"] if name == "id" else "")
            writer.writerow(record)
    return output.getvalue()


def poisoned_records(records: list[dict], key: list[str]) -> list[dict]:
    """For each text in each of some different records a copy in which that text is hostile."""
    made = []
    seen: set[tuple] = set()
    for record in records:
        for path in leaves(record):
            shape = tuple("*" if isinstance(part, int) else part for part in path)
            if shape in seen or path[0] == "geometry" or path == ["type"]:
                continue
            seen.add(shape)
            for index, poison in enumerate((SCRIPT, ADDRESS)):
                copy = json.loads(json.dumps(record))
                put(copy, key, f"{get(copy, key)}{len(made)}")
                put(copy, path, poison + (str(len(made)) if path == key else ""))
                made.append(copy)
    return made


def leaves(value: object, path: tuple = ()) -> Iterator[list]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    elif isinstance(value, str):
        yield list(path)


def get(value: object, path: list) -> object:
    for part in path:
        value = value[part]  # type: ignore[index]
    return value


def put(value: object, path: list, new: object) -> None:
    get(value, path[:-1])[path[-1]] = new  # type: ignore[index]
