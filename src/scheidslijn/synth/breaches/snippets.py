"""What the tables of breaches write often: one more fact in Turtle, and a breach by it."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Severity
from scheidslijn.namespaces import XSD
from scheidslijn.synth.breach import Breach, Change, Expectation, mixing

__all__ = [
    "NEW",
    "access",
    "act",
    "breach",
    "data",
    "day",
    "decision",
    "delegation",
    "incomplete",
    "intervention",
    "norms",
    "organisation",
    "outside",
    "referral",
    "role",
    "roleless",
    "share",
    "shows",
    "somebody",
    "step",
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


def somebody(name: str, what: str) -> str:
    """Return one more person, ``zaak:<name>``, in a role."""
    return (
        f"zaak:{name} a sl:Persoon . zaak:rol-{name} a sl:Rolvervulling ; "
        f"sl:dossier zaak:dossier ; sl:door zaak:{name} ; sl:rol rol:{what} ; "
        'sl:vanaf "{s+20}"^^xsd:date . '
    )


def organisation(name: str, kind: str) -> str:
    """Return one more organisation, ``zaak:<name>``, of a kind."""
    return f"zaak:{name} a sl:Organisatie ; sl:organisatiesoort organisatiesoort:{kind} . "


def shows(node: str, condition: str) -> str:
    """Return that a node shows a condition which nothing else can show."""
    return f"{node} sl:toontAan voorwaarde:{condition} . "


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


def share(who: str, category: str, to: str) -> str:
    """Return that somebody shares data, ``zaak:gegeven``, with another."""
    return (
        f"zaak:gegeven a sl:Gegevensverwerking ; sl:dossier zaak:dossier ; sl:door {who} ; "
        f"sl:gegevens gegevenscategorie:{category} ; sl:bewerking bewerking:delen ; "
        f'sl:verstrektAan {to} ; sl:datum "{{s+95}}"^^xsd:date .'
    )


def access(who: str, file: str, operation: str = "raadplegen") -> str:
    """Return one more right of access, ``zaak:toegang``, to a kind of file."""
    return (
        f"zaak:toegang a sl:Toegangsrecht ; sl:dossier zaak:dossier ; sl:houder {who} ; "
        f"sl:bestandssoort bestandssoort:{file} ; sl:bewerking bewerking:{operation} ; "
        'sl:vanaf "{s+95}"^^xsd:date .'
    )


def decision(kind: str, who: str, more: str = "", behalf: str = "wie:werkgever") -> str:
    """Return one more decision, ``zaak:beslissing``, taken and issued by somebody for another.

    Args:
        kind: the kind of decision.
        who: who takes it.
        more: what else it says, each with a semicolon behind it.
        behalf: in whose name it is taken.
    """
    return (
        "zaak:beslissing a sl:Besluit ; sl:dossier zaak:dossier ; "
        f"sl:besluitsoort besluitsoort:{kind} ; sl:door {who} ; sl:beschikkingDoor {who} ; "
        f'sl:inNaamVan {behalf} ; {more}sl:datum "{{s+95}}"^^xsd:date ; '
        'sl:vanaf "{s+100}"^^xsd:date .'
    )


def intervention(kind: str, how: str, who: str) -> str:
    """Return one more intervention, ``zaak:interventie``, and how somebody takes part in it."""
    return (
        "zaak:interventie a sl:Interventie ; sl:dossier zaak:dossier ; "
        f"sl:interventiesoort interventiesoort:{kind} ; sl:{how} {who} ; "
        'sl:datum "{s+95}"^^xsd:date .'
    )


def referral(who: str, to: str) -> str:
    """Return one more referral, ``zaak:verwijzing``."""
    return (
        f"zaak:verwijzing a sl:Verwijzing ; sl:dossier zaak:dossier ; sl:door {who} ; "
        f'sl:verwezenNaar {to} ; sl:datum "{{s+95}}"^^xsd:date .'
    )


def step(kind: str, done: str, who: str, name: str = "stap") -> str:
    """Return one more step of the process, ``zaak:<name>``, and the day on which it was taken."""
    return (
        f"zaak:{name} a sl:Processtap ; sl:dossier zaak:dossier ; "
        f"sl:processtapsoort processtapsoort:{kind} ; sl:door {who} ; "
        f'sl:verrichtOp "{done}"^^xsd:date . '
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


def roleless(focus: str, who: str) -> Expectation:
    """Return the result for what is done by somebody without a role in the dossier."""
    return mixing(focus, who, shape="HandelenZonderRol", severity=Severity.INFO)


def incomplete(lacking: str) -> Expectation:
    """Return the result for a hearing, ``zaak:hoorzitting``, of which something is not known."""
    return mixing(
        *("zaak:hoorzitting", "zaak:hoorzitting", "hoorder-voorbereider"),
        shape="HoorzittingOnvolledig",
        severity=Severity.INFO,
        path=lacking,
    )
