"""The JSON Schema (2020-12) of the form, for editors and for the system that writes dossiers.

It asks more than reading does: also what the shapes want to be there, and to be there once. A
dossier without it can be read, and the shapes find what is missing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from scheidslijn.form.terms import (
    ACTORS,
    BASE_KEY,
    BESIDE,
    CONTEXT_KEY,
    CONTEXT_URL,
    FACTS,
    ID_KEY,
    LINK,
    PASSED_OVER,
    TYPE_KEY,
    FieldKind,
    Form,
    FormClass,
    FormField,
)
from scheidslijn.form.values import BLANK, DAY, IRI, LANGUAGE, LOCAL, MOST, NO_LANGUAGE
from scheidslijn.model import Statement, Term, Text
from scheidslijn.namespaces import BASE, ID, SH
from scheidslijn.rulebook import Index

__all__ = ["BASE_TEXT", "ID_TEXT", "PLACE_TEXTS", "SCHEMA_URL", "json_schema"]

SCHEMA_URL: Final = BASE + "schema/dossier.json"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
PLACE_TEXTS: Final = {
    ACTORS: Text("De personen en organisaties.", "The persons and organisations."),
    BESIDE: Text(
        "Wat tussen hen geldt, ook buiten dit dossier.",
        "What holds between them, also outside this dossier.",
    ),
    FACTS: Text("De feiten die bij dit dossier horen.", "The facts that belong to this dossier."),
}
BASE_TEXT: Final = Text(
    "De IRI waarachter namen in dit dossier komen te staan; zonder basis is dat de IRI van het "
    "dossier zelf.",
    "The IRI behind which names in this dossier are put; without it that is the IRI of the "
    "dossier itself.",
)
ID_TEXT: Final = Text(
    "De naam waarmee de rest van het dossier ernaar verwijst, of een IRI.",
    "The name by which the rest of the dossier refers to it, or an IRI.",
)
Schema = dict[str, object]
_NOTHING: Final[Schema] = {"type": "null"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the shapes ask of the fields of classes: (class, property)."""

    needed: frozenset[tuple[Term, Term]]
    single: frozenset[tuple[Term, Term]]
    named: frozenset[Term]  # classes of which an individual needs an IRI


def json_schema(form: Form, shapes: Iterable[Statement]) -> Schema:
    """Return the JSON Schema of a dossier, or of a list of dossiers.

    Args:
        form: the form.
        shapes: the shapes that check dossiers; what a violation says is missing is required.
    """
    asked = _asked(Index(shapes))
    return {
        "$schema": DIALECT,
        "$id": SCHEMA_URL,
        **_titled(form.dossier.label, form.dossier.definition),
        "if": {"type": "array"},
        "then": {"items": _ref(form.dossier.name), "minItems": 1},
        "else": _ref(form.dossier.name),
        "$defs": {
            **{kind.name: _class(form, kind, asked) for kind in form.classes.values()},
            **{f"a-{place}": _one_of(form.standing_in(place)) for place in PLACE_TEXTS},
            **{_key(each): _value(form, each) for each in form.fields.values()},
            **_VALUES,
        },
    }


_REFERENCE: Final[Schema] = {
    "type": "string",
    "anyOf": [{"pattern": LOCAL}, {"$ref": "#/$defs/iri"}, {"pattern": BLANK}],
}
_VALUES: Final[Schema] = {
    "local": {"type": "string", "pattern": LOCAL},
    "iri": {"type": "string", "format": "iri", "pattern": IRI},
    "base": {"type": "string", "format": "iri", "pattern": f"{IRI[:-1].removesuffix('*')}*/$"},
    "reference": _REFERENCE,
    "text": {
        "anyOf": [
            {"type": "string"},
            {
                "type": "object",
                "propertyNames": {"anyOf": [{"const": NO_LANGUAGE}, {"pattern": LANGUAGE}]},
                "additionalProperties": {
                    "anyOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}},
                    ]
                },
            },
        ]
    },
    "texts": {
        "anyOf": [{"$ref": "#/$defs/text"}, {"type": "array", "items": {"type": "string"}}],
    },
    "context": {
        "anyOf": [
            {"const": CONTEXT_URL},
            {
                "type": "array",
                "prefixItems": [
                    {"const": CONTEXT_URL},
                    {
                        "type": "object",
                        "properties": {"@base": {"$ref": "#/$defs/base"}},
                        "required": ["@base"],
                        "additionalProperties": False,
                    },
                ],
                "minItems": 1,
                "items": False,
            },
        ]
    },
}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _titled(label: Text, definition: Text) -> Schema:
    said = {"title": _both(label)}
    return {**said, "description": _both(definition)} if definition.nl else dict(said)


def _both(text: Text) -> str:
    return text.nl if text.nl == text.en else f"{text.nl} / {text.en}"


def _one_of(kinds: Iterable[FormClass]) -> Schema:
    """Return the schema of something with a type; a library says what is wrong with that type."""
    kinds = list(kinds)
    return {
        "type": "object",
        "properties": {TYPE_KEY: {"enum": [kind.name for kind in kinds]}},
        "required": [TYPE_KEY],
        "allOf": [
            {
                "if": {"properties": {TYPE_KEY: {"const": kind.name}}},
                "then": _ref(kind.name),
            }
            for kind in kinds
        ],
    }


def _class(form: Form, kind: FormClass, asked: _Asked) -> Schema:
    is_dossier = kind is form.dossier
    required = [TYPE_KEY]
    if is_dossier or kind.iri in asked.named:
        required.append(ID_KEY)
    properties: Schema = {
        ID_KEY: {**_id(required, is_dossier=is_dossier), "description": _both(ID_TEXT)},
        TYPE_KEY: {"const": kind.name},
    }
    if is_dossier:
        properties = {
            **{key: {} for key in PASSED_OVER},
            CONTEXT_KEY: _ref("context"),
            BASE_KEY: {"anyOf": [_ref("base"), _NOTHING], "description": _both(BASE_TEXT)},
            **properties,
        }
    for each in kind.fields.values():
        needed = (kind.iri, each.iri) in asked.needed
        if needed or each.name in kind.exact | kind.at_least_one:
            required.append(each.name)
        once = each.functional or each.name in kind.exact or (kind.iri, each.iri) in asked.single
        properties[each.name] = _field(each, once=once, needed=each.name in required)
    if is_dossier:
        for place, said in PLACE_TEXTS.items():
            members = {"type": ["array", "null"], "items": _ref(f"a-{place}")}
            properties[place] = {**members, "description": _both(said)}
    return {
        **_titled(kind.label, kind.definition),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _id(required: list[str], *, is_dossier: bool) -> Schema:
    known = [_ref("local"), _ref("iri")] if is_dossier else [_ref("reference")]
    return {"anyOf": known if ID_KEY in required else [*known, _NOTHING]}


def _key(each: FormField) -> str:
    """Return under what the values of a field are described; fields may share them."""
    if each.kind is FieldKind.NODE:
        return f"a-{'-'.join(each.nested)}" if each.nested else "reference"
    if each.kind is FieldKind.NAME:
        return f"a-{each.prefix.removeprefix(ID).strip('/') or each.name}"
    return f"a-{each.kind.value}"


def _field(each: FormField, *, once: bool, needed: bool) -> Schema:
    """Return the schema of a field: a value, several of them, or nothing at all."""
    if each.kind is FieldKind.TEXT:
        several: list[Schema] = [_ref("texts")]
    else:
        one = _ref(_key(each))
        some: Schema = {"type": "array", "items": one}
        several = [one, {**some, "maxItems": 1} if once else some]
        if needed:
            several[1]["minItems"] = 1
    if not needed:
        several.append(_NOTHING)
    return {**_titled(each.label, each.definition), "anyOf": several}


def _value(form: Form, each: FormField) -> Schema:
    """Return the schema of one value of a field."""
    match each.kind:
        case FieldKind.NAME:
            names = [
                {"const": name, **_titled(form.book.label(iri), form.book.definition(iri))}
                for name, iri in each.known.items()
            ]
            return {"type": "string", "anyOf": [*names, _ref("iri")]}
        case FieldKind.NODE:
            nested = [form.classes[name] for name in each.nested]
            return {"anyOf": [_REFERENCE, *([_one_of(nested)] if nested else [])]}
        case FieldKind.FLAG:
            return {"type": "boolean"}
        case FieldKind.NUMBER:
            return {"type": "integer", "minimum": -MOST, "maximum": MOST}
        case FieldKind.DAY:
            return {"type": "string", "format": "date", "pattern": DAY}
        case FieldKind.TEXT:
            return _ref("text")


def _asked(shapes: Index) -> _Asked:
    needed: set[tuple[Term, Term]] = set()
    single: set[tuple[Term, Term]] = set()
    named: set[Term] = set()
    for kind in shapes.all_objects(SH + "targetClass"):
        for shape in shapes.subjects(SH + "targetClass", kind):
            if SH + "IRI" in shapes.objects(shape, SH + "nodeKind"):
                named.add(kind)
            for part in shapes.objects(shape, SH + "property"):
                path = shapes.objects(part, SH + "path")[0]
                if path == LINK or SH + "Violation" not in shapes.objects(part, SH + "severity"):
                    continue
                if any(int(least) for least in shapes.objects(part, SH + "minCount")):
                    needed.add((kind, path))
                if "1" in shapes.objects(part, SH + "maxCount"):
                    single.add((kind, path))
    return _Asked(frozenset(needed), frozenset(single), frozenset(named))
