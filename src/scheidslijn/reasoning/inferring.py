"""What follows: superclasses, kinds of individuals, and what they have of properties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from scheidslijn.reasoning.api import Api
from scheidslijn.reasoning.kinds import Kinds
from scheidslijn.reasoning.values import Values

__all__ = ["classes", "members", "properties", "reached"]

_PRECOMPUTED: Final = ("CLASS_ASSERTIONS", "OBJECT_PROPERTY_ASSERTIONS")


def classes(api: Api, ontology: Any, reasoner: Any) -> dict[str, dict[str, list[str]]]:  # noqa: ANN401
    """Return of each named class its superclasses, those right above it, and what equals it."""
    found = {}
    for each in sorted(ontology.getClassesInSignature(), key=str):
        if each.isOWLThing() or each.isOWLNothing() or not reasoner.isSatisfiable(each):
            continue
        name = str(each.getIRI())
        found[name] = {
            "above": api.names(reasoner.getSuperClasses(each, False)),
            "parents": api.names(reasoner.getSuperClasses(each, True)),
            "same": [
                same for same in api.names(reasoner.getEquivalentClasses(each)) if same != name
            ],
        }
    return found


def properties(api: Api, ontology: Any, reasoner: Any) -> dict[str, list[str]]:  # noqa: ANN401
    """Return of each named property the properties above it.

    A property that nothing can have is below every property. HermiT says so and Pellet does not;
    it is left out, since it tells nothing.
    """
    found = {}
    anything = api.make.getOWLThing()
    for each in sorted(ontology.getObjectPropertiesInSignature(), key=str):
        if reasoner.isSatisfiable(api.make.getOWLObjectSomeValuesFrom(each, anything)):
            found[str(each.getIRI())] = api.names(reasoner.getSuperObjectProperties(each, False))
    any_value = api.make.getTopDatatype()
    for each in sorted(ontology.getDataPropertiesInSignature(), key=str):
        if reasoner.isSatisfiable(api.make.getOWLDataSomeValuesFrom(each, any_value)):
            found[str(each.getIRI())] = api.names(reasoner.getSuperDataProperties(each, False))
    return found


def members(
    api: Api,
    ontology: Any,  # noqa: ANN401
    individuals: Iterable[str],
    values: bool,
) -> dict[str, dict[str, Any]]:
    """Return of each individual its classes and what it has of properties.

    They are inferred from all axioms about classes and properties, and of the assertions from
    those that can be reached from the individuals. So a few dossiers beside a whole rule book
    take seconds. All that is found follows; only what would follow from a statement that points
    at what was reached, and is pointed at by nothing there, is not found.

    Args:
        api: OWLAPI and the reasoner.
        ontology: what to infer from; it is consistent.
        individuals: their IRIs.
        values: whether to return what they have of properties too.
    """
    axioms = reached(api, ontology, individuals)
    part = api.collect(axioms)
    reasoner = api.reasoner(part)
    if values:
        kind = api.java("org.semanticweb.owlapi.reasoner.InferenceType")
        # HermiT 1.3.8 stumbles over questions about values that it has not worked out before
        reasoner.precomputeInferences(*(getattr(kind, name) for name in _PRECOMPUTED))
    kinds = Kinds(api, axioms, part, reasoner)
    has = Values(api, part, reasoner) if values else None
    found: dict[str, dict[str, Any]] = {}
    for name in individuals:
        found[name] = {**kinds.of(name)}
        if has is not None:
            individual = api.individual(name)
            found[name]["values"] = has.of(individual)
            same = api.names(reasoner.getSameIndividuals(individual))
            found[name]["same"] = [each for each in same if each != name]
    reasoner.dispose()
    api.drop(part)
    return found


def reached(api: Api, ontology: Any, individuals: Iterable[str]) -> list[Any]:  # noqa: ANN401
    """Return all but assertions, and the assertions that start at what can be reached.

    Args:
        api: OWLAPI.
        ontology: what to take from.
        individuals: where to start, beside the individuals that classes are defined with.
    """
    found = api.schema(ontology)
    seen: set[str] = set()
    waiting = [*individuals, *_individuals(found)]
    found += api.declarations(ontology)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            about = [*ontology.getAxioms(api.individual(name))]
            found += [axiom.getAxiomWithoutAnnotations() for axiom in about]
            waiting += _individuals(about)
    return found


def _individuals(axioms: Iterable[Any]) -> list[str]:
    return [str(each.getIRI()) for axiom in axioms for each in axiom.getIndividualsInSignature()]
