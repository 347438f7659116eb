"""A dossier as text with slots: made once per kind of dossier, filled in for each dossier.

Filling slots is many times faster than building terms. What is made of triples here is only the
template: parts of a story, perhaps changed by a breach, written in one RDF syntax in which the
placeholders have become slots such as ``{arts}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import UsageError
from scheidslijn.inputs import Syntax
from scheidslijn.namespaces import ID, RDF_TYPE, RDFS, SL, XSD
from scheidslijn.synth.story import CHOICE, FIRST, OWN, WHO, Story, Triples, read_part

__all__ = [
    "GRAPHS",
    "SYNTAXES",
    "Template",
    "body",
    "close",
    "days_of",
    "header",
    "slotted",
    "triples_of",
]

SYNTAXES: Final = (Syntax.N_QUADS, Syntax.TRIG, Syntax.N_TRIPLES, Syntax.TURTLE)
GRAPHS: Final = frozenset({Syntax.N_QUADS, Syntax.TRIG})

_SLOT: Final = re.compile(r"\{([^{}]+)\}")
_DAY: Final = re.compile(r"\{(s?)\+(\d+)\}")
_PERSONAL: Final = re.compile(re.escape(WHO) + r"([a-z]+)(-[a-z-]+)?")
_LOCAL: Final = re.compile(r"[A-Za-z0-9-]+")
_END: Final = ox.Literal("{einde}", datatype=ox.NamedNode(XSD + "date"))
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_ENDING: Final = tuple(ox.NamedNode(SL + name) for name in ("Rolvervulling", "Taakdelegatie"))
_UNTIL: Final = ox.NamedNode(SL + "totEnMet")
_KINDS: Final = (
    *("afdelingssoort", "arbeidsverhouding", "besluitgrond", "besluitsoort", "bestandssoort"),
    *("bewerking", "delegatievereiste", "domein", "duur", "gegevenscategorie"),
    *("interventiesoort", "kwalificatiesoort", "omvang", "organisatiesoort", "processtapsoort"),
    *("rol", "taak", "uitkeringsregeling", "verzekeringsproduct", "waarborgbepaling"),
    "waarborgsoort",
)
_PREFIXES: Final[dict[str, str]] = {
    **{kind: f"{ID}{kind}/" for kind in _KINDS},
    "rdfs": RDFS,
    "sl": SL,
    "xsd": XSD,
}
_SHORT: Final = {namespace: prefix for prefix, namespace in _PREFIXES.items()}


class Template:
    """A text with slots, cut beforehand so that filling it in is a single join.

    `str.format_map` does the same, and takes six times as long.

    >>> Template("<{eigen}rol> by <{arts}>").fill({"eigen": "urn:1/", "arts": "urn:2"})
    '<urn:1/rol> by <urn:2>'
    """

    def __init__(self, text: str) -> None:
        # every second piece is the name of a slot
        self._pieces = _SLOT.split(text)
        self._values = itemgetter(*self._pieces[1::2])

    def fill(self, slots: Mapping[str, str]) -> str:
        """Return the text with the values of the slots; there are at least two of them."""
        pieces = self._pieces.copy()
        pieces[1::2] = self._values(slots)
        return "".join(pieces)


def triples_of(story: Story, parts: Iterable[str]) -> Triples:
    """Return the triples of some parts of a story, with its choices made."""
    chosen = {
        CHOICE + name: ox.NamedNode(value if value.startswith(WHO) else ID + value)
        for name, value in story.choices.items()
    }
    return tuple(
        ox.Triple(triple.subject, triple.predicate, chosen.get(triple.object.value, triple.object))
        if isinstance(triple.object, ox.NamedNode)
        else triple
        for part in parts
        for triple in read_part(part)
    )


def close(triples: Triples) -> Triples:
    """Return the same dossier, closed: the employee recovered, and every role has ended."""
    ended = {t.subject for t in triples if t.predicate == _UNTIL}
    closing = [
        ox.Triple(t.subject, _UNTIL, _END)
        for t in triples
        if t.predicate == _TYPE and t.object in _ENDING and t.subject not in ended
    ]
    dossier = ox.NamedNode(OWN + "dossier")
    if any(triple.subject == dossier for triple in triples):
        for name in ("hersteldatum", "totEnMet"):
            closing.append(ox.Triple(dossier, ox.NamedNode(SL + name), _END))
    return (*triples, *closing)


def days_of(triples: Triples, start: int) -> int:
    """Return how many days after the first day of sickness the last dated thing happens."""
    days = [
        int(day) + (start if from_start else 0)
        for triple in triples
        if isinstance(triple.object, ox.Literal)
        for from_start, day in _DAY.findall(triple.object.value)
    ]
    return max(days, default=start)


def header(syntax: Syntax) -> str:
    """Return what stands before the first dossier of a file."""
    if syntax in (Syntax.N_QUADS, Syntax.N_TRIPLES):
        return ""
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(_PREFIXES.items()))


def body(triples: Triples, syntax: Syntax) -> Template:
    """Return these triples as a template, without the graph around them in TriG.

    Raises:
        UsageError: dossiers are not written in this syntax.
    """
    if syntax not in SYNTAXES:
        known = ", ".join(SYNTAXES)
        raise UsageError(f"dossiers are not written as {syntax}; known are {known}")
    if syntax in (Syntax.TURTLE, Syntax.TRIG):
        return Template("\n".join(_blocks(triples)))
    graph = " <{graaf}>" if syntax is Syntax.N_QUADS else ""
    lines = (f"{t.subject} {t.predicate} {t.object}{graph} .\n" for t in triples)
    return Template(slotted("".join(lines)))


def slotted(text: str) -> str:
    """Return a text in which each placeholder has become a slot.

    >>> slotted("<urn:zaak:rol-arts> <urn:wie:arts> <urn:wie:arts-titel>")
    '<{eigen}rol-arts> <{arts}> <{arts-feiten}-titel>'
    """
    text = text.replace(OWN, "{eigen}").replace(FIRST, "{eerste}").replace("_:", "_:{blanco}")
    return _PERSONAL.sub(lambda found: _personal(found[1], found[2]), text)


def _personal(part: str, fact: str | None) -> str:
    return f"{{{part}}}" if fact is None else f"{{{part}-feiten}}{fact}"


def _blocks(triples: Triples) -> Iterator[str]:
    """Yield a block of Turtle per subject, in the order in which subjects first appear."""
    subjects: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        properties = subjects.setdefault(_short(triple.subject), {})
        objects = properties.setdefault(_short(triple.predicate), [])
        objects.append(_short(triple.object))
    for subject, properties in subjects.items():
        lines = [f"{name} {', '.join(objects)}" for name, objects in properties.items()]
        yield f"{subject} " + " ;\n    ".join(lines) + " .\n"


def _short(term: object) -> str:
    """Write a term the way Turtle does, with prefixes where they serve."""
    if isinstance(term, ox.NamedNode):
        return _short_iri(term.value)
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(XSD) and not term.language:
        kind = term.datatype.value.removeprefix(XSD)
        if kind == "boolean" and term.value in ("true", "false"):
            return term.value
        if kind == "integer" and term.value.isdigit():
            return term.value
        quoted = str(ox.Literal(term.value))
        return quoted if kind == "string" else f"{quoted}^^xsd:{kind}"
    return slotted(str(term))


def _short_iri(iri: str) -> str:
    if iri == RDF_TYPE:
        return "a"
    if iri.startswith(OWN) and _LOCAL.fullmatch(iri.removeprefix(OWN)):
        return "zaak:" + iri.removeprefix(OWN)
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    if iri[:cut] in _SHORT and _LOCAL.fullmatch(iri[cut:]):
        return f"{_SHORT[iri[:cut]]}:{iri[cut:]}"
    return slotted(f"<{iri}>")
