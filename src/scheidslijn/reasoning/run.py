"""Reasons over the rule book and what is beside it, and says in words what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pyoxigraph import Triple

from scheidslijn.inputs import Source
from scheidslijn.reasoning.handing import Handed, hand_over
from scheidslijn.reasoning.material import Material, read_material
from scheidslijn.reasoning.results import Results
from scheidslijn.reasoning.runtime import ask
from scheidslijn.reasoning.types import Consistency, Counts, Reasoning, Settings
from scheidslijn.resources import package_version

__all__ = ["check", "reason"]

Progress = Callable[[int, int], None]


def check(triples: Iterable[Triple], settings: Settings | None = None) -> Consistency:
    """Return whether these triples, read as OWL 2 DL, are consistent.

    Blank nodes with the same label are the same node: rename them when triples come
    from several files. Nothing is fetched.

    Args:
        triples: the ontology with everything it imports, and the individuals to check.
        settings: which reasoner, and its limits.

    Raises:
        EngineError: Java is missing, or the reasoner cannot read the triples.
    """
    handed = hand_over(triples)
    reply = ask(_request(clashes=0), [handed.named], settings or Settings())
    return _consistency(reply)


def reason(
    sources: Sequence[Source] = (),
    *,
    alone: bool = False,
    profiles: bool = False,
    inferred: bool = False,
    why: bool = False,
    settings: Settings | None = None,
    progress: Progress | None = None,
    notify: Callable[[str], None] | None = None,
) -> Reasoning:
    """Reason over the packaged rule book, with files of the user beside it.

    Args:
        sources: ontologies, rules and dossiers, as `scheidslijn.inputs.find_sources` finds them;
            they are read as one whole.
        alone: whether to leave out the packaged rule book.
        profiles: whether to check the profiles of OWL 2.
        inferred: whether to return the inferred triples: of the things in the files, or without
            files of those in the rule book.
        why: whether to say what the inferred classes of things follow from.
        settings: which reasoner, and its limits.
        progress: called with the steps done and of all steps.
        notify: called with each notice about an input.

    Raises:
        UsageError: a limit is not above 0.
        InputError: a file cannot be read.
        RuleBookError: the packaged rule book cannot be read.
        EngineError: Java is missing, took too much memory or time, or the reasoner failed.
    """
    settings = settings or Settings()
    material = read_material(sources, alone=alone, notify=notify)
    handed = hand_over(material.triples, plain=profiles)
    results = Results(material, handed)
    request = _request(
        first=results.own_names,
        clashes=settings.clashes,
        classify=True,
        individuals=results.asked_about(everything=inferred),
        values=inferred or bool(results.own_names),
        why=why,
        profiles=profiles,
    )
    documents = [handed.named, handed.plain] if profiles else [handed.named]
    return _reasoning(results, ask(request, documents, settings, progress), settings, inferred)


def _request(
    *,
    clashes: int,
    first: Sequence[str] = (),
    individuals: Sequence[str] = (),
    classify: bool = False,
    values: bool = False,
    why: bool = False,
    profiles: bool = False,
) -> dict[str, Any]:
    return {
        "first": list(first),
        "clashes": clashes,
        "classify": classify,
        "individuals": list(individuals),
        "values": values,
        "why": why,
        "profiles": profiles,
    }


def _consistency(reply: dict[str, Any]) -> Consistency:
    return Consistency(reply["consistent"], tuple(reply.get("unsatisfiable", ())))


def _reasoning(
    results: Results, reply: dict[str, Any], settings: Settings, inferred: bool
) -> Reasoning:
    material: Material = results.material
    handed: Handed = results.handed
    return Reasoning(
        reasoner=settings.reasoner,
        consistency=_consistency(reply),
        clashes=results.clashes(reply["clashes"]),
        classes=results.classes(reply.get("hierarchy", {})),
        individuals=results.individuals(reply.get("members", {}), reply.get("reasons", ())),
        roles=results.roles(reply.get("members", {})),
        profiles=results.profiles(reply.get("profiles", {})),
        inferred=results.inferred(reply) if inferred else (),
        counts=Counts(
            files=sum(origin.own for origin in material.origins),
            axioms=reply["axioms"],
            classes=reply["classes"],
            individuals=reply["individuals"],
            dates=handed.dates,
        ),
        version=package_version(),
        rulebook=material.version,
    )
