"""What somebody may be asked to do: each action, and the fact of a dossier that it amounts to.

The fact is what ``validate`` would look at, so that an answer and a finding are about the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from scheidslijn.model import Text
from scheidslijn.namespaces import ID, SL

__all__ = ["ACTIONS", "Action"]


@dataclass(frozen=True, slots=True)
class Action:
    """One kind of thing that a role may do or not.

    Attributes:
        verb: its name.
        question: the question whether a role may do it.
        matters: the classes of what it may be done to, by local name.
        fact: the class of the fact that states it, by local name; empty for roles together.
        actor: the property of that fact that says who, by local name.
        operation: of data, which operation it is, by local name.
    """

    verb: Text
    question: Text
    matters: tuple[str, ...]
    fact: str = ""
    actor: str = "door"
    operation: str | None = None

    @property
    def operation_iri(self) -> str | None:
        """The operation as a term of the rule book."""
        return None if self.operation is None else f"{ID}bewerking/{self.operation}"

    @property
    def fact_iri(self) -> str:
        """The class of the fact as a term of the ontology."""
        return SL + self.fact

    @property
    def actor_iri(self) -> str:
        """The property that says who did it, as a term of the ontology."""
        return SL + self.actor


_DATA: Final = ("Gegevenscategorie", "Bestandssoort")


def _data(verb: Text, question: Text, operation: str) -> Action:
    return Action(verb, question, _DATA, "Gegevensverwerking", operation=operation)


# Also the order in which the command lists them. What stands between brackets in a question is
# the other end, where there is one.
ACTIONS: Final[dict[str, Action]] = {
    "do": Action(
        Text("doen", "do"),
        Text("Mag {role} dit doen: {matter}?", "May {role} do this: {matter}?"),
        ("Taak",), "Handeling",
    ),
    "delegate": Action(
        Text("delegeren", "delegate"),
        Text("Mag {role} deze taak delegeren[ aan {other}]: {matter}?",
             "May {role} delegate this task[ to {other}]: {matter}?"),
        ("Taak",), "Taakdelegatie", "delegerende",
    ),
    "ask": _data(
        Text("vragen", "ask"),
        Text("Mag {role} [bij {other} ]vragen naar {matter}?",
             "May {role} ask [{other} ]for {matter}?"),
        "vragen",
    ),
    "record": _data(
        Text("vastleggen", "record"),
        Text("Mag {role} dit[ van {other}] vastleggen: {matter}?",
             "May {role} record this[ from {other}]: {matter}?"),
        "vastleggen",
    ),
    "see": _data(
        Text("inzien", "see"),
        Text("Mag {role} dit[ van {other}] inzien: {matter}?",
             "May {role} see this[ from {other}]: {matter}?"),
        "raadplegen",
    ),
    "share": _data(
        Text("delen", "share"),
        Text("Mag {role} dit delen[ met {other}]: {matter}?",
             "May {role} share this[ with {other}]: {matter}?"),
        "delen",
    ),
    "receive": _data(
        Text("ontvangen", "receive"),
        Text("Mag {role} dit ontvangen[ van {other}]: {matter}?",
             "May {role} receive this[ from {other}]: {matter}?"),
        "ontvangen",
    ),
    "access": Action(
        Text("toegang", "access"),
        Text("Mag {role} toegang hebben tot: {matter}?", "May {role} have access to: {matter}?"),
        ("Bestandssoort",), "Toegangsrecht", "houder",
    ),
    "decide": Action(
        Text("besluiten", "decide"),
        Text("Mag {role} dit besluit nemen: {matter}?",
             "May {role} take this decision: {matter}?"),
        ("Besluitsoort",), "Besluit",
    ),
    "prepare": Action(
        Text("voorbereiden", "prepare"),
        Text("Mag {role} dit besluit voorbereiden: {matter}?",
             "May {role} prepare this decision: {matter}?"),
        ("Besluitsoort",), "Besluit", "voorbereidDoor",
    ),
    "issue": Action(
        Text("afgeven", "issue"),
        Text("Mag {role} de beschikking afgeven bij dit besluit: {matter}?",
             "May {role} issue the formal order for this decision: {matter}?"),
        ("Besluitsoort",), "Besluit", "beschikkingDoor",
    ),
    "combine": Action(
        Text("combineren", "combine"),
        Text("Mag {role} tegelijk {matter} zijn?", "May {role} be {matter} at the same time?"),
        ("Rol",),
    ),
}  # fmt: skip
