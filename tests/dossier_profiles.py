"""What tests of profiles of dossiers share: dossiers in Turtle or drawn, and what is said of them.

Persons and organisations are made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox
from hypothesis import strategies as st

from scheidslijn.export import Book, Case, Profile, Unholdable, packaged_book
from scheidslijn.inputs import Source, Syntax
from scheidslijn.namespaces import ID, OWL, RDF, RDF_TYPE, RDFS, SL, XSD
from scheidslijn.privacy import Guard
from scheidslijn.rdfio import read_units
from scheidslijn.rulebook import Index

__all__ = [
    "CLASSES",
    "EXAMPLES",
    "MODULES",
    "PREFIXES",
    "PROPERTIES",
    "ROOT",
    "WORLD",
    "Property",
    "above",
    "alignment",
    "book",
    "case_of",
    "changes",
    "dossiers",
    "leaves_a_trace",
    "lines",
    "modules",
    "of_class",
    "read_case",
    "said",
    "says",
    "turtle",
]

ROOT: Final = Path(__file__).parents[1]
EXAMPLES: Final = sorted((ROOT / "examples").rglob("*-wel.ttl"))
MODULES: Final = ("actor", "besluit", "dossier", "gegevens", "proces", "rol", "taak")
PREFIXES: Final[Mapping[str, str]] = {
    "": "https://example.org/zaak/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": ID,
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "rol": ID + "rol/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sl": SL,
    "taak": ID + "taak/",
    "time": "http://www.w3.org/2006/time#",
    "xsd": XSD,
}
_HEAD: Final = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


@cache
def book() -> Book:
    """Return the packaged rule book, read once."""
    return packaged_book()


@cache
def _guard() -> Guard:
    return Guard(Index(book().quads))


def turtle(text: str) -> list[ox.Quad]:
    """Return the statements of a text in Turtle, under the prefixes above; ``|`` is a fragment."""
    text = re.sub(r"(?<!\w):([\w-]+)\|([\w-]+)", rf"<{PREFIXES['']}\1#\2>", text)
    return list(ox.parse(_HEAD + text, format=ox.RdfFormat.TURTLE))


def case_of(quads: Iterable[ox.Quad]) -> Case:
    """Return statements as a dossier, past the guard."""
    plain = [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads]
    return Case(_guard().clean(plain).quads, book())


def read_case(path: Path) -> Case:
    """Return the dossier of a Turtle file, past the guard."""
    (unit,) = read_units(Source(str(path), path, Syntax.TURTLE))
    return case_of(unit.quads)


def said(profile: Profile, case: Case) -> tuple[list[ox.Quad], list[Unholdable]]:
    """Return what a profile says of a dossier, and what it leaves out."""
    assert profile.dossier is not None
    found = list(profile.dossier(case))
    quads = [each for each in found if isinstance(each, ox.Quad)]
    return quads, [each for each in found if isinstance(each, Unholdable)]


def says(profile: Profile, text: str, around: str = "") -> set[str]:
    """Return what a profile says more because of a text in Turtle, as lines of N-Triples."""
    before, _ = said(profile, case_of(turtle(around)))
    after, _ = said(profile, case_of(turtle(around + text)))
    return lines(after) - lines(before)


def lines(quads: Iterable[ox.Quad]) -> set[str]:
    """Return statements as lines of N-Triples."""
    return {str(quad.triple) for quad in quads}


def alignment(name: str) -> list[ox.Triple]:
    """Return the statements of an alignment file."""
    path = ROOT / "ontology" / "alignments" / f"{name}.ttl"
    return [quad.triple for quad in ox.parse(path=str(path), rename_blank_nodes=True)]


@cache
def modules() -> tuple[ox.Triple, ...]:
    """Return the statements of the ontology, without rule book and alignments."""
    return tuple(
        quad.triple
        for path in sorted((ROOT / "ontology").glob("*.ttl"))
        for quad in ox.parse(path=str(path), rename_blank_nodes=True)
    )


# The terms that dossiers use


@dataclass(frozen=True, slots=True)
class Property:
    """A property that dossiers use, by local names.

    Attributes:
        name: its name.
        domain: the classes of what has it; empty for anything.
        range: a class of its values, a datatype, or "day".
    """

    name: str
    domain: tuple[str, ...]
    range: str


def _local(node: object) -> str:
    return node.value.rpartition("#")[2] if isinstance(node, ox.NamedNode) else ""


class _Ontology:
    def __init__(self) -> None:
        self.values: dict[tuple[object, str], list[object]] = {}
        for triple in modules():
            key = (triple.subject, triple.predicate.value)
            self.values.setdefault(key, []).append(triple.object)

    def get(self, node: object, predicate: str) -> list[object]:
        return self.values.get((node, predicate), [])

    def members(self, node: object) -> list[object]:
        """Return the classes of a union, or the one class that it is."""
        found: list[object] = []
        for each in self.get(node, OWL + "unionOf"):
            while each != ox.NamedNode(RDF + "nil"):
                found += self.get(each, RDF + "first")
                (each,) = self.get(each, RDF + "rest")
        return found or [node]

    def defined(self, kind: str) -> list[ox.NamedNode]:
        homes = {ox.NamedNode(f"{SL.removesuffix('#')}/{name}") for name in MODULES}
        found = {
            subject
            for (subject, predicate), values in self.values.items()
            if predicate == RDF_TYPE and ox.NamedNode(OWL + kind) in values
            if homes & set(self.get(subject, RDFS + "isDefinedBy"))
            if isinstance(subject, ox.NamedNode)
        }
        return sorted(found, key=str)


def _lists() -> set[str]:
    """Return the classes that the rule book fills, such as roles and tasks."""
    return {
        _local(kind)
        for node, properties in book().subjects.items()
        if isinstance(node, ox.NamedNode) and node.value.startswith(ID)
        for kind in properties.get(ox.NamedNode(RDF_TYPE), ())
    }


_ONTOLOGY: Final = _Ontology()
# no individual of the book is just a role, or any kind of complaint that dossiers may name
_LISTS: Final = _lists() | {"Rol"}
CLASSES: Final = tuple(
    name for name in map(_local, _ONTOLOGY.defined("Class")) if name not in _LISTS
)


def _properties() -> dict[str, Property]:
    found = {}
    for kind in ("ObjectProperty", "DatatypeProperty"):
        for node in _ONTOLOGY.defined(kind):
            domain = [
                _local(each)
                for above in _ONTOLOGY.get(node, RDFS + "domain")
                for each in _ONTOLOGY.members(above)
            ]
            own = tuple(each for each in domain if each in CLASSES)
            if domain and not own:
                continue  # it describes the rule book's lists
            ranges = [
                each
                for given in _ONTOLOGY.get(node, RDFS + "range")
                for each in _ONTOLOGY.members(given)
            ]
            value = _local(ranges[0]) if ranges else "day"
            found[_local(node)] = Property(_local(node), own, value)
    return found


PROPERTIES: Final[Mapping[str, Property]] = _properties()


def above(name: str) -> set[str]:
    """Return a class and all classes above it."""
    found = {name}
    for parent in _ONTOLOGY.get(ox.NamedNode(SL + name), RDFS + "subClassOf"):
        if isinstance(parent, ox.NamedNode):
            found |= above(_local(parent))
    return found


def of_class(name: str) -> list[Property]:
    """Return the properties that what has a class can have."""
    kinds = above(name)
    return [each for each in PROPERTIES.values() if not each.domain or kinds & set(each.domain)]


# What a property changes

WORLD: Final = """
:d a sl:Dossier ; sl:werknemer :pia . :pia a sl:Persoon .
:bas a sl:Persoon . :vera a sl:Persoon . :sjaak a sl:Persoon .
:werf a sl:Organisatie . :dienst a sl:Organisatie .
:besluit a sl:Besluit ; sl:dossier :d . :bezwaar a sl:Bezwaar ; sl:dossier :d .
:rol a sl:Rolvervulling ; sl:dossier :d ; sl:door :vera ; sl:rol rol:werkgever ; sl:namens :werf .
:delegatie a sl:Taakdelegatie ; sl:dossier :d ; sl:delegerende :bas ; sl:gedelegeerde :vera .
:bewijs a sl:Delegatiebewijs . :waarborg a sl:Waarborg .
"""
_WITH: Final = {
    "Aansturing": {"aangestuurde": ":vera", "aansturende": ":bas"},
    "Dienstverband": {"medewerker": ":vera", "inDienstBij": ":werf"},
    "Dossier": {},
    "Opdracht": {"opdrachtgever": ":werf", "opdrachtnemer": ":dienst"},
    "Processtap": {"door": ":vera", "verrichtOp": '"2026-01-05"^^xsd:date'},
    "Rolvervulling": {
        "dossier": ":d", "door": ":sjaak", "rol": "rol:bedrijfsarts", "namens": ":dienst"
    },
    "Supervisie": {"gesuperviseerde": ":vera", "supervisor": ":bas"},
    "Taakdelegatie": {"dossier": ":d", "delegerende": ":bas", "gedelegeerde": ":sjaak"},
}  # fmt: skip
_VALUES: Final = {
    "Actor": ":sjaak",
    "Besluit": ":besluit",
    "Bezwaar": ":bezwaar",
    "Delegatiebewijs": ":bewijs",
    "Dossier": ":d",
    "Persoon": ":sjaak",
    "Rolvervulling": ":rol",
    "Taakdelegatie": ":delegatie",
    "Waarborg": ":waarborg",
    "boolean": "true",
    "day": '"2026-02-02"^^xsd:date',
    "integer": "2",
    "PlainLiteral": '"tekst"@nl',
    "string": '"tekst"',
}


def changes(profile: Profile, kind: str, name: str) -> bool:
    """Return whether a profile says or leaves out something else because of a property.

    Args:
        profile: the profile.
        kind: the class of the fact that has it.
        name: the property.
    """
    needed = _WITH.get(kind, {"door": ":vera"} if kind in PROPERTIES["door"].domain else {})
    each = PROPERTIES[name]
    if each.range in _VALUES:
        value = _VALUES[each.range]
    else:  # a term that leaves, if there is one
        terms = [one.value for one in _individuals(each.range)]
        value = f"<{next((one for one in terms if one not in _guard().health), terms[0])}>"
    having = {name: value} | needed
    without = {other: having[other] for other in having if other != name}
    return _outcome(profile, kind, having) != _outcome(profile, kind, without)


def _outcome(profile: Profile, kind: str, having: Mapping[str, str]) -> tuple[set[str], set[str]]:
    rest = "".join(f" ; sl:{name} {value}" for name, value in having.items())
    quads, left = said(profile, case_of(turtle(f"{WORLD} :feit a sl:{kind}{rest} .")))
    return lines(quads), {f"{each.subject} {each.predicate} {each.value}" for each in left}


def leaves_a_trace(profile: Profile, kind: str) -> bool:
    """Return whether a profile says or leaves out something because of a fact of a class."""
    needed = _WITH.get(kind, {})
    quads, left = said(profile, case_of(turtle(WORLD)))
    before = lines(quads), {f"{each.subject} {each.predicate} {each.value}" for each in left}
    return _outcome(profile, kind, needed) != before


# Drawn dossiers

_FACTS: Final = tuple(
    name for name in CLASSES if name not in {"Actor", "Dossieronderdeel", "Rechtsmiddelaanwending"}
)
_DAYS: Final = st.dates().map(lambda day: ox.Literal(day.isoformat(), datatype=_xsd("date")))
_NAMES: Final = st.sampled_from(["https://example.org/zaak/", "https://example.org/zaak#", "_:b"])


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)


def _individuals(kind: str) -> list[ox.NamedNode]:
    return book().instances(SL + kind)


@st.composite
def dossiers(draw: st.DrawFn) -> list[ox.Quad]:
    """Draw a dossier that the ontology finds consistent, whatever the shapes would say of it."""
    kinds = ["Dossier", *draw(st.lists(st.sampled_from(_FACTS), min_size=1, max_size=12))]
    nodes = [(_node(draw(_NAMES), number), kind) for number, kind in enumerate(kinds)]
    quads = [ox.Quad(node, ox.NamedNode(RDF_TYPE), ox.NamedNode(SL + kind)) for node, kind in nodes]
    for node, kind in nodes:
        for each in of_class(kind):
            values = _values(each, nodes)
            if values is not None and draw(st.booleans()):
                for value in draw(st.lists(values, min_size=1, max_size=2, unique=True)):
                    quads.append(ox.Quad(node, ox.NamedNode(SL + each.name), value))
    return draw(st.permutations(quads))


def _node(base: str, number: int) -> ox.NamedNode | ox.BlankNode:
    blank = base.startswith("_:")
    return ox.BlankNode(f"b{number}") if blank else ox.NamedNode(f"{base}feit-{number}")


def _values(
    each: Property, nodes: Sequence[tuple[ox.NamedNode | ox.BlankNode, str]]
) -> st.SearchStrategy[ox.NamedNode | ox.BlankNode | ox.Literal] | None:
    if each.range in ("PlainLiteral", "string", "Klachtsoort"):
        return None
    if each.range == "day":
        return _DAYS
    if each.range == "boolean":
        return st.sampled_from(["true", "false"]).map(
            lambda value: ox.Literal(value, datatype=_xsd("boolean"))
        )
    if each.range == "integer":
        return st.integers(0, 9).map(ox.Literal)
    found = [node for node, kind in nodes if each.range in above(kind)]
    choices = found or [*_individuals(each.range)[:4]]
    return st.sampled_from(choices) if choices else None
