"""Which cases and queries a mutant can touch at all: only those need to be asked.

A norm is found by a pattern of its shape, such as ``?norm sl:getoetstDoor <shape> ; sl:onderwerp
?onderwerp ; sl:domein ?domein``, in which the variables come from the facts of a dossier. A case
in which none of the norm's values can be reached gives no row about that norm, whatever else the
norm says; nor does one that lacks what the norm asks of a fact, such as a value of its
``sl:betreftTaak``. Both are left out, with old and new values counted as its own. An exception and
a condition touch what the norms touch that they belong to; a task, role or category touches the
cases that can reach it (`cases.Case.terms`). A property that a query does not name cannot change
its rows: where a query has a variable for a property, its subject is a node of the dossier.

SHACL Core looks at nodes of the dossier and at the classes of their values, so only the queries
that the shapes themselves state are asked. Each of their rows is about one norm: a query is asked
about the norms only that a mutant can touch, and what is found about others is taken from the run
without a mutant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, cached_property
from typing import Final

import pyoxigraph as ox

from bench.mutation.cases import Case
from bench.mutation.domains import Domains
from bench.mutation.judge import Asked, Given
from bench.mutation.mutant import Edit, Mutant
from bench.mutation.rules import HIERARCHY, Rules
from bench.mutation.shapes import ShapeMutants
from bench.mutation.world import World
from scheidslijn.compile.plan import OwnQuery
from scheidslijn.model import Term
from scheidslijn.namespaces import RDF_TYPE, SL
from scheidslijn.terms import term_text

# What a pattern that finds norms can join with facts of a dossier.
_JOINED: Final = (
    "onderwerp",
    "betreftBetrokkenheid",
    "betreftBesluitsoort",
    "betreftProcesstap",
    "betreftTaak",
    "domein",
)
_FOUND_BY: Final = "?norm sl:getoetstDoor "
_ANCHOR: Final = re.compile(r"\?norm sl:getoetstDoor <([^>]*)>([^.{}]*)")
# What a query compares with a fact, of a norm and of an exception to it.
_NARROWS: Final = "EXISTS { ?norm ?eis ?gevraagd }"
_NARROWS_EXCEPTION: Final = "EXISTS { ?regel ?eis ?gevraagd }"
_HOLDER: Final = (
    "IF(BOUND(?rol), EXISTS { ?rol sl:brederRol* ?drager . "
    "FILTER EXISTS { ?norm sl:drager ?drager } }, false)"
)
_EXCEPTION: Final = re.compile(r"(\?\w+) sl:uitzonderingOp")
_PROPERTY: Final = re.compile(r"sl:(\w+)")
# Where the queries look for a value or anything narrower, by the hierarchy.
_BROADER: Final = dict.fromkeys(
    ("drager", "uitTeOefenenDoor", "laatOnverlet", "jegens"), "brederRol"
)
_HIERARCHY_OF: Final = {
    **_BROADER,
    "betreftTaak": "brederTaak",
    "betreftGegevens": "brederCategorie",
}
_IN_DOMAIN: Final = re.compile(r"\?norm [^.{}]*sl:domein \?domein")


class Selection:
    """Says what to ask of which cases, for each mutant.

    Args:
        world: rule book and shapes.
        rules: what of the rule book is checked.
        shapes: makes the plans of changed shapes.
        cases: the cases that hold without a mutant.
        given: what each case gives, by its number.
    """

    def __init__(
        self,
        world: World,
        rules: Rules,
        shapes: ShapeMutants,
        cases: Sequence[Case],
        given: Given,
    ) -> None:
        self._world = world
        self._rules = rules
        self._shapes = shapes
        self._cases = cases
        self._domains = Domains(world)
        self._about = {
            number: frozenset[Term]().union(*findings.values())
            for number, findings in given.items()
        }

    def asked(self, mutant: Mutant) -> Asked:
        """Return what to ask of cases.

        Raises:
            ShapesError: the mutant is no well-formed SHACL.
            UncompilableError: it cannot be compiled.
        """
        if mutant.of_shapes:
            before = self._shapes.plan(mutant.shapes)
            return Asked(self._shapes.plan(mutant.shapes, mutant.edit), before)
        checked_by = self._checked_by(mutant)
        own = tuple(
            query
            for query, (check, text, named) in zip(
                self._world.plan.own, self._world.queries, strict=True
            )
            if named & self._terms_of(mutant)
            and not self._is_unread_exception(mutant, text)
            and (check.shape in checked_by or not _ANCHOR.search(text))
        )
        before = replace(self._world.plan, own=own, core=())
        norms = frozenset(self._norms(mutant))
        if mutant.part in ("hierarchy", "term") or not all(map(_names_norm, own)):
            return Asked(before, before)
        narrow = tuple(replace(query, text=_about_only(query.text, norms)) for query in own)
        return Asked(replace(before, own=narrow), before, norms)

    def cases(self, mutant: Mutant) -> list[Case]:
        """Return the cases that a mutant can touch, those that are likely to notice first."""
        if mutant.of_shapes:
            return self._for_shapes(mutant)
        norms = self._norms(mutant)
        new = {term_text(quad.object) for quad in mutant.edit.added}
        found = [case for case in self._cases if self._touches(mutant, norms, new, case)]
        return sorted(found, key=lambda case: (not self._about[case.number] & norms, case.number))

    def is_implied(self, mutant: Mutant) -> bool:
        """Return whether a value that is dropped or put in its place says nothing by itself.

        A shape that finds a norm by ``sl:onderwerp`` gives rows for facts of that kind only. If
        the norm asks for the same kind of fact, task or data, it asks for nothing more. Neither
        does a class of fact if the domains of the other properties leave no other class, a role
        beside a broader one, what an exception asks for like the norms from which it excepts, nor
        that a task is reserved if a broader task is.
        """
        prop, subject = mutant.about.removeprefix(SL), mutant.subject
        before = self._world.values(subject, prop)
        dropped, added = _values(mutant.edit.without, prop), _values(mutant.edit.added, prop)
        after = before - dropped
        if mutant.part == "term" and prop == "voorbehoudenAan" and not added:
            broader = self._broader(subject, "brederTaak")
            return any(dropped <= self._world.values(task, prop) for task in broader)
        if mutant.part != "norm":
            return False
        if prop in _BROADER and self._is_covered(subject, prop, after, dropped | added):
            return True
        if added:
            return False
        if prop == "betreftFeit" and not after:
            return self._is_only_class(subject, before)
        if self._world.values(subject, "uitzonderingOp"):
            return self._is_of_mains(subject, prop, before, after)
        return self._is_subject(subject, prop, before, after)

    def _is_covered(self, norm: Term, prop: str, after: set[Term], roles: set[Term]) -> bool:
        """Return whether each of these roles is, or has a broader one, among what is left."""
        forms = self._world.values(norm, "overdrachtsvorm")
        if any(self._world.values(form, "sluitOverdrachtUit") for form in forms):
            return False
        if prop in ("uitTeOefenenDoor", "laatOnverlet"):
            after = after | self._world.values(norm, "drager")
        return all(after & {role, *self._broader(role, _BROADER[prop])} for role in roles)

    def _broader(self, value: Term, prop: str) -> set[Term]:
        """Return what is broader than a role, task or category, at any distance."""
        above = self._world.values(value, prop)
        return above.union(*(self._broader(each, prop) for each in above))

    def _is_of_mains(self, norm: Term, prop: str, before: set[Term], after: set[Term]) -> bool:
        """Return whether an exception asks no more than the norms to which it is one."""
        if prop != "drager" and SL + prop not in self._world.compared:
            return False
        mains = self._world.values(norm, "uitzonderingOp")
        asked = [self._world.values(main, prop) for main in mains if self._is_asked(main, prop)]
        within = [
            {value, *self._broader(value, _HIERARCHY_OF.get(prop, ""))}
            for values in asked
            for value in values
        ]
        return all(asked) and all(
            reached & before and (not after or reached & after) for reached in within
        )

    def _is_asked(self, main: Term, prop: str) -> bool:
        """Return whether a query asks an exception to this norm for the property."""
        shapes = self._world.values(main, "getoetstDoor")
        return any(
            (prop in _read_of_exceptions(text) if prop == "drager" else _NARROWS_EXCEPTION in text)
            for check, text, _ in self._world.queries
            if check.shape in shapes
        )

    def _is_subject(self, norm: Term, prop: str, before: set[Term], after: set[Term]) -> bool:
        shapes = self._world.values(norm, "getoetstDoor")
        if not shapes:
            return False
        anchored = all("onderwerp" in self._anchors.get(shape, ()) for shape in shapes)
        subjects = self._world.values(norm, "onderwerp")
        narrowing = anchored and prop in _common(self._narrowed, shapes) - {"domein", "drager"}
        return narrowing and subjects <= before and (not after or subjects <= after)

    def _is_only_class(self, norm: Term, classes: set[Term]) -> bool:
        """Return whether a norm reaches facts of these classes alone, also without saying so."""
        # an exception is asked about facts of the norm from which it excepts
        mains = self._world.values(norm, "uitzonderingOp")
        if mains:
            return all(self._facts(main) <= classes for main in mains)
        return self._facts(norm, {"betreftFeit"}) <= classes

    def _facts(self, norm: Term, unsaid: Set[str] = frozenset()) -> frozenset[Term]:
        """Return the classes of the facts about which a norm is asked, but for what is unsaid."""
        shapes = self._world.values(norm, "getoetstDoor")
        selectors = _common(self._found_by, shapes) | _common(self._narrowed, shapes)
        return self._domains.reached(norm, shapes, selectors - unsaid)

    def _terms_of(self, mutant: Mutant) -> set[Term]:
        """Return what a query must name to see the mutant: the property, or the class."""
        if mutant.about != RDF_TYPE:
            return {mutant.about}
        return {term_text(q.object) for q in (*mutant.edit.without, *mutant.edit.added)}

    def _is_unread_exception(self, mutant: Mutant, text: str) -> bool:
        """Return whether a norm that only excepts has a property that this query asks of none."""
        if mutant.part != "norm" or not mutant.about.startswith(SL):
            return False
        values = self._world.values
        if values(mutant.subject, "getoetstDoor") or values(mutant.subject, "onverenigbareRol"):
            return False
        prop = mutant.about.removeprefix(SL)
        if _NARROWS_EXCEPTION in text and mutant.about in self._world.compared:
            return False
        return prop != "getoetstDoor" and prop not in _read_of_exceptions(text)

    def _norms(self, mutant: Mutant) -> set[Term]:
        """Return the norms on which a mutant can have a bearing by what they say."""
        if mutant.part == "hierarchy":
            return set()
        if mutant.part == "norm":
            return self._with_main(mutant)
        props = {SL + "voorwaarde", SL + "vereist"} if mutant.part == "condition" else None
        naming = {
            term_text(quad.subject)
            for quad in self._world.naming.get(mutant.subject, ())
            if props is None or quad.predicate.value in props
        }
        owners = naming & self._rules.norms
        return owners.union(*(self._world.values(norm, "uitzonderingOp") for norm in owners))

    def _with_main(self, mutant: Mutant) -> set[Term]:
        """Return a norm with those to which it is an exception, before or after the change."""
        found = {mutant.subject, *self._world.values(mutant.subject, "uitzonderingOp")}
        if mutant.about == SL + "uitzonderingOp":
            found.update(term_text(quad.object) for quad in mutant.edit.added)
        return found

    def _checked_by(self, mutant: Mutant) -> set[Term]:
        """Return the shapes that can come upon a mutant by a norm that they check."""
        if mutant.part in ("hierarchy", "term"):
            return {check.shape for check, _, _ in self._world.queries}
        norms = self._norms(mutant)
        found = set[Term]().union(*(self._world.values(norm, "getoetstDoor") for norm in norms))
        if mutant.about == SL + "getoetstDoor":
            found.update(term_text(quad.object) for quad in mutant.edit.added)
        return found

    def _touches(self, mutant: Mutant, norms: set[Term], new: set[Term], case: Case) -> bool:
        if any(self._concerns(norm, mutant, case) for norm in norms):
            return True
        if mutant.part not in ("hierarchy", "term"):
            return False
        if mutant.about == SL + "afgelezenVan":
            return True
        if mutant.about in HIERARCHY:
            return mutant.subject in case.terms
        return mutant.subject in case.terms or bool(new & case.terms)

    def _concerns(self, norm: Term, mutant: Mutant, case: Case) -> bool:
        """Return whether a case can reach what a norm asks for, before or after the change."""
        edit = mutant.edit if mutant.subject == norm else Edit()
        shapes = self._world.values(norm, "getoetstDoor") | _values(edit.added, "getoetstDoor")
        if not shapes and not self._world.values(norm, "onverenigbareRol"):
            return False
        for prop in _common(self._anchors, shapes):
            if not (self._world.values(norm, prop) | _values(edit.added, prop)) & case.terms:
                return False
        for prop in _common(self._narrowed, shapes):
            old, new = self._world.values(norm, prop), _values(edit.added, prop)
            # without any value the norm asks for nothing
            if old and (old - _values(edit.without, prop) or new) and not (old | new) & case.terms:
                return False
        return True

    @cached_property
    def _narrowed(self) -> dict[Term, set[str]]:
        """The properties of which each shape asks a fact for some value, if a norm has one."""
        compared = {prop.removeprefix(SL) for prop in self._world.compared}
        return {
            check.shape: (compared if _NARROWS in text else set())
            | ({"drager"} if _HOLDER in text else set())
            for check, text, _ in self._world.queries
        }

    @cached_property
    def _found_by(self) -> dict[Term, set[str]]:
        """The properties by which the queries of each shape find the norms that it checks."""
        found: dict[Term, set[str]] = {}
        for check, text, _ in self._world.queries:
            for match in _ANCHOR.finditer(text):
                props = {p for p in _JOINED if f"sl:{p} ?" in match[2]}
                if _IN_DOMAIN.search(text):
                    props.add("domein")
                found[check.shape] = found.get(check.shape, props) & props
        return found

    @cached_property
    def _anchors(self) -> dict[Term, set[str]]:
        """The same for all queries that can come upon a norm of the shape."""
        # a query that finds the norms of a shape by its name alone, finds them by their domain
        loose = set[Term]().union(
            *(named for _, text, named in self._world.queries if "sl:getoetstDoor ?" in text)
        )
        return {s: p & {"domein"} if s in loose else p for s, p in self._found_by.items()}

    def _for_shapes(self, mutant: Mutant) -> list[Case]:
        shapes = frozenset(mutant.shapes)
        cases = self._cases if mutant.everywhere else self._reaching(mutant.shapes)
        folders = {case.name.rsplit("/", 2)[0] for case in cases if _reports(case, shapes)}

        def order(case: Case) -> tuple[bool, bool, int]:
            away = case.name.rsplit("/", 2)[0] not in folders
            return (not _reports(case, shapes), away, case.number)

        return sorted(cases, key=order)

    def _reaching(self, shapes: Iterable[Term]) -> list[Case]:
        """Return the cases that some norm can concern that one of these shapes checks."""
        names = frozenset(shapes)
        norms = {norm for shape in names for norm in self._world.subjects("getoetstDoor", shape)}
        values = [
            [self._world.values(norm, prop) for prop in self._anchors_of(norm, names)]
            for norm in sorted(norms)
        ]
        return [
            case
            for case in self._cases
            if _reports(case, names)
            or any(all(each & case.terms for each in needed) for needed in values)
        ]

    def _anchors_of(self, norm: Term, shapes: frozenset[Term]) -> set[str]:
        own = self._world.values(norm, "getoetstDoor") & shapes
        return _common(self._anchors, own)


@cache
def _read_of_exceptions(text: str) -> frozenset[str]:
    """Return the properties that a query asks of a norm that excepts from another.

    >>> sorted(_read_of_exceptions("?r sl:uitzonderingOp? ?norm ; sl:duur ?d . ?norm sl:drager ?x"))
    ['duur', 'uitzonderingOp']
    """
    found: set[str] = set()
    for variable in set(_EXCEPTION.findall(text)):
        for listed in re.findall(rf"{re.escape(variable)} ((?:a|\^?sl:)[^.{{}}]*)", text):
            found.update(_PROPERTY.findall(listed))
    return frozenset(found)


def _names_norm(query: OwnQuery) -> bool:
    """Return whether each finding of a query names the norm that it is about."""
    return ("norm", SL + "norm") in query.annotations


def _about_only(text: str, norms: frozenset[Term]) -> str:
    """Return a query that comes upon these norms alone, which takes far less time."""
    only = "VALUES ?norm { " + " ".join(f"<{norm}>" for norm in sorted(norms)) + " }"
    return text.replace(_FOUND_BY, f"{only} {_FOUND_BY}")


def _common(props: Mapping[Term, set[str]], shapes: Iterable[Term]) -> set[str]:
    """Return the properties that all of these shapes go by; the domain counts for every shape."""
    each = [props.get(shape, {"domein"}) for shape in shapes]
    return set.intersection(*each) if each else {"domein"}


def _values(quads: Iterable[ox.Quad], prop: str) -> set[Term]:
    return {term_text(quad.object) for quad in quads if quad.predicate.value == SL + prop}


def _reports(case: Case, shapes: frozenset[Term]) -> bool:
    return any(key[4] in shapes or key[4].partition("-")[0] in shapes for key in case.expected)
