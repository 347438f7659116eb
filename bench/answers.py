"""Measures how long an answer takes: from a cold start, and in a process that runs.

    python -m bench.answers

writes `bench/ANSWERS.md`. A figure is only as good as the machine is quiet, so every command is
run by turns with an import of rdflib, and told as a ratio to that too.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from bench.machine import machine
from scheidslijn import Adviser, resources
from scheidslijn.answers import answer
from scheidslijn.model import Engine, Question
from scheidslijn.questions import list_questions
from scheidslijn.store import EmbeddedStore
from scheidslijn.workspace import open_workspace

PAGE: Final = Path(__file__).with_name("ANSWERS.md")
_COMMAND: Final = str(Path(sys.executable).with_name("scheidslijn"))
_DOSSIERS: Final = 1000
_IMPORT: Final = "python -c 'import rdflib'"
_COLD: Final[dict[str, Sequence[str]]] = {
    _IMPORT: (sys.executable, "-c", "import rdflib"),
    "python -c 'import pyoxigraph'": (sys.executable, "-c", "import pyoxigraph"),
    "scheidslijn may werkgever ask diagnose": (_COMMAND, "may", "werkgever", "ask", "diagnose"),
    "scheidslijn query onverenigbare-rollen": (_COMMAND, "query", "onverenigbare-rollen"),
    "scheidslijn query delegeerbare-taken": (_COMMAND, "query", "delegeerbare-taken"),
}
_ASKED: Final = (
    ("werkgever", "ask", "diagnose"),
    ("werkgever", "ask", "contactgegevens"),
    ("casemanager-werkgeversregie", "do", "medische-anamnese"),
    ("casemanager-werkgeversregie", "access", "bedrijfsgeneeskundig-dossier"),
    ("bedrijfsarts", "delegate", "eindoordeel-belastbaarheid"),
    ("werknemer", "combine", "bedrijfsarts"),
    ("coach", "do", "loonwaarde-vaststellen"),
)


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(prog="python -m bench.answers", description=__doc__)
    parser.add_argument("--repeat", type=int, default=15, help="how often each is measured")
    repeat = parser.parse_args().repeat
    facts = machine()
    cold = _cold(repeat)
    with tempfile.TemporaryDirectory() as folder:
        dossiers = Path(folder) / "dossiers.nq"
        synth = ("synth", "--count", str(_DOSSIERS), "--output", str(dossiers))
        subprocess.run([_COMMAND, *synth], check=True)
        book = _asked_of(_in_memory(), repeat)
        memory = _asked_of(open_workspace((str(dossiers),)), max(3, repeat // 3))
    adviser = Adviser.packaged()
    verdicts = [
        _median(repeat, lambda a=asked: adviser.answer(adviser.asked(*a)))  # type: ignore[misc]
        for asked in _ASKED
    ]
    PAGE.write_text(_page(facts, cold, book, memory, verdicts), encoding="utf-8")
    print(f"wrote {PAGE.name}")


def _cold(repeat: int) -> dict[str, list[float]]:
    """Return the seconds of each command, run by turns."""
    times: dict[str, list[float]] = {name: [] for name in _COLD}
    for turn in range(repeat + 1):
        for name, command in _COLD.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            if turn:  # the first fills what is kept
                times[name].append(time.perf_counter() - start)
    return times


def _in_memory() -> EmbeddedStore:
    """Return the rule book in memory, as a process that runs on would have it."""
    store = EmbeddedStore()
    store.load(resources.read_rulebook()[0])
    return store


def _asked_of(opened: AbstractContextManager[Engine], repeat: int) -> dict[str, float]:
    """Return the median seconds of every question, with its examples as parameters."""
    questions = list_questions(resources.queries_folder())
    with opened as engine:
        return {q.slug: _median(repeat, lambda q=q: _ask(q, engine)) for q in questions}  # type: ignore[misc]


def _ask(question: Question, engine: Engine) -> object:
    parameters = {each.name: each.example for each in question.parameters}
    return answer(question, engine, parameters)


def _median(repeat: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _page(
    facts: dict[str, str],
    cold: dict[str, list[float]],
    book: dict[str, float],
    memory: dict[str, float],
    verdicts: Sequence[float],
) -> str:
    unit = statistics.median(cold[_IMPORT])
    starts = (
        (f"`{name}`", f"{statistics.median(times):.3f}", f"{min(times):.3f} to {max(times):.3f}",
         f"{statistics.median(times) / unit:.2f}")
        for name, times in cold.items()
    )  # fmt: skip
    questions = ((slug, f"{1000 * book[slug]:.1f}", f"{1000 * memory[slug]:.1f}") for slug in book)
    medians = [1000 * statistics.median(each.values()) for each in (book, memory)]
    return "\n".join(
        [
            "# How long an answer takes",
            "",
            f"Measured on {datetime.now(tz=UTC).date()}; `python -m bench.answers` writes this "
            "page anew.",
            "",
            *_table(("machine", ""), facts.items()),
            "",
            "## From a cold start, as a whole process",
            "",
            "Commands are run by turns, after a first run that fills the user's cache folder.",
            "",
            *_table(("command", "median s", "range", "to the import of rdflib"), starts),
            "",
            "## In a process that runs",
            "",
            f"`may`: {1000 * statistics.median(verdicts):.1f} ms, the median of {len(verdicts)} "
            "questions. "
            f"A named question: {medians[0]:.1f} ms over the rule book and {medians[1]:.1f} ms "
            f"over {_DOSSIERS:,} dossiers beside it, the medians of {len(book)} questions. "
            "Names of parameters are looked up each time, and rows are sorted.",
            "",
            *_table(("question", "rule book ms", f"with {_DOSSIERS:,} dossiers ms"), questions),
            "",
        ]
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
    ]


if __name__ == "__main__":
    main()
