"""Runs the installed command as a user would: a process of its own, with a clean environment."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

__all__ = ["COMMAND", "Outcome", "clean_environment", "run"]

COMMAND: Final = str(Path(sys.executable).with_name("scheidslijn"))
_NOTHING: Final[Mapping[str, str]] = {}
# Only a safety net: a run takes some seconds, also on a busy machine.
_TIMEOUT: Final = 120


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run left behind."""

    code: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """Standard output as text, with its line ends as they are."""
        return self.raw.decode()

    @property
    def everything(self) -> str:
        """Both outputs in one line, so that wrapping does not matter."""
        return " ".join(f"{self.out} {self.err}".split())


def clean_environment(**extra: str) -> dict[str, str]:
    """Return an environment in which nothing of the caller's can change what happens."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8", **extra}


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    environment: Mapping[str, str] = _NOTHING,
    folder: Path | None = None,
) -> Outcome:
    """Run ``scheidslijn`` with these arguments; no outcome ever shows a traceback."""
    done = subprocess.run(
        [COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env=clean_environment(**environment),
        cwd=folder,
        timeout=_TIMEOUT,
        check=False,
    )
    outcome = Outcome(done.returncode, done.stdout, done.stderr.decode(errors="replace"))
    assert "Traceback" not in outcome.out + outcome.err, outcome.err
    return outcome
