"""Answers whether a role may do something: finds the names, states it, judges it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, Self

import pyoxigraph as ox

from scheidslijn import resources
from scheidslijn.applicable import applicable
from scheidslijn.errors import UsageError
from scheidslijn.model import Named, Reading, RuleBookVersion, Statement, Term, Text
from scheidslijn.names import resolve
from scheidslijn.namespaces import BASE, DCTERMS, ID, OWL, PREFIXES, RDF_TYPE, RDFS, SL
from scheidslijn.rulebook import RuleBook
from scheidslijn.verdict.actions import ACTIONS
from scheidslijn.verdict.chain import Chain
from scheidslijn.verdict.finding import Finder, breaches
from scheidslijn.verdict.judging import judge
from scheidslijn.verdict.meeting import Meeting
from scheidslijn.verdict.probe import stated
from scheidslijn.verdict.speaking import Speaking
from scheidslijn.verdict.types import Asked, Verdict

__all__ = ["Adviser", "may"]

_ONTOLOGY: Final = BASE + "def"
_WITH_OTHER_END: Final = ("ask", "delegate", "receive", "record", "see", "share")


def may(
    role: str,
    action: str,
    matter: str,
    domain: str = "verzuim",
    *,
    towards: str | None = None,
    given: Sequence[str] = (),
    on: date | None = None,
    reading: Reading = "strict",
) -> Verdict:
    """Return whether a role may do something, and the norms, articles and sources that say so.

    Roles, tasks and so on are named by IRI, by the end of it, by a label in Dutch or English, or
    by a part that only one of them has. The same facts in a dossier give the same from
    ``validate``.

    Args:
        role: who.
        action: one of ``scheidslijn.verdict.ACTIONS``: do, delegate, ask, record, see, share,
            receive, access, decide, prepare, issue or combine.
        matter: the task, kind of data, kind of file, kind of decision or other role.
        domain: verzuim, ziektewet or wga.
        towards: to whom data are shared or a task is delegated, or of whom is asked.
        given: conditions that are taken as met.
        on: on which day; the day of the rule book, when it is left out.
        reading: of contested rules, the reading that demands most or least.

    Raises:
        UsageError: a name is unknown or can mean several things, or the action does not go with
            the matter.
        RuleBookError: the rule book or the shapes cannot be used.

    >>> may("werkgever", "ask", "diagnose").outcome.value
    'forbidden'
    """
    adviser = Adviser.packaged(reading)
    asked = adviser.asked(role, action, matter, domain, towards=towards, given=given, on=on)
    return adviser.answer(asked)


class Adviser:
    """Rule book and shapes, loaded once, ready for any number of questions.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the packaged shapes graph.
        version: which rule book this is.
        reading: the reading of contested rules to apply.

    Raises:
        UsageError: the reading is unknown.
        RuleBookError: a norm has an unknown reading.
    """

    def __init__(
        self,
        rulebook: Sequence[Statement],
        shapes: Sequence[Statement],
        version: RuleBookVersion,
        reading: Reading = "strict",
    ) -> None:
        self._book = RuleBook(rulebook, shapes)
        self._rules = self._book.terms
        checking = frozenset(self._rules.all_objects(SL + "getoetstDoor"))
        self._finder = Finder(applicable(rulebook, reading), shapes, checking)
        self._version = version
        self._reading: Reading = reading

    @classmethod
    def packaged(cls, reading: Reading = "strict") -> Self:
        """Return an adviser with the packaged rule book and shapes."""
        files = resources.shapes_files()
        rulebook, version = resources.read_rulebook(shapes=files)
        return cls(rulebook.without(OWL + "imports"), resources.read_graph(files), version, reading)

    def asked(
        self,
        role: str,
        action: str,
        matter: str,
        domain: str = "verzuim",
        *,
        towards: str | None = None,
        given: Iterable[str] = (),
        on: date | None = None,
    ) -> Asked:
        """Return a question with its names found in the rule book; for the rest see ``may``."""
        action = resolve(action, {name: each.verb for name, each in ACTIONS.items()}, "action")
        if action == "share" and towards is None:
            raise UsageError("Data are shared with somebody: say with which role (--to).")
        if towards is not None and action not in _WITH_OTHER_END:
            raise UsageError(f"Nobody is at the other end of {action}: leave --to out.")
        return Asked(
            role=self._found(role, ("Rol",), "role"),
            action=action,
            matter=self._found(matter, ACTIONS[action].matters, f"what to {action}"),
            domain=self._found(domain, ("Domein",), "domain"),
            on=self._day() if on is None else on,
            towards=None if towards is None else self._found(towards, ("Rol",), "role"),
            given=tuple(sorted(self._found(each, ("Voorwaarde",), "condition") for each in given)),
            reading=self._reading,
        )

    def answer(self, asked: Asked) -> Verdict:
        """Return the verdict on a question.

        Raises:
            EngineError: a query failed.
        """
        dossier = stated(asked, self._rules)
        broken = breaches(self._finder.results(dossier))
        meeting = Meeting(asked, dossier, self._rules)
        speaking = Speaking(asked, self._rules)
        chain = Chain(speaking, meeting, broken, self._rules, self._book)
        judgement = judge(chain, meeting, broken, self._rules, self._book)
        return Verdict(
            asked=asked,
            outcome=judgement.outcome,
            reserved_to=tuple(map(self._book.named, judgement.reserved_to)),
            conditions=judgement.conditions,
            steps=judgement.steps,
            version=resources.package_version(),
            rulebook=self._version,
        )

    def dossier(self, asked: Asked) -> str:
        """Return the dossier in which what is asked happens, as Turtle, ready for ``validate``."""
        triples = (quad.triple for quad in stated(asked, self._rules))
        prefixes = {name: PREFIXES[name] for name in ("rdfs", "sl", "xsd")}
        text = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes)
        return (text or b"").decode()

    def names(self, *classes: str) -> dict[Term, Text]:
        """Return what a class or those below it have in the rule book, with its labels."""
        found: set[Term] = set()
        queue = [SL + name for name in classes]
        while queue:
            kind = queue.pop()
            found.update(
                each for each in self._rules.subjects(RDF_TYPE, kind) if each.startswith(ID)
            )
            queue += self._rules.subjects(RDFS + "subClassOf", kind)
        return {each: self._book.label(each) for each in sorted(found)}

    def _found(self, text: str, classes: tuple[str, ...], what: str) -> Named:
        return self._book.named(resolve(text, self.names(*classes), what))

    def _day(self) -> date:
        """Return the day of the rule book, so that an answer is the same on every day."""
        return date.fromisoformat(self._rules.objects(_ONTOLOGY, DCTERMS + "created")[0])
