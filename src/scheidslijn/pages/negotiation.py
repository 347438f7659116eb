r"""Says in rules of mod_rewrite which representation and which language a client likes best.

The rules read how much it likes each (RFC 9110, sections 12.4.2, 12.5.1 and 12.5.4): first from
the widest range, then from narrower ones, which count more. mod_rewrite cannot compute, but a
quality has at most three decimals and no zero at its end here, so the order of texts is that of
numbers: ``0.5`` comes before ``0.55``, and that before ``1``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

__all__ = ["EXTENSION", "HTML", "LANGUAGE", "choice"]

# Environment variables in which the rules that follow find the choice.
_AS: Final = "SL_AS"
_IN: Final = "SL_IN"
LANGUAGE: Final = f"%{{ENV:{_IN}}}"
EXTENSION: Final = f"%{{ENV:{_AS}}}"
HTML: Final = f"RewriteCond %{{ENV:{_AS}}} =html"

# What there is, best first: of two that a client likes as much, it gets the first.
_KINDS: Final = ("html", "ttl", "jsonld", "rdf", "nt")
_MEDIA: Final = (
    (r"\*/\*", _KINDS),
    (r"text/\*", ("html", "ttl")),
    (r"application/\*", ("jsonld", "rdf", "nt")),
    ("text/html", ("html",)),
    ("text/turtle", ("ttl",)),
    (r"application/ld\+json", ("jsonld",)),
    (r"application/rdf\+xml", ("rdf",)),
    ("application/n-triples", ("nt",)),
)
_LANGUAGES: Final = (
    (r"\*", ("nl", "en")),
    ("nl(?:-[a-z0-9-]+)?", ("nl",)),
    ("en(?:-[a-z0-9-]+)?", ("en",)),
)
# (?|a|b) numbers the groups of a and b alike, so a quality is always %1.
_QUALITY: Final = r"(?|(1)(?:\.0{0,3})?|(0\.[0-9]{0,2}[1-9])0*|(0)(?:\.0{0,3})?)"
_OTHER: Final = r"(?:;(?!\s*q=)[^,;]*)*"


def choice() -> Iterator[str]:
    """Yield the rules, line by line; a client that accepts nothing that there is gets 406."""
    yield "# What the client likes, most precise range last"
    yield "RewriteCond %{HTTP_ACCEPT} ^$"
    yield f"RewriteRule ^ - [E={_liking('html')}:1]"
    for media, kinds in _MEDIA:
        yield from _read("HTTP_ACCEPT", media, kinds)
    yield "# What it likes best"
    best = _liking("best")
    yield f"RewriteRule ^ - [E={_AS}:{_KINDS[0]},E={best}:%{{ENV:{_liking(_KINDS[0])}}}]"
    for kind in _KINDS[1:]:
        yield f"RewriteCond expr \"reqenv('{_liking(kind)}') > reqenv('{best}')\""
        yield f"RewriteRule ^ - [E={_AS}:{kind},E={best}:%{{ENV:{_liking(kind)}}}]"
    yield f"RewriteCond %{{ENV:{best}}} ^0?$"
    yield "RewriteRule ^ - [R=406,L]"
    yield "# Dutch, unless it likes English better"
    for spoken, languages in _LANGUAGES:
        yield from _read("HTTP:Accept-Language", spoken, languages)
    yield f"RewriteRule ^ - [E={_IN}:nl]"
    yield f"RewriteCond expr \"reqenv('{_liking('en')}') > reqenv('{_liking('nl')}')\""
    yield f"RewriteRule ^ - [E={_IN}:en]"


def _read(header: str, wanted: str, kinds: tuple[str, ...]) -> Iterator[str]:
    """Yield the rule that reads how much a range in a header is liked; without a quality it is 1.

    That 1 is put behind the header, where the rule finds it.
    """
    asked = rf"(?|;\s*q={_QUALITY}\s*(?:;[^,]*)?,.*|,.*(1))$"
    yield rf"RewriteCond %{{{header}}},1 (?:^|,)\s*{wanted}\s*{_OTHER}{asked} [NC]"
    yield f"RewriteRule ^ - [{','.join(f'E={_liking(kind)}:%1' for kind in kinds)}]"


def _liking(kind: str) -> str:
    return f"SL_{kind.upper()}"
