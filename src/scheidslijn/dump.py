"""Large N-Triples, which a store reads as they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, overload

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from scheidslijn.errors import InputError
from scheidslijn.model import Term

__all__ = ["Dump", "is_plain_dump"]

# From this many characters on, a store reads N-Triples without us in between.
_LARGE: Final = 1 << 20
_PECULIAR: Final = ("_:", "<<", "\\u", "\\U", "\r")
_SUBJECT: Final = re.compile(r"^[ \t]*<([^>\n]*)>", re.MULTILINE)
_TYPED: Final = re.compile(r'"([^"\\\n]*)"\^\^<(http://www\.w3\.org/2001/XMLSchema#\w+)>')


class Dump(Sequence[Quad]):
    """The statements of a large N-Triples text, which a store reads faster than we do.

    They are parsed only where somebody looks at them one by one. The text may still turn out to
    be unsound then, or when a store reads it.

    Args:
        text: the text.
        explain: says what an error of a parser means for it.
    """

    def __init__(self, text: str, explain: Callable[[Exception], InputError]) -> None:
        self.text = text
        self.explain = explain
        self._quads: tuple[Quad, ...] | None = None

    def _parsed(self) -> tuple[Quad, ...]:
        if self._quads is None:
            try:
                self._quads = tuple(dict.fromkeys(parse(self.text, RdfFormat.N_TRIPLES)))
            except (SyntaxError, MemoryError, ValueError) as error:
                raise self.explain(error) from None
        return self._quads

    def __len__(self) -> int:
        return len(self._parsed())

    @overload
    def __getitem__(self, at: int) -> Quad: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Quad]: ...

    def __getitem__(self, at: int | slice) -> Quad | Sequence[Quad]:
        return self._parsed()[at]

    def subjects(self) -> dict[Term, None]:
        """Return the subjects, each once, in order of appearance."""
        return dict.fromkeys(_SUBJECT.findall(self.text))

    def typed_literals(self) -> set[Literal]:
        """Return the literals with a datatype of XSD, as far as they are written plainly."""
        return {
            Literal(value, datatype=NamedNode(datatype))
            for value, datatype in set(_TYPED.findall(self.text))
        }


def is_plain_dump(text: str, longest: int) -> bool:
    """Return whether N-Triples are large, and no statement in them needs a look of its own.

    A blank node would want its number, an escape in an IRI or RDF 1.2 the parser, and a line
    that is longer than a literal may be a message.

    Args:
        text: the text.
        longest: how many characters a literal may have.
    """
    if len(text) < _LARGE or any(sign in text for sign in _PECULIAR):
        return False
    return max(map(len, text.split("\n"))) <= longest
