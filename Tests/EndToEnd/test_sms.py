"""Text messages and calls from the phone to the inbox and back, without a carrier."""

from __future__ import annotations

import http.server
import json
import re
import secrets
import threading
import time
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest
from pages import accessibility_faults, open_page, shape_faults
from people import context_of, signed_in
from phones import Gateway, add_gateway, post, signed, twilio_signature
from playwright.sync_api import Browser, BrowserContext, expect
from product import LANGUAGES, ROOT, expect_success, rows, scalar, serving, start_server, touchstone

PASSPHRASE = "four old trees by the river"
SECRET_WORDS = "The ferryman of Mwenga paid at the barrier"
ANSWER = "We spoke with the inspector on Monday"
# What a phone says, by language: report, yes, what happened, answer, stop.
SPEECH = {
    "en": ("REPORT", "YES", "ANSWER", "STOP", "phone company"),
    "fr": ("SIGNALER", "OUI", "RÉPONSE", "ARRÊT", "opérateur"),
    "pt": ("DENÚNCIA", "SIM", "RESPOSTA", "PARAR", "operadora"),
    "es": ("DENUNCIA", "SÍ", "RESPUESTA", "ALTO", "operadora"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sms")
    file = folder / "sites.csv"
    file.write_text("id,name,kind,lon,lat\nS-1,Ridge,mine,39.2,-12.3\n", encoding="utf-8")
    expect_success(touchstone("import", file, "--kind", "site", "--store", folder / "store"))
    expect_success(
        touchstone("agencies", "add", "Voices of the Hills", "--kind", "community", "--store", folder / "store")
    )
    (folder / "store" / "touchstone.yaml").write_text(
        "log:\n  level: info\n  addresses: whole\nsms:\n  allow: [127.0.0.1]\n", encoding="utf-8"
    )
    return folder / "store"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sms-server") / "log.txt"


@pytest.fixture(scope="module")
def address(store: Path, log: Path) -> Iterator[str]:
    with serving(store, log, "--demo") as address:
        yield address


@pytest.fixture(scope="module")
def gateway(store: Path, address: str) -> Gateway:
    return Gateway(address, "pilot", add_gateway(store, "pilot"))


@pytest.fixture(scope="module")
def liaison(store: Path, address: str, browser: Browser) -> Iterator[BrowserContext]:
    """The officer of the organisation, who has made its key and opened a door."""
    agency = scalar(store, "SELECT id FROM agency WHERE name = 'Voices of the Hills'")
    context = context_of(browser, address, signed_in(store, "Lia Liaison", "community_liaison", agency=agency))
    page = context.new_page()
    page.goto(f"{address}/en/inbox/key")
    page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_label("The same again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("The key was made")).to_be_visible()
    page.get_by_label("Anything", exact=True).check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("The doors were set")).to_be_visible()
    page.close()
    yield context
    context.close()


def reports(store: Path) -> int:
    return int(str(scalar(store, "SELECT count(*) FROM sealed_report")))


def receipt_of(messages: list[str]) -> str:
    """The 28 digits among messages."""
    for text in messages:
        found = re.search(r"(?:\d{4} ){6}\d{4}", text)
        if found:
            return found.group()
    raise AssertionError(f"no receipt in {messages}")


def answer_newest(address: str, context: BrowserContext, store: Path, expected: list[str], answer: str) -> None:
    """Opens the newest report in the inbox, looks that it says what was sent, and answers it."""
    newest = scalar(store, "SELECT max(id) FROM sealed_report")
    page = context.new_page()
    page.goto(f"{address}/en/inbox/{newest}")
    if page.get_by_label("Passphrase of the organisation").count():
        page.get_by_label("Passphrase of the organisation").fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    for text in expected:
        expect(page.locator("#content")).to_contain_text(text)
    page.get_by_label("Answer. Ask nothing").fill(answer)
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_text(answer)).to_be_visible()
    page.close()


def heard_within(gateway: Gateway, number: str, seconds: int) -> list[str]:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        heard = gateway.fetch(number)
        if heard:
            return heard
        time.sleep(0.2)
    return []


@pytest.mark.parametrize("language", LANGUAGES)
def test_reported_answered_and_read_by_phone(
    address: str, store: Path, gateway: Gateway, liaison: BrowserContext, language: str
) -> None:
    report, yes, answer, stop, company = SPEECH[language]
    number = f"+24381000000{LANGUAGES.index(language)}"
    before = reports(store)
    # Yes, no and stop may be of several languages: the first word has told which.
    words = f"{SECRET_WORDS} {language}"
    heard = gateway.talk(number, report, yes, "6", "Mwenga gate", words)
    assert company in heard[0], "who sees it is said first"
    assert reports(store) == before, "nothing is filed before the last yes"
    heard = gateway.talk(number, yes)
    assert reports(store) == before + 1
    assert len(heard) == 3, "the receipt in digits, in words, and whether to tell"
    receipt = receipt_of(heard)
    assert len(heard[1].split(":")[-1].split()) == 9
    assert rows(store, "SELECT 1 FROM message_watch") == []
    gateway.talk(number, yes)
    assert len(rows(store, "SELECT 1 FROM message_watch")) == 1
    answer_newest(address, liaison, store, [words, "Mwenga gate"], ANSWER)

    told = heard_within(gateway, number, 15)
    assert len(told) == 1 and ANSWER not in told[0], "that there is an answer, and not what it says"
    assert answer.replace("É", "E") in told[0] or answer in told[0], "how to read it"
    assert rows(store, "SELECT 1 FROM message_watch") == [], "nothing is owed any more"
    offered = gateway.talk(number, f"{answer} {receipt}")
    assert len(offered) == 1 and ANSWER not in offered[0] and company in offered[0]
    read = gateway.talk(number, yes)
    assert any(ANSWER in text for text in read)
    said = gateway.talk(number, stop)
    assert len(said) == 1
    assert gateway.talk(number, report) == [], "after STOP nothing but START is answered"


def test_the_receipt_in_words_and_a_wrong_one(gateway: Gateway, liaison: BrowserContext) -> None:
    number = "+243810000010"
    heard = gateway.talk(number, "REPORT", "YES", "1", "0", "Somebody was hurt", "YES")
    words = heard[-2].split(":")[-1]
    gateway.talk(number, "NO")
    assert "no answer yet" in gateway.talk(number, f"ANSWER {words}")[0]
    digits = receipt_of(heard)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert "not known" in gateway.talk(number, f"ANSWER {wrong}")[0]


def test_the_same_delivery_counts_once(store: Path, gateway: Gateway, liaison: BrowserContext) -> None:
    number = "+243810000020"
    gateway.talk(number, "REPORT", "YES", "6", "0", "The same again")
    before = reports(store)
    message = secrets.token_hex(8)
    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(gateway.send(number, "YES", message).status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {200, 503} and 200 in answers
    again = gateway.send(number, "YES", message)
    assert again.json["repeated"] is True
    assert reports(store) == before + 1
    assert len(gateway.fetch(number)) == 3, "one receipt in digits, one in words, one question"
    conflicting = gateway.send(number, "HELP", message)
    assert conflicting.json["repeated"] is False, "another message under the same id is read"


def test_who_cannot_show_that_it_is_the_gateway_is_refused(address: str, store: Path, gateway: Gateway) -> None:
    arrivals = scalar(store, "SELECT count(*) FROM message_arrival")
    body = json.dumps({"id": "x", "from": "+243810000030", "text": "REPORT"}).encode()
    good = signed(gateway.secret, body)
    attempts = {
        "nothing": {"Content-Type": "application/json"},
        "another secret": signed("0" * 64, body),
        "another body": signed(gateway.secret, body + b" "),
        "an hour ago": signed(gateway.secret, body, int(time.time()) - 3_600),
        "a token of one's own": {"Authorization": "Bearer " + "0" * 64, "Content-Type": "application/json"},
        "a wrong signature beside the right token": {
            **good,
            "X-Touchstone-Signature": "0" * 64,
            "Authorization": f"Bearer {gateway.secret}",
        },
    }
    for place in ("in", "out", "status"):
        for name, headers in attempts.items():
            answer = post(f"{address}/sms/{place}/pilot", body, headers)
            assert answer.status == 403, f"{place}, {name}: {answer.status}"
    unknown = post(f"{address}/sms/in/nobody", body, good)
    wrong = post(f"{address}/sms/in/pilot", body, attempts["another secret"])
    assert (unknown.status, unknown.body) == (wrong.status, wrong.body), "which names there are is not told"
    assert scalar(store, "SELECT count(*) FROM message_arrival") == arrivals
    troubles = dict(rows(store, "SELECT reason, sum(count) FROM message_trouble WHERE gateway = 'pilot' GROUP BY 1"))
    assert troubles["proof_wrong"] >= 9 and troubles["proof_nothing"] >= 3 and troubles["proof_outside_window"] >= 3
    assert post(f"{address}/sms/in/pilot", b"x" * 70_000, good).status == 413
    for method in ("PUT", "DELETE", "PATCH", "GET"):
        assert post(f"{address}/sms/in/pilot", None, good, method).status == 405
    for broken in (b"", b"[]", b"{", b'{"id":"1"}', b'{"id":"1","from":"secret","text":"a"}', b'{"id":"1","id":"2","from":"+243810000031","text":"a"}'):
        answer = post(f"{address}/sms/in/pilot", broken, signed(gateway.secret, broken))
        assert answer.status == 422, broken
    # A token alone is taken over this machine's own connection.
    assert post(f"{address}/sms/out/pilot", None, {"Authorization": f"Bearer {gateway.secret}"}).status == 200


def test_gateways_of_other_shapes(address: str, store: Path, liaison: BrowserContext, tmp_path: Path) -> None:
    token = "twilio-auth-token-of-32-letters-"
    (tmp_path / "token").write_text(token + "\n")
    add_gateway(store, "city", "--shape", "twilio", "--secret-file", str(tmp_path / "token"), "--language", "fr")
    fields = {"MessageSid": "SM1", "From": "+243810000041", "To": "+1555", "Body": "AIDE"}
    url = f"{address}/sms/in/city"
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = post(url, urllib.parse.urlencode(fields).encode(), {**headers, "X-Twilio-Signature": twilio_signature(token, url, fields)})
    assert answer.status == 200 and b"<Response></Response>" in answer.body
    wrong = {**fields, "Body": "STOP"}
    assert post(url, urllib.parse.urlencode(wrong).encode(), {**headers, "X-Twilio-Signature": twilio_signature(token, url, fields)}).status == 403
    call = {"CallSid": "CA1", "From": "+243810000042"}
    said = post(url, urllib.parse.urlencode(call).encode(), {**headers, "X-Twilio-Signature": twilio_signature(token, url, call)})
    assert b'<Gather input="dtmf" action="/sms/in/city?turn=1"' in said.body and b'language="fr-FR"' in said.body

    secret = add_gateway(store, "lake", "--shape", "africas_talking")
    fields = {"id": "AT1", "from": "+243810000043", "to": "22384", "text": "HELP", "date": "2026-03-09 07:00:00"}
    answer = post(f"{address}/sms/in/lake?token={secret}", urllib.parse.urlencode(fields).encode(), headers)
    assert answer.status == 200, answer.body

    secret = add_gateway(store, "relay", "--shape", "rapidpro")
    fields = {"from": "0810000044", "text": "HELP", "date": "2026-03-09T07:00:00Z"}
    bearer = {**headers, "Authorization": f"Token {secret}"}
    for repeated in (False, True):
        answer = post(f"{address}/sms/in/relay", urllib.parse.urlencode(fields).encode(), bearer)
        assert answer.status == 200 and answer.json["repeated"] is repeated
    messages = post(f"{address}/sms/out/relay", None, bearer).json["messages"]
    assert [message["to"] for message in messages] == ["+243810000044"]
    body = json.dumps({"accepted": [{"id": messages[0]["id"], "reference": "R-7"}]}).encode()
    assert post(f"{address}/sms/out/relay", body, {**bearer, "Content-Type": "application/json"}).json == {"known": 1}
    assert post(f"{address}/sms/status/relay/delivered", b"id=R-7", bearer).json == {"known": True}
    assert scalar(store, "SELECT state FROM message_out WHERE gateway = 'relay'") == "delivered"
    assert post(f"{address}/sms/status/relay/failed", b"id=R-7", bearer).json == {"known": True}
    assert scalar(store, "SELECT state FROM message_out WHERE gateway = 'relay'") == "delivered", "on the phone is on the phone"


def test_a_call_is_the_same_conversation(store: Path, gateway: Gateway, liaison: BrowserContext) -> None:
    number = "+243810000050"
    before = reports(store)
    menu = gateway.press(number, 0).json
    assert menu["listen"] == "keys" and "Press 1 to report" in menu["say"][-1]
    assert "phone company" in gateway.press(number, 1, "1").json["say"][0]
    again = gateway.press(number, 1, "1").json
    assert "phone company" in again["say"][0], "a step that is sent again is asked again"
    gateway.press(number, 2, "1")
    assert gateway.press(number, 3, "2").json["listen"] == "speech"
    place = gateway.press(number, 4, "", recording="https://gateway.example/place.wav").json
    assert place["listen"] == "speech"
    told = gateway.press(number, 5, "", recording="https://gateway.example/what.wav").json
    assert "About: armed people" in told["say"][0]
    filed = gateway.press(number, 6, "1").json
    assert reports(store) == before + 1
    digits = receipt_of(filed["say"])
    assert digits in " ".join(gateway.fetch(number)), "the receipt comes as text too, in case the line breaks"


class Phone(http.server.BaseHTTPRequestHandler):
    """A gateway to which messages are posted: away at first, then there."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((json.loads(body), dict(self.headers)))  # type: ignore[attr-defined]
        is_away = len(self.server.seen) == 1  # type: ignore[attr-defined]
        self.send_response(503 if is_away else 200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        return


def test_a_gateway_that_was_away_gets_it_later_and_once(address: str, store: Path) -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Phone) as server:
        server.seen = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        secret = add_gateway(store, "tower", "--push", f"http://127.0.0.1:{server.server_port}/send")
        assert Gateway(address, "tower", secret).send("+243810000060", "HELP").status == 200
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and len(server.seen) < 2:  # type: ignore[attr-defined]
            time.sleep(0.2)
        time.sleep(2)
        seen = server.seen  # type: ignore[attr-defined]
        server.shutdown()
    assert len(seen) == 2, "tried until it is taken, and not again"
    assert seen[0][0]["id"] == seen[1][0]["id"] and seen[1][0]["to"] == "+243810000060"
    assert seen[1][1]["Idempotency-Key"] == seen[1][0]["id"]
    assert rows(store, "SELECT state, recipient, sealed_number, sealed_text FROM message_out WHERE gateway = 'tower'") == [
        ("accepted", None, None, None)
    ]
    said = expect_success(touchstone("sms", "outbox", "--json", "--store", store))
    tower = next(state for state in map(json.loads, said.splitlines()) if state["gateway"] == "tower")
    assert tower["ends"] == {"accepted": 1} and tower["troubles"] == {"failed": 1} and tower["waiting"] == 0


def test_a_lease_is_given_once_and_a_refusal_ends_it(store: Path, gateway: Gateway) -> None:
    number = "+243810000070"
    gateway.send(number, "HELP")
    first = gateway.lease(number)
    assert len(first) == 1 and gateway.lease(number) == []
    assert gateway.say(refused=[first[0]["id"]]).json == {"known": 1}
    assert gateway.say(accepted=["no such message"]).json == {"known": 0}
    assert rows(store, "SELECT ending, recipient FROM message_out WHERE name = ?", first[0]["id"]) == [("refused", None)]


def test_killed_between_the_message_and_its_answer(store: Path, browser: Browser, liaison: BrowserContext, tmp_path: Path) -> None:
    """A second server over the same store, so that the first one's pages go on."""
    number = "+243810000080"
    secret = add_gateway(store, "storm")
    server, site = start_server(store, tmp_path / "log.txt", "--demo")
    try:
        storm = Gateway(site, "storm", secret)
        storm.talk(number, "REPORT", "YES", "6", "0", "The water is red")
        before = reports(store)
        message = secrets.token_hex(8)
        assert storm.send(number, "YES", message).status == 200
    finally:
        server.kill()
        server.wait()
    server, site = start_server(store, tmp_path / "log-2.txt", "--demo")
    try:
        storm = Gateway(site, "storm", secret)
        assert storm.send(number, "YES", message).json["repeated"] is True
        assert reports(store) == before + 1
        heard = storm.fetch(number)
        assert len(heard) == 3 and receipt_of(heard)
        assert "no answer yet" in storm.talk(number, "NO", f"ANSWER {receipt_of(heard)}")[-1]
    finally:
        server.kill()
        server.wait()


def test_prices_by_file_phone_and_page(address: str, store: Path, gateway: Gateway, browser: Browser, tmp_path: Path) -> None:
    today = time.strftime("%Y-%m-%d", time.gmtime())
    file = tmp_path / "prices.csv"
    file.write_text(
        "mineral,grade,place,price,currency,unit,day,source\n"
        f"tin,60 % SnO2,Goma,12.50,USD,kilogram,{today},Comptoir de Goma\n"
        f"unobtainium,,Goma,1,USD,kilogram,{today},Somebody\n"
        f'gold,,"Bukavu, market",61.239,USD,gram,{today},Radio\n'
        f"gold,,Bukavu,61.20,USD,gram,{today},Radio\n",
        encoding="utf-8",
    )
    result = touchstone("sms", "prices", "import", file, "--store", store)
    assert expect_success(result).strip() == "2 new, 0 known already, 2 set aside."
    assert "prices.csv:3: “unobtainium” is no mineral" in result.stderr
    assert "prices.csv:4: “61.239” is no price in USD" in result.stderr
    again = expect_success(touchstone("sms", "prices", "import", file, "--store", store)).strip()
    assert again == "0 new, 2 known already, 2 set aside."
    assert "unobtainium" in expect_success(touchstone("sms", "prices", "rejected", "--store", store))
    assert "12.50 USD" in expect_success(touchstone("sms", "prices", "list", "--store", store))
    heard = gateway.talk("+243810000090", "PRICE TIN", "PREÇO OURO", "PRIX SHABA")
    assert "12.50 USD" in heard[0] and "60 % SnO2" in heard[0] and "Comptoir de Goma" in heard[0]
    assert "61,20 USD" in heard[1] and "Radio" in heard[1]
    assert len(heard) == 3 and "USD" not in heard[2], "no price is invented"
    broken = tmp_path / "broken.csv"
    broken.write_text("mineral,price\n", encoding="utf-8")
    refused = touchstone("sms", "prices", "import", broken, "--store", store)
    assert refused.returncode == 1 and "broken.csv:1: the heading lacks place" in refused.stderr
    page = browser.new_page()
    page.goto(f"{address}/en/prices")
    expect(page.get_by_text("Comptoir de Goma")).to_be_visible()
    page.close()


def test_the_example_of_the_document(address: str, store: Path, gateway: Gateway, liaison: BrowserContext, tmp_path: Path) -> None:
    """docs/messaging.md: the script is followed line by line."""
    text = (ROOT / "docs/messaging.md").read_text(encoding="utf-8")
    script = re.search(r"^    # A report by phone\n(?:^    .*\n|^\n)+", text, re.MULTILINE)
    assert script
    (tmp_path / "script.txt").write_text("".join(line.removeprefix("    ") for line in script.group().splitlines(keepends=True)), encoding="utf-8")
    (tmp_path / "secret").write_text(gateway.secret)
    command = ("sms", "simulate", "--site", address, "--gateway", "pilot", "--secret-file", tmp_path / "secret", "--phone", "+243810000099")
    said = expect_success(touchstone(*command, "--script", tmp_path / "script.txt"))
    assert "< " in said
    (tmp_path / "wrong.txt").write_text("> HELP\n< these words come in no answer\n", encoding="utf-8")
    failed = touchstone(*command, "--patience", "1", "--script", tmp_path / "wrong.txt")
    assert failed.returncode == 1 and "wrong.txt:2: no message with" in failed.stderr
    (tmp_path / "secret").write_text("0" * 64)
    assert "status 403" in touchstone(*command, "--script", tmp_path / "script.txt").stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_right(address: str, store: Path, browser: Browser, liaison: BrowserContext, gateway: Gateway, language: str) -> None:
    narrow = {"viewport": {"width": 320, "height": 640}, "reduced_motion": "reduce"}
    admin = context_of(browser, address, signed_in(store, f"Ada {language}", "administrator"), **narrow)
    public = browser.new_context(**narrow, java_script_enabled=True)
    for context, path in ((admin, "sms"), (public, "prices"), (public, "sms/try")):
        page = context.new_page()
        visit = open_page(page, f"{address}/{language}/{path}")
        assert visit.faults + shape_faults(page, language) + accessibility_faults(page) == [], f"{language} {path}"
        page.close()
    page = public.new_page()
    page.goto(f"{address}/{language}/sms/try")
    for line in (SPEECH[language][0], SPEECH[language][1]):
        page.locator("#text").fill(line)
        page.locator("form.old-phone button").click()
    assert page.locator(".sms-line").count() >= 4
    expect(page.locator(".screen")).to_contain_text(SPEECH[language][4])
    assert shape_faults(page, language) + accessibility_faults(page) == []
    admin.close()
    public.close()


def test_doors(address: str, store: Path, browser: Browser, gateway: Gateway) -> None:
    for role, status in (("administrator", 200), ("community_liaison", 403), ("analyst", 403)):
        context = context_of(browser, address, signed_in(store, f"Door {role}", role))
        page = context.new_page()
        assert page.goto(f"{address}/en/sms").status == status, role
        context.close()


def test_the_phone_of_the_demo_is_nowhere_else(store: Path, tmp_path: Path) -> None:
    with serving(store, tmp_path / "log.txt", "--as-owner") as site:
        assert post(f"{site}/en/sms/try", None, {}).status == 404


def test_the_whole_disk_tells_nothing(store: Path, log: Path, gateway: Gateway) -> None:
    """Every file of the store and the log: neither a number nor a word that was sent."""
    # Something waits, somebody is in the middle of a report, somebody asked to be told.
    number = "+243899000111"
    gateway.send(number, "REPORT")
    gateway.send(number, "YES")
    gateway.send(number, "6")
    gateway.send(number, "Zanzibari boathouse")
    needles = [b"ferryman", b"Mwenga", b"inspector on Monday", b"Somebody was hurt", b"water is red", b"Zanzibari"]
    needles += [b"81000000", b"899000111", gateway.secret.encode()]
    files = [file for file in store.rglob("*") if file.is_file()]
    assert any(file.name == "messages" for file in files)
    for file in [*files, log]:
        content = file.read_bytes()
        for needle in needles:
            assert needle not in content, f"{file.name} holds {needle!r}"
    assert (store / "keys/messages").stat().st_mode & 0o077 == 0
    lines = log.read_text(encoding="utf-8").splitlines()
    assert any("/inbox" in line for line in lines) and not any("/sms/in" in line for line in lines)
