"""The words of the form: which types a dossier may use, which fields these have, and their values.

All of it is read from ontology and rule book. A dossier may use the classes of which the rule book
has no individuals, as far as a property of a dossier starts from or leads to them. A field belongs
to a class if the domain of its property says so. What may be its value follows from the range:

- a class with individuals in the rule book: the short name of one of these;
- a class of dossiers: a node of the dossier;
- a datatype: a truth value, whole number or text. Days have no range in the ontology, since OWL 2
  DL (Structural Specification, 4) knows no ``xsd:date``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from scheidslijn.model import Statement, Term, Text
from scheidslijn.namespaces import BASE, ID, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SL, XSD
from scheidslijn.rulebook import RuleBook
from scheidslijn.terms import local_name

__all__ = [
    "ACTORS",
    "BASE_KEY",
    "BESIDE",
    "CONTEXT_KEY",
    "CONTEXT_URL",
    "FACTS",
    "ID_KEY",
    "LABEL",
    "LINK",
    "PASSED_OVER",
    "TYPE_KEY",
    "FieldKind",
    "Form",
    "FormClass",
    "FormField",
    "form_of",
    "packaged_form",
]

ID_KEY: Final = "id"
TYPE_KEY: Final = "type"
BASE_KEY: Final = "base"
LABEL: Final = "label"
ACTORS: Final = "actoren"
FACTS: Final = "feiten"
BESIDE: Final = "betrekkingen"
CONTEXT_KEY: Final = "@context"
CONTEXT_URL: Final = BASE + "context/dossier.jsonld"
LINK: Final = SL + "dossier"
PASSED_OVER: Final = ("$schema",)  # editors want it at the top of a document

_DOSSIER: Final = SL + "Dossier"
_FACT: Final = SL + "Dossieronderdeel"
_ACTOR: Final = SL + "Actor"


class FieldKind(enum.Enum):
    """What kind of value a field has."""

    NAME = "name"  # something that the rule book names
    NODE = "node"  # something else in the dossier
    DAY = "day"
    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"


_DATATYPES: Final = {
    RDF + "PlainLiteral": FieldKind.TEXT,
    XSD + "boolean": FieldKind.FLAG,
    XSD + "integer": FieldKind.NUMBER,
    XSD + "string": FieldKind.TEXT,
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field, which is a property of the ontology.

    Attributes:
        name: the key in the form; the end of the IRI.
        iri: the property.
        kind: what kind of value it has.
        label: what the property is called.
        definition: what it means.
        functional: whether the ontology allows one value at most.
        range: what its values are, as labels, for a NAME or NODE.
        prefix: for a NAME, the IRI that a short name is put behind.
        known: for a NAME, the IRIs of what the rule book names, by short name.
        nested: for a NODE, the types that may be written out in its place.
    """

    name: str
    iri: Term
    kind: FieldKind
    label: Text
    definition: Text
    functional: bool = False
    range: tuple[Text, ...] = ()
    prefix: str = ""
    known: Mapping[str, Term] = field(default_factory=dict, repr=False)
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormClass:
    """A type, which is a class of the ontology.

    Attributes:
        name: the value of ``type``; the end of the IRI.
        iri: the class.
        label: what the class is called.
        definition: what it means.
        place: the list of the dossier in which it stands; None for the dossier itself.
        fields: its fields by name, the label first.
        exact: the names of fields with exactly one value according to the ontology.
        at_least_one: the names of fields that need a value according to the ontology.
    """

    name: str
    iri: Term
    label: Text
    definition: Text
    place: str | None
    fields: Mapping[str, FormField] = field(repr=False)
    exact: frozenset[str] = frozenset()
    at_least_one: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Form:
    """All types of the form by name, the dossier first; ``book`` says what names mean."""

    classes: Mapping[str, FormClass]
    book: RuleBook = field(repr=False, compare=False)

    @property
    def dossier(self) -> FormClass:
        """The type of a dossier itself."""
        return next(iter(self.classes.values()))

    @cached_property
    def fields(self) -> Mapping[str, FormField]:
        """Every field by name."""
        found = {name: each for kind in self.classes.values() for name, each in kind.fields.items()}
        return dict(sorted(found.items()))

    @cached_property
    def class_of(self) -> Mapping[Term, FormClass]:
        """The types by the IRI of their class."""
        return {kind.iri: kind for kind in self.classes.values()}

    @cached_property
    def field_of(self) -> Mapping[Term, FormField]:
        """The fields by the IRI of their property."""
        return {each.iri: each for each in self.fields.values()}

    def standing_in(self, place: str) -> tuple[FormClass, ...]:
        """Return the types that stand in a list of the dossier."""
        return tuple(kind for kind in self.classes.values() if kind.place == place)


@cache
def packaged_form() -> Form:
    """Return the form of the packaged rule book.

    Raises:
        RuleBookError: the rule book cannot be read.
    """
    from scheidslijn.resources import read_rulebook

    return form_of(read_rulebook()[0])


def form_of(rulebook: Iterable[Statement]) -> Form:
    """Return the form that an ontology with its rule book describes."""
    return _Maker(RuleBook(rulebook, ())).form()


class _Maker:
    """Makes a form; what it looks up more than once it keeps."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._terms = book.terms
        self._above: dict[Term, frozenset[Term]] = {}
        self._below: dict[Term, list[Term]] = {}
        self._own = self._own_classes()

    def form(self) -> Form:
        properties = list(self._properties())
        used = {each for prop in properties for each in (*prop.domain, *prop.range)}
        classes = [
            each
            for each in sorted(self._own - self._with_narrower())
            if used & self._broader(each) - {_FACT}
        ]
        nested = {each for each in classes if self._place(each) not in (None, FACTS)}
        fields = {prop.iri: self._field(prop, nested) for prop in properties}
        label = FormField(
            LABEL,
            RDFS_LABEL,
            FieldKind.TEXT,
            Text("naam", "name"),
            Text("Hoe het in een bevinding heet.", "What it is called in a finding."),
        )
        made = (
            self._class(
                each,
                [
                    label,
                    *(
                        fields[prop.iri]
                        for prop in properties
                        if not prop.domain or prop.domain & self._broader(each)
                    ),
                ],
            )
            for each in sorted(classes, key=lambda each: (each != _DOSSIER, each))
        )
        return Form({kind.name: kind for kind in made}, self._book)

    def _own_classes(self) -> frozenset[Term]:
        """Return the classes of the project that the rule book has no individuals of."""
        classes = self._terms.subjects(RDF_TYPE, OWL + "Class")
        return frozenset(
            each
            for each in classes
            if each.startswith(SL) and not any(map(self._book.is_rule_class, self._narrower(each)))
        )

    def _with_narrower(self) -> set[Term]:
        return {each for each in self._own if self._narrower(each) & self._own != {each}}

    def _broader(self, kind: Term) -> frozenset[Term]:
        """Return a class with every class above it."""
        if kind not in self._above:
            up = self._terms.objects(kind, RDFS + "subClassOf")
            above = [self._broader(each) for each in up if not each.startswith("_:")]
            self._above[kind] = frozenset({kind}.union(*above))
        return self._above[kind]

    def _narrower(self, kind: Term) -> set[Term]:
        """Return a class with every class below it."""
        found, queue = {kind}, [kind]
        while queue:
            for each in self._terms.subjects(RDFS + "subClassOf", queue.pop()):
                if each not in found:
                    found.add(each)
                    queue.append(each)
        return found

    def _properties(self) -> Iterator[_Property]:
        """Yield the properties that a dossier may use, but for the link to the dossier."""
        for kind in ("ObjectProperty", "DatatypeProperty"):
            for iri in self._terms.subjects(RDF_TYPE, OWL + kind):
                if not iri.startswith(SL) or iri == LINK or self._book.is_rule_property(iri):
                    continue
                prop = _Property(
                    iri,
                    kind == "DatatypeProperty",
                    self._united(iri, RDFS + "domain"),
                    self._united(iri, RDFS + "range"),
                )
                if not prop.domain or prop.domain & self._own:
                    yield prop

    def _united(self, prop: Term, side: str) -> frozenset[Term]:
        """Return the classes or datatypes that a domain or range names, those of a union apart."""
        found: set[Term] = set()
        for each in self._terms.objects(prop, side):
            union = self._terms.first(each, OWL + "unionOf")
            found.update([each] if union is None else self._list(union))
        return frozenset(found)

    def _list(self, node: Term) -> Iterator[Term]:
        while node != RDF + "nil":
            yield self._terms.objects(node, RDF + "first")[0]
            node = self._terms.objects(node, RDF + "rest")[0]

    def _field(self, prop: _Property, nested: set[Term]) -> FormField:
        kind, prefix, known = FieldKind.DAY, "", dict[str, Term]()
        if prop.is_data and prop.range:
            kind = _DATATYPES[next(iter(prop.range))]
        elif not prop.is_data:
            kind = FieldKind.NAME if prop.range.isdisjoint(self._own) else FieldKind.NODE
        if kind is FieldKind.NAME:
            prefix, known = self._known(prop.range)
        within = {each for each in nested if prop.range & self._broader(each)}
        named = kind in (FieldKind.NAME, FieldKind.NODE)
        return FormField(
            name=local_name(prop.iri),
            iri=prop.iri,
            kind=kind,
            label=self._book.label(prop.iri),
            definition=self._book.definition(prop.iri),
            functional=OWL + "FunctionalProperty" in self._terms.objects(prop.iri, RDF_TYPE),
            range=tuple(map(self._book.label, sorted(prop.range))) if named else (),
            prefix=prefix,
            known=known,
            nested=tuple(sorted(map(local_name, within))) if kind is FieldKind.NODE else (),
        )

    def _known(self, classes: frozenset[Term]) -> tuple[str, dict[str, Term]]:
        """Return what short names stand behind, and the individuals of classes by short name."""
        kinds = {each for kind in classes for each in self._narrower(kind)}
        found = sorted({each for kind in kinds for each in self._terms.subjects(RDF_TYPE, kind)})
        folders = {each[: each.rindex("/") + 1] for each in found if each.startswith(ID)}
        prefix = folders.pop() if len(folders) == 1 else ID
        return prefix, {iri.removeprefix(prefix): iri for iri in found if iri.startswith(prefix)}

    def _place(self, kind: Term) -> str | None:
        if kind == _DOSSIER:
            return None
        above = self._broader(kind)
        return FACTS if _FACT in above else ACTORS if _ACTOR in above else BESIDE

    def _class(self, iri: Term, fields: list[FormField]) -> FormClass:
        exact, some = set(), set()
        for above in self._broader(iri):
            for each in self._terms.objects(above, RDFS + "subClassOf"):
                name = local_name(self._terms.first(each, OWL + "onProperty") or "")
                if "1" in self._terms.objects(each, OWL + "cardinality"):
                    exact.add(name)
                elif self._terms.objects(each, OWL + "someValuesFrom"):
                    some.add(name)
        by_name = {each.name: each for each in fields}
        return FormClass(
            name=local_name(iri),
            iri=iri,
            label=self._book.label(iri),
            definition=self._book.definition(iri),
            place=self._place(iri),
            fields=by_name,
            exact=frozenset(exact & by_name.keys()),
            at_least_one=frozenset(some & by_name.keys()),
        )


@dataclass(frozen=True, slots=True)
class _Property:
    """A property with its domain and range, a union as the classes in it."""

    iri: Term
    is_data: bool
    domain: frozenset[Term]
    range: frozenset[Term]
