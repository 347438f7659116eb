"""Finds what a person means by a name: an IRI, the end of one, a label, or a part of those.

Case, accents, hyphens and spaces do not matter. What is meant exactly goes before what is meant
in part: the end of the IRI, then a label, then whole words of either, then any piece of them.
At the first of these where something fits, it has to be one thing, or all of them are named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from pyoxigraph import Literal

from scheidslijn.errors import EngineError, UsageError
from scheidslijn.model import Engine, Text
from scheidslijn.namespaces import RDF_TYPE, RDFS, RDFS_LABEL, SL
from scheidslijn.terms import local_name, rdf_term

__all__ = ["did_you_mean", "find_all", "fold", "individuals", "resolve"]

_SHOWN: Final = 8
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def fold(text: str) -> str:
    """Return the words of a text, without what does not matter to recognise them.

    >>> fold("Één  Verzekerings-arts")
    'een verzekerings arts'
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(re.findall(r"[^\W_]+", bare))


def resolve(text: str, candidates: Mapping[str, Text], what: str = "name") -> str:
    """Return the IRI among the candidates that a text means.

    Args:
        text: a whole IRI, its last part, a label in Dutch or English, or a part of those.
        candidates: what can be meant, by IRI, with its label.
        what: says in an error what was looked for, such as ``role``.

    Raises:
        UsageError: nothing fits, and then it names what looks like it; or more than one thing
            does, and then it names these.

    >>> roles = {"urn:x/arts": Text("arts", "physician"), "urn:x/bedrijfsarts": Text(
    ...     "bedrijfsarts", "occupational physician")}
    >>> resolve("Physician", roles), resolve("occupational", roles), resolve("bedrijfs", roles)
    ('urn:x/arts', 'urn:x/bedrijfsarts', 'urn:x/bedrijfsarts')
    """
    found = next((fits for fits in _fitting(text, candidates) if fits), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{what} {text!r} can mean {_listed(found, candidates)}. Which one?")
    if not candidates:
        raise UsageError(f"{what} {text!r} is not known: there is nothing to choose from.")
    names = {local_name(iri): local_name(iri) for iri in candidates}
    for iri, label in candidates.items():
        names.setdefault(label.nl, local_name(iri))
        names.setdefault(label.en, local_name(iri))
    raise UsageError(f"{what} {text!r} is not known.{did_you_mean(local_name(text), names)}")


def find_all(text: str, candidates: Mapping[str, Text]) -> list[str]:
    """Return every IRI that a text can mean, also in part; whole words go before pieces."""
    levels = list(_fitting(text, candidates))
    return sorted({iri for found in levels[:-1] for iri in found}) or levels[-1]


def did_you_mean(text: str, names: Iterable[str] | Mapping[str, str]) -> str:
    """Return a sentence that names what looks like a text, or nothing.

    Args:
        text: what was given.
        names: what it may have been meant to be; in a mapping, with what is then to be shown.

    >>> did_you_mean("bedrijfsats", ["bedrijfsarts", "werkgever"])
    ' Did you mean bedrijfsarts?'
    """
    import difflib  # only who errs needs it

    shown = names if isinstance(names, Mapping) else {name: name for name in names}
    folded: dict[str, str] = {}
    for name in sorted(shown):
        folded.setdefault(fold(name), shown[name])
    close = difflib.get_close_matches(fold(text), folded, n=3)
    likely = list(dict.fromkeys(folded[name] for name in close))
    return f" Did you mean {' or '.join(likely)}?" if likely else ""


def individuals(engine: Engine, class_name: str) -> dict[str, Text]:
    """Return the individuals of a class, those of narrower classes included, with their labels.

    Args:
        engine: holds the rule book, and dossiers if these count too.
        class_name: the local name of a class of the ontology, such as ``Rol``.

    Raises:
        UsageError: that is no local name.
        EngineError: the engine failed.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", class_name):
        raise UsageError(f"{class_name!r} is not the name of a class.")
    answer = engine.select(
        f"SELECT DISTINCT ?x ?label {{ ?class <{RDFS}subClassOf>* <{SL}{class_name}> . "
        f"?x <{RDF_TYPE}> ?class . OPTIONAL {{ ?x <{RDFS_LABEL}> ?label }} }}"
    )
    if answer.columns != ("x", "label"):
        raise EngineError(f"{engine.name}: answered other columns than it was asked for.")
    found: dict[str, dict[str, str]] = {}
    for iri, label in sorted((iri or "_:", label or "") for iri, label in answer.rows):
        if not iri.startswith(("_:", '"')):
            literal = rdf_term(label) if label.startswith('"') else None
            known = found.setdefault(iri, {})
            if isinstance(literal, Literal):
                known.setdefault(literal.language or "", literal.value)
    return {iri: _text(labels, local_name(iri)) for iri, labels in found.items()}


def _text(labels: Mapping[str, str], name: str) -> Text:
    other = labels.get("") or next(iter(labels.values()), name)
    return Text(nl=labels.get("nl", other), en=labels.get("en", other))


def _fitting(text: str, candidates: Mapping[str, Text]) -> Iterable[list[str]]:
    """Yield what fits, sorted, from the most exact way of meaning something to the least."""
    text = text.strip()
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if bare in candidates:
        yield [bare]
        return
    words = fold(text)
    if not words or (_SCHEME.fullmatch(bare) and "/" in bare):
        yield []
        return
    whole, piece = _squeezed(words), f" {words} "
    tests: tuple[Callable[[str, Text], bool], ...] = (
        lambda iri, _label: local_name(iri) == text,
        lambda iri, _label: _squeezed(fold(local_name(iri))) == whole,
        lambda _iri, label: whole in (_squeezed(fold(label.nl)), _squeezed(fold(label.en))),
        lambda iri, label: any(piece in f" {name} " for name in _names(iri, label)),
        lambda iri, label: any(whole in _squeezed(name) for name in _names(iri, label)),
    )
    for test in tests:
        yield sorted(iri for iri, label in candidates.items() if test(iri, label))


def _names(iri: str, label: Text) -> tuple[str, str, str]:
    return fold(local_name(iri)), fold(label.nl), fold(label.en)


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def _listed(found: list[str], candidates: Mapping[str, Text]) -> str:
    names = [local_name(iri) for iri in found]
    several = len(set(names)) < len(names)
    shown = [
        f"{iri if several else name} ({candidates[iri].nl} / {candidates[iri].en})"
        for iri, name in zip(found[:_SHOWN], names, strict=False)
    ]
    more = len(found) - len(shown)
    return ", ".join(shown) + (f", or one of {more} more" if more else "")
