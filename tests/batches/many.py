"""Many dossiers in one file: the fixtures of this project as named graphs of N-Quads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from scheidslijn.batches import Judged, read_batches
from scheidslijn.dossiers import read_units
from scheidslijn.inputs import Source, Syntax
from scheidslijn.validation import Validator

__all__ = [
    "FIXTURES",
    "GRAPH",
    "Lines",
    "Told",
    "alone",
    "as_n_quads",
    "fixture",
    "judged",
    "n_quads",
    "packaged",
    "plain",
    "together",
]

ROOT = Path(__file__).parents[2]
GRAPH = "https://example.org/graaf/"
FIXTURES = sorted(
    [
        *(ROOT / "shapes").glob("*/valid/*.ttl"),
        *(ROOT / "shapes").glob("*/invalid/*.ttl"),
        *(ROOT / "examples").glob("*/*.ttl"),
    ]
)
# One statement a line, as N-Triples without the full stop.
Lines = tuple[str, ...]
_BLANK = re.compile(r"_:(b\d+)x\d+")


@cache
def packaged() -> Validator:
    return Validator.packaged()


@cache
def fixture(path: Path) -> Lines:
    """Return the statements of a file with one data graph; blank nodes are called b0, b1 …"""
    (unit,) = read_units(Source(path.name, path, Syntax.TURTLE))
    return tuple(str(quad.triple) for quad in unit.quads)


def n_quads(number: int, lines: Lines) -> str:
    """Return statements as a named graph, in which every blank node is its own."""
    graph = f"<{GRAPH}{number}>"
    own = (re.sub(r"(^| )_:(b\d+)(?= |$)", rf"\1_:\2x{number}", line) for line in lines)
    return "".join(f"{line} {graph} .\n" for line in own)


def as_n_quads(folder: Path, graphs: Sequence[Lines], name: str = "alle.nq") -> Source:
    """Write data graphs into one file."""
    text = "".join(n_quads(number, lines) for number, lines in enumerate(graphs))
    return n_quads_file(folder, text.encode(), name)


def n_quads_file(folder: Path, data: bytes, name: str = "alle.nq") -> Source:
    path = folder / name
    path.write_bytes(data)
    return Source(name, path, Syntax.N_QUADS)


def judged(sources: Iterable[Source], validator: Validator | None = None) -> list[Judged]:
    """Return what is said of every data graph, in the order of the inputs."""
    validator = validator or packaged()
    return [each for batch in read_batches(sources) for each in validator.judge_batch(batch)]


@dataclass(frozen=True)
class Told:
    """What is said of a data graph, without the places and the names of blank nodes."""

    findings: tuple[str, ...]
    problems: tuple[str, ...]
    dossiers: tuple[str, ...]
    claimed: tuple[str, ...]
    triples: int


def plain(said: Judged) -> Told:
    """Return what must be the same wherever a data graph stands."""

    def sort(values: Iterable[object]) -> tuple[str, ...]:
        return tuple(sorted(_BLANK.sub(r"_:\1", repr(value)) for value in values))

    return Told(
        findings=sort(replace(each, file=None, line=None) for each in said.findings),
        problems=sort(replace(each, source="", line=None) for each in said.problems),
        dossiers=sort(said.dossiers),
        claimed=sort(said.claimed),
        triples=said.triples,
    )


def alone(lines: Lines, validator: Validator | None = None) -> Told:
    """Return what is said of a data graph that is the only one."""
    text = "".join(f"{line} .\n" for line in lines).encode()
    (said,) = judged([Source("een.ttl", None, Syntax.TURTLE, text)], validator)
    return plain(said)


def together(source: Source, validator: Validator | None = None) -> list[Told]:
    """Return what is said of each data graph of one file."""
    return [plain(each) for each in judged([source], validator)]
