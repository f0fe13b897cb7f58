"""The worked example of docs/security.md does what it says."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from product import BINARY, ENVIRONMENT, ROOT, expect_success, free_port, touchstone


def test_the_worked_example_works(tmp_path: Path) -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    example = re.search(r"```sh\n(.*?)```\s+```text\n(.*?)```", text, re.S)
    assert example
    script, expected = example.groups()
    (tmp_path / "a.csv").write_text("id,date,category,text\nR-1,2026-01-01,environment,x\n")
    expect_success(touchstone("import", "a.csv", "--kind", "report", cwd=tmp_path))
    lines = script.replace("8443", str(free_port())).replace("touchstone serve", f"'{BINARY}' serve")
    # Whatever fails, the server ends with the shell.
    lines = "set -m; trap 'kill %1 2>/dev/null; wait' EXIT\n" + lines.replace("kill %1", "")
    said = subprocess.run(["bash", "-c", lines], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, timeout=120)
    assert said.stdout.replace("\r", "") == expected, said.stderr


def test_the_limits_in_the_document_are_the_ones_in_the_code() -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    sources = "".join(file.read_text() for file in (ROOT / "Sources/Web").rglob("*.swift"))
    for words, code in (
        ("8 KiB", "addressLimit = 8 * 1_024"),
        ("64 KiB in all", "headerBytes = 64 * 1_024"),
        ("16 KiB a field", "headerFieldBytes = 16 * 1_024"),
        ("100 fields", "headerFields = 100"),
        ("1 MiB, 200 fields", "static let limit = 1 << 20"),
        ("64 parts", "partLimit = 64"),
        ("64 KiB for each other field", "fieldLimit = 64 * 1024"),
    ):
        assert words in text and code in sources, words
