"""Asks a question of the rule book, of dossiers beside it, or of an endpoint, within a time limit.

A process of its own opens the store or speaks to the endpoint, and is killed when its time is
over; what comes back is plain data. Parameters get their meaning there too, since that takes
the rule book.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from scheidslijn import resources, workspace
from scheidslijn.answers import ALL, Answer, Provenance, Window, answer
from scheidslijn.errors import UsageError
from scheidslijn.inputs import find_sources
from scheidslijn.model import Engine, Language, Parameter, Question, RuleBookVersion, Table, Text
from scheidslijn.names import find_all, individuals, resolve
from scheidslijn.parameters import matched
from scheidslijn.questions import get_question, list_questions, search
from scheidslijn.store import EmbeddedStore
from scheidslijn.terms import local_name
from scheidslijn.worker import run_apart

__all__ = [
    "MAX_ROWS",
    "TIME_LIMIT",
    "Known",
    "ask",
    "find_questions",
    "full_answer",
    "known_of",
]

MAX_ROWS: Final = 10_000
TIME_LIMIT: Final = 60.0
_GRACE: Final = 1.0  # seconds in which an endpoint can say itself what is wrong
_NOTHING: Final[Mapping[str, str]] = {}


def ask(
    question: str | Question,
    parameters: Mapping[str, str] = _NOTHING,
    paths: Sequence[str] = (),
    *,
    endpoint: str | None = None,
    time_limit: float | None = TIME_LIMIT,
    input_format: str | None = None,
) -> Table:
    """Return every row that answers a question, sorted unless the query says how.

    Args:
        question: the name of a packaged question, a ``.rq`` file, or a question.
        parameters: a value for each parameter, by name: what a literal says, an IRI, or a name
            of what is meant, such as ``bedrijfsarts`` or ``occupational physician``.
        paths: dossiers to join with the rule book: files, folders or globs.
        endpoint: the URL of a SPARQL 1.1 server to ask instead of the rule book.
        time_limit: seconds that it may take; None for any time.
        input_format: the RDF syntax of every input, whatever its extension.

    Raises:
        UsageError: the question is unknown or gives no rows, or a parameter does not fit.
        InputError: an input cannot be read.
        RuleBookError: the rule book cannot be read.
        EngineError: the engine or endpoint failed, or the time is over.
    """
    found = full_answer(
        question,
        parameters,
        paths,
        endpoint=endpoint,
        time_limit=time_limit,
        input_format=input_format,
    )
    if not isinstance(found.result, Table):
        raise UsageError(f"{found.question.slug} gives no rows; {found.question.form} does not.")
    return found.result


def full_answer(
    question: str | Question,
    parameters: Mapping[str, str] = _NOTHING,
    paths: Sequence[str] = (),
    *,
    window: Window = ALL,
    language: Language | None = None,
    provenance: bool = False,
    endpoint: str | None = None,
    time_limit: float | None = TIME_LIMIT,
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
) -> Answer:
    """Return the answer to a question with everything that is needed to show it.

    Args:
        question: as for ``ask``, like all that is not named here.
        parameters: a value for each parameter, by name.
        paths: dossiers to join with the rule book; ``-`` for standard input.
        window: which rows are wanted.
        language: that of the labels of IRIs; without it there are none.
        provenance: whether to say what the answer was made from.
        endpoint: the URL of a server to ask instead.
        time_limit: seconds that it may take.
        stdin: reads standard input whole, for ``-``.
        input_format: the RDF syntax of every input.

    Raises:
        ScheidslijnError: as for ``ask``.
    """
    if isinstance(question, str):
        question = get_question(question, resources.queries_folder())
    matched(question, parameters)  # what is missing is said at once, before anything is read
    data = stdin() if stdin is not None and input_format is not None and "-" in paths else None
    asked = _Asked(
        question, parameters, tuple(paths), window, language, provenance, input_format, data
    )
    if endpoint is None:
        return _local(asked, time_limit)
    limit = TIME_LIMIT if time_limit is None else time_limit
    # each request keeps to the limit and says so; all of them together must as well
    work = partial(_remote, asked, endpoint, limit)
    return run_apart(limit + _GRACE, question.slug, work)


def find_questions(
    words: Sequence[str] = (), role: str | None = None, article: str | None = None
) -> list[Question]:
    """Return the packaged questions that hold every word, and are about a role and an article.

    Args:
        words: in name, sentence, description or keywords, in either language.
        role: the name of a role, or an unambiguous part of it.
        article: the name of an article of law, or a part: ``arbowet 14`` is also each paragraph.

    Raises:
        UsageError: the rule book has no such role or article.
    """
    named, articles = None, None
    if role is not None or article is not None:
        with workspace.open_workspace(()) as engine:
            if role is not None:
                named = local_name(resolve(role, individuals(engine, "Rol"), "role"))
            if article is not None:
                known = individuals(engine, "Artikel")
                found = find_all(article, known) or [resolve(article, known, "article")]
                articles = frozenset(map(local_name, found))
    return search(list_questions(resources.queries_folder()), words, named, articles)


@dataclass(frozen=True, slots=True)
class Known:
    """What the rule book knows of what a question names.

    Attributes:
        values: the individuals that each parameter can be, by its name.
        articles: the label of each of its articles, by local name.
    """

    values: Mapping[str, Mapping[str, Text]]
    articles: Mapping[str, Text]


def known_of(question: Question) -> Known:
    """Return what the rule book has for the parameters of a question, and its articles."""
    types = {each.name: each.type for each in question.parameters if not _is_free(each)}
    if not types and not question.articles:
        return Known({}, {})
    with workspace.open_workspace(()) as engine:
        values = {name: individuals(engine, kind) for name, kind in types.items()}
        found = individuals(engine, "Artikel") if question.articles else {}
    labels = {local_name(iri): label for iri, label in found.items()}
    return Known(values, {name: labels[name] for name in question.articles if name in labels})


def _is_free(parameter: Parameter) -> bool:
    return not parameter.type or parameter.type.startswith("xsd:")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked, as plain data that can go to another process."""

    question: Question
    parameters: Mapping[str, str]
    paths: tuple[str, ...]
    window: Window
    language: Language | None
    provenance: bool
    input_format: str | None
    data: bytes | None

    def answer(self, engine: Engine) -> Answer:
        return answer(self.question, engine, self.parameters, self.window, self.language)

    def stdin(self) -> bytes:
        if self.data is None:
            raise UsageError("standard input cannot be read here")
        return self.data


def _remote(asked: _Asked, endpoint: str, time_limit: float) -> Answer:
    if asked.paths:
        raise UsageError("give either PATH or --endpoint: a remote store holds its own data")
    with workspace.open_endpoint(endpoint, time_limit) as engine:
        found = asked.answer(engine)
    made = Provenance(_sha256(asked.question), engine.name, resources.package_version())
    return replace(found, provenance=made) if asked.provenance else found


def _local(asked: _Asked, time_limit: float | None) -> Answer:
    books: list[RuleBookVersion] = []

    def meanwhile() -> None:
        if asked.provenance:
            books.append(resources.rulebook_version(resources.ontology_files()))

    work = partial(_embedded, asked)
    found, data = run_apart(time_limit, asked.question.slug, work, meanwhile)
    if not asked.provenance:
        return found
    version = resources.package_version()
    made = Provenance(_sha256(asked.question), EmbeddedStore.name, version, books[0], data)
    return replace(found, provenance=made)


def _embedded(asked: _Asked) -> tuple[Answer, str | None]:
    """Answer with the embedded store, in the process apart; also return the hash of the data."""
    with workspace.open_workspace(asked.paths, asked.stdin, asked.input_format) as engine:
        found = asked.answer(engine)
    return found, _data_sha256(asked) if asked.provenance and asked.paths else None


def _sha256(question: Question) -> str:
    return hashlib.sha256(question.query.encode()).hexdigest()


def _data_sha256(asked: _Asked) -> str:
    """Return one hash over the bytes of all inputs; their names and order do not matter."""
    hashes = []
    for source in find_sources(asked.paths, asked.stdin, asked.input_format).sources:
        if source.data is not None:
            data = source.data
        else:
            assert source.path is not None  # what has no bytes is a file
            data = source.path.read_bytes()
        hashes.append(hashlib.sha256(data).hexdigest())
    return hashlib.sha256("\n".join(sorted(hashes)).encode()).hexdigest()
