"""Writes dossiers in the form: what reading made of JSON, turned around.

What the form has no place for is an error that names it. So is a literal that reading would give
back in another way, such as ``"1"^^xsd:boolean``: who reads what was written has the same triples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, NoReturn

import pyoxigraph as ox

from scheidslijn.errors import InputError
from scheidslijn.form.holding import Holding, Node
from scheidslijn.form.terms import (
    ACTORS,
    BASE_KEY,
    BESIDE,
    CONTEXT_KEY,
    CONTEXT_URL,
    FACTS,
    ID_KEY,
    TYPE_KEY,
    FieldKind,
    Form,
    FormField,
    packaged_form,
)
from scheidslijn.form.values import (
    MOST,
    NO_LANGUAGE,
    iri_of_dossier,
    is_base,
    is_day,
    is_language,
    is_local,
)
from scheidslijn.model import Statement, Term
from scheidslijn.namespaces import RDF, XSD

__all__ = ["documents", "linked"]

Object = dict[str, object]
_LISTS: Final = (ACTORS, BESIDE, FACTS)
_WHOLE: Final = re.compile(r"0|-?[1-9][0-9]{0,15}")
_TEXTS: Final = (XSD + "string", RDF + "langString")


def documents(statements: Iterable[Statement], form: Form | None = None) -> list[Object]:
    """Return dossiers in the form, sorted by their IRI.

    Args:
        statements: what stands in one file or graph.
        form: the form; None for that of the packaged rule book.

    Raises:
        InputError: there is no dossier, or something that the form cannot hold; it names that.
    """
    holding = Holding(statements, form or packaged_form())
    return [_Writer(holding, dossier).document() for dossier in holding.dossiers]


def linked(document: Mapping[str, object]) -> Object:
    """Return a dossier with its context, so that any processor of JSON-LD reads it."""
    given = document.get(BASE_KEY)
    base = given if isinstance(given, str) else None
    iri = iri_of_dossier(str(document[ID_KEY]), base)
    rest = {key: value for key, value in document.items() if key != BASE_KEY}
    return {
        CONTEXT_KEY: [CONTEXT_URL, {"@base": base or f"{iri}/"}],
        **rest,
        ID_KEY: document[ID_KEY] if base else iri,
    }


class _Writer:
    """Writes one dossier."""

    def __init__(self, holding: Holding, dossier: Node) -> None:
        self._holding = holding
        self._dossier = dossier
        self._base = self._common_base()

    def document(self) -> Object:
        node, iri = self._dossier, self._dossier.term
        is_own = self._base == f"{iri}/"
        made: Object = {} if is_own else {BASE_KEY: self._base}
        made |= self._object(node, iri if is_own else self._name(iri))
        for place in _LISTS:
            members = [self._object(each, self._id(each)) for each in node.members[place]]
            if members:
                made[place] = sorted(members, key=_order)
        return made

    def _common_base(self) -> str:
        """Return what names are put behind: the folder of the dossier, if others stand in it."""
        iri = self._dossier.term
        without = re.split("[?#]", iri)[0]
        folder = without[: without.rfind("/") + 1]
        terms = [each.term for place in _LISTS for each in self._dossier.members[place]]
        near = (each for each in (iri, *terms) if each.startswith(folder))
        if is_base(folder) and sum(is_local(each.removeprefix(folder)) for each in near) > 1:
            return folder
        return f"{without}/"

    def _name(self, term: Term) -> str:
        """Return the name that something written out goes by; else its IRI or label."""
        if term.startswith(self._base) and term in self._holding.nodes:
            name = term.removeprefix(self._base)
            if is_local(name):
                return name
        return term

    def _id(self, node: Node) -> str | None:
        """Return the id of what is written out; a blank node has one if something refers to it."""
        if node.term.startswith("_:") and (node.referred == 0 or node.inside):
            return None
        return self._name(node.term)

    def _object(self, node: Node, name: str | None) -> Object:
        made: Object = {} if name is None else {ID_KEY: name}
        made[TYPE_KEY] = node.kind.name
        for each in node.kind.fields.values():
            if values := node.values.get(each.name):
                made[each.name] = self._written(each, values, node)
        return made

    def _written(self, each: FormField, values: list[object], node: Node) -> object:
        if each.kind is FieldKind.TEXT:
            return _texts(each, values, node)
        made = sorted((self._value(each, value, node) for value in values), key=_order)
        return made[0] if len(made) == 1 else made

    def _value(self, each: FormField, value: object, node: Node) -> object:
        if isinstance(value, ox.Literal):
            return _plain(each, value, node)
        term = value.value if isinstance(value, ox.NamedNode) else str(value)
        if each.kind is FieldKind.NODE:
            target = self._holding.nodes.get(term)
            if target is not None and target.inside:
                return self._object(target, self._id(target))
            if target is None and term.startswith("_:"):
                _refuse(node, each, f"the blank node {term}, which has no type")
            return self._name(term)
        if each.kind is not FieldKind.NAME or term.startswith("_:"):
            _refuse(node, each, f"<{term}>")
        name = term.removeprefix(each.prefix)
        return name if name != term and name in each.known else term


def _plain(each: FormField, value: ox.Literal, node: Node) -> object:
    """Return a literal that is no text; it has to be written as reading writes it."""
    text, datatype = value.value, value.datatype.value
    if each.kind is FieldKind.DAY and datatype == XSD + "date" and is_day(text):
        return text
    if each.kind is FieldKind.FLAG and datatype == XSD + "boolean" and text in ("true", "false"):
        return text == "true"
    if each.kind is FieldKind.NUMBER and datatype == XSD + "integer":
        number = int(text) if _WHOLE.fullmatch(text) else MOST + 1
        if abs(number) <= MOST:
            return number
    _refuse(node, each, str(value))


def _texts(each: FormField, values: list[object], node: Node) -> object:
    by_language: dict[str, list[str]] = {}
    for value in values:
        if not isinstance(value, ox.Literal) or value.datatype.value not in _TEXTS:
            _refuse(node, each, str(value))
        language = value.language or NO_LANGUAGE
        if value.language and not is_language(value.language):
            _refuse(node, each, str(value))
        by_language.setdefault(language, []).append(value.value)
    made = {name: _single(sorted(texts)) for name, texts in sorted(by_language.items())}
    return made[NO_LANGUAGE] if made.keys() == {NO_LANGUAGE} else made


def _single(texts: list[str]) -> object:
    return texts[0] if len(texts) == 1 else texts


def _order(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return json.dumps([value[TYPE_KEY], value.get(ID_KEY, ""), value], ensure_ascii=False)
    return json.dumps(value)


def _refuse(node: Node, each: FormField, what: str) -> NoReturn:
    problem = f"the form cannot hold {what} as {each.name!r} of a {node.kind.name}."
    raise InputError(node.term, problem)
