"""Why statements clash: the axioms that cannot hold together, none of them to spare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from scheidslijn.reasoning.api import Api
from scheidslijn.reasoning.justify import clashing_start, smallest_clash

__all__ = ["clashes", "reasons"]

_SOMEBODY: Final = "urn:x-scheidslijn:somebody"
_PAIRED: Final = ("DisjointClasses", "DifferentIndividuals", "SameIndividual")


def clashes(
    api: Api,
    ontology: Any,  # noqa: ANN401
    first: Sequence[str],
    unsatisfiable: Sequence[str] | None,
    most: int,
) -> list[dict[str, Any]]:
    """Return why an ontology is inconsistent, or why classes can have no members.

    Of an inconsistent ontology the next clash is looked for in what is left without the
    assertions of the one before, so that several slips are told at once.

    Args:
        api: OWLAPI and the reasoner.
        ontology: what to explain.
        first: the IRIs whose axioms are tried first.
        unsatisfiable: the classes without members; None for an inconsistent ontology.
        most: how many to explain.
    """
    axioms = _ordered(api, ontology, first)
    if unsatisfiable is not None:
        return [_empty(api, axioms, each) for each in unsatisfiable[:most]]
    found: list[dict[str, Any]] = []
    while len(found) < most:
        clash = _smallest(api, axioms, [])
        found.append({"about": None, **_told(api, clash)})
        used = set(filter(api.is_assertion, clash)) or set(clash)
        axioms = [axiom for axiom in axioms if axiom not in used]
        if len(found) == most or api.is_consistent(axioms):
            break
    return found


def reasons(
    api: Api,
    ontology: Any,  # noqa: ANN401
    first: Sequence[str],
    members: dict[str, dict[str, Any]],
) -> list[dict[str, Any]]:
    """Return from which axioms each inferred type follows, of the most specific ones.

    Args:
        api: OWLAPI and the reasoner.
        ontology: what the types were inferred from.
        first: the IRIs whose axioms are tried first.
        members: what `scheidslijn.reasoning.inferring.members` found.
    """
    found = []
    for name, member in members.items():
        axioms = _ordered(api, ontology, [name, *first])
        for kind in member["direct"]:
            denied = api.make.getOWLObjectComplementOf(api.owl_class(kind))
            extra = api.make.getOWLClassAssertionAxiom(denied, api.individual(name))
            texts = [api.text(axiom) for axiom in _smallest(api, axioms, [extra])]
            found.append({"individual": name, "class": kind, "axioms": texts})
    return found


def _empty(api: Api, axioms: list[Any], name: str) -> dict[str, Any]:
    """Explain a class without members: it clashes that somebody is one."""
    member = api.make.getOWLClassAssertionAxiom(api.owl_class(name), api.individual(_SOMEBODY))
    clash = _smallest(api, axioms, [member])
    told = _told(api, clash, [member])
    return {"about": name, "axioms": told["axioms"], "witness": []}


def _smallest(api: Api, axioms: list[Any], given: list[Any]) -> list[Any]:
    def clash(some: Sequence[Any]) -> bool:
        return not api.is_consistent([*some, *given])

    some = smallest_clash(clashing_start(axioms, clash), clash)
    pairs = [pair for axiom in some for pair in _pairs(axiom)]
    return some if len(pairs) == len(some) else smallest_clash(pairs, clash)


def _pairs(axiom: Any) -> Iterable[Any]:  # noqa: ANN401
    """Take an axiom that many things differ apart, since two of them are what clashes."""
    if str(axiom.getAxiomType().getName()) in _PAIRED:
        return sorted(axiom.asPairwiseAxioms(), key=str)
    return (axiom,)


def _told(api: Api, clash: list[Any], given: Sequence[Any] = ()) -> dict[str, Any]:
    return {
        "axioms": [api.text(axiom) for axiom in clash],
        "witness": sorted(_witnesses(api, [*clash, *given])),
    }


def _witnesses(api: Api, clash: list[Any]) -> Iterator[str]:
    """Yield who is in two disjoint classes, if that is the clash: without that axiom, both hold."""
    for axiom in clash:
        if str(axiom.getAxiomType().getName()) != "DisjointClasses":
            continue
        ontology = api.collect(each for each in clash if each != axiom)
        reasoner = api.reasoner(ontology)
        of_each = [
            set(api.names(reasoner.getInstances(each, False)))
            for each in axiom.getClassExpressionsAsList()
        ]
        yield from set.intersection(*of_each)
        reasoner.dispose()
        api.drop(ontology)
        return


def _ordered(api: Api, ontology: Any, first: Sequence[str]) -> list[Any]:  # noqa: ANN401
    """Return the logical axioms: those that name what is given, then classes, then the others."""
    return list(
        dict.fromkeys(
            [*api.naming(ontology, first), *api.schema(ontology), *api.assertions(ontology)]
        )
    )
