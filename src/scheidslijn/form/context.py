"""The JSON-LD 1.1 context that makes triples of the form.

What the rule book names goes by its short name: such a field has a context of its own, in which
a bare word stands for an individual of the right kind. That context starts from nothing, or a word
that is also a field (there is a role ``werkgever``, and a field of that name) would mean the field.
So it has to say once more that the field holds such words: a value is expanded with the context of
its property (JSON-LD 1.1 Processing Algorithms and API, 5.1.2, step 4).
"""

from __future__ import annotations

import json
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
    FormField,
)
from scheidslijn.namespaces import XSD

__all__ = ["context", "inlined"]

_DATATYPES: Final = {
    FieldKind.DAY: XSD + "date",
    FieldKind.FLAG: XSD + "boolean",
    FieldKind.NUMBER: XSD + "integer",
}


def context(form: Form) -> dict[str, object]:
    """Return the JSON-LD 1.1 context of a form, without the key ``@context`` around it."""
    return {
        "@version": 1.1,
        ID_KEY: "@id",
        TYPE_KEY: "@type",
        **dict.fromkeys((BASE_KEY, *PASSED_OVER)),
        ACTORS: "@included",
        BESIDE: "@included",
        FACTS: {"@reverse": LINK, "@type": "@id"},
        **{kind.name: {"@id": kind.iri} for kind in form.classes.values()},
        **{name: _term(each) for name, each in form.fields.items()},
    }


def _term(field: FormField) -> dict[str, object]:
    if field.kind is FieldKind.NAME:
        name = {"@id": field.iri, "@type": "@vocab"}
        return {**name, "@context": [None, {"@vocab": field.prefix, field.name: name}]}
    if field.kind is FieldKind.NODE:
        return {"@id": field.iri, "@type": "@id"}
    if field.kind is FieldKind.TEXT:
        return {"@id": field.iri, "@container": "@language"}
    return {"@id": field.iri, "@type": _DATATYPES[field.kind]}


def inlined(text: str, form: Form) -> str:
    """Return a JSON-LD text with our own context in the place of its address.

    So a dossier that names the context can be read without the network. A text that is no JSON is
    returned as it is: whoever parses it says so with the place.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return json.dumps(_inlined(document, context(form)), ensure_ascii=False)


def _inlined(value: object, own: dict[str, object]) -> object:
    if isinstance(value, list):
        return [_inlined(each, own) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: _inlined(each, own) for key, each in value.items()}
    if CONTEXT_KEY in value:
        named = value[CONTEXT_KEY]
        several = [own if each == CONTEXT_URL else each for each in _listed(named)]
        found[CONTEXT_KEY] = several if isinstance(named, list) else several[0]
    return found


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
