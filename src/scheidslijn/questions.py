"""Questions: SPARQL queries in files that say in front what they ask.

A question is a ``.rq`` file, with front matter in lines that for SPARQL are comments, so that
the file runs anywhere. The named questions lie in one folder; a file of one's own is a question
too, with front matter or without.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from scheidslijn.errors import InputError, UsageError
from scheidslijn.frontmatter import FrontMatter, read_front_matter
from scheidslijn.model import Column, Question, Text
from scheidslijn.names import did_you_mean, find_all, fold
from scheidslijn.parameters import read_parameters
from scheidslijn.querycheck import parse_query

__all__ = [
    "find_question",
    "get_question",
    "list_questions",
    "read_question",
    "search",
]


def read_question(text: str, slug: str) -> Question:
    r"""Read a question from the text of its file.

    Without front matter the slug stands for what is asked, and the description is empty.

    Raises:
        UsageError: when the front matter or the query is malformed, the query is an update, or
            the two do not go together; the message starts with the place, as in ``who-may.rq:2``.

    >>> read_question("#+ summary: who\n#+ nl: {summary: wie}\nSELECT ?s { ?s ?p ?o }", "who").form
    'SELECT'
    """
    text = text.removeprefix("\ufeff")
    front = read_front_matter(text, slug)
    form, columns = _checked(text, slug)
    for name, line in front.lines.items():
        if name not in columns:
            likely = did_you_mean(name, columns)
            raise UsageError(f"{slug}.rq:{line}: no column {name!r} in the query.{likely}")
    return Question(
        slug=slug,
        question=front.summary if front.present else Text(slug, slug),
        description=front.description,
        query=text,
        form=form,
        parameters=read_parameters(text, columns, front.parameters, slug),
        columns=_columns(columns, front),
        keywords=front.keywords,
        articles=front.articles,
    )


def find_question(name: str, folder: Path) -> Question | None:
    """Return the question with this name in the folder, or from this file, or None.

    Args:
        name: a slug, which is a file name in ``folder`` without ``.rq``; or the path of any
            ``.rq`` file.
        folder: where the named questions are.
    """
    paths = {path.stem: path for path in _files(folder)}
    if name in paths:
        return _read_file(paths[name])
    path = Path(name)
    return _read_file(path) if path.suffix == ".rq" and path.is_file() else None


def get_question(name: str, folder: Path) -> Question:
    """Return the question that ``find_question`` finds, or the only one whose name holds this.

    Raises:
        UsageError: when there is none, or more than one; it names those, or what looks like it.
    """
    question = find_question(name, folder)
    if question is not None:
        return question
    slugs = {path.stem: Text(path.stem, path.stem) for path in _files(folder)}
    found = find_all(name, slugs)
    if len(found) == 1:
        return _read_file(folder / f"{found[0]}.rq")
    if found:
        raise UsageError(f"The name {name!r} can mean {', '.join(found)}. Which one?")
    if name.endswith(".rq"):
        raise UsageError(f"There is no question {name!r}: no such file.")
    raise UsageError(f"There is no question {name!r}.{did_you_mean(name, list(slugs))}")


def list_questions(folder: Path) -> tuple[Question, ...]:
    """Return all questions of a folder, by slug."""
    return tuple(_read_file(path) for path in _files(folder))


def search(
    questions: Iterable[Question],
    words: Iterable[str] = (),
    role: str | None = None,
    articles: frozenset[str] | None = None,
) -> list[Question]:
    """Return the questions that hold every word and are about the role and one of the articles.

    Args:
        questions: where to look.
        words: each stands, whole or in part, in name, sentence, description or keywords, in
            either language; case and accents do not matter.
        role: the local name of a role; a question is about it that asks for a role, answers with
            roles, or names it.
        articles: local names of articles of law; a question is about those in its front matter.
    """
    wanted = [fold(word) for word in words]
    return [
        question
        for question in questions
        if all(word in _text(question) for word in wanted)
        and (role is None or _about_role(question, role))
        and (articles is None or not articles.isdisjoint(question.articles))
    ]


def _text(question: Question) -> str:
    keywords = [word for words in question.keywords.values() for word in words]
    texts = (question.question, question.description)
    both = [part for text in texts for part in (text.nl, text.en)]
    return " \n ".join(map(fold, (question.slug, *both, *keywords)))


def _about_role(question: Question, role: str) -> bool:
    types = {each.type for each in question.parameters}
    types |= {each.type for each in question.columns}
    return "Rol" in types or fold(role) in _text(question) or f"rol/{role}>" in question.query


def _columns(names: tuple[str, ...], front: FrontMatter) -> tuple[Column, ...]:
    return tuple(front.columns.get(name) or Column(name, Text(name, name)) for name in names)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise UsageError(f"{folder}: expected a folder with questions.")
    return sorted(folder.glob("*.rq"), key=lambda path: path.stem)


def _read_file(path: Path) -> Question:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"expected UTF-8 text: {error.reason}") from error
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    return read_question(text, path.stem)


def _checked(text: str, slug: str) -> tuple[str, tuple[str, ...]]:
    try:
        parsed = parse_query(text)
    except UsageError as error:
        raise UsageError(f"{slug}.rq: {error}") from error
    if parsed.form == "UPDATE":
        raise UsageError(f"{slug}.rq: this is an update; a question only reads.")
    return parsed.form, parsed.columns
