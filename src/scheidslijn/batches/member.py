"""Looks at the statements of one data graph without parsing them, as far as that can be done.

N-Triples as nearly every program writes them are split at their spaces. What stands in them in
an unusual way is written anew first, by the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, compress
from typing import Final

import pyoxigraph as ox

from scheidslijn.batches.blocks import Block
from scheidslijn.batches.hashing import hash_of_block
from scheidslijn.batches.judged import Judged
from scheidslijn.inputs import Source
from scheidslijn.model import Problem, Term
from scheidslijn.namespaces import BASE, XSD

__all__ = ["Member", "member_of", "term_of", "unread", "written"]

# What is no term of a data graph alone: a literal, and a term of the project or of the W3C.
_NO_TERMS: Final = (b'"', f"<{BASE}".encode(), b"<http://www.w3.org/")
# It counts the lines of the block, not those of the file.
_PARSER: Final = re.compile(r"Parser error at line \d+ between columns \d+ and \d+: ")
_ROW: Final = re.compile(rb"([^ ]*) ([^ ]*) ([^\n]*) \.\n")

# Terms as the library writes them too, one a line. Of the plain ones every IRI and language is
# surely well-formed.
_CHARS: Final = rb'[^"\\\x00-\x1f\x7f]*+'
_TEXT: Final = rb'"%s(?:\\["\\nr]%s)*+"' % (_CHARS, _CHARS)
_PLAIN_IRI: Final = (
    rb"<(?:https?://[a-z0-9.-]++/|urn:[a-z0-9]++:)[A-Za-z0-9._~/:-]*+(?:#[A-Za-z0-9._~/:-]*+)?>"
)
_PLAIN_IRIS: Final = re.compile(rb"(?:%s\n)*+" % _PLAIN_IRI)
_PLAIN_VALUES: Final = re.compile(
    rb"(?:(?:%s|%s(?:@nl|@en|\^\^<%s(?:date|boolean|integer|decimal|dateTime)>)?)\n)*+"
    % (_PLAIN_IRI, _TEXT, XSD.encode())
)
_IRI: Final = rb"<[^<>\s\\]*+>"
_NODE: Final = rb"(?:%s|_:[^\s<>\"\\]++)" % _IRI
_IRIS: Final = re.compile(rb"(?:%s\n)*+" % _IRI)
_NODES: Final = re.compile(rb"(?:%s\n)*+" % _NODE)
_OTHER: Final = rb"(?!<%sstring>)%s" % (XSD.encode(), _IRI)  # a string is written without
_VALUES: Final = re.compile(rb"(?:(?:%s|%s(?:@[a-z0-9-]++|\^\^%s)?)\n)*+" % (_NODE, _TEXT, _OTHER))


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
        objects: the object of each.
        nodes: each subject once, in their order.
        properties: each predicate once.
        values: each object once.
        terms: every IRI and blank node that another data graph may use for something else.
        triples: the number of different statements.
        is_plain: whether a store may read the text without a look at each of its terms. There are
            no blank nodes, which it would call differently, and every IRI and language is surely
            well-formed; what is merely unusual is no fault.
        sha256: the hash of the block as it was read.
        renamed: what its terms are called in the store, where that is another name.
        mark: what is put behind an IRI for that; nowhere else in the text.
    """

    source: Source
    block: Block
    subjects: tuple[bytes, ...]
    predicates: tuple[bytes, ...]
    objects: tuple[bytes, ...]
    nodes: tuple[bytes, ...]
    properties: frozenset[bytes]
    values: frozenset[bytes]
    terms: frozenset[bytes]
    triples: int
    is_plain: bool
    sha256: str = ""
    renamed: dict[bytes, bytes] = field(default_factory=dict)
    mark: str = ""

    @property
    def where(self) -> str:
        """The file, and the graph if there are more."""
        graph = self.block.graph
        return self.source.name if graph is None else f"{self.source.name} (graph {graph})"

    def having(self, predicates: frozenset[bytes]) -> Iterator[tuple[bytes, bytes, bytes]]:
        """Yield the subject, predicate and object of each statement with one of the predicates."""
        rows = zip(self.subjects, self.predicates, self.objects, strict=True)
        return compress(rows, map(predicates.__contains__, self.predicates))

    def text_apart(self) -> bytes:
        """Return the statements with the names that its terms have in the store."""
        if not self.renamed:
            return self.block.text
        name = self.renamed.get
        subjects = map(name, self.subjects, self.subjects)
        objects = map(name, self.objects, self.objects)
        rows = zip(subjects, self.predicates, objects, strict=True)
        return b" .\n".join((*map(b" ".join, rows), b""))

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
    member = _split(source, block, sha256)
    if member is None or not (member.is_plain or _is_usual(member)):
        triples = (quad.triple for quad in ox.parse(block.text, ox.RdfFormat.N_TRIPLES))
        text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        member = _split(source, replace(block, text=text), sha256)
        assert member is not None
    return member


def _split(source: Source, block: Block, sha256: str) -> Member | None:
    """Return a data graph as if it were written as usual; None where a line surely is not."""
    rows = _ROW.findall(block.text)
    if not rows or len(rows) != block.text.count(b"\n"):
        return None
    subjects, predicates, objects = zip(*rows, strict=True)
    nodes, properties, values = (
        tuple(dict.fromkeys(subjects)),
        frozenset(predicates),
        frozenset(objects),
    )
    plain = _match(_PLAIN_IRIS, nodes, properties) and _match(_PLAIN_VALUES, values)
    terms = frozenset(term for term in values.union(nodes) if not term.startswith(_NO_TERMS))
    distinct = len(set(rows))
    return Member(
        source,
        block,
        subjects,
        predicates,
        objects,
        nodes,
        properties,
        values,
        terms,
        distinct,
        plain,
        sha256,
    )


def _is_usual(member: Member) -> bool:
    """Return whether each line was split into subject, predicate and object."""
    return (
        _match(_NODES, member.nodes)
        and _match(_IRIS, member.properties)
        and _match(_VALUES, member.values)
    )


def _match(terms: re.Pattern[bytes], *given: Iterable[bytes]) -> bool:
    """Return whether all terms are of this kind; there is no line feed in one."""
    return terms.fullmatch(b"\n".join((*chain(*given), b""))) is not None
