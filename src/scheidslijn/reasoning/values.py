"""What individuals have of properties: what is stated, and what follows.

To ask the reasoner for each individual and each property takes minutes for a rule book. A value
that is not stated can only come from an axiom that leads from one property to another (or on to
itself, as when it is transitive), from an individual that a class is defined with, or from two
names for one thing. So where there are no such individuals and names, only properties in such
axioms are asked for. Of any other property what is stated is all there is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scheidslijn.reasoning.api import Api

__all__ = ["Values"]

_LEADING: Final = (
    "SUB_OBJECT_PROPERTY",
    "SUB_DATA_PROPERTY",
    "SUB_PROPERTY_CHAIN_OF",
    "EQUIVALENT_OBJECT_PROPERTIES",
    "EQUIVALENT_DATA_PROPERTIES",
    "INVERSE_OBJECT_PROPERTIES",
    "SYMMETRIC_OBJECT_PROPERTY",
    "TRANSITIVE_OBJECT_PROPERTY",
    "REFLEXIVE_OBJECT_PROPERTY",
)
# Expressions that give a value by themselves, by the end of the name of their class in OWLAPI.
_GIVING: Final = ("HasValue", "HasSelf", "OneOf")


class Values:
    """Answers what individuals have of properties.

    Args:
        api: OWLAPI.
        ontology: what to look into.
        reasoner: the reasoner over it.
    """

    def __init__(self, api: Api, ontology: Any, reasoner: Any) -> None:  # noqa: ANN401
        self._api = api
        self._ontology = ontology
        self._reasoner = reasoner
        asked = self._all() if self._is_entangled() else self._leading()
        self._object = [each for each in asked if each.isOWLObjectProperty()]
        self._data = [each for each in asked if each.isOWLDataProperty()]

    def of(self, individual: Any) -> list[list[str]]:  # noqa: ANN401
        """Return each property that an individual has, with the value, sorted."""
        found = set(self._stated(individual))
        for each in self._object:
            for value in self._api.names(self._reasoner.getObjectPropertyValues(individual, each)):
                found.add((str(each.getIRI()), f"<{value}>"))
        for each in self._data:
            for literal in self._reasoner.getDataPropertyValues(individual, each):
                found.add((str(each.getIRI()), self._api.text(literal)))
        return sorted(map(list, found))

    def _stated(self, individual: Any) -> Iterable[tuple[str, str]]:  # noqa: ANN401
        for axiom in self._ontology.getObjectPropertyAssertionAxioms(individual):
            prop, value = axiom.getProperty(), axiom.getObject()
            if not prop.isAnonymous() and not value.isAnonymous():
                yield str(prop.getIRI()), f"<{value.getIRI()}>"
        for axiom in self._ontology.getDataPropertyAssertionAxioms(individual):
            yield str(axiom.getProperty().getIRI()), self._api.text(axiom.getObject())

    def _all(self) -> set[Any]:
        return {
            *self._ontology.getObjectPropertiesInSignature(),
            *self._ontology.getDataPropertiesInSignature(),
        }

    def _leading(self) -> set[Any]:
        """Return the properties in axioms that lead from one property to another."""
        kinds = self._api.java("org.semanticweb.owlapi.model.AxiomType")
        return {
            entity
            for name in _LEADING
            for axiom in self._ontology.getAxioms(getattr(kinds, name))
            for entity in axiom.getSignature()
        }

    def _is_entangled(self) -> bool:
        """Return whether something is defined with individuals, or has two names."""
        for axiom in self._api.schema(self._ontology):
            for each in axiom.getNestedClassExpressions():
                if str(each.getClassExpressionType().getName()).endswith(_GIVING):
                    return True
        named = self._ontology.getIndividualsInSignature()
        return any(self._reasoner.getSameIndividuals(each).getSize() > 1 for each in named)
