"""Reads one term map of a mapping: what it makes, of which columns."""

from __future__ import annotations

import re
from typing import Final, Literal

import pyoxigraph as ox

from scheidslijn.model import Term
from scheidslijn.tables.rml import RML, Kind, Template, TermMap
from scheidslijn.tables.values import DATATYPES
from scheidslijn.terms import term_text

__all__ = ["Refused", "constant", "term_map"]

Position = Literal["subject", "predicate", "object", "graph", "class"]
_Node = ox.NamedNode | ox.BlankNode
_Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
_KINDS: Final[dict[Position, tuple[Kind, ...]]] = {
    "subject": (Kind.IRI, Kind.BLANK_NODE),
    "predicate": (Kind.IRI,),
    "object": (Kind.LITERAL, Kind.IRI, Kind.BLANK_NODE),
    "graph": (Kind.IRI,),
    "class": (Kind.IRI,),
}
_TEMPLATE: Final = re.compile(r"\\(?P<escaped>[\\{}])|\{(?P<column>(?:[^\\{}]|\\[\\{}])+)\}")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


class Refused(Exception):
    """Something in the mapping that is wrong: at which node, and a sentence without full stop."""

    def __init__(self, node: Term, problem: str) -> None:
        self.node = node
        self.problem = problem
        super().__init__(problem)


def constant(node: Term, value: _Value, position: Position) -> TermMap:
    """Return the term map of a constant.

    Raises:
        Refused: a term that cannot stand in this position, or a blank node.
    """
    if isinstance(value, ox.NamedNode):
        return TermMap(node, Kind.IRI, value)
    if isinstance(value, ox.Literal) and position == "object":
        return TermMap(node, Kind.LITERAL, value)
    raise Refused(node, f"{value} cannot be a {position}; give an IRI")


def term_map(node: _Node, said: dict[str, list[_Value]], position: Position) -> TermMap:
    """Return the term map that these statements about a node describe.

    Args:
        node: the node.
        said: the values of its properties, by the local name of the property.
        position: where its terms stand in a statement.

    Raises:
        Refused: it has not exactly one expression, or says what cannot be.
    """
    name = term_text(node)
    texts = {key: _text(name, key, values) for key, values in said.items() if key in _TEXTS}
    expressions = [key for key in ("constant", "reference", "template") if key in said]
    if len(expressions) != 1:
        needed = "one of rml:constant, rml:reference and rml:template"
        raise Refused(name, f"the {position} map must have exactly {needed}")
    if "constant" in said:
        if len(said["constant"]) != 1:
            raise Refused(name, "the node has more than one rml:constant; it must have one")
        return constant(name, said["constant"][0], position)
    is_reference = "reference" in said
    kind = _kind(name, said, position, literal=is_reference or bool(_LITERAL & set(said)))
    if is_reference:
        template = Template(("", ""), (texts["reference"],))
    else:
        template = _template(name, texts["template"])
    if kind is Kind.IRI and not is_reference:
        _check_iri(name, template)
    datatype, language = texts.get("datatype"), texts.get("language")
    if (datatype or language) and kind is not Kind.LITERAL:
        raise Refused(name, "only a literal has a datatype or a language; remove it")
    if datatype and language:
        raise Refused(name, "a literal has a datatype or a language, not both; remove one")
    if datatype and datatype not in DATATYPES:
        known = ", ".join("xsd:" + each.rpartition("#")[2] for each in DATATYPES)
        raise Refused(name, f"the datatype <{datatype}> is not read from tables; known are {known}")
    if datatype and not is_reference:
        raise Refused(name, "a template makes text; give it no datatype, or use rml:reference")
    if language is not None:
        _check_language(name, language)
    return TermMap(name, kind, None, template, is_reference, datatype, language)


_TEXTS: Final = ("reference", "template", "datatype", "language")
_LITERAL: Final = frozenset({"datatype", "language"})


def _text(node: Term, name: str, values: list[_Value]) -> str:
    wanted = ox.NamedNode if name == "datatype" else ox.Literal
    (value, *others) = values
    if others or not isinstance(value, wanted):
        what = "one IRI" if name == "datatype" else "one text"
        raise Refused(node, f"rml:{name} must have {what}")
    assert isinstance(value, ox.NamedNode | ox.Literal)
    return value.value


def _kind(node: Term, said: dict[str, list[_Value]], position: Position, *, literal: bool) -> Kind:
    """Return what the map makes: as it says, else by the rule of RML for term types."""
    allowed = _KINDS[position]
    if "termType" not in said:
        return Kind.LITERAL if literal and Kind.LITERAL in allowed else Kind.IRI
    names = {ox.NamedNode(RML + kind.value): kind for kind in allowed}
    (value, *others) = said["termType"]
    if others or not isinstance(value, ox.NamedNode) or value not in names:
        known = ", ".join(f"rml:{kind.value}" for kind in allowed)
        shown = str(value).replace(f"<{RML}", "rml:").rstrip(">")
        raise Refused(node, f"the term type {shown} is not one for a {position}; known are {known}")
    return names[value]


def _template(node: Term, text: str) -> Template:
    r"""Split a template at its columns; ``\{``, ``\}`` and ``\\`` stand for themselves."""
    texts, columns, end = [""], [], 0
    for found in _TEMPLATE.finditer(text):
        texts[-1] += _between(node, text, end, found.start())
        end = found.end()
        if found["escaped"]:
            texts[-1] += found["escaped"]
        else:
            columns.append(re.sub(r"\\(.)", r"\1", found["column"]))
            texts.append("")
    texts[-1] += _between(node, text, end, len(text))
    if not columns:
        raise Refused(node, f"the template {text!r} names no column; use rml:constant")
    return Template(tuple(texts), tuple(columns))


def _between(node: Term, text: str, start: int, end: int) -> str:
    part = text[start:end]
    if set(part) & set("{}\\"):
        problem = f"the template {text!r} has a bracket without its twin, or a lone backslash"
        raise Refused(node, rf"{problem}; write \\{{ for a bracket that is meant so")
    return part


def _check_iri(node: Term, template: Template) -> None:
    """Refuse a template that cannot make a full IRI, whatever the columns hold."""
    sample = "x".join(template.texts)
    if not _ABSOLUTE.match(template.texts[0]):
        problem = f"the template makes {sample!r}, which is no full IRI"
        raise Refused(node, f"{problem}; start it with https:// or another scheme")
    try:
        ox.NamedNode(sample)
    except ValueError as error:
        raise Refused(node, f"the template makes {sample!r}, which is no IRI: {error}") from None


def _check_language(node: Term, language: str) -> None:
    """Refuse what is no tag of BCP 47; a language has two or three letters in its registry."""
    try:
        ox.Literal("", language=language)
    except ValueError:
        sound = False
    else:
        sound = len(language.partition("-")[0]) in (2, 3)
    if not sound:
        raise Refused(node, f"{language!r} is no language tag; write nl or en")
