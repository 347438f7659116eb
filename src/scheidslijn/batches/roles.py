"""Tells cheaply who may mix roles between dossiers, so that only their dossiers are read again.

Nobody mixes roles between dossiers who has roles in only one. And the shapes of the project look
only at dossiers of one employer, and at two roles of a norm that reaches so far (``ruimerBereik``);
so of somebody who has one and the same role in all dossiers of an employer they have nothing to
say, unless that role by itself unites two such roles. Of shapes of the user nothing is known but
the first.

Terms are numbers here: two terms may share one, which costs a look and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from scheidslijn.batches.member import Member, term_of, written
from scheidslijn.model import Term
from scheidslijn.namespaces import SL, SL_IN_DOSSIER
from scheidslijn.store import EmbeddedStore

__all__ = ["Roles"]

_BY: Final = written(SL + "door")
_IN: Final = written(SL_IN_DOSSIER)
_ROLE: Final = written(SL + "rol")
_EMPLOYER: Final = written(SL + "werkgever")
_READ: Final = frozenset((_BY, _IN, _ROLE, _EMPLOYER))
_HELD: Final = f"""SELECT ?person ?dossier ?role ?employer WHERE {{
  ?node <{SL}door> ?person ; <{SL_IN_DOSSIER}> ?dossier ; <{SL}rol> ?role .
  OPTIONAL {{ ?dossier <{SL}werkgever> ?employer }}
  FILTER(!ISLITERAL(?person) && !ISLITERAL(?dossier))
}}"""
_COMPARED: Final = f"""SELECT DISTINCT ?role (?one != ?other AS ?uniting) WHERE {{
  ?norm <{SL}ruimerBereik> ?reach ; <{SL}onverenigbareRol> ?one, ?other .
  ?role <{SL}brederRol>* ?one, ?other .
}}"""
_TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'

# A person, at an employer perhaps; a dossier; a role.
Held = tuple[int, int, int]


class Roles:
    """Reads who has which role in which dossier.

    Args:
        store: holds the rule book.
        own: whether shapes of the user compare dossiers too.
    """

    def __init__(self, store: EmbeddedStore, *, own: bool) -> None:
        self._own = own
        rows = store.select(_COMPARED).rows
        self._compared = {role for role, _ in rows}
        self._uniting = {role for role, uniting in rows if uniting == _TRUE}

    def of_member(self, member: Member) -> tuple[Held, ...]:
        """Return the roles in a data graph of a batch, each once."""
        said: dict[bytes, list[tuple[bytes, bytes]]] = {}
        for subject, predicate, value in member.having(_READ):
            if value[:1] != b'"':
                said.setdefault(subject, []).append((predicate, value))
        return tuple(dict.fromkeys(self._held(said, member.where)))

    def of_store(self, store: EmbeddedStore, scope: str) -> tuple[Held, ...]:
        """Return the roles in the data graph that a store holds, each once.

        Args:
            store: the store.
            scope: what the blank nodes of the data graph belong to.
        """
        found: dict[Held, None] = {}
        for person, dossier, role, employer in store.select(_HELD).rows:
            if person is not None and dossier is not None and role is not None:
                found.update(dict.fromkeys(self._rows(person, dossier, role, employer, scope)))
        return tuple(found)

    def _held(self, said: dict[bytes, list[tuple[bytes, bytes]]], scope: str) -> Iterator[Held]:
        for own in said.values():
            roles = [term_of(value) for predicate, value in own if predicate == _ROLE]
            if not roles:
                continue
            dossiers = [value for predicate, value in own if predicate == _IN]
            for person in (term_of(value) for predicate, value in own if predicate == _BY):
                for dossier in dossiers:
                    employers: list[Term | None] = [
                        term_of(v) for p, v in said.get(dossier, ()) if p == _EMPLOYER
                    ]
                    for role in roles:
                        for employer in employers or [None]:
                            yield from self._rows(person, term_of(dossier), role, employer, scope)

    def _rows(
        self, person: Term, dossier: Term, role: Term, employer: Term | None, scope: str
    ) -> Iterable[Held]:
        if self._own:
            who = _number(scope, person)
        elif employer is None or role not in self._compared:
            return
        else:
            who = _number(scope, person, employer)
        where = _number(scope, dossier)
        yield who, where, _number(scope, role)
        if self._own or role in self._uniting:
            yield who, where, -1  # as if it were two roles


def _number(scope: str, *terms: Term) -> int:
    names = (f"{scope}\n{term}" if term.startswith("_:") else term for term in terms)
    data = "\n\n".join(names).encode()
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), signed=True)
