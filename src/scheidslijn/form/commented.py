"""Writes a dossier with a comment beside each field and type, where it first stands.

The comments are the definitions of the ontology, and of a field that holds one of a few names,
these names. What is written is a dossier in the form; in Turtle it says the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from scheidslijn.form.schema import BASE_TEXT, ID_TEXT, PLACE_TEXTS
from scheidslijn.form.terms import (
    ACTORS,
    BASE_KEY,
    BESIDE,
    FACTS,
    ID_KEY,
    LABEL,
    TYPE_KEY,
    FieldKind,
    Form,
    FormField,
)
from scheidslijn.model import Language, Text
from scheidslijn.namespaces import ID, RDFS, SL, XSD

__all__ = ["commented_turtle", "commented_yaml"]

Object = dict[str, object]
_FEW: Final = 6
_PLACES: Final = (ACTORS, BESIDE, FACTS)
_PLAIN: Final = re.compile(r"[A-Za-z][A-Za-z0-9 ._-]*(?<! )|[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHOICE: Final = Text("Keuze", "Choice")


class _Comments:
    """Gives each comment once."""

    def __init__(self, form: Form, language: Language) -> None:
        self._form = form
        self._language: Language = language
        self._given: set[str] = set()

    def of(self, key: str) -> Iterator[str]:
        """Yield the comment on a field, list or type, the first time that it is asked for."""
        if key not in self._given:
            self._given.add(key)
            text = self._text(key)
            if text is not None:
                yield f"# {text}"

    def lines(self, text: Text) -> list[str]:
        """Return a text as comments."""
        return [f"# {line}" for line in self._said(text).split("\n")]

    def _text(self, key: str) -> str | None:
        if key in self._form.classes:
            return f"{key}: {self._said(self._form.classes[key].definition)}"
        if key in self._form.fields:
            return self._of_field(self._form.fields[key])
        known = {**PLACE_TEXTS, BASE_KEY: BASE_TEXT, ID_KEY: ID_TEXT}
        return f"{key}: {self._said(known[key])}" if key in known else None

    def _of_field(self, each: FormField) -> str:
        said = f"{each.name}: {self._said(each.definition)}"
        if each.kind is FieldKind.NAME and len(each.known) <= _FEW:
            return f"{said} {self._said(_CHOICE)}: {', '.join(each.known)}."
        return said

    def _said(self, text: Text) -> str:
        return text.nl if self._language == "nl" else text.en


def commented_yaml(document: Object, form: Form, opening: Text, language: Language) -> str:
    """Return a dossier as YAML.

    Args:
        document: the dossier, with texts, names and lists of objects.
        form: the form.
        opening: what stands above it.
        language: of the comments.
    """
    comments = _Comments(form, language)
    lines = [*comments.lines(opening), ""]
    for key, value in document.items():
        if isinstance(value, list):
            lines += ["", *comments.of(key), f"{key}:"]
            for member in value:
                lines += _yaml_member(member, comments)
        else:
            lines += [*comments.of(key), f"{key}: {_yaml_scalar(value)}"]
    return "\n".join(lines) + "\n"


def _yaml_member(member: Object, comments: _Comments) -> Iterator[str]:
    yield from (f"  {line}" for line in comments.of(str(member[TYPE_KEY])))
    first = True
    ordered = {TYPE_KEY: member[TYPE_KEY], **member}
    for key, value in ordered.items():
        yield from (f"    {line}" for line in comments.of(key))
        yield f"{'  - ' if first else '    '}{key}: {_yaml_scalar(value)}"
        first = False


def _yaml_scalar(value: object) -> str:
    text = str(value)
    plain = isinstance(value, str) and _PLAIN.fullmatch(text)
    return text if plain and text not in ("true", "false", "null") else json.dumps(value)


def commented_turtle(document: Object, form: Form, opening: Text, language: Language) -> str:
    """Return a dossier as Turtle; its arguments are those of `commented_yaml`."""
    comments = _Comments(form, language)
    lines = [*comments.lines(opening), "", *_prefixes(document, form)]
    members = [(place, each) for place in _PLACES for each in _listed(document.get(place))]
    own = {key: value for key, value in document.items() if key not in (*_PLACES, BASE_KEY)}
    for place, each in [("", own), *members]:
        lines += ["", *comments.of(place), *comments.of(str(each[TYPE_KEY]))]
        statements = [] if place != FACTS else [(FACTS, f"sl:dossier zaak:{document[ID_KEY]}")]
        for key, value in each.items():
            if key not in (ID_KEY, TYPE_KEY):
                statements.append((key, _turtle(form.fields[key], value)))
        lines.append(f"zaak:{each[ID_KEY]} a sl:{each[TYPE_KEY]} ;")
        for number, (key, statement) in enumerate(statements, start=1):
            lines += [f"    {line}" for line in comments.of(key)]
            lines.append(f"    {statement} {'.' if number == len(statements) else ';'}")
    return "\n".join(lines) + "\n"


def _prefixes(document: Object, form: Form) -> Iterator[str]:
    used = {key for each in _objects(document) for key in each}
    kinds = {
        each.prefix
        for name, each in form.fields.items()
        if name in used and each.kind is FieldKind.NAME
    }
    known = {prefix.removeprefix(ID).strip("/"): prefix for prefix in kinds}
    known |= {"rdfs": RDFS, "sl": SL, "xsd": XSD, "zaak": str(document[BASE_KEY])}
    for prefix, namespace in sorted(known.items()):
        yield f"@prefix {prefix}: <{namespace}> ."


def _objects(document: Object) -> Iterator[Object]:
    yield document
    for place in _PLACES:
        yield from _listed(document.get(place))


def _listed(value: object) -> list[Object]:
    return value if isinstance(value, list) else []


def _turtle(each: FormField, value: object) -> str:
    name = "rdfs:label" if each.name == LABEL else f"sl:{each.name}"
    match each.kind:
        case FieldKind.NAME:
            return f"{name} {each.prefix.removeprefix(ID).strip('/')}:{value}"
        case FieldKind.NODE:
            return f"{name} zaak:{value}"
        case FieldKind.DAY:
            return f'{name} "{value}"^^xsd:date'
        case _:
            return f"{name} {json.dumps(value, ensure_ascii=False)}"
