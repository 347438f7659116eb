"""What is asked of the reasoner, over OWLAPI; runs in the process of `scheidslijn.reasoning.child`.

Everything is handed back as strings and lists, sorted: IRIs as they are, and axioms and literals
in functional-style syntax.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from scheidslijn.reasoning.api import Api
from scheidslijn.reasoning.clash import clashes, reasons
from scheidslijn.reasoning.inferring import classes, members, properties, reached
from scheidslijn.reasoning.profiles import violations

__all__ = ["answer"]

Progress = Callable[[int, int], None]

_STEPS: Final = 5


def answer(
    java_class: Callable[[str], Any],
    request: dict[str, Any],
    documents: list[bytes],
    progress: Progress,
) -> dict[str, Any]:
    """Do what a request asks.

    Args:
        java_class: gives a Java class by its name.
        request: ``reasoner``; ``first`` (IRIs whose statements are tried first for a clash);
            ``clashes`` (how many are wanted); ``individuals`` (whose types are wanted); ``values``
            (also what they have of properties); ``why`` (also what their types follow from);
            ``classify``; and ``profiles``.
        documents: what to reason over in RDF/XML, and then, if profiles are asked for, the same
            with its blank nodes.
        progress: called with the steps done and of all steps.
    """
    api = Api(java_class, request["reasoner"])
    progress(0, _STEPS)
    ontology = api.load(documents[0])
    reply: dict[str, Any] = {
        "axioms": int(ontology.getLogicalAxiomCount()),
        "classes": int(ontology.getClassesInSignature().size()),
        "individuals": int(ontology.getIndividualsInSignature().size()),
    }
    if request["profiles"]:
        reply["profiles"] = violations(api, documents[1])
    progress(1, _STEPS)
    reasoner = api.reasoner(ontology)
    reply["consistent"] = bool(reasoner.isConsistent())
    reasoner.dispose()
    progress(2, _STEPS)
    if reply["consistent"]:
        _inferred(api, ontology, request, reply, progress)
    reply["clashes"] = clashes(
        api, ontology, request["first"], reply.get("unsatisfiable"), request["clashes"]
    )
    progress(_STEPS, _STEPS)
    return reply


def _inferred(
    api: Api,
    ontology: Any,  # noqa: ANN401
    request: dict[str, Any],
    reply: dict[str, Any],
    progress: Progress,
) -> None:
    # individuals matter to classes only as far as classes are defined with them
    part = api.collect(reached(api, ontology, ()))
    reasoner = api.reasoner(part)
    reply["unsatisfiable"] = api.empty_classes(reasoner)
    if request["classify"]:
        reply["hierarchy"] = classes(api, ontology, reasoner)
    if request["values"]:
        reply["subproperties"] = properties(api, ontology, reasoner)
    reasoner.dispose()
    api.drop(part)
    progress(3, _STEPS)
    if request["individuals"]:
        reply["members"] = members(api, ontology, request["individuals"], request["values"])
    progress(4, _STEPS)
    if request["why"]:
        reply["reasons"] = reasons(api, ontology, request["first"], reply.get("members", {}))
