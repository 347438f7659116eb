"""Looks at the statements of one data graph without parsing them, as far as that can be done.

N-Triples as nearly every program writes them are split at their spaces. What stands in them in
an unusual way is written anew first, by the library.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.hashing import hash_of_block
from scheidslijn.batches.judged import Judged
from scheidslijn.inputs import Source
from scheidslijn.model import Problem, Term
from scheidslijn.namespaces import BASE, XSD

__all__ = ["Member", "member_of", "term_of", "unread", "written"]

_OURS: Final = (f"<{BASE}".encode(), b"<http://www.w3.org/")
_UNUSUAL: Final = (b"\r", b"\t", b"\\u", b"\\U")
# It counts the lines of the block, not those of the file.
_PARSER: Final = re.compile(r"Parser error at line \d+ between columns \d+ and \d+: ")
_STARTS: Final = frozenset((b"<", b'"', b"_"))


# What a literal of a plain text ends with: no kind, a known language, or a datatype of XSD.
_PLAIN_ENDS: Final = (b'" .', b"@nl .", b"@en .", *(
    f"^^<{XSD}{name}> .".encode() for name in ("date", "boolean", "integer", "decimal", "dateTime")
))  # fmt: skip
_PLAIN: Final = re.compile(
    rb"<(?:https?://[a-z0-9.-]+/|urn:[a-z0-9]+:)[A-Za-z0-9._~/:-]*(?:#[A-Za-z0-9._~/:-]*)?>"
)


def _is_plain(term: bytes) -> bool:
    return term.startswith(_OURS) or _PLAIN.fullmatch(term) is not None


def written(term: Term) -> bytes:
    """Return an IRI or blank node as N-Triples have it.

    >>> written("https://example.org/a"), written("_:b0")
    (b'<https://example.org/a>', b'_:b0')
    """
    return term.encode() if term.startswith("_:") else f"<{term}>".encode()


def term_of(text: bytes) -> Term:
    """Return the IRI or blank node that N-Triples write so.

    >>> term_of(b"<https://example.org/a>")
    'https://example.org/a'
    """
    return text.decode() if text.startswith(b"_:") else text[1:-1].decode()


@dataclass(slots=True)
class Member:
    """One data graph of a batch.

    Attributes:
        source: the file it stands in.
        block: its statements as N-Triples.
        subjects: the subject of each statement, in the order of the text.
        predicates: the predicate of each.
        objects: the object of each, with the full stop behind it.
        values: each object once.
        terms: every IRI and blank node that another data graph may use for something else.
        triples: the number of different statements.
        sha256: the hash of the block as it was read.
        renamed: what its terms are called in the store, where that is another name.
    """

    source: Source
    block: Block
    subjects: tuple[bytes, ...]
    predicates: tuple[bytes, ...]
    objects: tuple[bytes, ...]
    values: frozenset[bytes]
    terms: frozenset[bytes]
    triples: int
    sha256: str = ""
    renamed: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def where(self) -> str:
        """The file, and the graph if there are more."""
        graph = self.block.graph
        return self.source.name if graph is None else f"{self.source.name} (graph {graph})"

    def is_plain(self) -> bool:
        """Return whether a store may read the text without a look at each of its terms.

        There are no blank nodes, which it would call differently, and every IRI and language
        is surely well-formed; what is merely unusual is no fault.
        """
        literals = (value for value in self.values if value[:1] == b'"')
        return (
            all(map(_is_plain, self.terms))
            and all(map(_is_plain, set(self.predicates)))
            and all(value.endswith(_PLAIN_ENDS) for value in literals)
        )

    def text_apart(self) -> bytes:
        """Return the statements with the names that its terms have in the store."""
        if not self.renamed:
            return self.block.text
        new = self.renamed
        ends = {term + b" .": name + b" ." for term, name in new.items()}
        return b"".join(
            b"%s %s %s\n" % (new.get(subject, subject), predicate, ends.get(value, value))
            for subject, predicate, value in zip(
                self.subjects, self.predicates, self.objects, strict=True
            )
        )

    def quads(self) -> tuple[ox.Quad, ...]:
        """Return the statements, each once.

        Raises:
            SyntaxError: the text is malformed.
        """
        return tuple(dict.fromkeys(ox.parse(self.block.text, ox.RdfFormat.N_TRIPLES)))

    def line_of(self, subject: bytes) -> int | None:
        """Return the line of the source on which a subject first stands, if that is known."""
        if self.block.line is None or subject not in self.subjects:
            return None
        return self.block.line + self.subjects.index(subject)


def unread(source: Source, block: Block, error: SyntaxError) -> Judged:
    """Return what is to be said of a data graph whose text is malformed.

    Args:
        source: the file it stands in.
        block: its statements.
        error: what is wrong, with the line of the block.
    """
    line = None
    if block.line is not None and error.lineno is not None:
        line = block.line + error.lineno - 1
    where = source.name if block.graph is None else f"{source.name} (graph {block.graph})"
    what = _PARSER.sub("", error.msg).rstrip(".")
    graph = "" if block.graph is None else f"; the graph {block.graph} was not judged"
    problem = Problem(source.name, f"{what}{graph}.", line)
    return Judged(source.name, where, problems=(problem,), graph=block.graph)


def member_of(source: Source, block: Block) -> Member:
    """Return a data graph with its statements split.

    Raises:
        SyntaxError: the text is malformed; what is wrong within a term only a store finds.
    """
    sha256 = hash_of_block(block)
    rows = block.text.split(b"\n")
    pieces = tuple(zip(*(row.split(b" ", 2) for row in rows[:-1]), strict=False))
    if not _is_usual(block.text, pieces):
        triples = (quad.triple for quad in ox.parse(block.text, ox.RdfFormat.N_TRIPLES))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        block = replace(block, text=text)
        rows = text.split(b"\n")
        pieces = tuple(zip(*(row.split(b" ", 2) for row in rows[:-1]), strict=True))
    subjects, predicates, objects = pieces
    values = frozenset(objects)
    nodes = {value[:-2] for value in values if value[:1] != b'"'}
    nodes.update(subjects)
    terms = frozenset(term for term in nodes if not term.startswith(_OURS))
    distinct = len(set(rows)) - 1
    return Member(source, block, subjects, predicates, objects, values, terms, distinct, sha256)


def _is_usual(text: bytes, pieces: tuple[tuple[bytes, ...], ...]) -> bool:
    """Return whether each line was split into subject, predicate and object."""
    if len(pieces) != 3 or any(sign in text for sign in _UNUSUAL):
        return False
    subjects, predicates, objects = pieces
    values = set(objects)
    return (
        text.count(b" .\n") == len(objects)
        and {value[:1] for value in values} <= _STARTS
        and {name[:1] for name in set(predicates)} == {b"<"}
        and b"<<" not in set(subjects)
        and not any(value.startswith(b"<<") for value in values)
    )
