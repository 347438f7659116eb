"""Who did what in dossiers, in the Provenance Ontology of W3C (PROV-O).

The case and what happens in it are activities; what remains of that, such as a decision, the data,
a delegation and its evidence, are entities; persons and organisations are agents. Nothing is both
an activity and an entity (PROV-CONSTRAINTS, constraint 55), nor one of these and a relation
(constraint 54): a node with classes of several sorts is exported as one of them, and the rest is
left out by name.

- Each way in which somebody is involved in an activity is an association, with our property as the
  role in it. A role assignment is an association with the case, or with the one decision that it
  is for. An association has one plan at most (constraint 23: its identifier is a key), so the
  task, the kind of decision or step, and a task delegation have an association each.
- ``namens``, ``inNaamVan`` and a task delegation are delegations within an activity.
- ``prov:startedAtTime`` wants a moment. A dossier knows days, and no midnight is made up: a day is
  ``dcterms:date``, a period an interval of OWL-Time at ``time:hasTime``.
- PROV is about what has happened. A step that was not taken, and an act that was not approved, are
  left out by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox

from scheidslijn.export.facts import DATE, PART_OF, TYPE, derived, numbered, own
from scheidslijn.export.material import Case, Node
from scheidslijn.export.profile import Profile, Unholdable
from scheidslijn.export.prov.acts import say_activity
from scheidslijn.export.prov.draft import ENTITY, HAS_TIME, PLAN, PREFIXES, ProvDraft, Sort, prov
from scheidslijn.export.prov.losses import LOSSES
from scheidslijn.model import Text

__all__ = ["PROFILE"]

_ATTRIBUTED_TO: Final = prov("wasAttributedTo")
_COLLECTION: Final = prov("Collection")
_HAD_MEMBER: Final = prov("hadMember")
_AGENT: Final = prov("Agent")
_AGENTS: Final = {own("Persoon"): prov("Person"), own("Organisatie"): prov("Organization")}

_ASSIGNMENT: Final = own("Rolvervulling")
_DELEGATION: Final = own("Taakdelegatie")
_DOSSIER: Final = own("dossier")
_BY: Final = own("door")
_ROLE: Final = own("rol")
_FOR_DECISION: Final = own("betreftBesluit")
_ON_BEHALF_OF: Final = own("namens")
_DELEGATING: Final = own("delegerende")
_DELEGATE: Final = own("gedelegeerde")
_TASK: Final = own("gedelegeerdeTaak")
_PARTS: Final = (own("bewijs"), own("waarborg"))
_AUTHORS: Final = (own("door"), own("ondertekendDoor"))
_DAY: Final = own("datum")

_NO_ACTIVITY: Final = Text(
    nl="Het dossier zegt niet dat dit een zaak of besluit is.",
    en="The dossier does not say that this is a case or decision.",
)
_ONE_OF_EACH: Final = Text(
    nl="In PROV heeft een rol of delegatie één actor en één activiteit.",
    en="In PROV a role or delegation has one agent and one activity.",
)
_OWN_NAME: Final = Text(
    nl="In PROV treedt men op voor een ander.", en="In PROV one acts on behalf of another."
)


def _agent(draft: ProvDraft, node: Node, kinds: list[ox.NamedNode]) -> None:
    draft.say(node, TYPE, _AGENT)
    for kind in kinds:
        draft.say(node, TYPE, kind)
        if kind in _AGENTS:
            draft.say(node, TYPE, _AGENTS[kind])


def _assignment(draft: ProvDraft, fact: Node, _kinds: list[ox.NamedNode]) -> None:
    performers, role = draft.agents(fact, _BY), draft.node(fact, _ROLE)
    within = _FOR_DECISION if draft.nodes(fact, _FOR_DECISION) else _DOSSIER
    activities = draft.of_sort(fact, within, Sort.ACTIVITY, _NO_ACTIVITY)
    if not performers or role is None or not activities:
        draft.leave_incomplete(fact, _ASSIGNMENT)
        return
    performer, activity = performers[0], activities[0]
    for predicate, values in ((_BY, performers), (within, activities)):
        for other in values[1:]:
            draft.leave(fact, predicate, other, _ONE_OF_EACH)
    draft.say(fact, TYPE, _ASSIGNMENT)
    draft.associate(activity, fact, performer, [role])
    interval = draft.period(fact)
    if interval is not None:
        draft.say(fact, HAS_TIME, interval)
    for part, principal in numbered("namens", draft.agents(fact, _ON_BEHALF_OF)):
        if principal == performer:
            draft.leave(fact, _ON_BEHALF_OF, principal, _OWN_NAME)
            continue
        draft.delegate(derived(fact, part), performer, principal, [activity])
        if interval is not None:
            draft.say(derived(fact, part), HAS_TIME, interval)


def _delegation(draft: ProvDraft, fact: Node, _kinds: list[ox.NamedNode]) -> None:
    """Say a task delegation: as an instruction, a plan that covers tasks; and who acts for whom."""
    for kind in (PLAN, ENTITY, _DELEGATION):
        draft.say(fact, TYPE, kind)
    for dossier in draft.nodes(fact, _DOSSIER):
        draft.say(fact, PART_OF, dossier)
    interval = draft.period(fact)
    if interval is not None:
        draft.say(fact, HAS_TIME, interval)
    for task in draft.nodes(fact, _TASK):
        draft.say(fact, TYPE, _COLLECTION)
        draft.say(fact, _HAD_MEMBER, task)
        draft.say(task, TYPE, PLAN)
        draft.say(task, TYPE, ENTITY)
    for predicate in _PARTS:
        for each in draft.nodes(fact, predicate):
            draft.say(each, PART_OF, fact)
    _acting_for_a_doctor(draft, fact, interval)


def _acting_for_a_doctor(draft: ProvDraft, fact: Node, interval: Node | None) -> None:
    doctors, delegates = draft.agents(fact, _DELEGATING), draft.agents(fact, _DELEGATE)
    cases = draft.of_sort(fact, _DOSSIER, Sort.ACTIVITY, _NO_ACTIVITY)
    for doctor in doctors:
        draft.say(fact, _ATTRIBUTED_TO, doctor)
    if not doctors or not delegates:
        draft.leave_incomplete(fact, _DELEGATION)
        return
    for predicate, values in ((_DELEGATING, doctors), (_DELEGATE, delegates), (_DOSSIER, cases)):
        for other in values[1:]:
            draft.leave(fact, predicate, other, _ONE_OF_EACH)
    node = derived(fact, "delegatie")
    draft.delegate(node, delegates[0], doctors[0], cases[:1])
    if interval is not None:
        draft.say(node, HAS_TIME, interval)


def _record(draft: ProvDraft, fact: Node, kinds: list[ox.NamedNode]) -> None:
    """Say evidence or a safeguard: a record, of whoever made or signed it."""
    for kind in (ENTITY, *kinds):
        draft.say(fact, TYPE, kind)
    for predicate in _AUTHORS:
        for author in draft.agents(fact, predicate):
            draft.say(fact, _ATTRIBUTED_TO, author)
    day = draft.day(fact, _DAY)
    if day is not None:
        draft.say(fact, DATE, day)


_FACTS: Final = {
    Sort.ACTIVITY: say_activity,
    Sort.ASSOCIATION: _assignment,
    Sort.PLAN: _delegation,
    Sort.ENTITY: _record,
    Sort.AGENT: _agent,
}


def _dossier(case: Case) -> Iterator[ox.Quad | Unholdable]:
    draft = ProvDraft(case)
    for node, (sort, kinds) in draft.sorts.items():
        _FACTS[sort](draft, node, kinds)
    return draft.finished()


PROFILE: Final = Profile(
    name="prov-o",
    title=Text(
        nl="Wie wat deed in een dossier, in de Provenance Ontology van W3C",
        en="Who did what in a dossier, in the Provenance Ontology of W3C",
    ),
    standard="https://www.w3.org/TR/prov-o/",
    losses=LOSSES,
    dossier=_dossier,
    prefixes=PREFIXES,
    alignment="prov",
)
