"""Dossiers in files as tests of pytest: each file an item, all judged at once.

Findings across dossiers need all of them, so whichever items are selected, every file that was
asked for is judged, when the first item is set up; each item then tells what is its own. With
pytest-xdist each process that gets an item does so by itself.

A file that cannot be judged is an error, made in the setup of its item; a finding is a failure.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from scheidslijn.errors import InputError, ScheidslijnError
from scheidslijn.inputs import Source, find_sources
from scheidslijn.model import Finding, Language, Problem, Report, Severity
from scheidslijn.pytest_plugin.settings import Settings, settings_of, validator
from scheidslijn.render.style import unjudged
from scheidslijn.render.text import render
from scheidslijn.render.words import count, place, plain, word

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

__all__ = ["PLUGIN", "DossierFile", "DossierItem", "DossierPlugin"]

PLUGIN: Final = "scheidslijn-dossiers"
_NAME: Final = "scheidslijn"
_DOSSIERS: Final = pytest.StashKey["DossierPlugin"]()


class DossierPlugin:
    """What a run of pytest knows about dossiers: which there are, and what was found in them.

    Args:
        config: that of the run.
        patterns: files, folders and globs, seen from the folder that pytest runs in.
        named: what gave them, for who gave a wrong one.
        everywhere: whether they are tests wherever they are; else only where pytest looks.
    """

    def __init__(
        self, config: pytest.Config, patterns: Sequence[str], named: str, *, everywhere: bool
    ) -> None:
        self._config = config
        self._patterns = patterns
        self._named = named
        self._everywhere = everywhere
        self._owners: dict[Path, DossierFile] = {}
        self._judged: dict[str, Report] | str | None = None
        self._notices: list[str] = []
        config.stash[_DOSSIERS] = self
        config.addinivalue_line("markers", f"{_NAME}: what judges a dossier in a file.")

    @cached_property
    def settings(self) -> Settings:
        """How dossiers are judged and findings are told."""
        return settings_of(self._config)

    @cached_property
    def sources(self) -> dict[Path, Source]:
        """The dossiers, by where they really are."""
        mapping = self.settings.mapping
        found: list[Source] = []
        for paths in [self._patterns] if self._everywhere else [[each] for each in self._patterns]:
            # who asks for something else need not have them all
            with suppress(*() if self._everywhere else (InputError,)):
                given = find_sources(paths, mapping=mapping)
                found += given.sources
                self._notices += given.notices
        return {
            Path(os.path.realpath(source.path)): _settled(source, source.path)
            for source in found
            if source.path is not None
        }

    @cached_property
    def _file_names(self) -> frozenset[str]:
        return frozenset(s.path.name for s in self.sources.values() if s.path is not None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self) -> None:
        """Refuse settings that are wrong before anything is run, and so before xdist starts."""
        try:
            what = ""
            _ = self.settings
            what = f"{self._named}: "
            _ = self.sources
        except ScheidslijnError as error:
            raise pytest.UsageError(what + plain(str(error))) from None

    def pytest_report_header(self) -> list[str]:
        """Say how many dossiers there are, and what the search for them met."""
        if not self._everywhere:
            return []
        files = count(len(self.sources), "file", "en")
        return [
            f"{_NAME}: {files}, fails on {_low(self.settings.fail_on)}",
            *map(plain, self._notices),
        ]

    def pytest_collect_file(self, file_path: Path, parent: pytest.Collector) -> DossierFile | None:
        """Make a test of a file that was asked for."""
        if file_path.name not in self._file_names or self.source(file_path) is None:
            return None
        return DossierFile.from_parent(parent, path=file_path)

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Add the dossiers that stand where pytest does not look."""
        report = yield
        if self._everywhere and isinstance(collector, pytest.Session) and report.passed:
            paths = [s.path for s in self.sources.values() if s.path is not None]
            report.result = [
                *report.result,
                *(
                    DossierFile.from_parent(collector, path=path)
                    for path in paths
                    if not _ignored(self._config, path)
                ),
            ]
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Tell a failure as it is: the place is in the dossier, and not in this plugin."""
        report = yield
        failed = call.excinfo is not None and isinstance(call.excinfo.value, pytest.fail.Exception)
        if failed and isinstance(item, DossierItem):
            assert call.excinfo is not None
            report.longrepr = str(call.excinfo.value)
            file, _, title = report.location
            report.location = file, item.line(), title
        return report

    def pytest_terminal_summary(self, terminalreporter: TerminalReporter) -> None:
        """Show what was noted in dossiers that passed."""
        title = f"Captured {_NAME} call"
        passed: list[pytest.TestReport] = terminalreporter.stats.get("passed", [])
        noted = [text for each in passed for key, text in each.sections if key == title]
        if noted:
            terminalreporter.section(f"{_NAME}: noted in dossiers that passed")
            terminalreporter.write_line("\n\n".join(noted))

    def source(self, path: Path) -> Source | None:
        """Return the dossier that a file is, or None."""
        return self.sources.get(Path(os.path.realpath(path)))

    def owned(self, file: DossierFile) -> bool:
        """Return whether this collector is the one that makes the test; a file has one only."""
        return self._owners.setdefault(file.path, file) is file

    def report(self, source: Source) -> Report | str:
        """Return what there is to say about one file, or why nothing could be judged.

        All are judged when one is asked for.
        """
        if self._judged is None:
            self._judged = self._judge()
        return self._judged if isinstance(self._judged, str) else self._judged[source.name]

    def notices(self, source: Source) -> list[str]:
        """Return what was noticed when a file was read."""
        return [plain(each) for each in self._notices if each.startswith(f"{source.name}:")]

    def _judge(self) -> dict[str, Report] | str:
        """Judge all dossiers; an error of the engine or rule book is kept, not met once more."""
        sources = tuple(self.sources.values())
        try:
            report = validator(self._config).validate(sources, notify=self._notices.append)
        except ScheidslijnError as error:
            return plain(str(error))
        return _by_file(report, {source.name for source in sources})


class DossierFile(pytest.File):
    """A file with dossiers."""

    def collect(self) -> Iterator[DossierItem]:
        """Yield its only test, unless the same file was met on another way."""
        if self.config.stash[_DOSSIERS].owned(self):
            item = DossierItem.from_parent(self, name=_NAME)
            item.add_marker(_NAME)
            if self.config.pluginmanager.hasplugin("xdist"):
                # with --dist loadgroup one process judges them all, and not each of them
                item.add_marker(pytest.mark.xdist_group(_NAME))
            yield item


class DossierItem(pytest.Item):
    """The test of one file: that it can be judged, and that nothing heavy is found in it."""

    @cached_property
    def _source(self) -> Source:
        source = self.config.stash[_DOSSIERS].source(self.path)
        assert source is not None  # only such files are collected
        return source

    @property
    def _report(self) -> Report | str:
        return self.config.stash[_DOSSIERS].report(self._source)

    def setup(self) -> None:
        """Judge all dossiers, if that was not done; fail when this file cannot be judged."""
        report = self._report
        if isinstance(report, str):
            pytest.fail(report, pytrace=False)
        problems = [
            f"{place(each.source, each.line, each.column)}: {plain(each.message)}"
            for each in report.problems
        ]
        reason = unjudged(report)
        if reason is not None and not problems:
            problems.append(word(reason, self.config.stash[_DOSSIERS].settings.language))
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)

    def runtest(self) -> None:
        """Fail when something heavy was found, and keep what is lighter for the summary."""
        plugin, report = self.config.stash[_DOSSIERS], self._report
        assert isinstance(report, Report)  # else the setup failed
        told = "\n".join([*_told(report, plugin.settings.language), *plugin.notices(self._source)])
        if report.at_or_above(plugin.settings.fail_on):
            pytest.fail(told, pytrace=False)
        if told:
            self.add_report_section("call", _NAME, told)

    def line(self) -> int | None:
        """Return the line, from 0 as pytest counts, of what weighs most."""
        report = self._report
        if isinstance(report, str):
            return None
        heaviest = sorted(report.findings, key=lambda each: -each.severity)
        lines = [each.line for each in report.problems] + [each.line for each in heaviest]
        return next((line - 1 for line in lines if line is not None), None)

    def reportinfo(self) -> tuple[Path, None, str]:
        """Return where the test is, and what pytest writes above what it tells."""
        return self.path, None, plain(self._source.name)


def _settled(source: Source, path: Path) -> Source:
    """Return a source that a test may leave the folder of; its name is as short as it can be.

    A name by which pytest could not find the file again, or not write a report, is refused.
    """
    if "::" in str(path) or not str(path).isprintable():
        problem = "pytest cannot use this name; it must be of printable signs and without '::'."
        raise InputError(source.name, problem)
    return replace(source, name=posixpath.normpath(source.name), path=path.absolute())


def _ignored(config: pytest.Config, path: Path) -> bool:
    """Return whether --ignore and its like leave out a file, or a folder that it is in."""
    given: Iterable[str] = config.getoption("--ignore") or ()
    folders = {Path(os.path.abspath(config.invocation_params.dir / each)) for each in given}
    if not folders.isdisjoint(Path(os.path.abspath(path)).parents):
        return True
    return bool(config.hook.pytest_ignore_collect(collection_path=path, config=config))


def _by_file(report: Report, names: Collection[str]) -> dict[str, Report]:
    """Return what a report says of each file; what is of none of them is said of all."""
    findings: dict[str, list[Finding]] = {}
    problems: dict[str, list[Problem]] = {}
    for finding in report.findings:
        for name in _owners(finding.file or "", names):
            findings.setdefault(name, []).append(finding)
    for problem in report.problems:
        for name in _owners(problem.source, names):
            problems.setdefault(name, []).append(problem)
    return {
        name: replace(
            report,
            findings=tuple(findings.get(name, ())),
            problems=tuple(problems.get(name, ())),
        )
        for name in names
    }


def _owners(file: str, names: Collection[str]) -> Collection[str]:
    """Return the files that a place belongs to; of a table it also names the sheet."""
    for name in (file, file.rpartition("#")[0]):
        if name in names:
            return [name]
    return names


def _told(report: Report, language: Language) -> list[str]:
    """Return findings as the command writes them, below how many there are; or nothing."""
    if not report.findings:
        return []
    numbers = [
        count(sum(f.severity is each for f in report.findings), _low(each), language)
        for each in reversed(Severity)
    ]
    # the last block says what was looked at, which was all files
    blocks = render(report, language).split("\n\n")[:-1]
    return [f"{word('found', language)}: {', '.join(numbers)}.", *"\n\n".join(blocks).split("\n")]


def _low(severity: Severity) -> str:
    return severity.name.lower()
