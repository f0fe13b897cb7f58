"""Peers that need a later Python than the project's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def having(packages: list[str], folder: Path) -> Path | None:
    """A Python 3.12 or later that has these packages, kept in a folder; none if the machine has no such Python."""
    python = folder / "bin/python"
    if python.exists():
        return python
    found = [shutil.which(f"python3.{minor}") for minor in (14, 13, 12)]
    found += sorted(map(str, Path.home().glob(".pyenv/versions/3.1[2-9].*/bin/python")), reverse=True)
    for base in filter(None, found):
        shutil.rmtree(folder, ignore_errors=True)
        if subprocess.run([base, "-m", "venv", folder], capture_output=True).returncode == 0:
            subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
            return python
    return None
