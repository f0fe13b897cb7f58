"""The data interface keeps to its OpenAPI document, whatever it is asked: schemathesis makes up the questions.

CONTRACT_SECONDS says for how long; `make contract` takes five minutes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SECONDS = os.environ.get("CONTRACT_SECONDS", "30")
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance",
)  # fmt: skip


def test_no_question_is_answered_otherwise_than_documented(site: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [
            Path(sys.executable).with_name("st"), "run", f"{site}/api/v1/openapi.json", "--url", f"{site}/api/v1",
            "--checks", ",".join(CHECKS), "--max-time", SECONDS, "--continue-on-failure", "--warnings", "off",
        ],
        cwd=tmp_path, capture_output=True, text=True,
    )  # fmt: skip
    print(run.stdout[-6000:])
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
