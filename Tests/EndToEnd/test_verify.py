"""`touchstone verify`: what it says, in which words, and its exit status, for files that another program made."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import subprocess
from pathlib import Path

import pytest
from ledger_files import Log, Signer, b64, canonical, consistency, example
from product import LANGUAGES, ROOT, touchstone

SMALL = Path(os.environ.get("TOUCHSTONE_VERIFY_BINARY", ROOT / ".build/release/touchstone-verify"))


@pytest.fixture
def log() -> Log:
    return example()


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def report(*arguments: str | Path, status: int) -> list[dict]:
    result = touchstone("verify", *arguments, "--format", "json")
    assert result.returncode == status, result.stdout + result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def failed(found: dict) -> list[str]:
    return [step["message"] for step in found["steps"] if step["outcome"] == "failed"]


def test_the_worked_example_of_the_document() -> None:
    page = (ROOT / "docs/verify.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- example: verify -->\n```\n(.*?)\n```", page, re.S)
    result = touchstone("verify", "docs/examples/lot.proof.json", "--trust", "docs/examples/ministry.policy", cwd=ROOT)
    assert shown is not None and result.stdout.splitlines() == shown[1].splitlines() and result.returncode == 0
    log = example(seed=2026)
    assert (ROOT / "docs/examples/lot.proof.json").read_bytes() == log.bundle([(3, 2)])
    assert (ROOT / "docs/examples/ministry.policy").read_text(encoding="utf-8") == log.policy()


def test_a_bundle_is_verified_against_whom_the_reader_trusts(log: Log, tmp_path: Path) -> None:
    bundle = write(tmp_path / "L-7.proof.json", log.bundle([(3, 1), (1, 0), (4, 0)]))
    policy = write(tmp_path / "ministry.policy", log.policy())
    key = write(tmp_path / "log.vkey", log.signer.vkey + "\n")
    (found,) = report(bundle, "--trust", policy, status=0)
    assert found["kind"] == "bundle" and found["verdict"] == "verified"
    outcomes = {(step["step"], step["outcome"]) for step in found["steps"]}
    assert outcomes >= {(name, "passed") for name in ("form", "checksum", "trust", "checkpoint", "witness", "quorum", "entry", "statement", "bytes")}
    assert report(bundle, "--trust", key, status=0)[0]["verdict"] == "verified"
    (claimed,) = report(bundle, status=3)
    assert claimed["verdict"] == "unvouched" and log.signer.vkey in json.dumps(claimed)
    stranger = write(tmp_path / "other.vkey", example(seed=50).signer.vkey)
    assert report(bundle, "--trust", stranger, status=3)[0]["verdict"] == "unvouched"
    withheld = json.loads(log.bundle([(3, 1)]))
    assert "bytes" in withheld["items"][0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_the_same(log: Log, language: str, tmp_path: Path) -> None:
    messages = json.loads((ROOT / f"Content/messages/{language}.json").read_text(encoding="utf-8"))
    bundle = write(tmp_path / "b.proof.json", log.bundle([(2, 1)]))
    policy = write(tmp_path / "policy", log.policy())
    result = touchstone("verify", bundle, "--trust", policy, "--language", language)
    assert result.returncode == 0 and result.stderr == ""
    assert messages["verify.verdict.verified"] in result.stdout and messages["verify.checksum.right"] in result.stdout
    assert "verify." not in result.stdout and "{" not in result.stdout
    broken = bytearray(bundle.read_bytes())
    broken[broken.index(b'"statement"') + 40] ^= 1
    wrong = touchstone("verify", write(tmp_path / "w.proof.json", bytes(broken)), "--trust", policy, "--language", language)
    assert wrong.returncode == 1 and messages["verify.verdict.failed"] in wrong.stdout
    assert messages["verify.outcome.failed"] in wrong.stdout and "items[0]" in wrong.stdout


def test_what_was_changed_is_named(log: Log, tmp_path: Path) -> None:
    policy = write(tmp_path / "policy", log.policy())
    good = json.loads(log.bundle([(3, 1), (1, 0)]))

    def changed(change: dict | None = None, **items: object) -> dict:
        document = json.loads(json.dumps(good))
        document.update(change or {})
        document["items"][1].update(items)
        file = write(tmp_path / "changed.proof.json", canonical(document))
        return report(file, "--trust", policy, status=1)[0]

    assert "verify.bytes.changed" in failed(changed(bytes=b64(bytes(len(log.records[1][0])))))
    assert "verify.bytes.other_length" in failed(changed(bytes="AA=="))
    statement = log.statements[1][0]
    for old, new in (('"position":0', '"position":1'), ('"kind":"lot"', '"kind":"site"'), ('"salt":"', '"salt":"A')):
        text = statement.replace(old, new)
        text = re.sub(r'"salt":"A.', '"salt":"A', text) if old == '"salt":"' else text
        assert {"verify.statement.changed", "verify.form.bad_statement"} & set(failed(changed(statement=text)))
    assert "verify.entry.changed" in failed(changed(index=0))
    assert "verify.statement.other_size" in failed(changed(batch={**good["items"][1]["batch"], "size": 7}))
    assert "verify.checkpoint.wrong_signature" in failed(changed({"checkpoint": good["checkpoint"].replace("\n5\n", "\n6\n")}))
    about = changed({"about": {"kind": "lot", "id": "L-8"}})
    assert failed(about) == ["verify.checksum.wrong"]
    assert failed(changed({"note": "x"})) == ["verify.form.unknown_member"]
    indented = write(tmp_path / "indented.json", log.bundle([(1, 0)]).replace(b",", b", ", 1))
    assert failed(report(indented, "--trust", policy, status=1)[0]) == ["verify.form.not_canonical"]


def test_any_byte_by_chance(log: Log, tmp_path: Path) -> None:
    policy = write(tmp_path / "policy", log.policy())
    content = log.bundle([(3, 1), (2, 2)])
    chance = random.Random(5)
    folder = tmp_path / "changed"
    folder.mkdir()
    for number in range(300):
        broken = bytearray(content)
        place = chance.randrange(len(broken))
        broken[place] ^= chance.randrange(1, 256)
        write(folder / f"{number:03}.proof.json", bytes(broken))
    write(folder / "good.proof.json", content)
    *found, last = report(folder, "--trust", policy, status=1)
    assert last["summary"]["verified"] == 1 and last["summary"]["failed"] >= 290
    assert all(each["verdict"] != "verified" for each in found if "good" not in each["file"])


def test_proofs_of_inclusion_checkpoints_and_mirrors(log: Log, tmp_path: Path) -> None:
    key = write(tmp_path / "log.vkey", f"# the ministry\n{log.signer.vkey}\n")
    proof = write(tmp_path / "p.tlog-proof", log.proof(3))
    entry = write(tmp_path / "entry", log.entries[3])
    assert report(proof, "--trust", key, "--entry", entry, status=0)[0]["kind"] == "proof"
    assert report(proof, "--trust", key, status=3)[0]["verdict"] == "unvouched"
    other = write(tmp_path / "other", log.entries[2])
    assert failed(report(proof, "--trust", key, "--entry", other, status=1)[0]) == ["verify.entry.changed"]
    checkpoint = write(tmp_path / "checkpoint.note", log.checkpoint())
    assert report(checkpoint, "--trust", write(tmp_path / "policy", log.policy()), status=0)[0]["kind"] == "checkpoint"
    assert report(checkpoint, status=3)[0]["kind"] == "checkpoint"
    lone = write(tmp_path / "lone.note", log.checkpoint(witnesses=False))
    assert failed(report(lone, "--trust", tmp_path / "policy", status=1)[0]) == ["verify.quorum.not_met"]
    log.mirror(tmp_path / "mirror")
    assert report(tmp_path / "mirror", "--trust", tmp_path / "policy", status=0)[0]["verdict"] == "verified"
    (sound, summary) = report(tmp_path / "mirror", "--trust", key, status=0)
    assert sound["kind"] == "log" and summary["summary"]["verified"] == 1
    assert report(tmp_path / "mirror", status=3)[0]["kind"] == "log"
    for name in ("tile/0/000.p/5", "tile/entries/000.p/5", "checkpoint"):
        file = tmp_path / "mirror" / name
        content = file.read_bytes()
        file.write_bytes(content[:-10] + bytes([content[-10] ^ 1]) + content[-9:])
        found = report(tmp_path / "mirror", "--trust", tmp_path / "policy", status=1)[0]
        assert {place for step in found["steps"] if step["outcome"] == "failed" for place in step.get("places", [])} == {name}
        file.write_bytes(content)
    (tmp_path / "mirror/witnessed").write_text(log.checkpoint(3), encoding="utf-8")
    assert report(tmp_path / "mirror", "--trust", key, status=0)[0]["verdict"] == "verified"


def openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """openssl as a time stamp authority whose own certificate is trusted."""
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(
        "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=Test authority\n[own]\nextendedKeyUsage=critical,timeStamping\n"
        "basicConstraints=critical,CA:FALSE\n[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_cert=own.pem\nsigner_key=own.key\n"
        "signer_digest=sha256\ndefault_policy=1.3.6.1.4.1.99999.1\ndigests=sha256\ness_cert_id_alg=sha256\n"
    )
    openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "own.key")
    openssl(folder, "req", "-x509", "-new", "-key", "own.key", "-days", "30", "-config", "tsa.cnf", "-extensions", "own", "-out", "own.pem")
    return folder


def stamp(authority: Path, data: bytes) -> bytes:
    (authority / "data").write_bytes(data)
    openssl(authority, "ts", "-query", "-data", "data", "-sha256", "-cert", "-out", "q.tsq")
    openssl(authority, "ts", "-reply", "-queryfile", "q.tsq", "-config", "tsa.cnf", "-out", "a.tsr")
    return (authority / "a.tsr").read_bytes()


def test_time_stamps(log: Log, authority: Path, tmp_path: Path) -> None:
    pem = authority / "own.pem"
    data = write(tmp_path / "data", b"what was there")
    token = write(tmp_path / "data.tsr", stamp(authority, b"what was there"))
    assert report(token, "--data", data, "--tsa", pem, status=0)[0]["kind"] == "stamp"
    assert report(token, "--data", data, status=3)[0]["verdict"] == "unvouched"
    assert report(token, "--tsa", pem, status=3)[0]["verdict"] == "unvouched"
    other = write(tmp_path / "other", b"something else")
    wrong = report(token, "--data", other, "--tsa", pem, status=1)[0]
    assert [step.get("reason") for step in wrong["steps"] if step["outcome"] == "failed"] == ["stamp.reason.imprint_mismatch"]
    # In a bundle: over an older checkpoint of the log.
    policy = write(tmp_path / "policy", log.policy())
    old = log.checkpoint(3)
    part = {"checkpoint": old, "consistency": [b64(each) for each in consistency(3, log.leaves)], "token": b64(stamp(authority, old.encode()))}
    bundle = write(tmp_path / "b.proof.json", log.bundle([(1, 0)], [part]))
    (found,) = report(bundle, "--trust", policy, "--tsa", pem, status=0)
    assert {"consistency", "stamp"} <= {step["step"] for step in found["steps"] if step["outcome"] == "passed"}
    assert report(bundle, "--trust", policy, status=3)[0]["verdict"] == "unvouched"
    chance = random.Random(9)
    folder = tmp_path / "changed"
    folder.mkdir()
    raw = base64.b64decode(part["token"])
    for number in range(200):
        broken = bytearray(raw)
        broken[chance.randrange(len(broken))] ^= chance.randrange(1, 256)
        write(folder / f"{number:03}.proof.json", log.bundle([(1, 0)], [{**part, "token": b64(bytes(broken))}]))
    *each, summary = report(folder, "--trust", policy, "--tsa", pem, status=1)
    assert summary["summary"]["failed"] == 200, summary
    late = {**part, "checkpoint": log.checkpoint(4)}
    assert "verify.consistency.changed" in failed(report(write(tmp_path / "l.proof.json", log.bundle([(1, 0)], [late])), "--trust", policy, status=1)[0])
    # A store keeps stamp and checkpoint side by side.
    log.mirror(tmp_path / "mirror")
    (tmp_path / "mirror/time").mkdir()
    write(tmp_path / "mirror/time/3.checkpoint", old)
    kept = write(tmp_path / "mirror/time/3.tsr", raw)
    assert report(tmp_path / "mirror", "--trust", policy, "--tsa", pem, status=0)[0]["verdict"] == "verified"
    kept.write_bytes(raw[:-20] + bytes([raw[-20] ^ 1]) + raw[-19:])
    assert any(step.get("places") == ["time/3.tsr"] for step in report(tmp_path / "mirror", "--trust", policy, "--tsa", pem, status=1)[0]["steps"] if step["outcome"] == "failed")


def multikey(signer: Signer) -> str:
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = int.from_bytes(b"\xed\x01" + signer.key.public_key().public_bytes_raw(), "big")
    text = ""
    while number:
        number, rest = divmod(number, 58)
        text = alphabet[rest] + text
    return "z" + text


def token(signer: Signer, issuer: str, key: str, subject: str = "L-7") -> str:
    def part(value: dict) -> str:
        return base64.urlsafe_b64encode(canonical(value).encode()).decode().rstrip("=")

    credential = {
        "@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential"], "issuer": issuer,
        "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2027-01-01T00:00:00Z", "credentialSubject": {"lot": subject},
    }  # fmt: skip
    head = f"{part({'alg': 'EdDSA', 'typ': 'vc+jwt', 'kid': key})}.{part(credential)}"
    return f"{head}.{base64.urlsafe_b64encode(signer.key.sign(head.encode())).decode().rstrip('=')}"


def test_credentials(tmp_path: Path) -> None:
    signer = Signer("issuer", 1, 77)
    key = multikey(signer)
    own, web, at = f"did:key:{key}", "did:web:mines.example", ["--at", "2026-06-01"]
    by_key = write(tmp_path / "key.jwt", token(signer, own, f"{own}#{key}") + "\n")
    assert report(by_key, *at, status=3)[0]["kind"] == "credential"
    assert report(by_key, *at, "--trust", write(tmp_path / "trust", own + "\n"), status=0)[0]["verdict"] == "verified"
    assert failed(report(by_key, "--at", "2030-01-01", status=1)[0]) == ["credential.step.validity"]
    by_web = write(tmp_path / "web.jwt", token(signer, web, f"{web}#1"))
    assert report(by_web, *at, status=3)[0]["verdict"] == "unvouched"
    document = {
        "id": web, "assertionMethod": [f"{web}#1"],
        "verificationMethod": [{"id": f"{web}#1", "type": "Multikey", "controller": web, "publicKeyMultibase": key}],
    }  # fmt: skip
    did = write(tmp_path / "did.json", json.dumps(document))
    assert report(by_web, *at, "--did", did, status=0)[0]["verdict"] == "verified"
    head, body, signature = token(signer, web, f"{web}#1").split(".")
    forged = token(signer, web, f"{web}#1", subject="L-8").split(".")[1]
    swapped = write(tmp_path / "swapped.jwt", f"{head}.{forged}.{signature}")
    assert failed(report(swapped, *at, "--did", did, status=1)[0]) == ["credential.step.signature"]
    vectors = ROOT.parent / "shared/vectors/ledger"
    assert vectors.exists() or print("../shared/vectors/ledger is absent: NO CREDENTIAL OF OTHERS WAS VERIFIED") is None


def test_a_folder_goes_on_when_one_is_wrong(log: Log, tmp_path: Path) -> None:
    policy = write(tmp_path / "policy", log.policy())
    folder = tmp_path / "folder"
    (folder / "inner").mkdir(parents=True)
    write(folder / "a.proof.json", log.bundle([(1, 0)]))
    broken = bytearray(log.bundle([(2, 0)]))
    broken[broken.index(b'"bytes"') + 20] ^= 1
    write(folder / "b.proof.json", bytes(broken))
    write(folder / "inner/c.proof.json", log.bundle([(3, 0)]))
    write(folder / "notes.txt", "nothing to check")
    result = touchstone("verify", folder, "--trust", policy)
    assert result.returncode == 1
    assert result.stdout.index("a.proof.json") < result.stdout.index("b.proof.json") < result.stdout.index("c.proof.json")
    assert "notes.txt" not in result.stdout
    *_, summary = report(folder, "--trust", policy, status=1)
    assert summary["summary"] == {"verified": 2, "unvouched": 0, "failed": 1, "unreadable": 0, "passedOver": 1}
    (folder / "b.proof.json").unlink()
    assert touchstone("verify", folder, "--trust", policy).returncode == 0
    (folder / "inner/round").symlink_to(folder)
    assert touchstone("verify", folder, "--trust", policy).returncode == 0


def test_what_cannot_be_verified_at_all(log: Log, tmp_path: Path) -> None:
    assert report(write(tmp_path / "text", "some words\n"), status=2)[0]["verdict"] == "unreadable"
    assert report(write(tmp_path / "empty", ""), status=2)[0]["kind"] == "other"
    assert report(write(tmp_path / "some.json", "{}"), status=2)[0]["kind"] == "other"
    assert report(tmp_path / "not-there", status=2)[0]["verdict"] == "unreadable"
    (tmp_path / "folder").mkdir()
    assert touchstone("verify", tmp_path / "folder").returncode == 2
    good = write(tmp_path / "good.proof.json", log.bundle([(1, 0)]))
    policy = write(tmp_path / "policy", log.policy())
    assert touchstone("verify", good, tmp_path / "not-there", "--trust", policy).returncode == 2
    for bad in (tmp_path / "not-there", write(tmp_path / "nobody", "# nobody\n"), write(tmp_path / "odd", "a+b+c\n")):
        result = touchstone("verify", good, "--trust", bad)
        assert result.returncode == 2 and bad.name in result.stderr and result.stdout == ""
    assert touchstone("verify", good, "--tsa", policy).returncode == 2
    assert touchstone("verify").returncode == 64
    assert touchstone("verify", good, "--language", "de").returncode == 64
    hidden = write(tmp_path / "hidden", b"x")
    hidden.chmod(0)
    if not os.access(hidden, os.R_OK):
        assert report(hidden, status=2)[0]["verdict"] == "unreadable"


def test_a_terminal_is_not_obeyed(log: Log, tmp_path: Path) -> None:
    log_with = Log(name="log.example/\x1b[2J".replace("\x1b", "e"))
    log_with.commit([b"x"])
    document = json.loads(log_with.bundle([(0, 0)]))
    document["about"]["id"] = "L\u001b[2J\u202e7"
    result = touchstone("verify", write(tmp_path / "b.proof.json", canonical(document).replace("\x1b", "\\u001b")))
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout and "\\u{1b}" in result.stdout


def test_the_small_program_says_the_same(log: Log, tmp_path: Path) -> None:
    if not SMALL.exists():
        pytest.skip(f"{SMALL} was not built")
    bundle = write(tmp_path / "b.proof.json", log.bundle([(1, 0), (3, 2)]))
    policy = write(tmp_path / "policy", log.policy())
    for words in (["--trust", policy], ["--trust", policy, "--format", "json", "--language", "pt"], []):
        ours = touchstone("verify", bundle, *words)
        small = subprocess.run([SMALL, bundle, *words], cwd=ROOT, capture_output=True, text=True, timeout=60)
        assert (small.returncode, small.stdout) == (ours.returncode, ours.stdout)
    for words, status in (([], 64), (["--nothing", "x"], 64), ([bundle, "--format", "xml"], 64), (["--help"], 0)):
        assert subprocess.run([SMALL, *words], capture_output=True, timeout=60).returncode == status
