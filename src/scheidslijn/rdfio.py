"""Reads dossiers in every RDF syntax, with limits.

What pyoxigraph would pass over in silence is looked for beside it: it reads RDF/XML that is
cut off as far as it goes, drops JSON-LD statements with a bad IRI, and needs minutes for deep
JSON-LD. So expat walks RDF/XML first, and JSON-LD is measured and read leniently first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final
from xml.parsers import expat

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from scheidslijn.dump import Dump, is_plain_dump
from scheidslijn.errors import InputError
from scheidslijn.inputs import Limits, Source, Syntax, place_at, read_text
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER
from scheidslijn.terms import term_text

__all__ = ["FORMATS", "Renamer", "Unit", "parsed", "read_units", "units_of"]

FORMATS: Final[dict[Syntax, RdfFormat]] = {
    Syntax.TURTLE: RdfFormat.TURTLE,
    Syntax.TRIG: RdfFormat.TRIG,
    Syntax.N_TRIPLES: RdfFormat.N_TRIPLES,
    Syntax.N_QUADS: RdfFormat.N_QUADS,
    Syntax.JSON_LD: RdfFormat.JSON_LD,
    Syntax.RDF_XML: RdfFormat.RDF_XML,
}
_BASE_ADVICE: Final[dict[Syntax, str]] = {
    Syntax.TURTLE: "write it in full, or add an @base line",
    Syntax.TRIG: "write it in full, or add an @base line",
    Syntax.N_TRIPLES: "write it in full",
    Syntax.N_QUADS: "write it in full",
    Syntax.JSON_LD: 'write it in full, or add "@base" to the @context',
    Syntax.RDF_XML: "write it in full, or add xml:base",
}
_NO_SCHEME: Final = "No scheme found in an absolute IRI"
_PLACE: Final = re.compile(r"^Parser error (?:at|between) line [^:]*: ")
_TYPE: Final = NamedNode(RDF_TYPE)
_DOSSIER: Final = NamedNode(SL_DOSSIER)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is checked as one data graph: a named graph with its shared context, or a file.

    ``graph`` is the name of the graph as a term, or None for the default graph. ``quads`` are
    all of the default graph, those shared with other units last.
    """

    source: Source
    graph: Term | None
    quads: Sequence[Quad]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """The same statements without a graph."""
        return tuple(quad.triple for quad in self.quads)


def read_units(source: Source, limits: Limits | None = None) -> list[Unit]:
    """Read a source, and return one unit per named graph, or one for a file without any.

    The triples of the default graph are added to every named graph; they make a unit of their
    own only if a dossier is among them. Blank nodes are named b0, b1 … in order of appearance.

    Raises:
        InputError: the input is unsound, beyond a limit, or holds no triple at all.
    """
    limits = limits or Limits()
    text = read_text(source, limits)
    if not text.strip():
        raise InputError(source.name, "the file is empty; a dossier was expected.")
    if source.format is Syntax.N_TRIPLES and is_plain_dump(text, limits.max_literal_chars):
        return [Unit(source, None, Dump(text, lambda error: _explain(source, text, error)))]
    return units_of(source, parsed(source, text, limits))


def units_of(source: Source, quads: Iterable[Quad]) -> list[Unit]:
    """Return what a source holds as units, as `read_units` does.

    Raises:
        InputError: there is nothing, or the quads raise it.
    """
    graphs: dict[Term | None, list[Quad]] = {}
    rename = Renamer()
    for quad in quads:
        graphs.setdefault(rename.graph(quad), []).append(rename.quad(quad))
    if not any(graphs.values()):
        raise InputError(source.name, "the file holds no triples; a dossier was expected.")
    shared = dict.fromkeys(graphs.pop(None, ()))
    named = [Unit(source, g, tuple(dict.fromkeys(own) | shared)) for g, own in graphs.items()]
    if named and not any(q.predicate == _TYPE and q.object == _DOSSIER for q in shared):
        return named
    return [Unit(source, None, tuple(shared)), *named]


class Renamer:
    """Gives blank nodes their number, since pyoxigraph invents new labels on every run."""

    def __init__(self) -> None:
        self.known: dict[str, BlankNode] = {}

    def node(self, node: NamedNode | BlankNode | Triple) -> NamedNode | BlankNode:
        """Return a node under its number, which is the next one for a new blank node."""
        if isinstance(node, BlankNode):
            found = self.known.get(node.value)
            if found is None:
                found = self.known[node.value] = BlankNode(f"b{len(self.known)}")
            return found
        assert isinstance(node, NamedNode)
        return node

    def see(self, term: object) -> None:
        """Give a blank node its number now."""
        if isinstance(term, BlankNode):
            self.node(term)

    def term(
        self, term: NamedNode | BlankNode | Literal | Triple
    ) -> NamedNode | BlankNode | Literal:
        """Return an object under its number; a literal as it is."""
        return term if isinstance(term, Literal) else self.node(term)

    def quad(self, quad: Quad) -> Quad:
        """Return a quad of the default graph; the same one where nothing is to be renamed."""
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        named = isinstance(subject, BlankNode) or isinstance(value, BlankNode)
        if not named and isinstance(graph, DefaultGraph):
            return quad
        return Quad(self.node(subject), quad.predicate, self.term(value))

    def graph(self, quad: Quad) -> Term | None:
        """Return the name of a quad's graph, or None for the default graph."""
        name = quad.graph_name
        return term_text(self.node(name)) if isinstance(name, NamedNode | BlankNode) else None


def parsed(source: Source, text: str | IO[bytes], limits: Limits) -> Iterator[Quad]:
    """Yield the quads of a text that keep the limits.

    Args:
        source: where the text is from.
        text: the text; of Turtle, TriG, N-Triples and N-Quads it can be a stream.
        limits: how large a literal may be, and how deep the text nested.

    Raises:
        InputError: the text is unsound, or beyond a limit.
    """
    whole = text if isinstance(text, str) else ""
    if source.format is Syntax.RDF_XML:
        _check_xml(source, whole, limits)
    elif source.format is Syntax.JSON_LD:
        _check_json(source, whole, limits)
    try:
        for quad in parse(text, FORMATS[source.format]):
            if isinstance(quad.object, Literal):
                _check_literal(source, quad, limits)
            elif isinstance(quad.object, Triple):
                raise InputError(
                    source.name, "quoted triples (RDF 1.2) cannot be read; use plain triples."
                )
            yield quad
    except (SyntaxError, MemoryError, ValueError) as error:
        raise _explain(source, whole, error) from None


def _check_literal(source: Source, quad: Quad, limits: Limits) -> None:
    size = len(quad.object.value) if isinstance(quad.object, Literal) else 0
    if size > limits.max_literal_chars:
        raise InputError(
            source.name,
            f"a literal of <{quad.predicate.value}> has {size} characters; "
            f"the limit is {limits.max_literal_chars}.",
        )


def _explain(source: Source, text: str, error: Exception) -> InputError:
    """Put an error of the parser in one sentence, with its place."""
    if isinstance(error, MemoryError):
        return InputError(
            source.name,
            "one literal, IRI or comment is too long to read; it must stay under 16 MiB.",
        )
    message = _PLACE.sub("", error.msg if isinstance(error, SyntaxError) else str(error))
    line = error.lineno if isinstance(error, SyntaxError) else None
    column = error.offset if isinstance(error, SyntaxError) else None
    if "LoadDocumentCallback" in message or message.startswith("Invalid remote context"):
        return _explain_context(source, text)
    if found := re.match(r"error while parsing IRI '(.*)': (.*)", message, re.DOTALL):
        line, column = _place_in_xml(text, found[1])
        return _bad_iri(source, found[1], found[2], line, column)
    if text and isinstance(error, SyntaxError) and line and column and "IRI" in message:
        end = error.end_offset if error.end_lineno == line else None
        token = re.split(r"\r\n?|\n", text)[line - 1][column - 1 : end and end - 1]
        if token.startswith("<"):
            return _bad_iri(source, token.strip("<>"), message, line, column)
    message = re.sub(r"found \.$", "found '.'", message)  # else it would end in two dots
    return InputError(source.name, f"{message.rstrip('.')}.", line, column)


def _bad_iri(
    source: Source, iri: str, reason: str, line: int | None, column: int | None
) -> InputError:
    if reason == _NO_SCHEME:
        problem = f"the IRI <{iri}> is relative and the file has no base"
        return InputError(source.name, f"{problem}; {_BASE_ADVICE[source.format]}.", line, column)
    return InputError(source.name, f"the IRI <{iri}> is not valid: {reason}.", line, column)


def _place_of(text: str, quoted: str) -> tuple[int | None, int | None]:
    at = text.find(quoted)
    return place_at(text, at) if at >= 0 else (None, None)


# RDF/XML


def _check_xml(source: Source, text: str, limits: Limits) -> None:
    """Refuse XML that is not well-formed, too deep, or declares entities or an outside DTD."""
    parser, depth = expat.ParserCreate(), 0

    def refuse(problem: str, column: int | None = None) -> None:
        # Within a DOCTYPE expat knows the line, but its column is somewhere in the declaration.
        raise InputError(source.name, problem, parser.CurrentLineNumber, column)

    def on_declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding and encoding.lower() not in ("utf-8", "utf8"):
            refuse(f"the XML declaration says {encoding}; only UTF-8 can be read.", 1)

    def on_doctype(_name: str, system: str | None, _public: str | None, _subset: int) -> None:
        if system is not None:
            refuse("the file refers to an external DTD, which is not read; remove the DOCTYPE.")

    def on_entity(name: str, *_rest: object) -> None:
        refuse(f"the file declares the entity {name}; write its text out, without <!ENTITY.")

    def on_start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.max_nesting:
            problem = f"elements are nested deeper than the limit of {depth - 1}."
            refuse(problem, parser.CurrentColumnNumber + 1)

    def on_end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.XmlDeclHandler = on_declaration
    parser.StartDoctypeDeclHandler = on_doctype
    parser.EntityDeclHandler = on_entity
    parser.StartElementHandler = on_start
    parser.EndElementHandler = on_end
    try:
        _feed(parser, text)
    except expat.ExpatError as error:
        problem = f"not well-formed XML: {expat.ErrorString(error.code)}."
        raise InputError(source.name, problem, error.lineno, error.offset + 1) from None


def _feed(parser: expat.XMLParserType, text: str) -> None:
    # The text is UTF-8 by now; what the declaration says is for on_declaration to judge.
    for start in range(0, len(text), 1 << 20):
        parser.Parse(text[start : start + (1 << 20)].encode(), False)
    parser.Parse(b"", True)


def _place_in_xml(text: str, iri: str) -> tuple[int | None, int | None]:
    """Find the element that has an IRI in one of its attributes; rdf:ID lacks the ``#``."""
    parser = expat.ParserCreate()
    places: list[tuple[int, int]] = []

    def on_start(_name: str, attributes: dict[str, str]) -> None:
        if not places and {iri, iri.removeprefix("#")} & set(attributes.values()):
            places.append((parser.CurrentLineNumber, parser.CurrentColumnNumber + 1))

    parser.StartElementHandler = on_start
    _feed(parser, text)
    return places[0] if places else (None, None)


# JSON-LD

# Every branch matches without a way back, so that no text makes this slow.
_JSON_STRING: Final = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_JSON_TOKEN: Final = re.compile(_JSON_STRING.pattern + r"|[\[\]{}]", re.DOTALL)


def _check_json(source: Source, text: str, limits: Limits) -> None:
    """Refuse JSON-LD that is too deep, or has IRIs or language tags that would be dropped."""
    brackets = re.sub(r"[^\[\]{}]+", "", _JSON_STRING.sub("", text))
    for _ in range(limits.max_nesting):
        brackets = brackets.replace("{}", "").replace("[]", "")
    if brackets:  # too deep or unbalanced: now it pays to look closely
        _check_depth(source, text, limits)
    known: set[str] = set()
    try:
        for quad in parse(text, RdfFormat.JSON_LD, lenient=True):
            for iri, is_property in _iris(quad):
                if iri not in known:
                    known.add(iri)
                    _check_json_iri(source, text, iri, is_property)
    except (SyntaxError, MemoryError, ValueError) as error:
        raise _explain(source, text, error) from None


def _check_depth(source: Source, text: str, limits: Limits) -> None:
    depth = 0
    for token in _JSON_TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if depth > limits.max_nesting:
            problem = f"brackets are nested deeper than the limit of {limits.max_nesting}."
            raise InputError(source.name, problem, *place_at(text, token.start()))


def _iris(quad: Quad) -> Iterator[tuple[str, bool]]:
    yield quad.predicate.value, True
    for term in (quad.subject, quad.object, quad.graph_name):
        if isinstance(term, NamedNode):
            yield term.value, False
        elif isinstance(term, Literal):
            yield term.datatype.value, False


def _check_json_iri(source: Source, text: str, iri: str, is_property: bool) -> None:
    try:
        NamedNode(iri)
    except ValueError as error:
        # A key that the context does not define is passed over: so JSON-LD wants it.
        if is_property and str(error) == _NO_SCHEME:
            return
        place = _place_of(text, json.dumps(iri, ensure_ascii=False))
        raise _bad_iri(source, iri, str(error), *place) from None


def _explain_context(source: Source, text: str) -> InputError:
    url = next(_remote_contexts(json.loads(text)), None)
    place = _place_of(text, json.dumps(url, ensure_ascii=False)) if url else (None, None)
    which = f"the remote @context {url}" if url else "a remote @context"
    return InputError(
        source.name,
        f"{which} is not fetched, for the network is off; put the context itself in the file.",
        *place,
    )


def _remote_contexts(value: object) -> Iterator[str]:
    """Yield the URLs of contexts in a JSON document, in its order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("@context", "@import"):
                yield from (u for u in _as_list(inner) if isinstance(u, str))
            yield from _remote_contexts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _remote_contexts(inner)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
