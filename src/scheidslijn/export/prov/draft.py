"""What PROV-O makes of the nodes of a dossier, and how its relations are said.

A qualified relation implies the plain one (PROV-O, property chains), so both are said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.facts import TIME, TYPE, Draft, own
from scheidslijn.export.material import Case, Node
from scheidslijn.model import Text

__all__ = [
    "ACTIVITY",
    "ENTITY",
    "HAS_TIME",
    "LOCATION",
    "PLAN",
    "PREFIXES",
    "PROV",
    "ProvDraft",
    "Sort",
    "prov",
]

PROV: Final = "http://www.w3.org/ns/prov#"


def prov(name: str) -> ox.NamedNode:
    """Return the term of PROV-O with this local name."""
    return ox.NamedNode(PROV + name)


ACTIVITY: Final = prov("Activity")
ENTITY: Final = prov("Entity")
PLAN: Final = prov("Plan")
LOCATION: Final = prov("Location")
_HAD_PLAN: Final = prov("hadPlan")
HAS_TIME: Final = ox.NamedNode(TIME + "hasTime")

_ROLE: Final = prov("Role")
_HAD_ROLE: Final = prov("hadRole")
_AGENT: Final = prov("agent")
_ASSOCIATION: Final = prov("Association")
_WAS_ASSOCIATED_WITH: Final = prov("wasAssociatedWith")
_QUALIFIED_ASSOCIATION: Final = prov("qualifiedAssociation")
_DELEGATION: Final = prov("Delegation")
_ACTED_ON_BEHALF_OF: Final = prov("actedOnBehalfOf")
_QUALIFIED_DELEGATION: Final = prov("qualifiedDelegation")
_HAD_ACTIVITY: Final = prov("hadActivity")

_STEP: Final = own("Processtap")
_TAKEN_ON: Final = own("verrichtOp")
_NO_AGENT: Final = Text(
    nl="Het dossier zegt niet dat dit een persoon of organisatie is.",
    en="The dossier does not say that this is a person or organisation.",
)
_NOT_TAKEN: Final = Text(
    nl="PROV gaat over wat er is gebeurd, en van deze stap is niet gezegd dat hij is gezet.",
    en="PROV is about what has happened, and this step is not said to have been taken.",
)
_TWO_SORTS: Final = Text(
    nl="Wat zo wordt genoemd, is in PROV al iets van een andere soort.",
    en="What is called so is something of another sort in PROV already.",
)


class Sort(Enum):
    """What a node is in PROV-O; it is one of these only."""

    ACTIVITY = 1
    ASSOCIATION = 2
    PLAN = 3
    ENTITY = 4
    AGENT = 5


_ACTIVITIES: Final = tuple(
    own(name)
    for name in (
        "Besluit",
        "Beroep",
        "Bezwaar",
        "Deskundigenoordeel",
        "Dossier",
        "Gegevensverwerking",
        "Handeling",
        "Hoorzitting",
        "Interventie",
        "Klacht",
        "Overleg",
        "Processtap",
        "Rechtsmiddelaanwending",
        "SecondOpinion",
        "Verwijzing",
    )
)
_SORTS: Final[dict[object, Sort]] = {
    **dict.fromkeys(_ACTIVITIES, Sort.ACTIVITY),
    own("Rolvervulling"): Sort.ASSOCIATION,
    own("Taakdelegatie"): Sort.PLAN,
    own("Delegatiebewijs"): Sort.ENTITY,
    own("Waarborg"): Sort.ENTITY,
    own("Persoon"): Sort.AGENT,
    own("Organisatie"): Sort.AGENT,
    own("Actor"): Sort.AGENT,
}


class ProvDraft(Draft):
    """What is said of one dossier in PROV-O, while it is being said.

    Attributes:
        sorts: what each node of the dossier is, with its classes of that sort.

    Args:
        case: the dossier.
    """

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.sorts: dict[Node, tuple[Sort, list[ox.NamedNode]]] = {}
        for node in self.subjects:
            self._sort(node)

    def _sort(self, node: Node) -> None:
        properties = self.subjects[node]
        kinds = [k for k in properties.get(TYPE, ()) if isinstance(k, ox.NamedNode) and k in _SORTS]
        if kinds == [_STEP] and _TAKEN_ON not in properties:
            self.leave(node, TYPE, _STEP, _NOT_TAKEN)
        elif kinds:
            sort = min((_SORTS[kind] for kind in kinds), key=_rank)
            same = [kind for kind in kinds if _SORTS[kind] is sort]
            self.sorts[node] = sort, same
            for kind in kinds:
                if kind not in same:
                    self.leave(node, TYPE, kind, _TWO_SORTS)

    def is_a(self, node: Node, sort: Sort, kind: ox.NamedNode | None = None) -> bool:
        """Return whether a node is of this sort, and of this class of ours if one is given."""
        found = self.sorts.get(node)
        return found is not None and found[0] is sort and (kind is None or kind in found[1])

    def of_sort(
        self, fact: Node, predicate: ox.NamedNode, sort: Sort, why: Text, kind: str | None = None
    ) -> list[Node]:
        """Return the values of a property that are of a sort, sorted; others are left out.

        Args:
            fact: what has the property.
            predicate: the property, of ours.
            sort: the sort that its values must be of.
            why: why another value cannot be held.
            kind: the local name of a class that they must have too.
        """
        cls = None if kind is None else own(kind)
        found = []
        for each in self.nodes(fact, predicate):
            if self.is_a(each, sort, cls):
                found.append(each)
            else:
                self.leave(fact, predicate, each, why)
        return found

    def agents(self, fact: Node, predicate: ox.NamedNode) -> list[Node]:
        """Return the persons and organisations among the values of a property, sorted."""
        return self.of_sort(fact, predicate, Sort.AGENT, _NO_AGENT)

    def associate(
        self,
        activity: Node,
        association: Node,
        agent: Node | None,
        roles: Iterable[Node],
        plan: Node | None = None,
    ) -> None:
        """Say that somebody was involved in an activity.

        Args:
            activity: in what.
            association: the node of the involvement itself.
            agent: who, or None where that is not known.
            roles: as what.
            plan: according to what, if anything.
        """
        self.say(activity, _QUALIFIED_ASSOCIATION, association)
        self.say(association, TYPE, _ASSOCIATION)
        if agent is not None:
            self.say(activity, _WAS_ASSOCIATED_WITH, agent)
            self.say(association, _AGENT, agent)
        for role in roles:
            self.say(association, _HAD_ROLE, role)
            self.say(role, TYPE, _ROLE)
        if plan is not None:
            self.say(association, _HAD_PLAN, plan)

    def delegate(
        self, delegation: Node, performer: Node, principal: Node, activities: Iterable[Node]
    ) -> None:
        """Say that somebody acted on behalf of another.

        Args:
            delegation: the node of the delegation itself.
            performer: who acted.
            principal: on behalf of whom.
            activities: in what; one at most.
        """
        self.say(performer, _ACTED_ON_BEHALF_OF, principal)
        self.say(performer, _QUALIFIED_DELEGATION, delegation)
        self.say(delegation, TYPE, _DELEGATION)
        self.say(delegation, _AGENT, principal)
        for activity in activities:
            self.say(delegation, _HAD_ACTIVITY, activity)


def _rank(sort: Sort) -> int:
    rank: int = sort.value
    return rank


PREFIXES: Final[Mapping[str, str]] = {"prov": PROV, "time": TIME}
