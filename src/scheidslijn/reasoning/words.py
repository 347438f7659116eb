"""Says axioms in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from scheidslijn.model import LANGUAGES, Language, Text
from scheidslijn.namespaces import OWL, RDF, RDFS, XSD
from scheidslijn.reasoning.functional import Expression, Part
from scheidslijn.reasoning.phrases import AXIOMS, DATATYPES, FACETS, PARTS

__all__ = ["Speaker", "bare", "in_both", "order", "sentence"]

_BUILT_IN: Final = {XSD: "xsd:", RDF: "rdf:", RDFS: "rdfs:", OWL: "owl:"}
_ANYTHING: Final = (NamedNode(OWL + "Thing"), NamedNode(RDFS + "Literal"))
_NOTHING: Final = NamedNode(OWL + "Nothing")
_BOOLEAN: Final = ("IntersectionOf", "UnionOf", "ComplementOf", "OneOf")
# What stands in an axiom: a class, a property, or an individual or value; the last one repeats.
_ROLES: Final = {
    "SubPropertyOf": "p",
    "EquivalentProperties": "p",
    "DisjointProperties": "p",
    "InverseProperties": "p",
    "PropertyDomain": "pc",
    "PropertyRange": "pc",
    "ClassAssertion": "ci",
    "PropertyAssertion": "pi",
    "NegativePropertyAssertion": "pi",
    "SameIndividual": "i",
    "DifferentIndividuals": "i",
    "AnnotationAssertion": "pi",
    "Declaration": "i",
    "HasKey": "cp",
}
# The part that may be something that is had, rather than something that is.
_CAN_BE_HAD: Final = {"SubClassOf": 1, "PropertyDomain": 1, "ClassAssertion": 0}
# Facts first, then what is said of properties, then of classes, and in the end what excludes.
_ORDER: Final = ("Assertion", "Individual", "Property", "Range", "Domain", "SubClass")
_EXCLUDING: Final = re.compile("Disjoint|Different|Negative|Functional|Irreflexive|Asymmetric")


def sentence(axiom: Expression, label: Callable[[str], Text]) -> Text:
    """Return an axiom as a sentence in both languages.

    Args:
        axiom: the axiom.
        label: gives the label of an IRI.
    """
    return in_both(lambda language: Speaker(language, label).axiom(axiom))


def order(axiom: Expression) -> tuple[int, str]:
    """Return a key that sorts axioms the way they are best told."""
    places = [i for i, part in enumerate(_ORDER) if part in axiom.name]
    if _EXCLUDING.search(axiom.name) or not places:
        return len(_ORDER), axiom.name
    return places[0], axiom.name


def in_both(say: Callable[[Language], str]) -> Text:
    """Return what is said in each of the two languages."""
    nl, en = (say(language) for language in LANGUAGES)
    return Text(nl=nl, en=en)


def bare(name: str) -> str:
    """Return the name of a constructor without what tells objects from data.

    >>> bare("SubObjectPropertyOf"), bare("DataHasValue"), bare("DatatypeRestriction")
    ('SubPropertyOf', 'HasValue', 'DatatypeRestriction')
    """
    return re.sub("Object|Data(?!type)|Annotation(?=Property)", "", name)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says axioms and expressions in one language.

    Attributes:
        language: the language.
        label: gives the label of an IRI.
    """

    language: Language
    label: Callable[[str], Text]

    def axiom(self, axiom: Expression) -> str:
        """Return an axiom as a sentence."""
        name, parts = bare(axiom.name), _flat(axiom.parts)
        if name == "EquivalentClasses":  # "a person is what …" reads better than the other way
            parts.sort(key=lambda part: isinstance(part, Expression))
        roles = _ROLES.get(name, "p" if name.endswith("Property") else "c")
        said = [self._in_role(roles[min(i, len(roles) - 1)], p) for i, p in enumerate(parts)]
        had = _CAN_BE_HAD.get(name)
        if name == "SubClassOf" and parts[1] == _NOTHING:
            name = "Nothing"
        elif had is not None and _is_had(parts[had]):
            said[had] = self.had(parts[had])
            name = f"{name} has"
        elif had is not None:
            name = f"{name} is"
        if name not in AXIOMS:
            return self._capital(f"{axiom.name}: {', '.join(said)}.")
        template = AXIOMS[name].in_language(self.language)
        text = template.format(*said, all=self.listed(said), rest=self.listed(said[1:]))
        # the name of an individual is spelled the way it is spelled
        return text if roles[-1] == "i" else self._capital(text)

    def a(self, part: Part) -> str:
        """Return a class, a kind of value or an expression of these with its article."""
        if isinstance(part, NamedNode):
            return self._class(part.value)
        assert isinstance(part, Expression)
        name = bare(part.name)
        if name == "DatatypeRestriction":
            return self._restricted(part)
        if name == "OneOf":
            return self.say(PARTS["one of"], ", ".join(map(self._thing, part.parts)))
        if name not in _BOOLEAN:
            return self.say(PARTS["having"], self.had(part))
        inner = [self.a(each) for each in part.parts]
        if name == "ComplementOf":
            return self.say(PARTS["not"], inner[0])
        return self.listed(inner, "or" if name == "UnionOf" else "and")

    def had(self, part: Part) -> str:
        """Return what something has that is in a restriction."""
        assert isinstance(part, Expression)
        name = bare(part.name)
        if name.endswith("Cardinality"):
            return self._number(name, part)
        prop = self.property(part.parts[0])
        if name == "HasSelf":
            return self.say(PARTS[name], prop)
        filler = part.parts[1]
        if name == "HasValue":
            return self.say(PARTS[name], prop, self._thing(filler))
        if filler in _ANYTHING and name == "SomeValuesFrom":
            return self.say(PARTS["SomeValuesFrom any"], prop)
        return self.say(PARTS[name], prop, self.a(filler))

    def property(self, part: Part) -> str:
        """Return a property in quotes."""
        if isinstance(part, Expression):
            inner = [self.property(each) for each in part.parts]
            if part.name == "ObjectPropertyChain":
                return self.say(PARTS["chain"]).join(reversed(inner))
            return self.say(PARTS["inverse"], inner[0])
        assert isinstance(part, NamedNode)
        return self.say(PARTS["property"], self.named(part.value))

    def named(self, iri: str) -> str:
        """Return the label of an IRI."""
        return self.label(iri).in_language(self.language)

    def listed(self, said: Sequence[str], by: str = "and") -> str:
        """Return a list with a word before its last."""
        if len(said) < 2:
            return "".join(said)
        return self.say(PARTS[by], ", ".join(said[:-1]), said[-1])

    def say(self, text: Text, *said: str) -> str:
        """Return a text of the tables with what belongs in it."""
        return text.in_language(self.language).format(*said)

    def _in_role(self, role: str, part: Part) -> str:
        if role == "p":
            return self.property(part)
        return self._thing(part) if role == "i" else self.a(part)

    def _thing(self, part: Part) -> str:
        """Return an individual or a value."""
        if isinstance(part, NamedNode):
            return self.named(part.value)
        if isinstance(part, Expression):  # only a declaration holds one: what it is, and its name
            return ", ".join(map(self._thing, part.parts))
        if isinstance(part, int):
            return str(part)
        if part.language:
            return self.say(PARTS["text in"], part.value, part.language)
        kind = _short(part.datatype.value)
        if kind == "xsd:string":
            return self.say(PARTS["text"], part.value)
        return self.say(PARTS["value of"], part.value, kind)

    def _class(self, iri: str) -> str:
        if iri in (OWL + "Thing", OWL + "Nothing"):
            return self.say(PARTS["thing" if iri.endswith("Thing") else "nothing"])
        short = _short(iri)
        if short in DATATYPES or iri.startswith(XSD):
            return self.say(DATATYPES.get(short, DATATYPES[""]), short)
        name = self.named(iri)
        return self.say(PARTS["an" if name[:1].lower() in "aeiou" else "a"], name)

    def _number(self, name: str, part: Expression) -> str:
        number, prop = part.parts[0], self.property(part.parts[1])
        assert isinstance(number, int)
        shown = self.say(PARTS[str(number)]) if number < 2 else str(number)
        none = number == 0 and name != "MinCardinality"
        said = f"{shown} {prop}" if none else self.say(PARTS[name], shown, prop)
        if len(part.parts) > 2 and part.parts[2] not in _ANYTHING:
            return self.say(PARTS["that is"], said, self.a(part.parts[2]))
        return said

    def _restricted(self, part: Expression) -> str:
        limits = []
        for facet, value in zip(part.parts[1::2], part.parts[2::2], strict=True):
            assert isinstance(facet, NamedNode)
            assert isinstance(value, Literal)
            name = facet.value.removeprefix(XSD)
            limits.append(self.say(FACETS.get(name, FACETS[""]), value.value, name))
        return self.say(PARTS["with"], self.a(part.parts[0]), self.listed(limits))

    def _capital(self, text: str) -> str:
        return text[:1].upper() + text[1:]


def _flat(parts: Iterable[Part]) -> list[Part]:
    """Take the bare brackets of a key away."""
    found: list[Part] = []
    for part in parts:
        found += part.parts if isinstance(part, Expression) and not part.name else (part,)
    return found


def _is_had(part: Part) -> bool:
    return isinstance(part, Expression) and bare(part.name) not in (
        *_BOOLEAN,
        "DatatypeRestriction",
    )


def _short(iri: str) -> str:
    for namespace, prefix in _BUILT_IN.items():
        if iri.startswith(namespace):
            return prefix + iri.removeprefix(namespace)
    return iri
