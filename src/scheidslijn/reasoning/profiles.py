"""Which profile of OWL 2 an ontology is in, as OWLAPI judges it."""

from __future__ import annotations

from typing import Final

from scheidslijn.reasoning.api import Api

__all__ = ["PROFILES", "violations"]

PROFILES: Final = ("DL", "RL", "EL", "QL")


def violations(api: Api, document: bytes) -> dict[str, list[list[str]]]:
    """Return of each profile what stands outside it: kind of violation, axiom, and expression.

    Args:
        api: OWLAPI.
        document: the ontology in RDF/XML, with its blank nodes.
    """
    ontology = api.load(document)
    found = {}
    for name in PROFILES:
        profile = api.java(f"org.semanticweb.owlapi.profiles.OWL2{name}Profile")()
        found[name] = sorted(
            [
                str(each.getClass().getSimpleName()),
                "" if each.getAxiom() is None else api.text(each.getAxiom()),
            ]
            for each in profile.checkOntology(ontology).getViolations()
        )
    api.drop(ontology)
    return found
