"""Names of what either side speaks of, and values in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from scheidslijn.difference.descriptions import Structure
from scheidslijn.difference.types import Value
from scheidslijn.model import Named, Statement, Term, Text
from scheidslijn.namespaces import DCTERMS, OWL, RDF_TYPE, RDFS, RDFS_LABEL, SH, SKOS, XSD
from scheidslijn.rulebook import Index
from scheidslijn.terms import local_name, rdf_term

__all__ = ["Labels"]

_DEEPEST: Final = 6
_DURATION: Final = re.compile(r"P([0-9]+)([DMY])")
_UNITS: Final = {
    "D": (Text("dag", "day"), Text("dagen", "days")),
    "M": (Text("maand", "month"), Text("maanden", "months")),
    "Y": (Text("jaar", "year"), Text("jaar", "years")),
}
_TRUTH: Final = {"true": Text("ja", "yes"), "false": Text("nee", "no")}
_LABELS: Final = (RDFS_LABEL, SKOS + "prefLabel", DCTERMS + "title")
# Outside terms that our rule books and shapes use; they come without a label of their own.
_WORDS: Final[dict[Term, Text]] = {
    RDF_TYPE: Text("soort", "kind"),
    RDFS_LABEL: Text("naam", "name"),
    RDFS + "comment": Text("toelichting", "comment"),
    RDFS + "domain": Text("van", "domain"),
    RDFS + "range": Text("naar", "range"),
    RDFS + "subClassOf": Text("valt onder", "falls under"),
    RDFS + "subPropertyOf": Text("valt onder eigenschap", "falls under property"),
    RDFS + "isDefinedBy": Text("staat in module", "stands in module"),
    SKOS + "definition": Text("definitie", "definition"),
    DCTERMS + "title": Text("titel", "title"),
    DCTERMS + "description": Text("beschrijving", "description"),
    DCTERMS + "created": Text("gemaakt op", "created"),
    DCTERMS + "license": Text("licentie", "licence"),
    OWL + "deprecated": Text("afgeschaft", "deprecated"),
    OWL + "disjointWith": Text("sluit uit", "excludes"),
    OWL + "distinctMembers": Text("allemaal verschillend", "all different"),
    OWL + "equivalentClass": Text("gelijk aan", "equal to"),
    OWL + "imports": Text("leest ook", "imports"),
    OWL + "inverseOf": Text("omgekeerde van", "inverse of"),
    OWL + "members": Text("sluiten elkaar uit", "exclude each other"),
    OWL + "onProperty": Text("eigenschap", "property"),
    OWL + "unionOf": Text("een van", "one of"),
    OWL + "versionIRI": Text("adres van de versie", "address of the version"),
    OWL + "versionInfo": Text("versie", "version"),
    OWL + "Class": Text("klasse", "class"),
    OWL + "ObjectProperty": Text("relatie", "relation"),
    OWL + "DatatypeProperty": Text("gegeven", "datum"),
    OWL + "AnnotationProperty": Text("aantekening", "annotation"),
    OWL + "Ontology": Text("module", "module"),
    OWL + "Restriction": Text("beperking", "restriction"),
    OWL + "AllDifferent": Text("verschillende dingen", "different things"),
    OWL + "AllDisjointClasses": Text("klassen die elkaar uitsluiten", "disjoint classes"),
    SH + "class": Text("waarden zijn", "values are"),
    SH + "datatype": Text("soort waarde", "kind of value"),
    SH + "deactivated": Text("uitgeschakeld", "switched off"),
    SH + "declare": Text("voorvoegsel", "prefix"),
    SH + "maxCount": Text("ten hoogste", "at most"),
    SH + "message": Text("melding", "message"),
    SH + "minCount": Text("ten minste", "at least"),
    SH + "path": Text("eigenschap", "property"),
    SH + "property": Text("onderdeel", "part"),
    SH + "select": Text("vraag", "query"),
    SH + "severity": Text("ernst", "severity"),
    SH + "sparql": Text("controle", "constraint"),
    SH + "targetClass": Text("kijkt naar", "looks at"),
    SH + "NodeShape": Text("shape", "shape"),
    SH + "SPARQLConstraint": Text("controle", "constraint"),
    SH + "PropertyShape": Text("deel van een shape", "part of a shape"),
    SH + "Info": Text("info", "info"),
    SH + "Violation": Text("overtreding", "violation"),
    SH + "Warning": Text("waarschuwing", "warning"),
}


class Labels:
    """What terms are called: by the new side, else by the old one, else by the end of the IRI.

    Args:
        new: the statements of the new side, shapes included.
        old: those of the old side.
    """

    def __init__(self, new: Iterable[Statement], old: Iterable[Statement]) -> None:
        names = {ox.NamedNode(each) for each in (*_LABELS, SKOS + "definition")}
        self._sides = tuple(
            Index(each for each in side if each.predicate in names) for side in (new, old)
        )

    def label(self, term: Term) -> Text:
        """Return what a term is called."""
        for index in self._sides:
            for name in _LABELS:
                found = index.text(term, name)
                if found is not None:
                    return found
        return _WORDS.get(term) or Text(local_name(term), local_name(term))

    def definition(self, term: Term) -> Text:
        """Return what a term means, or no text."""
        for index in self._sides:
            found = index.text(term, SKOS + "definition")
            if found is not None:
                return found
        return Text("", "")

    def named(self, term: Term) -> Named:
        """Return a term with its label."""
        return Named(term, self.label(term))

    def value(self, key: Term, structures: dict[Term, Structure]) -> Value:
        """Return a value of a description in words.

        Args:
            key: the value as `descriptions` writes it.
            structures: what its blank nodes say.
        """
        if key.startswith('"'):
            literal = rdf_term(key)
            assert isinstance(literal, ox.Literal)
            return Value(_literal(literal), None, literal.language or "")
        if key.startswith("_:"):
            return Value(self._structure(key, structures, _DEEPEST))
        return Value(self.label(key), key)

    def _structure(self, key: Term, structures: dict[Term, Structure], deepest: int) -> Text:
        found = structures.get(key)
        if found is None or deepest == 0:
            return Text("…", "…")

        def text(value: Term) -> Text:
            if value.startswith("_:"):
                return self._structure(value, structures, deepest - 1)
            return self.value(value, structures).text

        if found.members is not None:
            return _joined([text(member) for member in found.members], ", ")
        parts = []
        for name in sorted(found.said):
            values = _joined([text(value) for value in sorted(found.said[name])], ", ")
            label = self.label(name)
            parts.append(Text(f"{label.nl}: {values.nl}", f"{label.en}: {values.en}"))
        inner = _joined(parts, "; ")
        return Text(f"[{inner.nl}]", f"[{inner.en}]")


def _literal(literal: ox.Literal) -> Text:
    """Return what a literal says; a duration of one unit and a truth value in words."""
    kind, text = literal.datatype.value, literal.value
    duration = _DURATION.fullmatch(text)
    if kind == XSD + "duration" and duration is not None:
        one, more = _UNITS[duration[2]]
        unit = one if duration[1] == "1" else more
        return Text(f"{duration[1]} {unit.nl}", f"{duration[1]} {unit.en}")
    if kind == XSD + "boolean":
        return _TRUTH.get(text, Text(text, text))
    return Text(text, text)


def _joined(texts: Iterable[Text], sign: str) -> Text:
    found = list(texts)
    return Text(sign.join(each.nl for each in found), sign.join(each.en for each in found))
