"""What stands below an answer: how many rows, and what somebody needs to make it again.

No date: the same question of the same rule book and data gives the same bytes on every day.
"""

from __future__ import annotations

from typing import Final

from scheidslijn.answers import Answer
from scheidslijn.model import Graph, Language, Table, Term, Text
from scheidslijn.namespaces import ID
from scheidslijn.render.words import plain
from scheidslijn.terms import local_name, plain_text

__all__ = ["footer", "row_count"]

_SHORT: Final = 12
_WORDS: Final[dict[str, Text]] = {
    "question": Text("vraag", "question"),
    "rows": Text("rijen", "rows"),
    "triples": Text("triples", "triples"),
    "query": Text("query", "query"),
    "rulebook": Text("regelboek", "rule book"),
    "data": Text("gegevens", "data"),
    "engine": Text("engine", "engine"),
    "of": Text("van", "of"),
    "capped": Text("afgekapt", "capped"),
}


def footer(answer: Answer, language: Language) -> list[str]:
    """Return the parts of the footer, each a word with its value; nothing without provenance.

    Hashes are SHA-256, by their first twelve signs.
    """
    made = answer.provenance
    if made is None:
        return []
    words = {key: text.in_language(language) for key, text in _WORDS.items()}
    parts = [(words["question"], answer.question.slug)]
    parts += [(name, _short(term)) for name, term in answer.values.items()]
    if not isinstance(answer.result, bool):
        kind = "rows" if isinstance(answer.result, Table) else "triples"
        parts.append((words[kind], row_count(answer, language)))
    parts.append((words["query"], made.query[:_SHORT]))
    if made.rulebook is not None:
        book = made.rulebook
        parts.append((words["rulebook"], f"{book.version} {book.sha256[:_SHORT]}"))
    if made.data is not None:
        parts.append((words["data"], made.data[:_SHORT]))
    parts += [(words["engine"], made.engine), ("scheidslijn", made.version)]
    return [f"{key}: {plain(value)}" for key, value in parts]


def row_count(answer: Answer, language: Language) -> str:
    """Return how many rows or triples there are, and which of them are given.

    >>> from scheidslijn.model import Question
    >>> question = Question("q", Text("", ""), Text("", ""), "")
    >>> row_count(Answer(question, {}, Table(("a",), ((None,),)), total=1), "en")
    '1'
    """
    words = {key: text.in_language(language) for key, text in _WORDS.items()}
    given = _given(answer)
    if given == answer.total:
        return str(given)
    first = answer.window.offset + 1
    last = first + given - 1
    which = "0" if given == 0 else str(first) if first == last else f"{first}\u2013{last}"
    capped = f" ({words['capped']})" if answer.capped is not None else ""
    return f"{which} {words['of']} {answer.total}{capped}"


def _given(answer: Answer) -> int:
    match answer.result:
        case Table(rows=rows):
            return len(rows)
        case Graph(triples=triples):
            return len(triples)
        case _:
            return answer.total


def _short(term: Term) -> str:
    return local_name(term) if term.startswith(ID) else plain_text(term)
