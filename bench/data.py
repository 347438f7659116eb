"""Makes the files that every engine reads: dossiers joined with the rule book, and the shapes.

Where dossiers come from is known here alone: `scheidslijn.synth` makes them, with what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from bench.findings import SH, Finding, finding
from bench.outcome import Task
from scheidslijn import resources
from scheidslijn.inputs import Syntax
from scheidslijn.synth import BREACHES, SyntheticDossier, synthesise

SL: Final = "https://w3id.org/scheidslijn/def#"

SHAPE_SETS: Final = {
    "complete": "all shapes of the project that look within one dossier",
    "portable": "the same without sh:resultAnnotation, and with the IRI of the shape written out "
    "for $currentShape",
    "core": "the same without sh:sparql",
}

_SPARQL: Final = SH + "SPARQLConstraintComponent"
_IMPORTS: Final = "http://www.w3.org/2002/07/owl#imports"


@dataclass(frozen=True, slots=True)
class Dataset:
    """Dossiers: what the page calls them, their files, and what should be found in them."""

    name: str
    dossiers: int
    triples: int
    size: int
    folder: Path
    rulebook: Path
    expected: frozenset[Finding]

    def task(self, shapes: Path) -> Task:
        """Return what an engine needs to check this with these shapes."""
        return Task(
            data=self.folder / "data.nt",
            shapes=shapes,
            dossiers=self.folder / "dossiers.nt",
            each=self.folder / "each",
            rulebook=self.rulebook,
        )


@dataclass(frozen=True, slots=True)
class ShapeSet:
    """A shapes graph in one Turtle file."""

    name: str
    path: Path
    triples: int
    targeted: int
    iris: frozenset[str]

    def expected(self, findings: Iterable[Finding]) -> frozenset[Finding]:
        """Return those findings that these shapes can give."""
        return frozenset(
            found
            for found in findings
            if found[4] in self.iris and not (self.name == "core" and found[3] == _SPARQL)
        )


def make_shapes(name: str, folder: Path) -> ShapeSet:
    """Write the shapes that look within one dossier, without what this set leaves out."""
    triples = _read(resources.shapes_files())
    across = {t.subject for t in triples if t.predicate.value == SL + "fase"}
    off = {t.subject for t in triples if t.predicate.value == SH + "deactivated"}
    kept = [t for t in triples if t.subject not in across]
    if name == "core":
        kept = [t for t in kept if t.predicate.value != SH + "sparql"]
    elif name == "portable":
        kept = list(_portable(kept))
    path = folder / f"{name}.ttl"
    ox.serialize(kept, path, ox.RdfFormat.TURTLE)
    iris = {t.subject for t in kept if isinstance(t.subject, ox.NamedNode)} - off
    targeted = {t.subject for t in kept if t.predicate.value.startswith(SH + "target")}
    return ShapeSet(name, path, len(kept), len(targeted), frozenset(iri.value for iri in iris))


def _read(files: Iterable[Path]) -> list[ox.Triple]:
    return [ox.Triple(s.subject, s.predicate, s.object) for s in resources.read_graph(files)]


def _portable(triples: list[ox.Triple]) -> Iterator[ox.Triple]:
    """Give each shape a constraint of its own, in which $currentShape is the shape's IRI."""
    constraints = {t.object for t in triples if t.predicate.value == SH + "sparql"}
    for triple in triples:
        shape, constraint = triple.subject, triple.object
        if triple.predicate.value == SH + "sparql":
            assert isinstance(shape, ox.NamedNode)
            assert isinstance(constraint, ox.NamedNode)
            own = ox.NamedNode(f"{shape.value}-{constraint.value.split('#')[-1]}")
            yield ox.Triple(shape, triple.predicate, own)
            for part in triples:
                if part.subject == constraint and part.predicate.value != SH + "resultAnnotation":
                    value = part.object
                    if isinstance(value, ox.Literal) and part.predicate.value == SH + "select":
                        value = ox.Literal(value.value.replace("$currentShape", str(shape)))
                    yield ox.Triple(own, part.predicate, value)
        elif triple.subject not in constraints:
            yield triple


def make_dataset(count: int, seed: int, folder: Path) -> Dataset:
    """Write dossiers as they come: most of them lawful."""
    return _write(f"{count:,} dossiers", synthesise(count, seed), folder)


def make_breaches(seed: int, folder: Path) -> Dataset:
    """Write a dossier with each breach that synth knows within one dossier."""
    names = sorted(name for name, breach in BREACHES.items() if not breach.is_pair)
    # a seed for each, so that no two have the same IRIs
    dossiers = [
        next(synthesise(1, seed + number, share=1, breaches=[name]))
        for number, name in enumerate(names, start=1)
    ]
    return _write(f"each of {len(names):,} breaches", dossiers, folder)


def _write(name: str, dossiers: Iterable[SyntheticDossier], folder: Path) -> Dataset:
    rulebook = folder / "rulebook.nt"
    if not rulebook.exists():
        # every module is read here, so no import is left open; a dossier's own is
        rules = [t for t in _read(resources.ontology_files()) if t.predicate.value != _IMPORTS]
        ox.serialize(rules, rulebook, ox.RdfFormat.N_TRIPLES)
    made = folder / name
    (made / "each").mkdir(parents=True, exist_ok=True)
    expected, count = set[Finding](), 0
    with (made / "dossiers.nt").open("wb") as file:
        for count, dossier in enumerate(dossiers, start=1):
            text = dossier.text(Syntax.N_TRIPLES).encode()
            file.write(text)
            (made / "each" / f"{count:09d}.nt").write_bytes(text)
            expected |= {
                finding(e.focus, e.path, e.value, e.component, e.shape, e.severity.name)
                for e in dossier.expected
            }
    data = made / "data.nt"
    data.write_bytes(rulebook.read_bytes() + (made / "dossiers.nt").read_bytes())
    with data.open("rb") as lines:
        triples = sum(1 for _ in lines)
    size = data.stat().st_size
    return Dataset(name, count, triples, size, made, rulebook, frozenset(expected))
