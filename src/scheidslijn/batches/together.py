"""Judges many data graphs at once: one store, one round of queries, findings for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from scheidslijn.batches.isolation import Names, own_name, rename_shared
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.judging import Judge, no_dossier, untouched
from scheidslijn.batches.member import Member, term_of, unread, written
from scheidslijn.batches.reading import BATCH_BYTES
from scheidslijn.batches.surveying import Surveyor
from scheidslijn.engine import CompiledEngine
from scheidslijn.errors import EngineError
from scheidslijn.findings import Dossiers, finding_of
from scheidslijn.model import Finding, Named, Result, Term, Text
from scheidslijn.namespaces import RDFS_LABEL, SL, XSD
from scheidslijn.rdfio import Unit
from scheidslijn.rulebook import plain_values, text_of
from scheidslijn.survey import Survey
from scheidslijn.terms import local_name, rdf_term

__all__ = ["Bench"]

_REFERENCE_DATE: Final = written(SL + "peildatum")
_LABEL: Final = frozenset((written(RDFS_LABEL),))

_Surveyed = list[tuple[Member, Survey]]


class _CrossedError(Exception):
    """A result is about nothing that tells its data graph."""


class Bench:
    """Judges data graphs together, as far as that comes to the same as one by one.

    Args:
        judge: judges one by one.
        together: whether its own shapes find the same in a data graph when others lie beside it.
    """

    def __init__(self, judge: Judge, *, together: bool) -> None:
        self._judge = judge
        self._may = together
        self._book = judge.book
        self._surveyor = Surveyor(judge.book)

    def judge(self, members: Sequence[Member]) -> list[Judged]:
        """Return what is to be said of each data graph, in their order.

        Of a data graph whose lines are those of its file the findings have their place.
        """
        said: dict[int, Judged] = {}
        surveyed: _Surveyed = []
        for member in members:
            found = None if member.block.shared else self._surveyor.survey(member)
            if found is not None and not found.dossiers:
                problem = no_dossier(member.source.name, member.block.graph)
                said[id(member)] = Judged(
                    member.source.name,
                    member.where,
                    problems=(problem,),
                    graph=member.block.graph,
                )
            elif found is not None and self._surveyor.is_exact(member):
                if member.block.known:
                    said[id(member)] = self._seen(member, found)
                else:
                    surveyed.append((member, found))
        for group in _groups(surveyed):
            kept = self._apart(group)
            if len(kept) > 1:
                try:
                    said |= self._together(kept)
                except (EngineError, SyntaxError, ValueError, _CrossedError):
                    # one by one it shows which of them it was
                    self._judge.restart()
        return [said.get(id(each)) or self._alone(each) for each in members]

    def _apart(self, surveyed: _Surveyed) -> _Surveyed:
        engine = self._judge.engine
        if not self._may or not isinstance(engine, CompiledEngine) or not engine.judges_many:
            return []
        apart, _ = rename_shared([member for member, _ in surveyed], self._is_known)
        kept = set(map(id, apart))
        return [(member, found) for member, found in surveyed if id(member) in kept]

    def _is_known(self, terms: set[bytes]) -> bool:
        """Return whether the rule book speaks of one of these terms of data graphs."""
        return not terms.isdisjoint(self._judge.data.outside)

    def _together(self, surveyed: _Surveyed) -> dict[int, Judged]:
        judge, engine = self._judge, self._judge.engine
        assert isinstance(engine, CompiledEngine)
        texts: tuple[list[bytes], list[bytes]] = ([], [])
        for member, found in surveyed:
            texts[not member.is_plain].append(self._as_of_day(member, found))
        with judge.data.holding_texts(*map(b"".join, texts)):
            what = f"{surveyed[0][0].source.name} and others"
            crossed: set[int] = set()
            by_member: dict[int, list[Result]] = {id(member): [] for member, _ in surveyed}
            results = judge.within_time(what, engine.validate_held)
            terms = {term for result in results for term in _terms(result)}
            names = Names((member for member, _ in surveyed), terms)
            for result in results:
                owners = _owners(result, names)
                if len(owners) > 1:
                    crossed |= owners
                else:
                    by_member[owners.pop()].append(result)
            return {
                id(member): self._judged(member, found, by_member[id(member)])
                for member, found in surveyed
                if id(member) not in crossed
            }

    def _judged(self, member: Member, found: Survey, results: list[Result]) -> Judged:
        findings: tuple[Finding, ...] = ()
        also = self._also_found(member, found)
        if results or also or found.unknown:
            terms = _OwnTerms(self._judge, member)
            dossiers = Dossiers(terms, tuple(found.dossiers))
            own = (_own(each, member) for each in results)
            every = (*own, *also, *untouched(found.unknown, terms))
            findings = tuple(
                self._placed(finding_of(each, self._book, dossiers), member) for each in every
            )
        return replace(self._seen(member, found), findings=findings)

    def _also_found(self, member: Member, found: Survey) -> list[Result]:
        """Return what is found on the shapes that are asked of one data graph at a time."""
        also = self._judge.also
        if also is None:
            return []
        return also.results_of(member.quads(), found.dossiers, member.source.name)

    def _seen(self, member: Member, found: Survey) -> Judged:
        """Return what stands in a data graph."""
        return Judged(
            source=member.source.name,
            where=member.where,
            dossiers=tuple(Named(each, _label(member, each)) for each in found.dossiers),
            claimed=tuple(sorted(term for term in found.named if not term.startswith("_:"))),
            roles=self._judge.roles.of_member(member),
            scope=member.where,
            triples=member.triples,
            graph=member.block.graph,
            line=member.block.line,
            span=member.block.span,
            sha256=member.sha256,
            known=member.block.known,
        )

    def _placed(self, finding: Finding, member: Member) -> Finding:
        line = member.line_of(written(finding.focus))
        return replace(finding, file=member.source.name, line=line)

    def _alone(self, member: Member) -> Judged:
        graph = member.block.graph
        try:
            quads = member.quads()
        except SyntaxError as error:
            return unread(member.source, member.block, error)
        shared = frozenset(quads[-member.block.shared :] if member.block.shared else ())
        unit = Unit(member.source, graph, quads)
        judge = self._judge.look if member.block.known else self._judge.judge
        judged = judge(unit, shared)
        return replace(
            judged,
            findings=tuple(self._placed(each, member) for each in judged.findings),
            where=member.where,
            scope=member.where,
            line=member.block.line,
            span=member.block.span,
            sha256="" if judged.problems else member.sha256,
        )

    def _as_of_day(self, member: Member, found: Survey) -> bytes:
        """Return the statements, with the day to judge as of as the reference date of dossiers."""
        text, day = member.text_apart(), self._judge.on
        if day is None:
            return text
        dossiers = [written(each) for each in found.dossiers]
        names = [member.renamed.get(each, each) for each in dossiers]
        starts = tuple(b"%s %s " % (name, _REFERENCE_DATE) for name in names)
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith(starts)]
        kept += [b'%s"%s"^^<%sdate> .\n' % (start, day.isoformat().encode(), XSD.encode())
                 for start in starts]  # fmt: skip
        return b"".join(kept)


class _OwnTerms:
    """What a data graph in the store says of a term, by the names of its own."""

    def __init__(self, judge: Judge, member: Member) -> None:
        self._data = judge.data
        self._member = member

    def objects(self, subject: Term, predicate: str) -> list[Term]:
        """Return the objects, literals by their lexical form, sorted."""
        found = plain_values(self._data.store.objects(self._stored(subject), predicate))
        return sorted(own_name(self._member, each) for each in found)

    def first(self, subject: Term, predicate: str) -> Term | None:
        """Return the first object in sorted order, or None."""
        return next(iter(self.objects(subject, predicate)), None)

    def text(self, subject: Term, predicate: str) -> Text | None:
        """Return a text in both languages; one without a language serves for both."""
        return self._data.text(self._stored(subject), predicate)

    def _stored(self, term: Term) -> Term:
        if term.startswith('"'):
            return term
        name = self._member.renamed.get(written(term))
        return term if name is None else term_of(name)


def _groups(surveyed: _Surveyed) -> Iterator[_Surveyed]:
    """Yield as many data graphs as one store takes at a time."""
    group: _Surveyed = []
    weight = 0
    for each in surveyed:
        group.append(each)
        weight += len(each[0].block.text)
        if weight >= BATCH_BYTES:
            yield group
            group, weight = [], 0
    if group:
        yield group


def _owners(result: Result, names: Names) -> set[int]:
    """Return the data graphs that a result speaks of: one, if they were truly kept apart.

    Raises:
        _CrossedError: it is about a term that is in none of them, or in all.
    """
    owner = names.owner(result.focus)
    if owner is None:
        raise _CrossedError
    others = map(names.owner, _terms(result))
    return {id(owner), *(id(other) for other in others if other is not None)}


def _terms(result: Result) -> Iterator[Term]:
    yield result.focus
    if result.path is not None:
        yield result.path
    if result.value is not None:
        yield result.value
    for bound in result.bindings.values():
        yield from bound


def _own(result: Result, member: Member) -> Result:
    own = partial(own_name, member)
    return replace(
        result,
        focus=own(result.focus),
        path=None if result.path is None else own(result.path),
        value=None if result.value is None else own(result.value),
        bindings={prop: tuple(sorted(map(own, terms))) for prop, terms in result.bindings.items()},
    )


def _label(member: Member, dossier: Term) -> Text:
    """Return the label of a dossier, or the end of its IRI."""
    node = written(dossier)
    labels = [
        rdf_term(value.decode()) for subject, _, value in member.having(_LABEL) if subject == node
    ]
    return text_of(labels) or Text(nl=local_name(dossier), en=local_name(dossier))
