"""Publishing to an engine in memory: cut off everywhere, resumed, refused, repeated, tidied up."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from cutting import Cutting, Moment
from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Table, Text
from scheidslijn.namespaces import XSD
from scheidslijn.publishing import Outcome, Target, current_graph, plan, publish
from scheidslijn.publishing.catalogue import State, switch
from scheidslijn.publishing.content import Content
from scheidslijn.publishing.reading import read_graph
from scheidslijn.store import EmbeddedStore

TARGET: Final = Target("proef", "1.0", "https://example.org/graph/")
DCAT: Final = "http://www.w3.org/ns/dcat#"
OLD: Final = tuple(
    parse(
        '<urn:a> <urn:p> "oud" , [ <urn:q> 1 ] . <urn:b> <urn:p> ( <urn:a> 2 ) .', RdfFormat.TURTLE
    )
)
NEW: Final = tuple(
    parse(
        """<urn:a> <urn:p> "nieuw" , [ <urn:q> 1 , 1.50 ] . <urn:b> <urn:p> ( <urn:a> 3 [] [] ) ;
        <urn:d> "P7D"^^<http://www.w3.org/2001/XMLSchema#duration> , "werk"@nl-NL .""",
        RdfFormat.TURTLE,
    )
)


def is_held(store: EmbeddedStore, graph: str, quads: Sequence[Quad]) -> bool:
    """Return whether a graph holds these statements, up to names of blank nodes and by value."""
    with Content(quads) as content:
        return not content.compare(read_graph(store, graph))


def graphs(store: EmbeddedStore) -> set[str]:
    rows = store.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    return {row[0] or "" for row in rows}


def everything(store: EmbeddedStore) -> list[str]:
    """Return all that a store holds, with its blank nodes alike."""
    rows = store.select("SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }").rows
    return sorted(str(["_:" if c and c.startswith("_:") else c for c in row]) for row in rows)


def how_many_updates(quads: Sequence[Quad], part: int) -> int:
    with EmbeddedStore() as store:
        publish(OLD, store, TARGET)
        engine = Cutting(store, None)
        publish(quads, engine, TARGET, part=part, keep=1)
        return len(engine.updates)


# What is published


_NODES = st.sampled_from([NamedNode("urn:a"), NamedNode("urn:é"), BlankNode("x"), BlankNode("y")])
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_VALUES = (
    _NODES
    | st.builds(Literal, _TEXT)
    | st.builds(Literal, _TEXT, language=st.sampled_from(["nl", "en-GB"]))
    | st.integers(-9, 9).map(lambda n: Literal(f"0{n}", datatype=NamedNode(XSD + "integer")))
    | st.sampled_from(["P7D", "P0Y", "-PT1.50S", "x"]).map(
        lambda v: Literal(v, datatype=NamedNode(XSD + "duration"))
    )
)
_PREDICATES = st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q")])
_QUADS = st.lists(st.builds(Quad, _NODES, _PREDICATES, _VALUES), min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(_QUADS, st.integers(1, 5))
def test_whatever_is_published_is_there_whole(quads: list[Quad], part: int) -> None:
    with EmbeddedStore() as store:
        done = publish(quads, store, TARGET, part=part)
        assert done.graph is not None
        assert current_graph(store, "proef", TARGET.base) == done.graph
        assert is_held(store, done.graph, quads)
        assert graphs(store) == {done.graph, TARGET.catalogue}
        assert plan(quads, store, TARGET).added == 0


def test_the_catalogue_says_what_the_current_version_is() -> None:
    with EmbeddedStore() as store:
        old = publish(OLD, store, TARGET)
        new = publish(NEW, store, TARGET)
        query = f"SELECT ?s ?p ?o {{ GRAPH <{TARGET.catalogue}> {{ ?s ?p ?o }} }}"
        rows = {(s, (p or "").removeprefix(DCAT), o) for s, p, o in store.select(query).rows}
        rows = {row for row in rows if not (row[1] or "").endswith("#type")}
    integer = f"^^<{XSD}integer>"

    def about(
        graph: str | None, sha256: str, triples: int, place: int
    ) -> set[tuple[str | None, ...]]:
        return {
            (TARGET.catalogue, "hasVersion", graph),
            (graph, "version", '"1.0"'),
            (graph, "http://purl.org/dc/terms/identifier", f'"sha256:{sha256}"'),
            (graph, "http://rdfs.org/ns/void#triples", f'"{triples}"{integer}'),
            (graph, "https://schema.org/position", f'"{place}"{integer}'),
        }

    assert rows == {
        *about(old.graph, old.sha256, 8, 1),
        *about(new.graph, new.sha256, 15, 2),
        (TARGET.catalogue, "hasCurrentVersion", new.graph),
        (new.graph, "previousVersion", old.graph),
    }


def test_publishing_again_sends_nothing() -> None:
    with EmbeddedStore() as store:
        publish(NEW, store, TARGET)
        before = everything(store)
        engine = Cutting(store, 1)
        done = publish(reversed(NEW), engine, TARGET)
        assert (done.outcome, engine.updates) == (Outcome.UNCHANGED, [])
        assert everything(store) == before


def test_an_older_version_is_switched_back_to_without_sending_it() -> None:
    with EmbeddedStore() as store:
        old = publish(OLD, store, TARGET)
        publish(NEW, store, TARGET)
        engine = Cutting(store, None)
        back = publish(OLD, engine, TARGET)
        assert (back.outcome, back.resumed) == (Outcome.PUBLISHED, len(OLD))
        assert current_graph(store, "proef", TARGET.base) == old.graph
        assert not any("aside" in text and "INSERT DATA" in text for text in engine.updates)
        assert publish(NEW, store, TARGET, keep=1).removed == (old.graph,)


def test_the_oldest_versions_go_and_never_the_current_one() -> None:
    with EmbeddedStore() as store:
        made = [
            publish([Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal(str(n)))], store, TARGET)
            for n in range(5)
        ]
        first, second, third, _, last = (each.graph for each in made)
        third_again = [Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("2"))]
        assert set(publish(third_again, store, TARGET, keep=2).removed) == {
            first,
            second,
            made[3].graph,
        }
        assert graphs(store) == {third, last, TARGET.catalogue}
        assert publish(third_again, store, TARGET, keep=1).removed == (last,)
        assert graphs(store) == {third, TARGET.catalogue}


def test_versions_of_another_name_are_left_alone() -> None:
    other = Target("anders", "1.0", TARGET.base)
    with EmbeddedStore() as store:
        one = publish(OLD, store, TARGET).graph
        two = publish(NEW, store, other, keep=1).graph
        assert current_graph(store, "proef", TARGET.base) == one
        assert current_graph(store, "anders", TARGET.base) == two
        assert current_graph(store, "nergens", TARGET.base) is None


# Cut off, and resumed


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, how_many_updates(NEW, 4) + 1))
def test_a_cut_anywhere_leaves_a_whole_version_and_the_next_run_finishes(
    number: int, moment: Moment
) -> None:
    with EmbeddedStore() as store, EmbeddedStore() as other:
        for each in (store, other):
            publish(OLD, each, TARGET)
        publish(NEW, other, TARGET, part=4, keep=1)
        with suppress(EngineError):
            publish(NEW, Cutting(store, number, moment), TARGET, part=4, keep=1)
        seen = current_graph(store, "proef", TARGET.base)
        assert seen is not None
        assert is_held(store, seen, OLD) or is_held(store, seen, NEW)
        told: list[Text] = []
        publish(NEW, store, TARGET, part=4, keep=1, notify=told.append)
        assert everything(store) == everything(other)
        assert not any("anew" in text.en for text in told)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("number", range(1, 10))
def test_a_version_whose_removal_was_cut_off_is_published_again(
    number: int, moment: Moment
) -> None:
    with EmbeddedStore() as store:
        publish(OLD, store, TARGET)
        start = how_many_updates(NEW, 4) - 9
        with suppress(EngineError):
            publish(NEW, Cutting(store, start + number, moment), TARGET, part=4, keep=1)
        done = publish(OLD, store, TARGET, keep=1)
        assert done.graph is not None
        assert is_held(store, done.graph, OLD)
        assert current_graph(store, "proef", TARGET.base) == done.graph
        assert graphs(store) == {done.graph, TARGET.catalogue}


@settings(deadline=None, max_examples=60)
@given(_QUADS, st.integers(1, 30), st.sampled_from(["before", "after"]), st.integers(1, 4))
def test_whatever_was_cut_off_is_whole_after_the_next_run_with_other_parts(
    quads: list[Quad], number: int, moment: Moment, part: int
) -> None:
    with EmbeddedStore() as store:
        try:
            publish(quads, Cutting(store, number, moment), TARGET, part=part)
        except EngineError:
            seen = current_graph(store, "proef", TARGET.base)
            assert seen is None or is_held(store, seen, quads)
        done = publish(quads, store, TARGET, part=3)
        assert done.graph is not None
        assert is_held(store, done.graph, quads)
        assert graphs(store) == {done.graph, TARGET.catalogue}


def test_a_resumed_run_sends_only_the_rest_and_says_so() -> None:
    told: list[Text] = []
    seen: list[tuple[int, int]] = []
    with EmbeddedStore() as store:
        with pytest.raises(EngineError, match="cut off"):
            publish(NEW, Cutting(store, 4, "before"), TARGET, part=4)
        engine = Cutting(store, None)
        done = publish(
            NEW, engine, TARGET, part=4, notify=told.append, progress=lambda *n: seen.append(n)
        )
    assert done.resumed == 8
    assert [text.en for text in told] == [
        "an earlier run was cut off: 8 of 15 triples are there, the rest follows"
    ]
    assert seen == [(12, 15), (15, 15)]


def test_what_an_earlier_run_left_is_sent_anew_when_it_is_not_right() -> None:
    told: list[Text] = []
    with EmbeddedStore() as store:
        with pytest.raises(EngineError, match="cut off"):
            publish(NEW, Cutting(store, 4), TARGET, part=4)
        with Content(NEW) as content:
            graph = TARGET.graph(content.sha256)
        # a store that lost some after it had said that it was there
        store.update(f"DELETE WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
        store.update(f"DELETE WHERE {{ GRAPH <{graph}/aside> {{ ?s ?p ?o }} }}")
        done = publish(NEW, store, TARGET, part=4, notify=told.append)
        assert done.graph is not None
        assert is_held(store, done.graph, NEW)
    assert len(told) == 2
    assert "everything is sent anew" in told[1].en


def test_what_a_run_with_other_statements_left_goes_when_this_one_is_current() -> None:
    with EmbeddedStore() as store:
        with pytest.raises(EngineError, match="cut off"):
            publish(NEW, Cutting(store, 4), TARGET, part=4)
        done = publish(OLD, store, TARGET)
        assert graphs(store) == {done.graph, TARGET.catalogue}


# Refused


def test_what_a_check_has_something_against_is_not_sent() -> None:
    seen: list[int] = []

    def check(statements: Sequence[Quad]) -> list[str]:
        seen.append(len(statements))
        return ["dit mag niet", "en dit ook niet"]

    with EmbeddedStore() as store:
        engine = Cutting(store, None)
        done = publish(iter(NEW), engine, TARGET, checks=[lambda _: [], check])
        assert (done.outcome, done.graph) == (Outcome.REFUSED, None)
        assert done.findings == ("dit mag niet", "en dit ook niet")
        assert plan(iter(NEW), engine, TARGET, checks=[check]).findings == done.findings
        assert (engine.updates, seen) == ([], [len(NEW), len(NEW)])


class Forgetful(Cutting):
    """An engine that says yes, and keeps nothing of the second part."""

    def update(self, request: str) -> None:
        self.updates.append(request)
        if len(self.updates) != 3:
            self._engine.update(request)


def test_a_store_that_does_not_keep_what_it_took_is_found_out() -> None:
    with EmbeddedStore() as store:
        old = publish(OLD, store, TARGET)
        with pytest.raises(EngineError, match="4 of 15 triples are missing, such as <urn:b>"):
            publish(ground(15), Forgetful(store, None), TARGET, part=4)
        assert current_graph(store, "proef", TARGET.base) == old.graph
        assert graphs(store) == {old.graph, TARGET.catalogue}


def ground(number: int) -> list[Quad]:
    subjects = [NamedNode("urn:a")] * 4 + [NamedNode("urn:b")] * 4 + [NamedNode("urn:c")] * 99
    return [
        Quad(subject, NamedNode("urn:p"), Literal(f"{n:03}"))
        for n, subject in enumerate(subjects[:number])
    ]


class Rewriting(Cutting):
    """An engine that keeps "abc"^^xsd:integer as 0, as Virtuoso does with a whole file."""

    def update(self, request: str) -> None:
        self._engine.update(request.replace(f'"abc"^^<{XSD}integer>', "0"))


def test_a_value_that_a_store_cannot_hold_is_named_with_what_it_made_of_it() -> None:
    odd = Literal("abc", datatype=NamedNode(XSD + "integer"))
    quads = [*ground(3), Quad(NamedNode("urn:z"), NamedNode("urn:p"), odd)]
    with EmbeddedStore() as store, pytest.raises(EngineError) as caught:
        publish(quads, Rewriting(store, None), TARGET)
    assert f'missing, such as <urn:z> <urn:p> "abc"^^<{XSD}integer> .' in str(caught.value)
    assert f'such as <urn:z> <urn:p> "0"^^<{XSD}integer> .' in str(caught.value)


class Picky(Cutting):
    """An engine that refuses updates above some length, and all with a certain word."""

    def __init__(self, store: EmbeddedStore, most: int, word: str, status: int = 413) -> None:
        super().__init__(store, None)
        self._most, self._word, self._status = most, word, status

    def update(self, request: str) -> None:
        self.updates.append(request)
        if len(request) > self._most or self._word in request:
            raise EngineError(f"HTTP status {self._status}: no")
        self._engine.update(request)


def test_a_part_that_is_too_large_goes_in_halves() -> None:
    with EmbeddedStore() as store:
        engine = Picky(store, 1000, "never")
        done = publish(ground(60), engine, TARGET, part=60)
        assert done.graph is not None
        assert is_held(store, done.graph, ground(60))
        assert max(len(text) for text in engine.updates) > 1000


@pytest.mark.parametrize("status", [400, 413, 500])
def test_the_triple_that_a_store_refuses_is_named(status: int) -> None:
    with EmbeddedStore() as store:
        engine = Picky(store, 10**6, '"041"', status)
        with pytest.raises(
            EngineError, match=r'refuses this triple by itself: <urn:c> .* "041" \.$'
        ):
            publish(ground(60), engine, TARGET)
        assert len(engine.updates) < 20
        assert current_graph(store, "proef", TARGET.base) is None


@pytest.mark.parametrize("status", [401, 403, 503])
def test_another_refusal_is_not_tried_in_halves(status: int) -> None:
    with EmbeddedStore() as store:
        engine = Picky(store, 400, "never", status)
        with pytest.raises(EngineError, match=f"HTTP status {status}: no$"):
            publish(ground(60), engine, TARGET)
        assert len(engine.updates) == 2


def test_a_graph_that_is_not_ours_is_left_alone() -> None:
    with EmbeddedStore() as store:
        with Content(NEW) as content:
            graph = TARGET.graph(content.sha256)
        store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:x> <urn:y> <urn:z> }} }}")
        before = everything(store)
        with pytest.raises(EngineError, match="holds 1 triples that are not of an upload of ours"):
            publish(NEW, store, TARGET)
        assert everything(store) == before


def test_a_version_that_somebody_changed_is_not_called_whole() -> None:
    with EmbeddedStore() as store:
        old, new = publish(OLD, store, TARGET).graph, publish(NEW, store, TARGET).graph
        for graph in (old, new):
            store.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:x> <urn:y> <urn:z> }} }}")
        for quads in (NEW, OLD):
            with pytest.raises(
                EngineError, match=r"somebody has changed <.*>: .*publish it as another"
            ):
                publish(quads, store, TARGET)
        assert current_graph(store, "proef", TARGET.base) == new
        done = publish(NEW, store, Target("proef", "1.1", TARGET.base))
        assert current_graph(store, "proef", TARGET.base) == done.graph


class Overtaken(Cutting):
    """An engine on which somebody else publishes just before the nth update."""

    def update(self, request: str) -> None:
        self.updates.append(request)
        if len(self.updates) == self._number:
            publish(ground(3), self._engine, TARGET)
        self._engine.update(request)


@pytest.mark.parametrize("at_first", [True, False])
@pytest.mark.parametrize("number", [1, 5])
def test_whoever_comes_second_is_refused(number: int, at_first: bool) -> None:
    with EmbeddedStore() as store:
        if not at_first:
            publish(OLD, store, TARGET)
        with pytest.raises(EngineError, match=r"somebody else published <.*> in the meantime"):
            publish(NEW, Overtaken(store, number), TARGET, part=4)
        graph = current_graph(store, "proef", TARGET.base)
        assert graph is not None
        assert is_held(store, graph, ground(3))
        done = publish(NEW, store, TARGET)
        assert (done.outcome, done.previous) == (Outcome.PUBLISHED, graph)


@pytest.mark.parametrize("wins", [True, False])
def test_of_two_pointers_the_first_in_order_wins_and_the_other_goes(wins: bool) -> None:
    other = TARGET.catalogue + ("/zzz" if wins else "/000")

    class Racing(Cutting):
        def update(self, request: str) -> None:
            self._engine.update(request)
            if "hasCurrentVersion> <" in request and not self.updates:
                self.updates.append(request)
                store.update(
                    f"INSERT DATA {{ GRAPH <{TARGET.catalogue}> {{ <{TARGET.catalogue}> "
                    f"<{DCAT}hasCurrentVersion> <{other}> }} }}"
                )

    with EmbeddedStore() as store:
        if wins:
            publish(NEW, Racing(store, None), TARGET)
        else:
            with pytest.raises(EngineError, match=f"somebody else published <{other}>"):
                publish(NEW, Racing(store, None), TARGET)
        query = f"SELECT ?g {{ GRAPH <{TARGET.catalogue}> {{ ?s <{DCAT}hasCurrentVersion> ?g }} }}"
        ((pointer,),) = store.select(query).rows
        assert (pointer == other) is not wins


@pytest.mark.parametrize("known", [None, f"{TARGET.catalogue}/mmm"])
@pytest.mark.parametrize("new", ["000", "zzz"])
def test_a_switch_from_a_version_that_is_no_longer_current_changes_nothing(
    known: str | None, new: str
) -> None:
    with EmbeddedStore() as store:
        graph = publish(ground(3), store, TARGET).graph
        before = everything(store)
        state = State(known, () if known is None else (known,))
        with pytest.raises(EngineError, match=f"somebody else published <{graph}>"):
            switch(store, TARGET, state, f"{TARGET.catalogue}/{new}")
        assert everything(store) == before


class Halting(Cutting):
    """An engine that counts what it does not give."""

    def select(self, query: str) -> Table:
        table = self._engine.select(query)
        return table if "COUNT" in query else Table(table.columns, ())


def test_a_store_that_counts_more_than_it_gives_is_an_error() -> None:
    with EmbeddedStore() as store:
        graph = publish(ground(3), store, TARGET).graph
        with pytest.raises(EngineError, match=r"counts 3 triples in <.*>, but gives 0"):
            list(read_graph(Halting(store, None), graph or ""))


@pytest.mark.parametrize("page", [1, 2, 3, 4, 100])
def test_pages_give_each_triple_once(page: int) -> None:
    with EmbeddedStore() as store:
        graph = publish(ground(7), store, TARGET).graph
        found = list(read_graph(store, graph or "", page))
    assert len(found) == 7
    assert set(found) == set(ground(7))


def test_numbers_below_one_are_refused() -> None:
    with EmbeddedStore() as store:
        with pytest.raises(UsageError):
            publish(NEW, store, TARGET, keep=0)
        with pytest.raises(UsageError):
            publish(NEW, store, TARGET, part=0)
        with pytest.raises(UsageError):
            publish([], store, TARGET)


# Dry run


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    with EmbeddedStore() as store:
        publish(OLD, store, TARGET)
        before = everything(store)
        engine = Cutting(store, None)
        found = plan(NEW, engine, TARGET)
        assert everything(store) == before
        assert engine.updates == []
    # Nothing stays: no blank node says the same in both.
    assert (found.added, found.removed, found.kept) == (15, 8, 0)
    changes = {change.subject: change for change in found.changes if change.subject == "urn:a"}
    assert '<urn:a> <urn:p> "nieuw" .' in changes["urn:a"].added
    assert '<urn:a> <urn:p> "oud" .' in changes["urn:a"].removed


def test_a_dry_run_passes_over_blank_nodes_that_say_the_same() -> None:
    same = '<urn:a> <urn:p> [ <urn:q> "x" ; <urn:r> [ <urn:q> 1.0 ] ] .'
    with EmbeddedStore() as store:
        publish(parse(same, RdfFormat.TURTLE), store, TARGET)
        found = plan(parse(same + "<urn:z> <urn:p> [] .", RdfFormat.TURTLE), store, TARGET)
    assert (found.added, found.removed, found.kept) == (1, 0, 4)
    assert [change.subject for change in found.changes] == ["urn:z"]


def test_a_dry_run_names_so_many_changes_and_counts_them_all() -> None:
    with EmbeddedStore() as store:
        found = plan(ground(60), store, TARGET, lines=7)
    assert (found.added, found.current) == (60, None)
    assert [(change.subject, len(change.added)) for change in found.changes] == [
        ("urn:a", 4),
        ("urn:b", 3),
    ]


def test_a_dry_run_says_what_has_arrived() -> None:
    with EmbeddedStore() as store:
        with pytest.raises(EngineError, match="cut off"):
            publish(ground(12), Cutting(store, 4), TARGET, part=5)
        assert plan(ground(12), store, TARGET).arrived == 10
        assert plan(ground(11), store, TARGET).arrived == 0


def test_statements_are_compared_as_triples() -> None:
    quoted = Triple(NamedNode("urn:a"), NamedNode("urn:p"), NamedNode("urn:b"))
    with EmbeddedStore() as store, pytest.raises(UsageError, match="about a statement"):
        publish([Quad(NamedNode("urn:a"), NamedNode("urn:p"), quoted)], store, TARGET)
