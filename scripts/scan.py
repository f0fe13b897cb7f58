"""Looks for secrets in what git tracks, and for packages that nobody agreed to.

scan.py secrets [FOLDER]        a repository; this one unless another is named
scan.py dependencies [FOLDER]   a folder with Package.resolved and scripts/ as here

Exit code 1 if something was found. A secret is never printed, only where it stands and what it looks like.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LARGEST = 8 << 20

PATTERNS = {
    "token of ours": rb"\bts[sd]?_[0-9A-Za-z]{49}\b",
    "private key": rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\n|\s)+[A-Za-z0-9+/=]{20}",
    "age key": rb"AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}",
    "AWS key": rb"\b(?:AKIA|ASIA|AROA)[0-9A-Z]{16}\b",
    "AWS secret": rb"(?i)aws.{0,20}secret.{0,20}['\"=: ][A-Za-z0-9/+]{40}\b",
    "Azure key": rb"AccountKey=[A-Za-z0-9+/]{80,}",
    "Google key": rb"\bAIza[0-9A-Za-z_-]{35}\b",
    "GitHub token": rb"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{60,})",
    "GitLab token": rb"\bglpat-[0-9A-Za-z_-]{20}",
    "Slack token": rb"\bxox[abeoprs]-[0-9A-Za-z-]{20,}",
    "Stripe key": rb"\b[rs]k_live_[0-9A-Za-z]{20,}",
    "npm token": rb"\bnpm_[0-9A-Za-z]{36}\b",
    "PyPI token": rb"\bpypi-AgE[0-9A-Za-z_-]{50,}",
    "signed token": rb"\beyJ[0-9A-Za-z_-]{15,}\.eyJ[0-9A-Za-z_-]{15,}\.[0-9A-Za-z_-]{20,}",
    "password in an address": rb"\b[a-z][a-z0-9+.-]{2,12}://[^\s/:@'\"<>{}()]{1,40}:[^\s/:@'\"<>{}()]{6,80}@[a-z0-9]",
}


def allowed(folder: Path) -> set[tuple[str, str]]:
    """Which finds are known to be no secrets: path and the first 16 digits of the SHA-256 of what was found."""
    file = folder / "scripts/scan-allowed.txt"
    lines = file.read_text().splitlines() if file.is_file() else []
    words = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    for line in words:
        if len(line) < 3:
            raise SystemExit(f"{file}: `{' '.join(line)}` gives no reason")
    return {(line[0], line[1]) for line in words}


def secrets(folder: Path) -> list[str]:
    names = subprocess.run(["git", "-C", folder, "ls-files", "-z"], check=True, capture_output=True).stdout
    known = allowed(folder)
    faults = []
    for name in filter(None, names.decode().split("\0")):
        file = folder / name
        if file.name in (".env", "id_rsa", "id_ed25519", ".netrc", ".pypirc") or file.suffix in (".pem", ".key", ".p12", ".pfx"):
            faults.append(f"{name}: files of this name hold secrets; they do not belong here")
        if not file.is_file() or file.stat().st_size > LARGEST:
            continue
        content = file.read_bytes()
        for kind, pattern in PATTERNS.items():
            for match in re.finditer(pattern, content):
                digest = hashlib.sha256(match.group()).hexdigest()[:16]
                if (name, digest) not in known:
                    line = content.count(b"\n", 0, match.start()) + 1
                    faults.append(f"{name}:{line}: looks like a secret ({kind}, {digest})")
    return faults


def dependencies(folder: Path) -> list[str]:
    faults = []
    agreed: dict[str, str] = {}
    for line in (folder / "scripts/dependencies.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            words = line.split()
            if len(words) != 3 or words[2] not in ("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC"):
                faults.append(f"scripts/dependencies.txt: `{line}` must be identity, version and a licence that goes with ours")
                continue
            agreed[words[0]] = words[1]
    for pin in json.loads((folder / "Package.resolved").read_text())["pins"]:
        name, version = pin["identity"], pin["state"].get("version")
        if not pin["location"].startswith("https://"):
            faults.append(f"{name}: comes from {pin['location']}, which is not https")
        if not version or not re.fullmatch(r"\d+\.\d+\.\d+", version):
            faults.append(f"{name}: is no released version")
        elif name not in agreed:
            faults.append(f"{name} {version}: nobody agreed to it (scripts/dependencies.txt; docs/decisions/0002)")
        elif agreed[name] != version:
            faults.append(f"{name} {version}: {agreed[name]} was agreed to")
    for file in sorted((folder / "scripts").glob("requirements-*.txt")):
        for line in file.read_text().splitlines():
            if line.strip() and not line.startswith("#") and not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line.strip()):
                faults.append(f"scripts/{file.name}: `{line}` is not pinned to one version")
    return faults


def main(arguments: list[str]) -> int:
    checks = {"secrets": secrets, "dependencies": dependencies}
    if not arguments or arguments[0] not in checks or len(arguments) > 2:
        print(__doc__, file=sys.stderr)
        return 2
    faults = checks[arguments[0]](Path(arguments[1]).resolve() if len(arguments) == 2 else ROOT)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{arguments[0]}: {len(faults) or 'nothing'} found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
