"""Makes dossiers in the form at random, each with the triples that it means.

The triples are put together here from the ontology's IRIs alone: nothing of the context, the
checks or JSON-LD has a part in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox
from hypothesis import strategies as st

from scheidslijn.form.terms import FieldKind, FormClass, FormField, packaged_form
from scheidslijn.namespaces import RDF_TYPE, SL, XSD

__all__ = ["Made", "canonical", "dossiers"]

Object = dict[str, object]
Node = ox.NamedNode | ox.BlankNode
FORM: Final = packaged_form()
PLACES: Final = ("actoren", "betrekkingen", "feiten")
OUTSIDE: Final = "https://example.org/elders/"
DOSSIERS: Final = (  # base, id, what the dossier is, what names are put behind
    (None, "zaak-7", "urn:x-scheidslijn:zaak-7", "urn:x-scheidslijn:zaak-7/"),
    (None, "https://example.org/zaak/7", "https://example.org/zaak/7", "https://example.org/zaak/7/"),
    (None, "urn:uuid:7f3c", "urn:uuid:7f3c", "urn:uuid:7f3c/"),
    ("https://example.org/7/", "dossier", "https://example.org/7/dossier", "https://example.org/7/"),
    ("https://e.org/", "https://example.org/z#7", "https://example.org/z#7", "https://e.org/"),
)  # fmt: skip
DATATYPES: Final = {
    FieldKind.DAY: "date",
    FieldKind.FLAG: "boolean",
    FieldKind.NUMBER: "integer",
}
days: Final = st.dates().map(lambda day: day.isoformat())
plain_texts: Final = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
texts: Final = st.one_of(
    plain_texts,
    st.lists(plain_texts, min_size=1, max_size=2),
    st.dictionaries(
        st.sampled_from(["nl", "en", "de-at", "@none"]),
        st.one_of(plain_texts, st.lists(plain_texts, min_size=1, max_size=2)),
        min_size=1,
        max_size=2,
    ),
)


@dataclass
class Made:
    """A dossier in the form, and the triples that it means."""

    document: Object
    quads: set[ox.Quad] = field(default_factory=set)

    def say(self, subject: Node, predicate: str, value: Node | ox.Literal) -> None:
        self.quads.add(ox.Quad(subject, ox.NamedNode(predicate), value))


def canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    """Return statements so that they are equal whatever their blank nodes are called."""
    found = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@dataclass(frozen=True)
class _Written:
    """Something that is to be written out."""

    kind: FormClass
    identifier: str | None
    node: Node


@st.composite
def dossiers(draw: st.DrawFn) -> Made:
    """Return a dossier with a few facts and actors."""
    base, identifier, iri, before = draw(st.sampled_from(DOSSIERS))
    kinds = draw(st.lists(st.sampled_from(list(FORM.classes.values())[1:]), max_size=5))
    written = [_written(draw, kind, number, before) for number, kind in enumerate(kinds)]
    made = Made({"id": identifier, "type": "Dossier"})
    if base is not None:
        made.document["base"] = base
    dossier = _Written(FORM.dossier, identifier, ox.NamedNode(iri))
    _fill(draw, made, made.document, dossier, written)
    for each in written:
        member: Object = {"type": each.kind.name}
        if each.identifier is not None:
            member["id"] = each.identifier
        _fill(draw, made, member, each, written)
        place = made.document.setdefault(each.kind.place or "", [])
        assert isinstance(place, list)
        place.append(member)
        if each.kind.place == "feiten":
            made.say(each.node, SL + "dossier", ox.NamedNode(iri))
    return made


def _written(draw: st.DrawFn, kind: FormClass, number: int, before: str) -> _Written:
    name = f"n{number}"
    match draw(st.sampled_from(["name", "iri", "blank", "none"])):
        case "name":
            return _Written(kind, name, ox.NamedNode(before + name))
        case "iri":
            return _Written(kind, OUTSIDE + name, ox.NamedNode(OUTSIDE + name))
        case "blank":
            return _Written(kind, f"_:{name}", ox.BlankNode(name))
        case _:
            return _Written(kind, None, ox.BlankNode(f"none{number}"))


def _fill(
    draw: st.DrawFn, made: Made, target: Object, subject: _Written, others: list[_Written]
) -> None:
    """Give something a few fields, and say what they mean."""
    made.say(subject.node, RDF_TYPE, ox.NamedNode(subject.kind.iri))
    names = draw(st.lists(st.sampled_from(list(subject.kind.fields)), unique=True, max_size=4))
    for name in names:
        each = subject.kind.fields[name]
        if each.kind is FieldKind.TEXT:
            value = draw(texts)
            target[name] = value
            _say_texts(made, subject.node, each, value)
            continue
        values = [_value(draw, made, subject, each, others) for _ in range(draw(st.integers(0, 2)))]
        several = [value for value in values if value is not None]
        if len(several) == 1 and draw(st.booleans()):
            target[name] = several[0]
        else:
            target[name] = several or draw(st.sampled_from([[], None]))


def _say_texts(made: Made, node: Node, each: FormField, value: object) -> None:
    by_language = value if isinstance(value, dict) else {"@none": value}
    for language, found in by_language.items():
        for text in found if isinstance(found, list) else [found]:
            tag = None if language == "@none" else language
            made.say(node, each.iri, ox.Literal(str(text), language=tag))


def _value(
    draw: st.DrawFn, made: Made, subject: _Written, each: FormField, others: list[_Written]
) -> object:
    if each.kind is FieldKind.NAME:
        name = draw(st.sampled_from([*each.known, OUTSIDE + "eigen"]))
        iri = name if name.startswith(OUTSIDE) else each.prefix + name
        made.say(subject.node, each.iri, ox.NamedNode(iri))
        return name
    if each.kind is FieldKind.NODE:
        return _reference(draw, made, subject, each, others)
    value, said = _datum(draw, each.kind)
    datatype = ox.NamedNode(XSD + DATATYPES[each.kind])
    made.say(subject.node, each.iri, ox.Literal(said, datatype=datatype))
    return value


def _datum(draw: st.DrawFn, kind: FieldKind) -> tuple[object, str]:
    """Return a value, and how XML Schema writes it."""
    if kind is FieldKind.DAY:
        day = draw(days)
        return day, day
    if kind is FieldKind.FLAG:
        flag = draw(st.booleans())
        return flag, "true" if flag else "false"
    number = draw(st.integers(-(2**53) + 1, 2**53 - 1))
    return number, str(number)


def _reference(
    draw: st.DrawFn, made: Made, subject: _Written, each: FormField, others: list[_Written]
) -> object:
    named = [other for other in others if other.identifier is not None]
    choices = ["outside", *(["named"] if named else []), *(["nested"] if each.nested else [])]
    choice = draw(st.sampled_from(choices))
    if choice == "named":
        other = draw(st.sampled_from(named))
        made.say(subject.node, each.iri, other.node)
        return other.identifier
    if choice == "outside":
        made.say(subject.node, each.iri, ox.NamedNode(OUTSIDE + "iemand"))
        return OUTSIDE + "iemand"
    kind = FORM.classes[draw(st.sampled_from(each.nested))]
    node = ox.BlankNode()
    made.say(subject.node, each.iri, node)
    inner: Object = {"type": kind.name}
    simple = {name: f for name, f in kind.fields.items() if not f.nested}
    flat = FormClass(kind.name, kind.iri, kind.label, kind.definition, kind.place, simple)
    _fill(draw, made, inner, _Written(flat, None, node), others)
    return inner
