"""Credentials that an installation issues: kept, logged, published, withdrawn, and checked by others."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from people import signed_in
from product import BINARY, ENVIRONMENT, LANGUAGES, ROOT, expect_success, serving, touchstone
from visitor import Visitor

PEERS = ROOT / ".local/ledger-others/bin/python"
DID = "did:web:mines.example"

LOTS = """id,mineral,form,mass_kg,site
L-7,tin,concentrate,120,S-1
L-8,tin,concentrate,80,S-1
"""
SITES = """id,kind,name,country,lon,lat,artisanal
S-1,mine,Mine of Tin,RW,29.123456,-2.123456,1
"""
LICENCES = """id,code,activity,status,holder_name,minerals
lic-1,PE 4001,mine,active,Kivu & Fils,tin
"""
BADGE = {
    "learner": "urn:uuid:9a6b0f0e-2f4d-4c3c-8a39-6a5c1f6f0001", "course": "https://mines.example/courses/1",
    "name": "Chain of custody", "summary": "How lots are followed.", "criteria": "Passed the exercise.",
}  # fmt: skip


def fill(folder: Path) -> Path:
    """A store with a lot of everybody's, one that is not, and the key of an issuer."""
    store = folder / "store"
    for name, text in (("lot", LOTS), ("site", SITES), ("licence", LICENCES)):
        file = folder / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        expect_success(touchstone("import", file, "--kind", name, "--store", store, "--marking", "clear"))
    secret = folder / "secret.csv"
    secret.write_text(LOTS.replace("L-", "K-"), encoding="utf-8")
    expect_success(touchstone("import", secret, "--kind", "lot", "--store", store))
    (store / "touchstone.yaml").write_text("credentials:\n  host: mines.example\n  issuer: Ministry of Mines\n", encoding="utf-8")
    (folder / "badge.json").write_text(json.dumps(BADGE), encoding="utf-8")
    expect_success(touchstone("ledger", "commit", "--store", store))
    expect_success(touchstone("credential", "keys", "create", "--store", store))
    return store


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("credentials")


@pytest.fixture(scope="module")
def store(folder: Path) -> Path:
    return fill(folder)


def issue(store: Path, *arguments: str | Path) -> str:
    return expect_success(touchstone("credential", "issue", *arguments, "--store", store)).strip()


def show(store: Path, credential: str, to: Path) -> Path:
    expect_success(touchstone("ledger", "commit", "--store", store))
    expect_success(touchstone("credential", "show", credential, "--to", to, "--store", store))
    return to


def trust(store: Path, folder: Path) -> Path:
    file = folder / "trust.txt"
    file.write_text((store / "ledger/log-key").read_text(encoding="utf-8") + DID + "\n", encoding="utf-8")
    return file


def verify(*arguments: str | Path) -> tuple[int, list[dict]]:
    done = touchstone("verify", *arguments, "--format", "json")
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines() if '"steps"' in line]


def reasons(found: list[dict]) -> list[str]:
    return [step.get("reason", step["message"]) for each in found for step in each["steps"] if step["outcome"] == "failed"]


def test_each_kind_is_issued_and_verified_offline(store: Path, folder: Path, tmp_path: Path) -> None:
    kinds = [("licence", "lic-1"), ("lot", "L-7"), ("lot", "K-7"), ("site", "S-1"), ("badge", "--content", folder / "badge.json")]
    keys = trust(store, tmp_path)
    for kind in kinds:
        credential = issue(store, *kind)
        assert re.fullmatch(r"[0-9a-f]{32}", credential)
        files = show(store, credential, tmp_path / credential)
        names = {file.name for file in files.iterdir()}
        assert names >= {f"{credential}.json", f"{credential}.jwt", f"{credential}.proof.json", "did-history.json", "1-revocation.status.json"}
        for ending in ("json", "jwt"):
            status, found = verify(files / f"{credential}.{ending}", "--trust", keys)
            assert status == 0, found
            assert {"logged", "history"} <= {step["step"] for step in found[0]["steps"]}
        assert verify(files / f"{credential}.json")[0] == 3
        document = json.loads((files / f"{credential}.json").read_bytes())
        assert document["issuer"]["name"] == "Ministry of Mines" and document["issuer"]["id"] == DID
    listed = expect_success(touchstone("credential", "list", "--store", store))
    assert listed.count("valid") == len(kinds)
    site = next(tmp_path.glob("*/*.json"))
    assert "29.12345" not in "".join(file.read_text(encoding="utf-8") for file in tmp_path.glob("*/*.json")), site


def test_any_byte_that_is_changed_is_refused(store: Path, tmp_path: Path) -> None:
    credential = issue(store, "lot", "L-7")
    files, keys = show(store, credential, tmp_path / "all"), trust(store, tmp_path)
    for ending in ("json", "jwt"):
        whole = (files / f"{credential}.{ending}").read_bytes()
        for place in range(3, len(whole), max(1, len(whole) // 20)):
            changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            (files / f"{credential}.{ending}").write_bytes(changed)
            assert verify(files / f"{credential}.{ending}", "--trust", keys)[0] in (1, 2), f"{ending} {place}"
        (files / f"{credential}.{ending}").write_bytes(whole)
        assert verify(files / f"{credential}.{ending}", "--trust", keys)[0] == 0


def test_what_is_withdrawn_is_said(store: Path, tmp_path: Path) -> None:
    credential, keys = issue(store, "lot", "L-8"), trust(store, tmp_path)

    def state(name: str) -> tuple[int, list[str]]:
        files = show(store, credential, tmp_path / name)
        status, found = verify(files / f"{credential}.json", "--trust", keys)
        return status, reasons(found)

    assert state("valid") == (0, [])
    assert touchstone("credential", "revoke", credential, "--store", store).returncode == 64
    expect_success(touchstone("credential", "suspend", credential, "--reason", "inspection", "--store", store))
    assert state("suspended") == (1, ["credential.reason.suspended"])
    expect_success(touchstone("credential", "restore", credential, "--reason", "nothing found", "--store", store))
    assert state("restored") == (0, [])
    expect_success(touchstone("credential", "revoke", credential, "--reason", "fraud", "--store", store))
    assert state("revoked") == (1, ["credential.reason.revoked"])
    assert touchstone("credential", "restore", credential, "--reason", "no", "--store", store).returncode == 1
    shown = expect_success(touchstone("credential", "show", credential, "--store", store))
    assert re.search(r"state: +revoked", shown) and "fraud" in shown
    # The list says it to whoever has it, wherever it lies.
    lists = tmp_path / "revoked/1-revocation.status.json"
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "c.json").write_bytes((tmp_path / "revoked" / f"{credential}.json").read_bytes())
    history = tmp_path / "revoked/did-history.json"
    status, found = verify(alone / "c.json", "--did", history, "--status-list", lists, "--trust", keys)
    assert status == 1 and reasons(found) == ["credential.reason.revoked"]


def test_an_older_key_counts_at_the_time_that_the_log_saw(tmp_path: Path) -> None:
    store = fill(tmp_path)
    old, keys = issue(store, "lot", "L-7"), trust(store, tmp_path)
    secret = next((store / "keys").glob("credential-*.key")).read_bytes()
    expect_success(touchstone("ledger", "commit", "--store", store))
    expect_success(touchstone("credential", "keys", "rotate", "--store", store))
    assert secret not in [file.read_bytes() for file in (store / "keys").iterdir()]
    listed = expect_success(touchstone("credential", "keys", "--store", store))
    assert listed.count("retired") == 1 and listed.count("signs since") == 1 and "PRIVATE" not in listed
    files = show(store, old, tmp_path / "old")
    assert verify(files / f"{old}.json", "--trust", keys)[0] == 0
    new = issue(store, "lot", "L-8")
    assert verify(show(store, new, tmp_path / "new") / f"{new}.jwt", "--trust", keys)[0] == 0
    # Signed with the old key after it was retired, whatever it says of its time: no log saw it before.
    forged = subprocess.run(
        [str(PEERS), "-c", FORGER, str(files / f"{old}.json")],
        input=secret, capture_output=True, check=False,
    )  # fmt: skip
    if PEERS.exists():
        assert forged.returncode == 0, forged.stderr
        (tmp_path / "old" / "forged.jwt").write_bytes(forged.stdout)
        status, found = verify(tmp_path / "old" / "forged.jwt", "--trust", keys)
        assert status == 1 and reasons(found) == ["credential.reason.retired_key"]
    # And the proof of the honest one does not cover it.
    (files / f"{old}.proof.json").rename(files / "kept")
    status, found = verify(files / f"{old}.json", "--trust", keys)
    assert status == 1 and reasons(found) == ["credential.reason.retired_key"]


FORGER = """
import base64, json, sys, jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
secret = sys.stdin.buffer.read().decode().strip().split("+", 4)[4]
key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(secret)[1:])
credential = json.load(open(sys.argv[1]))
name = credential.pop("proof")["verificationMethod"]
credential["credentialSubject"]["name"] = "gold"
headers = {"typ": "vc+jwt", "cty": "vc", "kid": name, "iss": credential["issuer"]["id"]}
sys.stdout.write(jwt.encode(credential, key, "EdDSA", headers))
"""

READER = """
import json, sys, jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
document, token = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
method = next(m for m in document["verificationMethod"] if m["id"] == jwt.get_unverified_header(token)["kid"])
number = 0
for letter in method["publicKeyMultibase"][1:]: number = number * 58 + letters.index(letter)
raw = number.to_bytes(34, "big")
assert raw[:2] == b"\\xed\\x01"
print(json.dumps(jwt.decode(token, Ed25519PublicKey.from_public_bytes(raw[2:]), ["EdDSA"])))
"""


@pytest.fixture(scope="module")
def site(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(store, tmp_path_factory.mktemp("credentials-server") / "log.txt", "--demo") as address:
        yield address


def fetch(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except urllib.error.HTTPError as error:
        return error.code, error.read(), {}


def test_everybody_finds_the_keys_the_lists_and_what_is_public(site: str, store: Path, tmp_path: Path) -> None:
    credentials = json.loads(fetch(f"{site}/api/v1/credentials?kind=lot&subject=L-7")[1])["items"]
    assert credentials and credentials[0]["address"] == f"https://mines.example/credentials/{credentials[0]['id']}"
    one = credentials[0]["id"]
    status, document, headers = fetch(f"{site}/.well-known/did.json")
    assert status == 200 and json.loads(document)["id"] == DID and headers["content-type"] == "application/did+json"
    (tmp_path / "did.json").write_bytes(document)
    status, history, _ = fetch(f"{site}/.well-known/did-history.json")
    assert status == 200
    (tmp_path / "history.json").write_bytes(history)
    for purpose in ("revocation", "suspension"):
        status, content, headers = fetch(f"{site}/credentials/status/1-{purpose}")
        assert status == 200 and "max-age" in headers["cache-control"]
        (tmp_path / f"{purpose}.status.json").write_bytes(content)
        assert fetch(f"{site}/credentials/status/1-{purpose}")[1] == content
    for name in ("2-revocation", "0-revocation", "1-else", "01-revocation", "1"):
        assert fetch(f"{site}/credentials/status/{name}")[0] == 404
    assert fetch(f"{site}/credentials/context")[0] == 200
    status, content, headers = fetch(f"{site}/credentials/{one}")
    assert status == 200 and headers["content-type"] == "application/vc"
    (tmp_path / "c.json").write_bytes(content)
    status, token, headers = fetch(f"{site}/credentials/{one}", Accept="application/vc+jwt")
    assert status == 200 and headers["content-type"] == "application/vc+jwt"
    (tmp_path / "c.jwt").write_bytes(token)
    (tmp_path / "c.proof.json").write_bytes(fetch(f"{site}/api/v1/credentials/{one}/proof")[1])
    keys = trust(store, tmp_path)
    for file in ("c.json", "c.jwt"):
        status, found = verify(tmp_path / file, "--did", tmp_path / "history.json", "--trust", keys)
        assert status == 0, found
        assert verify(tmp_path / file, "--did", tmp_path / "did.json")[0] == 0
    if PEERS.exists():
        done = subprocess.run([PEERS, "-c", READER, tmp_path / "did.json", tmp_path / "c.jwt"], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        document = json.loads(content)
        assert json.loads(done.stdout) == {name: value for name, value in document.items() if name != "proof"}
        (tmp_path / "bad.jwt").write_bytes(token[:-9] + (b"A" if token[-9:-8] != b"A" else b"B") + token[-8:])
        done = subprocess.run([PEERS, "-c", READER, tmp_path / "did.json", tmp_path / "bad.jwt"], capture_output=True, text=True, check=False)
        assert done.returncode != 0
    else:
        pytest.skip(f"{PEERS} is absent (`make setup`): PYJWT CHECKED NOTHING")


def test_who_may_not_see_a_lot_sees_no_credential_of_it(site: str, store: Path) -> None:
    secret = expect_success(touchstone("credential", "list", "--kind", "lot", "--store", store))
    hidden = next(line.split()[0] for line in secret.splitlines() if "K-7" in line)
    nothing = "0" * 32
    for path in ("/credentials/{}", "/api/v1/credentials/{}", "/api/v1/credentials/{}/document", "/api/v1/credentials/{}/token",
                 "/api/v1/credentials/{}/proof", "/en/credentials/{}"):  # fmt: skip
        found, other = fetch(site + path.format(hidden)), fetch(site + path.format(nothing))
        assert found[0] == other[0] == 404, path
        assert found[1].replace(hidden.encode(), b"") == other[1].replace(nothing.encode(), b""), path
    assert hidden not in fetch(f"{site}/api/v1/credentials")[1].decode()
    assert json.loads(fetch(f"{site}/api/v1/credentials?kind=lot&subject=K-7")[1])["items"] == []
    for path in ("/en/lots/K-7", "/api/v1/lots/K-7"):
        assert fetch(site + path)[0] == 404
    # The agency's own people see it.
    visitor = Visitor(site)
    cookie = signed_in(store, "Ines Inspector", "inspector")
    assert visitor.ask(f"/credentials/{hidden}", Cookie=f"touchstone_session={cookie}").status == 200


def test_the_pages_list_issue_and_withdraw(site: str, store: Path) -> None:
    for language in LANGUAGES:
        page = fetch(f"{site}/{language}/lots/L-7")[1].decode()
        assert 'id="credentials"' in page and "/document" in page and "credentials.title" not in page
        assert "/credentials\"" not in page
    one = re.search(r'href="/en/(credentials/[0-9a-f]{32})"', fetch(f"{site}/en/lots/L-7")[1].decode())[1]
    for language in LANGUAGES:
        page = fetch(f"{site}/{language}/{one}")[1].decode()
        assert 'class="qr"' in page and "https://mines.example/credentials/" in page and "did:web:mines.example#z6Mk" in page
        assert not re.search(r">credentials\.[a-z_.]+<", page)
    supervisor = {"Cookie": f"touchstone_session={signed_in(store, 'Sara Supervisor', 'supervisor')}"}
    page = fetch(f"{site}/en/lots/L-8", **supervisor)
    assert 'name="valid_until"' in page[1].decode()
    token = re.search(r'name="form_token" value="([^"]+)"', page[1].decode())[1]
    cookie = re.search(r"touchstone_form=([^;]+)", page[2]["set-cookie"])[1]
    supervisor["Cookie"] += f"; touchstone_form={cookie}"

    def post(path: str, **fields: str) -> tuple[int, str, str]:
        body = urllib.parse.urlencode({**fields, "form_token": token}).encode()
        visitor = Visitor(site)
        answer = visitor.ask(path, body, **supervisor, **{"Content-Type": "application/x-www-form-urlencoded"})
        return answer.status, answer.text, answer.location

    assert post("/en/credentials", kind="lot", id="L-8", valid_until="2001-01-01")[2].endswith("refused=bad_validity#credentials")
    status, _, place = post("/en/credentials", kind="lot", id="L-8", valid_until="2099-01-01")
    assert status == 303 and re.match(r"/en/credentials/[0-9a-f]{32}\?", place)
    issued = place.split("?")[0].rsplit("/", 1)[1]
    assert "The credential was issued" in fetch(site + place, **supervisor)[1].decode()
    assert post(f"/en/credentials/{issued}/state", state="suspended", reason="look")[0] == 303
    asked = post(f"/en/credentials/{issued}/state", state="revoked", reason="fraud")
    assert asked[0] == 200 and "stays so" in asked[1]
    assert post(f"/en/credentials/{issued}/state", state="revoked", reason="fraud", confirmed="yes")[0] == 303
    assert json.loads(fetch(f"{site}/api/v1/credentials/{issued}")[1])["state"] == "revoked"
    assert "fraud" not in fetch(f"{site}/en/credentials/{issued}")[1].decode()
    assert "fraud" in fetch(f"{site}/en/credentials/{issued}", **supervisor)[1].decode()
    # Who may not issue is refused, whatever is sent.
    stranger = Visitor(site).ask("/en/credentials", b"kind=lot&id=L-8", **{"Content-Type": "application/x-www-form-urlencoded"})
    assert stranger.status in (302, 303, 401, 403)


def test_the_data_interface_issues(site: str, store: Path) -> None:
    cookie = f"touchstone_session={signed_in(store, 'Tomas Supervisor', 'supervisor')}"

    def post(path: str, body: object, **headers: str) -> tuple[int, dict]:
        answer = Visitor(site).ask(path, json.dumps(body).encode(), **{"Content-Type": "application/json", "Cookie": cookie, **headers})
        return answer.status, json.loads(answer.text)

    status, issued = post("/api/v1/credentials", {"kind": "licence", "id": "lic-1", "valid_until": "2099-01-01"})
    assert status == 201 and issued["kind"] == "licence" and issued["valid_until"].startswith("2099-01-01")
    status, badge = post("/api/v1/credentials", {"kind": "badge", "content": BADGE})
    assert status == 201 and badge["subject"] is None and badge["marking"] == "TLP:AMBER"
    assert fetch(f"{site}/api/v1/credentials/{badge['id']}")[0] == 404
    for body, code in (
        ({"kind": "badge", "content": {**BADGE, "learner": "Ana"}}, "credential_bad_content"),
        ({"kind": "badge"}, "credential_bad_content"), ({"kind": "mine"}, "credential_bad_content"),
        ({"kind": "lot", "id": "L-7", "valid_until": "soon"}, "credential_bad_validity"), ({"kind": "lot", "id": "L-0"}, "not_found"),
    ):  # fmt: skip
        assert post("/api/v1/credentials", body)[1]["code"] == code
    assert post("/api/v1/credentials", {"kind": "lot", "id": "L-7"}, Origin="https://elsewhere.example")[0] == 403
    assert post("/api/v1/credentials", {"kind": "lot", "id": "L-7"}, Cookie="")[0] == 401
    status, changed = post(f"/api/v1/credentials/{issued['id']}/state", {"state": "suspended", "reason": "look"})
    assert status == 200 and changed["state"] == "suspended"
    assert post(f"/api/v1/credentials/{issued['id']}/state", {"state": "suspended", "reason": "again"})[0] == 409
    document = json.loads(fetch(f"{site}/api/v1/openapi.json")[1])["paths"]
    assert {"get", "post"} <= set(document["/credentials"]) and "/credentials/{id}/state" in document


def test_keys_are_changed_while_the_server_runs(site: str, store: Path) -> None:
    before = json.loads(fetch(f"{site}/.well-known/did.json")[1])["assertionMethod"]
    assert "server" in expect_success(touchstone("credential", "keys", "rotate", "--store", store))
    document = json.loads(fetch(f"{site}/.well-known/did.json")[1])
    assert document["assertionMethod"] != before and len(document["assertionMethod"]) == 1
    old = next(method for method in document["verificationMethod"] if method["id"] == before[0])
    assert old["revoked"]
    for _ in range(100):
        if json.loads(fetch(f"{site}/.well-known/did-history.json")[1])["statements"][1:]:
            break
        time.sleep(0.1)
    assert issue(store, "lot", "L-7")


def test_the_demo_issues_too(demo_store: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    subprocess.run(["cp", "-a", str(demo_store), str(copy)], check=True)
    (copy / "touchstone.yaml").write_text("credentials: {host: demo.example}\n", encoding="utf-8")
    expect_success(touchstone("credential", "keys", "create", "--store", copy))
    connection = sqlite3.connect(copy / "facts.sqlite")
    picked = [
        (kind, connection.execute(f"SELECT id FROM {kind} WHERE superseded_by IS NULL {more} ORDER BY id LIMIT 1").fetchone()[0])
        for kind, more in (("licence", "AND status = 'active'"), ("lot", "AND site IS NOT NULL"), ("site", "AND artisanal = 1"))
    ]
    connection.close()
    issued = [issue(copy, kind, name, "--reason", "for the test") for kind, name in picked]
    (tmp_path / "badge.json").write_text(json.dumps(BADGE), encoding="utf-8")
    issued.append(issue(copy, "badge", "--content", tmp_path / "badge.json"))
    expect_success(touchstone("ledger", "commit", "--store", copy, timeout=1200))
    (tmp_path / "trust.txt").write_text((copy / "ledger/log-key").read_text(encoding="utf-8") + "did:web:demo.example\n")
    for credential in issued:
        expect_success(touchstone("credential", "show", credential, "--to", tmp_path / "out", "--store", copy))
        for ending in ("json", "jwt"):
            status, found = verify(tmp_path / "out" / f"{credential}.{ending}", "--trust", tmp_path / "trust.txt")
            assert status == 0, found


def test_the_worked_example_of_the_document(tmp_path: Path) -> None:
    text = (ROOT / "docs/credentials.md").read_text(encoding="utf-8")
    example = re.search(r"```sh\n(touchstone import lots.*?)```", text, re.S)[1]
    (tmp_path / "lots.csv").write_text(LOTS, encoding="utf-8")
    ran = subprocess.run(
        ["bash", "-euc", f'touchstone() {{ "{BINARY}" "$@"; }}\n{example}'],
        cwd=tmp_path, env={**ENVIRONMENT, "TOUCHSTONE_CREDENTIALS_HOST": "mines.example"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert ran.stdout.count("Verified against those whom you trust.") >= 1


def test_refusals_on_the_command_line(store: Path, tmp_path: Path) -> None:
    for arguments in (("lot",), ("badge", "L-7"), ("mine", "x"), ("badge",), ("lot", "L-7", "--valid-until", "soon")):
        assert touchstone("credential", "issue", *arguments, "--store", store).returncode == 64, arguments
    refused = touchstone("credential", "issue", "lot", "nothing", "--store", store)
    assert refused.returncode == 1 and "nothing of that kind" in refused.stderr
    assert touchstone("credential", "show", "0" * 32, "--store", store).returncode == 1
    token = expect_success(touchstone("credential", "issue", "lot", "L-7", "--format", "jwt", "--store", store)).strip()
    header = json.loads(base64.urlsafe_b64decode(token.split(".")[0] + "=="))
    assert header["typ"] == "vc+jwt" and header["alg"] == "EdDSA" and header["kid"].startswith(f"{DID}#")
    bare = tmp_path / "store"
    (tmp_path / "lots.csv").write_text(LOTS, encoding="utf-8")
    expect_success(touchstone("import", tmp_path / "lots.csv", "--kind", "lot", "--store", bare))
    refused = touchstone("credential", "issue", "lot", "L-7", "--store", bare)
    assert refused.returncode == 1 and "keys create" in refused.stderr
    refused = touchstone("credential", "keys", "create", "--store", bare)
    assert refused.returncode == 1 and "credentials.host" in refused.stderr
