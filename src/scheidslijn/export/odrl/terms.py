"""The ODRL profile: the terms of our own that the policies need, declared as ODRL demands.

Terms are declared in the ways that the ODRL Information Model 2.2 names under "ODRL Profile
Mechanism": rule classes disjoint with the others, functions of parties, actions with what they
are included in, left operands and a conflict strategy.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.odrl.words import (
    ACTIONS,
    FUNCTIONS,
    OPERANDS,
    OTHERS,
    PROPERTIES,
    RULES,
    Term,
)
from scheidslijn.model import Text
from scheidslijn.namespaces import BASE, DCTERMS, OWL, RDF, RDF_TYPE, RDFS, RDFS_LABEL, SKOS

__all__ = ["ADOPTED", "ODRL", "PROFILE_IRI", "PROV", "SLP", "declared", "texts", "vocabulary"]

ODRL: Final = "http://www.w3.org/ns/odrl/2/"
PROF: Final = "http://www.w3.org/ns/dx/prof/"
PROV: Final = "http://www.w3.org/ns/prov#"
PROFILE_IRI: Final = BASE + "odrl-profile"
SLP: Final = PROFILE_IRI + "#"

# Terms of the ODRL Common Vocabulary that the profile adopts; they are outside the core.
ADOPTED: Final = ("dateTime", "delayPeriod", "elapsedTime", "event", "recipient")

_TYPE: Final = ox.NamedNode(RDF_TYPE)


def texts(node: ox.NamedNode, predicate: str, text: Text) -> Iterator[ox.Quad]:
    """Yield a text of a node in both languages."""
    for language, words in (("nl", text.nl), ("en", text.en)):
        yield ox.Quad(node, ox.NamedNode(predicate), ox.Literal(words, language=language))


def declared(
    node: ox.NamedNode, kinds: tuple[str, ...], label: Text, definition: Text
) -> Iterator[ox.Quad]:
    """Yield what declares a term of the profile: its types, texts and membership."""
    profile = ox.NamedNode(PROFILE_IRI)
    for kind in (*kinds, SKOS + "Concept"):
        yield ox.Quad(node, _TYPE, ox.NamedNode(kind))
    yield from texts(node, RDFS_LABEL, label)
    yield from texts(node, SKOS + "definition", definition)
    if node.value.startswith(SLP):
        yield ox.Quad(node, ox.NamedNode(RDFS + "isDefinedBy"), profile)
    yield ox.Quad(profile, ox.NamedNode(SKOS + "member"), node)


def vocabulary() -> Iterator[ox.Quad]:
    """Yield the profile with every term that does not depend on the rule book."""
    yield from _header()
    yield from _rule_classes()
    for name, term in FUNCTIONS.items():
        yield from _property(name, term, ODRL + "Rule", ODRL + "Party")
        yield _link(name, RDFS + "subPropertyOf", ODRL + "function")
    for name, term in PROPERTIES.items():
        yield from declared(ox.NamedNode(SLP + name), (RDF + "Property",), *term)
    for name, term in ACTIONS.items():
        yield from declared(ox.NamedNode(SLP + name), (ODRL + "Action",), *term)
        above = ODRL + "use" if name == "act" else SLP + "act"
        yield _link(name, ODRL + "includedIn", above)
    for name, term in OPERANDS.items():
        operand = ox.NamedNode(SLP + "left-" + name)
        yield from declared(operand, (ODRL + "LeftOperand", OWL + "NamedIndividual"), *term)
    for name, kind in (("bothStand", "ConflictTerm"), ("roleHolders", "PartyCollection")):
        kinds = (ODRL + kind, OWL + "NamedIndividual")
        yield from declared(ox.NamedNode(SLP + name), kinds, *OTHERS[name])


def _header() -> Iterator[ox.Quad]:
    profile = ox.NamedNode(PROFILE_IRI)
    yield ox.Quad(profile, _TYPE, ox.NamedNode(PROF + "Profile"))
    yield ox.Quad(profile, _TYPE, ox.NamedNode(SKOS + "Collection"))
    yield ox.Quad(profile, ox.NamedNode(PROF + "isProfileOf"), ox.NamedNode(ODRL + "core"))
    title = Text(nl="ODRL-profiel van scheidslijn", en="ODRL profile of scheidslijn")
    yield from texts(profile, DCTERMS + "title", title)
    description = Text(
        nl="Soorten regels, handelingen en voorwaarden voor verzuim, Ziektewet en WGA.",
        en="Kinds of rule, actions and conditions for sickness absence, Ziektewet and WGA.",
    )
    yield from texts(profile, DCTERMS + "description", description)
    license_ = ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
    yield ox.Quad(profile, ox.NamedNode(DCTERMS + "license"), license_)
    for name in ADOPTED:
        yield ox.Quad(profile, ox.NamedNode(SKOS + "member"), ox.NamedNode(ODRL + name))


def _rule_classes() -> Iterator[ox.Quad]:
    names = list(RULES)
    for name, term in RULES.items():
        kinds = (RDFS + "Class", OWL + "Class")
        yield from declared(ox.NamedNode(SLP + name), kinds, *term)
        yield _link(name, RDFS + "subClassOf", ODRL + "Rule")
        others = [ODRL + each for each in ("Permission", "Prohibition", "Duty")]
        others += [SLP + each for each in names if each != name]
        for other in others:
            yield _link(name, OWL + "disjointWith", other)
        property_ = name[0].lower() + name[1:]
        yield from _property(property_, term, ODRL + "Policy", SLP + name)


def _property(name: str, term: Term, domain: str, range_: str) -> Iterator[ox.Quad]:
    kinds = (RDF + "Property", OWL + "ObjectProperty")
    yield from declared(ox.NamedNode(SLP + name), kinds, *term)
    yield _link(name, RDFS + "domain", domain)
    yield _link(name, RDFS + "range", range_)


def _link(name: str, predicate: str, value: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(SLP + name), ox.NamedNode(predicate), ox.NamedNode(value))
