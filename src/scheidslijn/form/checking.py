"""Checks that a tree is a dossier in the form, and finds out what the names in it stand for.

Refused is what triples cannot say: unknown fields and names, values of the wrong kind, a name that
nothing in the file has. What is missing, or stands there more than once, is left to the shapes.
Each misfit has its path, and says what may have been meant.

This is not done with the schema and a library for it, which takes many times as long and cannot
say what was meant; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from scheidslijn.form.terms import (
    ACTORS,
    BASE_KEY,
    BESIDE,
    CONTEXT_KEY,
    CONTEXT_URL,
    FACTS,
    ID_KEY,
    PASSED_OVER,
    TYPE_KEY,
    FieldKind,
    Form,
    FormClass,
    FormField,
)
from scheidslijn.form.tree import Path, path_text
from scheidslijn.form.values import (
    Misfit,
    iri_of_dossier,
    is_base,
    is_blank,
    is_iri,
    is_local,
    is_reference,
    no_name,
    one_of,
    prepared,
    resolved,
    shown,
)

__all__ = ["Checked", "Entry", "check"]

_PLACES: Final = (ACTORS, BESIDE, FACTS)
_OF_DOCUMENT: Final = frozenset({CONTEXT_KEY, BASE_KEY, *PASSED_OVER})
Object = dict[str, object]


@dataclass(slots=True)
class Entry:
    """Something that is written out, with IRIs for the names in it.

    Attributes:
        kind: its type.
        path: where it stands.
        term: its IRI, the label of a blank node, or None.
        values: each value that it has, with the field: an IRI or label, another entry, a truth
            value, a number, a day, a text, or texts by language.
        members: of a dossier, what stands in its lists.
    """

    kind: FormClass
    path: Path
    term: str | None = None
    values: list[tuple[FormField, object]] = field(default_factory=list)
    members: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Checked:
    """What a check has found.

    Attributes:
        dossiers: the dossiers; of use if there is no misfit.
        misfits: what does not fit, with its path.
    """

    dossiers: list[Entry] = field(default_factory=list)
    misfits: list[tuple[Path, Misfit]] = field(default_factory=list)


def check(value: object, form: Form, max_chars: int) -> Checked:
    """Check one dossier, or a list of dossiers.

    Args:
        value: what the text says.
        form: the form that it should have.
        max_chars: how long a text in it may be.
    """
    checker = _Checker(form, max_chars)
    several = isinstance(value, list)
    if several and not value:
        checker.misfit((), "the list is empty; a dossier was expected")
    for number, each in enumerate(value if isinstance(value, list) else [value]):
        checker.dossier(each, (number,) if several else ())
    checker.finish()
    return checker.found


class _Checker:
    """Walks through the dossiers of one file."""

    def __init__(self, form: Form, max_chars: int) -> None:
        self.found = Checked()
        self._form = form
        self._max_chars = max_chars
        self._base = ""
        self._all: set[str] = set()  # what is written out in this file, by IRI
        self._paths: dict[str, Path] = {}  # and in this dossier
        self._names: list[str] = []  # with the names that it goes by here
        self._once: dict[str, Path] = {}  # dossiers and blank nodes, of which a file has one
        self._named: list[tuple[Path, str, str, Iterable[str]]] = []  # to be found in the file

    def misfit(
        self, path: Path, problem: str, word: object = "", known: Iterable[str] = ()
    ) -> None:
        meant = word if isinstance(word, str) else ""
        self.found.misfits.append((path, Misfit(problem, meant, known)))

    def dossier(self, value: object, path: Path) -> None:
        kind = self._form.dossier
        if not isinstance(value, dict):
            self.misfit(path, f"a dossier, with fields, was expected and not {shown(value)}")
        elif self._is_typed(value, path, (kind,)):
            iri = self._begin(value, path)
            if iri is not None:
                self.found.dossiers.append(self._fields(value, path, kind, iri))

    def finish(self) -> None:
        """Look up the names of nodes, now that all are known."""
        for path, name, iri, known in self._named:
            if iri not in self._all:
                problem = f"nothing in this dossier has the id {shown(name)}"
                self.misfit(path, problem, name, known)

    def _begin(self, value: Object, path: Path) -> str | None:
        """Return the IRI of a dossier, if it and what names are put behind can be known."""
        identifier = value.get(ID_KEY)
        if not isinstance(identifier, str) or not (is_local(identifier) or is_iri(identifier)):
            self._no_id(identifier, path)
            return None
        base = self._given_base(value, path)
        iri = iri_of_dossier(identifier, base)
        if base is None and not is_base(f"{iri}/"):
            problem = f"no names can be put behind {shown(identifier)}; give a {BASE_KEY!r} as well"
            self.misfit((*path, ID_KEY), problem)
            return None
        self._base = f"{iri}/" if base is None else base
        self._paths, self._names = {}, []
        self._declare(identifier, iri, path, once=True)
        return iri

    def _no_id(self, identifier: object, path: Path) -> None:
        if identifier is None:
            self.misfit(path, f"{ID_KEY!r} is missing: the name of the dossier, or its IRI")
        else:
            self.misfit((*path, ID_KEY), no_name(identifier))

    def _given_base(self, value: Object, path: Path) -> str | None:
        """Return the base that a document gives; one of them, if it gives two that differ."""
        named = value.get(CONTEXT_KEY, CONTEXT_URL)
        first, *others = named if isinstance(named, list) and named else [named]
        given = [(value.get(BASE_KEY), (*path, BASE_KEY))]
        for number, each in enumerate(others, start=1):
            is_base_given = isinstance(each, dict) and each.keys() == {"@base"}
            if number == 1 and is_base_given and isinstance(each["@base"], str):
                given.append((each["@base"], (*path, CONTEXT_KEY, number, "@base")))
            else:
                first = None
        if first != CONTEXT_URL:
            problem = f"a dossier has the context {CONTEXT_URL}, with an @base beside it or none"
            self.misfit((*path, CONTEXT_KEY), problem)
        found: str | None = None
        for base, where in given:
            if base is not None and not (isinstance(base, str) and is_base(base)):
                problem = f"{shown(base)} is no base: that is an IRI that ends in / without ? or #"
                self.misfit(where, problem)
            elif found is not None and base not in (None, found):
                self.misfit(where, f"the base {shown(base)} is another than {shown(found)}")
            elif isinstance(base, str):
                found = base
        return found

    def _declare(self, name: str, iri: str, path: Path, *, once: bool) -> None:
        """Note that something is written out; a dossier writes it out once."""
        before = (self._once if once else self._paths).get(iri)
        if before is not None:
            where = path_text(before)
            self.misfit((*path, ID_KEY), f"the id {shown(name)} stands here and at {where}")
        self._all.add(iri)
        self._names.append(name)
        (self._once if once else self._paths)[iri] = path

    def _is_typed(self, value: Object, path: Path, kinds: Iterable[FormClass]) -> bool:
        """Return whether an object has one of these types."""
        names = [kind.name for kind in kinds]
        name = value.get(TYPE_KEY)
        if name in names:
            return True
        if name is None:
            self.misfit(path, f"{TYPE_KEY!r} is missing: {one_of(names)}")
            return False
        known = self._form.classes.get(name) if isinstance(name, str) else None
        if known is not None and known.place is not None:
            problem = f"a {name} cannot stand here, but in {known.place!r}"
            self.misfit((*path, TYPE_KEY), problem)
        else:
            problem = f"{shown(name)} is no type of what stands here: {one_of(names)}"
            self.misfit((*path, TYPE_KEY), problem, name, names)
        return False

    def _fields(self, value: Object, path: Path, kind: FormClass, term: str | None) -> Entry:
        """Return what an object becomes, without fields that say nothing."""
        made = Entry(kind, path, term)
        is_dossier = kind is self._form.dossier
        for key, each in value.items():
            if key in kind.fields:
                if each is not None:
                    known = kind.fields[key]
                    made.values += [(known, v) for v in self._values(known, each, (*path, key))]
            elif is_dossier and key in _PLACES:
                if each is not None:
                    kinds = self._form.standing_in(key)
                    made.members += self._members(each, (*path, key), kinds)
            elif key not in (ID_KEY, TYPE_KEY) and not (is_dossier and key in _OF_DOCUMENT):
                self._unknown(key, (*path, key), kind)
        return made

    def _unknown(self, key: str, path: Path, kind: FormClass) -> None:
        places = _PLACES if kind is self._form.dossier else ()
        problem = f"{shown(key)} is no field of a {kind.name}"
        having = [each.name for each in self._form.classes.values() if key in each.fields]
        if having:
            self.misfit(path, f"{problem} but of {one_of(having)}")
        else:
            self.misfit(path, problem, key, (*kind.fields, ID_KEY, TYPE_KEY, *places))

    def _members(self, value: object, path: Path, kinds: tuple[FormClass, ...]) -> list[Entry]:
        if not isinstance(value, list):
            self.misfit(path, f"a list was expected and not {shown(value)}")
            return []
        found = [self._node(each, (*path, n), kinds) for n, each in enumerate(value)]
        return [each for each in found if each is not None]

    def _node(self, value: object, path: Path, kinds: Iterable[FormClass]) -> Entry | None:
        """Return what something that is written out becomes."""
        if not isinstance(value, dict):
            self.misfit(path, f"something with fields was expected and not {shown(value)}")
            return None
        identifier, term = value.get(ID_KEY), None
        if isinstance(identifier, str) and is_reference(identifier):
            term = resolved(identifier, self._base)
            self._declare(identifier, term, path, once=is_blank(identifier))
        elif identifier is not None:
            self._no_id(identifier, path)
        if not self._is_typed(value, path, kinds):
            return None
        return self._fields(value, path, self._form.classes[str(value[TYPE_KEY])], term)

    def _values(self, each: FormField, value: object, path: Path) -> list[object]:
        """Return what the values of a field become."""
        if not isinstance(value, list):
            return [self._value(each, value, path)]
        for number, part in enumerate(value):
            if each.kind is FieldKind.TEXT and isinstance(part, dict):
                problem = "text was expected in a list; a language goes around the list"
                self.misfit((*path, number), problem)
        return [self._value(each, part, (*path, n)) for n, part in enumerate(value)]

    def _value(self, each: FormField, value: object, path: Path) -> object:
        if each.kind is FieldKind.NODE:
            if isinstance(value, str) and is_reference(value):
                term = resolved(value, self._base)
                if term != value or is_blank(value):
                    self._named.append((path, value, term, self._names))
                return term
            if isinstance(value, dict) and each.nested:
                return self._node(value, path, [self._form.classes[kind] for kind in each.nested])
        made = prepared(each, value, self._max_chars)
        if isinstance(made, Misfit):
            self.found.misfits.append((path, made))
        return made
