"""Validates dossiers: inputs in, a report out.

Two phases. Each unit (a named graph, or a file without any) is checked by itself, joined with
the rule book. Then the role assignments of all units, and only those, are laid together for
the shapes that look across dossiers; they say so with ``sl:fase sl:tussenDossiers``.

No input is passed over in silence: what cannot be read, and a file without a dossier, is a
problem of the report, and a node that no shape knows is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from scheidslijn import resources
from scheidslijn.applicable import applicable
from scheidslijn.batches.between import look_between
from scheidslijn.batches.gathering import Gathering
from scheidslijn.batches.judged import Judged
from scheidslijn.batches.judging import Judge, placed
from scheidslijn.batches.reading import BATCH_BYTES, Batch, read_batches, size_of
from scheidslijn.batches.running import Runner, here
from scheidslijn.batches.since import Basis, Earlier, open_earlier
from scheidslijn.batches.spooling import spooled
from scheidslijn.batches.together import Bench
from scheidslijn.batches.working import judge_batch
from scheidslijn.datagraph import DataGraph, read_by_shapes
from scheidslijn.engine import CompiledEngine
from scheidslijn.engines import EngineName, make_engine
from scheidslijn.errors import EngineError, ShapesError, UsageError
from scheidslijn.inputs import Source, find_sources
from scheidslijn.model import (
    Checked,
    Finding,
    Reading,
    Report,
    RuleBookVersion,
    ShapesEngine,
    Statement,
)
from scheidslijn.namespaces import OWL
from scheidslijn.querycheck import trust
from scheidslijn.rulebook import RuleBook
from scheidslijn.shapesgraphs import between, stand_apart, within

__all__ = ["TIME_LIMIT", "EngineName", "Settings", "Validator", "validate"]

TIME_LIMIT: Final = 600.0
# A process gives up a data graph by itself, which takes it one round of all of a batch and one of
# that graph; this is for one that does not.
_ROUNDS: Final = 3
_READING: Final = 60.0
_AS_THEY_ARE: Final[Mapping[str, str]] = {}
# Of each kind, what a report holds in memory; beyond it the report reads its values from disk.
_MOST_HELD: Final = 10_000

Statements = tuple[Statement, ...]
Progress = Callable[[int, int], None]
Notify = Callable[[str], None]
Value = TypeVar("Value")


def validate(
    paths: Sequence[str],
    *,
    shapes: Sequence[str] = (),
    rules: Sequence[str] = (),
    engine: EngineName = "compiled",
    reading: Reading = "strict",
    on: date | None = None,
    time_limit: float | None = TIME_LIMIT,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
    mapping: Path | None = None,
    since: Path | None = None,
    progress: Progress | None = None,
    notify: Callable[[str], None] | None = None,
    jobs: int = 1,
    scheduler: str | None = None,
) -> Report:
    """Check dossiers on the rule book, and return everything there is to say about them.

    Args:
        paths: files, folders, globs, or ``-`` for standard input.
        shapes: Turtle files with shapes of your own, used beside the packaged ones.
        rules: Turtle files with rules of your own, joined with the packaged rule book.
        engine: ``compiled``, or ``reference`` for pySHACL: the same findings, slowly.
        reading: of contested rules, the reading that demands most or least.
        on: the day as of which to judge: norms that do not hold then are not applied, and it is
            the reference date of every dossier. With None norms of every time are applied.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        stdin: reads standard input whole, for ``-``.
        input_format: the RDF syntax of every input, whatever its extension.
        mapping: a file in RML that says what the columns of tables mean, to read .csv and .xlsx.
        since: an earlier report in JSON: only data graphs that have changed are checked.
        progress: called with the number of bytes of inputs done and of all inputs.
        notify: called with each notice about the search for inputs, such as a link loop.
        jobs: on how many processes to judge; the report is the same.
        scheduler: the address of a scheduler of Dask, whose workers judge instead.

    Raises:
        UsageError: no path was given, an option is unknown, or a library for it is missing.
        InputError: a path does not exist or matches nothing, or ``since`` is no report.
        RuleBookError: the rule book or the shapes cannot be used.
        EngineError: the engine failed.
    """
    found = find_sources(paths, stdin, input_format, mapping)
    for notice in found.notices:
        (notify or _unheard)(notice)
    settings = Settings(tuple(shapes), tuple(rules), engine, time_limit, reading, on)
    run = _elsewhere(settings, jobs, scheduler, mapping)
    return settings.validator().validate(found.sources, progress, notify, run, since=since)


def _elsewhere(
    settings: Settings, jobs: int, scheduler: str | None, mapping: Path | None
) -> Runner | None:
    """Return who judges instead of this process, or None."""
    if jobs < 1:
        raise UsageError(f"{jobs} jobs: expected at least 1.")
    limit = settings.time_limit
    if limit is not None:
        limit = limit * _ROUNDS + _READING
    if scheduler is None and jobs == 1:
        return None
    # one process needs none of what the others need
    from scheidslijn.batches.cluster import Cluster
    from scheidslijn.batches.workers import Workers

    if scheduler is None:
        return Workers(settings.judge, jobs, limit)
    if jobs > 1:
        raise UsageError("A cluster has workers of its own; give either jobs or a scheduler.")
    files = (*settings.shapes, *settings.rules, *(() if mapping is None else (str(mapping),)))
    return Cluster(scheduler, settings.judge, files, limit)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a validator with the packaged rule book is made of; it passes between processes.

    Attributes:
        shapes: the names of Turtle files with shapes of the user.
        rules: the names of Turtle files with rules of the user.
        engine: which engine checks.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        reading: the reading of contested rules to apply.
        on: the day as of which to judge, or None.
    """

    shapes: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    engine: EngineName = "compiled"
    time_limit: float | None = TIME_LIMIT
    reading: Reading = "strict"
    on: date | None = None

    def validator(self) -> Validator:
        """Return the validator; raises as `Validator.packaged` does."""
        return Validator.packaged(
            self.shapes, self.rules, self.engine, self.time_limit, self.reading, self.on
        )

    def judge(self, places: Mapping[str, str] = _AS_THEY_ARE) -> Callable[[Batch], list[Judged]]:
        """Return what judges a batch; it is made in the process that judges.

        Args:
            places: where the files of the user are in that process, if they are not where their
                names say.
        """
        shapes, rules = (
            tuple(places.get(name, name) for name in names) for names in (self.shapes, self.rules)
        )
        return replace(self, shapes=shapes, rules=rules).validator().judge_batch


class Validator:
    """Rule book and shapes, loaded once, ready for any number of validations.

    Args:
        rulebook: the statements of ontology and rule book.
        shapes: the statements of the shapes graph.
        version: which rule book this is.
        engine: which engine checks.
        time_limit: seconds that the checks of one data graph may take; None for any time.
        reading: the reading of contested rules to apply.
        on: the day as of which to judge, or None.
        packaged: whether the shapes are the packaged ones, which read no texts.
        own: shapes of the user that are checked beside these, one data graph at a time; the two
            have nothing to do with each other, as `stand_apart` tells.

    Raises:
        UsageError: the reading is unknown, or ``on`` is no whole day.
        RuleBookError: a norm has an unknown reading, or a date that is none.
        ShapesError: the shapes are no well-formed SHACL, or cannot be compiled.
    """

    def __init__(
        self,
        rulebook: Sequence[Statement],
        shapes: Statements,
        version: RuleBookVersion,
        engine: EngineName = "compiled",
        time_limit: float | None = TIME_LIMIT,
        reading: Reading = "strict",
        on: date | None = None,
        *,
        packaged: bool = False,
        own: Statements = (),
    ) -> None:
        rulebook = applicable(rulebook, reading, on)
        self._reading: Reading = reading
        self._on = on
        self._book = RuleBook(rulebook, (*shapes, *own))
        across = self._book.shapes_across()
        self._version = version
        read = read_by_shapes(rulebook) if packaged else rulebook
        inside, outside = within(shapes, across), between(shapes, across)

        def make() -> tuple[DataGraph, ShapesEngine]:
            data = DataGraph(read)
            return data, self._trusted(make_engine(engine, inside, data))

        def make_own() -> tuple[DataGraph, ShapesEngine]:
            data = DataGraph(rulebook)
            return data, make_engine(engine, own, data)

        def make_between() -> tuple[DataGraph, ShapesEngine]:
            data = self._judge.data
            return data, self._trusted(make_engine(engine, outside, data))

        self._packaged = packaged
        also = Judge(self._book, make_own, time_limit, on, own=True) if own else None
        self._judge = Judge(self._book, make, time_limit, on, own=not packaged, also=also)
        self._bench = Bench(self._judge, together=packaged)
        self._between: Judge | None = None
        if across:
            self._between = Judge(self._book, make_between, time_limit, on, own=not packaged)

    def _trusted(self, engine: ShapesEngine) -> ShapesEngine:
        if self._packaged and isinstance(engine, CompiledEngine):
            trust(engine.queries)
        return engine

    @classmethod
    def packaged(
        cls,
        shapes: Sequence[str] = (),
        rules: Sequence[str] = (),
        engine: EngineName = "compiled",
        time_limit: float | None = TIME_LIMIT,
        reading: Reading = "strict",
        on: date | None = None,
    ) -> Validator:
        """Return a validator with the packaged rule book and shapes, and the user's beside them."""
        packaged_files, own_files = resources.shapes_files(), tuple(map(Path, shapes))
        shape_files = (*packaged_files, *own_files)
        shape_graph = resources.read_graph(packaged_files)
        own = resources.read_graph(own_files, start=len(packaged_files))
        packaged = engine == "compiled" and (not own or stand_apart(own, shape_graph))
        rulebook, version = resources.read_rulebook(tuple(map(Path, rules)), shape_files)
        try:
            return cls(
                # every module is read here, so no import is left open; a dossier's own is
                rulebook.without(OWL + "imports"),
                shape_graph if packaged else (*shape_graph, *own),
                version,
                engine,
                time_limit,
                reading,
                on,
                packaged=packaged,
                own=own if packaged else (),
            )
        except ShapesError as error:
            raise resources.located(error, shape_files) from None

    def validate(
        self,
        sources: Sequence[Source],
        progress: Progress | None = None,
        notify: Notify | None = None,
        run: Runner | None = None,
        since: Path | None = None,
        batch_bytes: int = BATCH_BYTES,
    ) -> Report:
        """Check these inputs; the report does not depend on the order they are given in.

        Args:
            sources: the inputs.
            progress: called with the number of bytes of inputs done and of all inputs.
            notify: called with each notice, such as that hidden rows of a table were read.
            run: judges the batches; None for this process.
            since: an earlier report in JSON, of which is taken over what has not changed.
            batch_bytes: about how many bytes of N-Triples make a batch.

        Raises:
            InputError: ``since`` is no such report.
            EngineError: the engine failed on the only data graph there is.
        """
        with spooled(sources) as again:
            notify = notify or _unheard
            earlier = None if since is None else open_earlier(since, self._basis, notify)
            gathering = self._gathered(again, progress, notify, run, batch_bytes, earlier)
            gathering.leave_spread()
            self._look_between(gathering, again, read_batches(again, batch_bytes))
        return self._report(gathering)

    def _gathered(
        self,
        sources: Sequence[Source],
        progress: Progress | None,
        notify: Notify,
        run: Runner | None,
        batch_bytes: int,
        earlier: Earlier | None,
    ) -> Gathering:
        gathering = Gathering()
        total = sum(map(size_of, sources))
        done = 0
        batches = read_batches(sources, batch_bytes)
        marked = batches if earlier is None else earlier.mark(batches)
        with closing((run or here(self.judge_batch))(marked)) as outcome:
            for batch, judged in outcome:
                complete = judged if earlier is None else list(map(earlier.complete, judged))
                gathering.add(batch.number, complete)
                for notice in (notice for each in judged for notice in each.notices):
                    notify(notice)
                done = max(done, batch.done)
                if progress is not None:
                    progress(done, total)
        return gathering

    @property
    def _basis(self) -> Basis:
        return Basis(
            rulebook=self._version.sha256,
            version=resources.package_version(),
            engine=self._judge.engine.name,
            reading=self._reading,
            on=self._on,
        )

    def judge_batch(self, batch: Batch) -> list[Judged]:
        """Return what is to be said of each data graph of a batch, by itself."""
        return judge_batch(batch, self._judge, self._bench)

    def _look_between(
        self, gathering: Gathering, sources: Sequence[Source], batches: Iterable[Batch]
    ) -> None:
        if self._between is None:
            return
        to_find: dict[str, list[Finding]] = {}
        for finding, file, line in look_between(gathering, self._between, sources, batches):
            if line is None:
                to_find.setdefault(file, []).append(finding)
            else:
                gathering.add_findings([replace(finding, file=file, line=line)])
        by_name = {each.name: each for each in sources}
        for file, findings in to_find.items():
            gathering.add_findings(placed(findings, by_name[file]))

    def _report(self, gathering: Gathering) -> Report:
        findings, problems = gathering.findings(), gathering.problems()
        dossiers = gathering.dossiers()
        if gathering.units == 1 and len(problems) == 1 and problems[0].kind == "engine":
            raise EngineError(problems[0].message)
        return Report(
            findings=_held(findings),
            problems=_held(problems),
            dossiers=_held(dossiers),
            checked=Checked(
                dossiers=len(dossiers),
                shapes=len(self._book.active_shapes()),
                norms=len(self._book.checked_norms()),
                triples=gathering.triples,
            ),
            engine=self._judge.engine.name,
            version=resources.package_version(),
            rulebook=self._version,
            reading=self._reading,
            on=self._on,
            graphs=_held(gathering.fingerprints()),
        )


def _unheard(_notice: str) -> None:
    """Take a notice that nobody asked for."""


def _held(values: Sequence[Value]) -> Sequence[Value]:
    """Return a few values in memory, and many where they are."""
    return tuple(values) if len(values) <= _MOST_HELD else values
