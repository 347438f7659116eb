"""Pseudonyms for the nodes of dossiers, made with a key.

The pseudonym of an IRI is the start of its HMAC-SHA256 (RFC 2104), so that whoever has the key gets
the same one again and whoever has not cannot try out names. Every IRI that the rule book does
not know is replaced, graph names too; properties and classes, literals and blank nodes stay as
they are, and the guard of `scheidslijn.privacy` decides which of those may leave.

The address is one that never resolves (RFC 6761, section 6.4): following it tells nobody anything.
It lies outside the addresses of the rule book, of which a dossier may state nothing.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from scheidslijn.errors import InputError, UsageError
from scheidslijn.namespaces import RDF_TYPE, SL_DOSSIER, XSD
from scheidslijn.rulebook import Index

__all__ = ["KEY_VARIABLE", "PSEUDONYM", "Pseudonyms", "key_for_one_run", "read_key"]

KEY_VARIABLE: Final = "SCHEIDSLIJN_PSEUDONYM_KEY"
PSEUDONYM: Final = "https://scheidslijn.invalid/pseudoniem/"

_SHORTEST: Final = 32  # characters; written in hexadecimals that is 128 bits
_FEWEST: Final = 8  # different characters among them
_ADVICE: Final = 'make one with: python -c "import secrets; print(secrets.token_hex(32))"'
_LENGTH: Final = 20  # bytes of a pseudonym
# Letters alone: among millions of pseudonyms, digits would now and then look like a number that
# the guard refuses.
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_REMEMBERED: Final = 1 << 16  # nodes; a dossier has some thirty
_MOST_WEEKS: Final = 26

_A: Final = ox.NamedNode(RDF_TYPE)
_DOSSIER: Final = ox.NamedNode(SL_DOSSIER)
_DATE: Final = ox.NamedNode(XSD + "date")


def read_key(file: Path | None = None, environ: Mapping[str, str] | None = None) -> bytes | None:
    """Return the key that the user keeps: from a file, else from the environment, else None.

    Args:
        file: a file with nothing but the key.
        environ: the environment, in which ``SCHEIDSLIJN_PSEUDONYM_KEY`` may hold it.

    Raises:
        UsageError: the key is too short, or the same few characters again and again; it is not
            repeated.
        InputError: the file cannot be read.
    """
    if file is not None:
        try:
            return _checked(file.read_bytes().strip(), f"The key in {file}")
        except OSError as error:
            raise InputError(str(file), f"the key cannot be read: {error.strerror}.") from None
    text = (os.environ if environ is None else environ).get(KEY_VARIABLE, "").strip()
    return _checked(os.fsencode(text), KEY_VARIABLE) if text else None


def key_for_one_run() -> bytes:
    """Return a new key that nobody keeps, so that pseudonyms of different runs cannot be linked."""
    return secrets.token_bytes(32)


def _checked(key: bytes, name: str) -> bytes:
    if len(key) < _SHORTEST or len(set(key)) < _FEWEST:
        raise UsageError(
            f"{name} is too easy to guess; it wants at least {_SHORTEST} characters drawn by "
            f"chance: {_ADVICE}."
        )
    return key


class Pseudonyms:
    """Replaces the IRIs of dossiers under one key.

    Args:
        key: the key; ``read_key`` and ``key_for_one_run`` give one.
        terms: ontology and rule book, with the rules of the user if there are any: their terms
            stay as they are.
    """

    def __init__(self, key: bytes, terms: Index) -> None:
        self._key = key
        self._known = frozenset(
            ox.NamedNode(subject)
            for subject, _ in terms.instances("")
            if not subject.startswith("_:")
        )
        # one graph after another is written, so that what was seen long ago is seldom seen again
        self._replaced = lru_cache(maxsize=_REMEMBERED)(self._replace)

    def of(self, node: ox.NamedNode) -> ox.NamedNode:
        """Return the pseudonym of a node, or the node itself where it is a term of the rule book.

        The same node has the same pseudonym under the same key, in every run.
        """
        return self._replaced(node)

    def replace(self, quads: Iterable[ox.Quad]) -> list[ox.Quad]:
        """Return statements with pseudonyms for subjects, values and graphs, in their order."""
        return [self._quad(quad) for quad in quads]

    def shift(self, quads: Sequence[ox.Quad]) -> list[ox.Quad]:
        """Return the statements of a unit with all its days moved back by the same whole weeks.

        How many weeks, from 1 to 26, follows from the key and the dossiers of the unit, whose
        nodes have their own names still. Weekdays stay, and every length of time within the unit;
        what lies between units does not, nor which norms were in force.

        Raises:
            InputError: a day is no day of the calendar.
        """
        dossiers = {
            str(quad.subject) for quad in quads if quad.predicate == _A and quad.object == _DOSSIER
        }
        drawn = int.from_bytes(self._digest("weeks", "\n".join(sorted(dossiers))))
        back = timedelta(weeks=1 + drawn % _MOST_WEEKS)
        return [_moved(quad, back) for quad in quads]

    def _quad(self, quad: ox.Quad) -> ox.Quad:
        subject, predicate, value, graph = quad
        of = self._replaced
        if isinstance(subject, ox.NamedNode):
            subject = of(subject)
        if isinstance(value, ox.NamedNode) and predicate != _A:
            value = of(value)
        if isinstance(graph, ox.NamedNode):
            graph = of(graph)
        return ox.Quad(subject, predicate, value, graph)

    def _replace(self, node: ox.NamedNode) -> ox.NamedNode:
        if node in self._known:
            return node
        digest = self._digest("node", node.value)[:_LENGTH]
        return ox.NamedNode(PSEUDONYM + digest.hex().translate(_LETTERS))

    def _digest(self, use: str, text: str) -> bytes:
        # the use keeps what is drawn for one purpose apart from what is drawn for another
        return hmac.digest(self._key, f"{use}\0{text}".encode(), "sha256")


def _moved(quad: ox.Quad, back: timedelta) -> ox.Quad:
    subject, predicate, value, graph = quad
    if not isinstance(value, ox.Literal) or value.datatype != _DATE:
        return quad
    try:
        day = date.fromisoformat(value.value[:10]) - back
    except (ValueError, OverflowError):
        raise InputError(
            "<dossier>", f"a value of <{predicate.value}> is no day of the calendar."
        ) from None
    moved = ox.Literal(day.isoformat() + value.value[10:], datatype=_DATE)
    return ox.Quad(subject, predicate, moved, graph)
