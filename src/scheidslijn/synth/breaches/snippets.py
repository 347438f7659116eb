"""What the tables of breaches write often: one more fact in Turtle, and a breach by it."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.namespaces import XSD
from scheidslijn.synth.breach import Breach, Change, Expectation, mixing

__all__ = [
    "NEW",
    "act",
    "breach",
    "data",
    "day",
    "delegation",
    "norms",
    "outside",
    "role",
    "warning",
]

NEW: Final = "zaak:rol-erbij"

_REQUIREMENTS: Final = (
    "aanwijzingen",
    "bekwaamheid-arts",
    "bekwaamheid-gedelegeerde",
    "informeren",
    "opdracht",
    "toezicht",
)


def breach(
    name: str, story: str, add: str, *expects: Expectation, drop: tuple[str, ...] = ()
) -> Breach:
    """Return a breach of one dossier."""
    return Breach(name, (Change(story, drop, add),), expects)


def day(text: str) -> str:
    """Return a day as N-Triples and Turtle write it."""
    return f'"{text}"^^<{XSD}date>'


def role(who: str, what: str, behalf: str, since: str = "{s+20}", until: str = "") -> str:
    """Return one more role assignment, `NEW`, for a principal and from and until a day."""
    end = f' ; sl:totEnMet "{until}"^^xsd:date' if until else ""
    return (
        f"{NEW} a sl:Rolvervulling ; sl:dossier zaak:dossier ; sl:door {who} ; sl:rol {what} ; "
        f'sl:namens {behalf} ; sl:vanaf "{since}"^^xsd:date{end} .'
    )


def act(who: str, task: str) -> str:
    """Return one more act, ``zaak:daad``."""
    return (
        f"zaak:daad a sl:Handeling ; sl:dossier zaak:dossier ; sl:door {who} ; sl:taak {task} ; "
        'sl:tenAanzienVan wie:werknemer ; sl:datum "{s+95}"^^xsd:date .'
    )


def data(who: str, category: str, operation: str) -> str:
    """Return one more data processing, ``zaak:gegeven``."""
    return (
        f"zaak:gegeven a sl:Gegevensverwerking ; sl:dossier zaak:dossier ; sl:door {who} ; "
        f"sl:gegevens gegevenscategorie:{category} ; sl:bewerking bewerking:{operation} ; "
        'sl:afkomstigVan wie:werknemer ; sl:datum "{s+95}"^^xsd:date .'
    )


def warning(focus: str, value: str, *norms: str) -> Expectation:
    """Return the result for roles that are discouraged only."""
    shape = "RolvermengingWaarschuwing"
    return mixing(focus, value, *norms, shape=shape, severity=Severity.WARNING)


def delegation(who: str) -> str:
    """Return one more delegation of triage, ``zaak:tweede-delegatie``, every requirement shown."""
    evidence = " , ".join(f"zaak:tweede-bewijs-{name}" for name in _REQUIREMENTS)
    return (
        "zaak:tweede-delegatie a sl:Taakdelegatie ; sl:dossier zaak:dossier ; "
        f"sl:delegerende wie:arts ; sl:gedelegeerde {who} ; sl:gedelegeerdeTaak taak:triage ; "
        f"sl:metGezondheidsgegevens true ; sl:bewijs {evidence} ; "
        'sl:vanaf "{s+20}"^^xsd:date . '
        "zaak:tweede-bewijs-toezicht sl:consultatieBinnenWerkdagen 2 . "
        + " ".join(
            f"zaak:tweede-bewijs-{name} a sl:Delegatiebewijs ; "
            f"sl:vereiste delegatievereiste:{name} ."
            for name in _REQUIREMENTS
        )
    )


def norms(shape: str, focus: str, value: str, *names: str) -> Expectation:
    """Return the result for a fact that norms forbid, reserve to another or ask more of."""
    severity = Severity.WARNING if shape.endswith("Waarschuwing") else Severity.VIOLATION
    return mixing(focus, value, *names, shape=shape, severity=severity)


def outside(focus: str) -> Expectation:
    """Return the result for what was done on a delegation, ``zaak:delegatie``, but outside it."""
    return norms("BuitenDelegatie", focus, "zaak:delegatie", "puv-gedelegeerde-volgt-voorwaarden")
