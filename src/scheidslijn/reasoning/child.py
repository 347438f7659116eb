"""The process in which Java runs: it reads one request, reasons, and writes one reply.

The only module that uses JPype, which puts Java's virtual machine into this process; so the
reasoners' own Java interface (OWLAPI) is at hand, and ending this process ends Java. Started as
``python -m scheidslijn.reasoning.child``. On standard input comes one line of JSON, and then the
documents whose sizes it names; on standard output go lines of JSON, the last one the reply.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import IO, Any

import jpype

from scheidslijn.reasoning.tasks import answer

__all__ = ["main"]

_GRACE = 5.0  # seconds beyond the limit, should the parent be gone


def main() -> None:
    """Read a request, and write what comes of it."""
    request = json.loads(sys.stdin.buffer.readline())
    documents = [sys.stdin.buffer.read(size) for size in request["sizes"]]
    # what Java prints must not come between the lines of the reply
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as out:
        os.dup2(2, 1)
        _end_after(request["seconds"] + _GRACE)
        jpype.startJVM(
            request["jvm"],
            f"-Xmx{request['memory']}m",
            "-XX:+ExitOnOutOfMemoryError",
            # a run is over before what these leave out would pay off
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            classpath=request["jars"],
            convertStrings=True,
        )
        _tell(out, _answered(request, documents, out))
        out.flush()
        # Java's threads may still be at work, and nothing is left to be done
        os._exit(0)


def _answered(request: dict[str, Any], documents: list[bytes], out: IO[str]) -> dict[str, Any]:
    def progress(done: int, total: int) -> None:
        _tell(out, {"done": done, "of": total})

    try:
        return {"reply": answer(_java_class, request, documents, progress)}
    except jpype.JException as error:
        return {"error": str(error.toString()).strip()}


def _java_class(name: str) -> Any:  # noqa: ANN401  # only Java knows the type
    return jpype.JClass(name)


def _tell(out: IO[str], message: dict[str, Any]) -> None:
    out.write(json.dumps(message) + "\n")
    out.flush()


def _end_after(seconds: float) -> None:
    timer = threading.Timer(seconds, os._exit, (1,))
    timer.daemon = True
    timer.start()


if __name__ == "__main__":
    main()
