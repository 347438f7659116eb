"""Of which classes individuals are, each of them proven.

HermiT 1.3.8 at times tells of a class that an individual need not be of: of the packaged rule
book it says that employers and physicians are case management roles, and agrees all the same that
they are not. So what a reasoner tells counts when a class above a stated one is meant, or when an
individual has or is a value of a property of which that is the domain or range. Everything else
is put to the test: the opposite must be a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from scheidslijn.reasoning.api import Api

__all__ = ["Kinds"]


class Kinds:
    """Answers of which classes individuals are.

    Args:
        api: OWLAPI.
        axioms: what to look into.
        ontology: the same as an ontology.
        reasoner: the reasoner over it.
    """

    def __init__(self, api: Api, axioms: Sequence[Any], ontology: Any, reasoner: Any) -> None:  # noqa: ANN401
        self._api = api
        self._axioms = axioms
        self._ontology = ontology
        self._reasoner = reasoner
        self._above: dict[str, set[str]] = {}
        self._domains = self._named_classes("OBJECT_PROPERTY_DOMAIN", "getDomain")
        self._domains.update(self._named_classes("DATA_PROPERTY_DOMAIN", "getDomain"))
        self._ranges = self._named_classes("OBJECT_PROPERTY_RANGE", "getRange")
        self._values: dict[str, set[str]] | None = None

    def of(self, name: str) -> dict[str, list[str]]:
        """Return the classes of an individual, those that are stated, and the most specific others.

        Args:
            name: its IRI.
        """
        individual = self._api.individual(name)
        stated = set(self._stated(individual))
        certain = {
            above for each in (stated | self._by_use(name)) for above in {each, *self._up(each)}
        }
        told = set(self._api.names(self._reasoner.getTypes(individual, False)))
        proven = {each for each in told if each in certain or self._holds(individual, each)}
        found = proven | stated
        hidden = {above for each in found for above in self._up(each)}
        return {
            "classes": sorted(found),
            "direct": sorted(proven - stated - hidden),
            "stated": sorted(stated),
        }

    def _stated(self, individual: Any) -> Iterator[str]:  # noqa: ANN401
        for axiom in self._ontology.getClassAssertionAxioms(individual):
            if not axiom.getClassExpression().isAnonymous():
                yield str(axiom.getClassExpression().getIRI())

    def _by_use(self, name: str) -> set[str]:
        """Return the domains and ranges that an individual is in by what is stated."""
        if self._values is None:
            self._values = self._used()
        return self._values.get(name, set())

    def _used(self) -> dict[str, set[str]]:
        kinds = self._api.java("org.semanticweb.owlapi.model.AxiomType")
        found: dict[str, set[str]] = {}
        for name in ("OBJECT_PROPERTY_ASSERTION", "DATA_PROPERTY_ASSERTION"):
            for axiom in self._ontology.getAxioms(getattr(kinds, name)):
                prop = str(axiom.getProperty())
                found.setdefault(_name(axiom.getSubject()), set()).update(
                    self._domains.get(prop, ())
                )
                if name.startswith("OBJECT"):
                    found.setdefault(_name(axiom.getObject()), set()).update(
                        self._ranges.get(prop, ())
                    )
        return found

    def _named_classes(self, kind: str, getter: str) -> dict[str, set[str]]:
        kinds = self._api.java("org.semanticweb.owlapi.model.AxiomType")
        found: dict[str, set[str]] = {}
        for axiom in self._ontology.getAxioms(getattr(kinds, kind)):
            named = getattr(axiom, getter)()
            if not named.isAnonymous():
                found.setdefault(str(axiom.getProperty()), set()).add(str(named.getIRI()))
        return found

    def _up(self, name: str) -> set[str]:
        if name not in self._above:
            above = self._reasoner.getSuperClasses(self._api.owl_class(name), False)
            self._above[name] = set(self._api.names(above))
        return self._above[name]

    def _holds(self, individual: Any, name: str) -> bool:  # noqa: ANN401
        denied = self._api.make.getOWLObjectComplementOf(self._api.owl_class(name))
        denial = self._api.make.getOWLClassAssertionAxiom(denied, individual)
        return not self._api.is_consistent([*self._axioms, denial])


def _name(individual: Any) -> str:  # noqa: ANN401
    return str(individual.toStringID())
