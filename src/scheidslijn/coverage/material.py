"""Where the files are that coverage is about, and what the cases among them break."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scheidslijn import resources
from scheidslijn.errors import RuleBookError
from scheidslijn.model import Term
from scheidslijn.namespaces import SHAPE
from scheidslijn.questions import list_questions
from scheidslijn.synth import BREACHES
from scheidslijn.synth.breach import Breach, iri_of

__all__ = ["Broken", "Material", "breach_cases", "mentioned", "read_cases", "read_mentions"]

_EXPECTED: Final = ".expected.json"
# An IRI, a string or comment (skipped), or a prefixed name.
_TOKEN: Final = re.compile(
    r"<(?P<iri>[^<>\"{}|^`\\\s]*)>|\#[^\r\n]*|\"\"\".*?\"\"\"|'''.*?'''"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'(?:[^'\\\r\n]|\\.)*'"
    r"|(?<![\w?$])(?P<prefix>[A-Za-z][\w.-]*|):(?P<local>[\w%](?:[\w.%-]*[\w%-])?)",
    re.DOTALL,
)
_PREFIX: Final = re.compile(r"\bprefix\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Broken:
    """One expected finding: the shape, and the norms that it names."""

    shape: Term
    norms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """The files that coverage is about.

    Attributes:
        rulebook: the Turtle files of ontology and rule book.
        shapes: the Turtle files of the shapes that check dossiers.
        questions: the folder of the named questions, or None.
        fixtures: the files of findings to expect of the invalid cases, or None if not installed.
        examples: the same of the examples.
        breaches: the planted breaches, by name.
    """

    rulebook: tuple[Path, ...]
    shapes: tuple[Path, ...]
    questions: Path | None
    fixtures: tuple[Path, ...] | None
    examples: tuple[Path, ...] | None
    breaches: Mapping[str, Breach] | None

    @classmethod
    def packaged(cls) -> Material:
        """Return the files of this package; in an installed one there are no examples.

        Raises:
            RuleBookError: the package holds no rule book.
        """
        shapes = resources.shapes_files()
        examples = resources.queries_folder().parent / "examples"
        return cls(
            rulebook=resources.ontology_files(),
            shapes=shapes,
            questions=resources.queries_folder(),
            fixtures=_expected(path.parent / "invalid" for path in shapes),
            examples=_expected([examples]),
            breaches=BREACHES,
        )


def read_cases(files: Iterable[Path]) -> dict[str, tuple[Broken, ...]]:
    """Return per case what it breaks; a case is called by its folder and its own name.

    Raises:
        RuleBookError: a file cannot be read, or holds no list of findings.
    """
    return {_case_name(path): _read_expected(path) for path in files}


def breach_cases(breaches: Mapping[str, Breach]) -> dict[str, tuple[Broken, ...]]:
    """Return per planted breach what it breaks."""
    return {
        name: tuple(
            Broken(SHAPE + each.shape, tuple(iri_of(f"norm:{norm}") for norm in each.norms))
            for each in breach.expects
        )
        for name, breach in breaches.items()
    }


def read_mentions(folder: Path) -> dict[str, frozenset[Term]]:
    """Return per named question the IRIs that its query mentions.

    Raises:
        UsageError: the folder is missing, or a question is malformed.
    """
    return {each.slug: mentioned(each.query) for each in list_questions(folder)}


def mentioned(query: str) -> frozenset[Term]:
    """Return the IRIs in a SPARQL query, outside its comments and strings.

    >>> sorted(mentioned('PREFIX e: <urn:e#> SELECT ?x { ?x a e:A ; <urn:p> "e:B" } # e:C'))
    ['urn:e#', 'urn:e#A', 'urn:p']
    """
    prefixes = dict(_PREFIX.findall(query))
    found = set()
    for token in _TOKEN.finditer(query):
        if token["iri"]:
            found.add(token["iri"])
        elif token["local"] and token["prefix"] in prefixes:
            found.add(prefixes[token["prefix"]] + token["local"])
    return frozenset(found)


def _expected(folders: Iterable[Path]) -> tuple[Path, ...] | None:
    present = [folder for folder in folders if folder.is_dir()]
    if not present:
        return None
    return tuple(sorted(path for folder in present for path in folder.rglob(f"*{_EXPECTED}")))


def _case_name(path: Path) -> str:
    folder = path.parent if path.parent.name != "invalid" else path.parent.parent
    return f"{folder.name}/{path.name.removesuffix(_EXPECTED)}"


def _read_expected(path: Path) -> tuple[Broken, ...]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Broken(str(row["shape"]), tuple(row.get("norms", ()))) for row in rows)
    except OSError as error:
        raise RuleBookError(f"{path}: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RuleBookError(f"{path}: a JSON list of findings was expected") from error
