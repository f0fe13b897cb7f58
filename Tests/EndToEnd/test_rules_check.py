"""`touchstone rules check` refuses a rule that must not run, and says in which file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from product import ROOT, expect_success, touchstone

RULE = ROOT / "Rules/custody/V6-lot-gave-more.yaml"
COLUMNS = "'2026-01-01' AS time, 1.0 AS strength, '1' AS records"
ENDLESS = f"WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS subject, {COLUMNS} FROM n"


def with_query(query: str) -> str:
    """The shipped rule with another query."""
    text = RULE.read_text(encoding="utf-8")
    changed = re.sub(r"^query: \|\n(?:(?: .*)?\n)+", lambda _: f"query: |\n  {query}\n", text, count=1, flags=re.MULTILINE)
    assert changed != text
    return changed


def with_failing_test() -> str:
    text = RULE.read_text(encoding="utf-8")
    changed = text.replace("- subject: A\n", "- subject: SOMETHING-ELSE\n", 1)
    assert changed != text
    return changed


def check(folder: Path, text: str) -> tuple[int, str]:
    (folder / RULE.name).write_text(text, encoding="utf-8")
    result = touchstone("rules", "check", folder, timeout=120)
    return result.returncode, result.stdout + result.stderr


def test_the_shipped_rule_passes_alone(tmp_path: Path) -> None:
    (tmp_path / RULE.name).write_bytes(RULE.read_bytes())
    expect_success(touchstone("rules", "check", tmp_path))


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        ("writes", lambda: with_query("DELETE FROM lot_balance")),
        ("writes after a question", lambda: with_query(f"SELECT lot_id AS subject, {COLUMNS} FROM lot_balance; DROP TABLE lot_balance")),
        ("opens another file", lambda: with_query("ATTACH DATABASE '/tmp/other.sqlite' AS other")),
        ("never ends", lambda: with_query(ENDLESS)),
        ("unknown table", lambda: with_query(f"SELECT id AS subject, {COLUMNS} FROM no_such_table")),
        ("the schema itself", lambda: with_query(f"SELECT name AS subject, {COLUMNS} FROM sqlite_master")),
        ("unknown column", lambda: with_query(f"SELECT no_such_column AS subject, {COLUMNS} FROM lot_balance")),
        ("its own test fails", with_failing_test),
        ("not YAML", lambda: "id: [\n"),
        ("empty", lambda: ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_rule_is_refused_with_its_line(fault: str, text, tmp_path: Path) -> None:
    code, said = check(tmp_path, text())
    assert code > 0, f"{fault}: ended by signal {-code}" if code < 0 else f"{fault}: was accepted"
    assert re.search(re.escape(RULE.name) + r":\d+", said), said
