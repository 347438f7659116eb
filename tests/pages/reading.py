"""Reads pages as a browser would, as far as the tests ask."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from posixpath import normpath
from typing import Final
from urllib.parse import unquote

__all__ = ["Read", "Scanned", "dangling", "page_file", "read", "scan", "target"]

_VOID: Final = frozenset(
    ("br", "hr", "img", "input", "link", "meta", "path", "rect", "line", "circle")
)


@dataclass
class Read(HTMLParser):
    """A page: its links, anchors, headings and texts, and whether its elements close in order."""

    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    by_section: dict[str, list[str]] = field(default_factory=dict)
    words: list[tuple[str, str]] = field(default_factory=list)
    language: str = ""
    title: str = ""
    broken: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "html":
            self.language = found.get("lang", "")
        if "id" in found:
            self.ids.append(found["id"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag in ("a", "form"):
            self._link(found.get("href") or found.get("action") or "")
        elif tag in ("link", "script", "img", "source"):
            self.loaded += [found[name] for name in ("href", "src") if name in found]
        if tag not in _VOID:
            self._open.append((tag, found))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self._open.pop()

    def _link(self, href: str) -> None:
        if href:
            self.links.append(href)
            for tag, found in self._open:
                if tag == "section" and "id" in found:
                    self.by_section.setdefault(found["id"], []).append(href)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open[-1][0] != tag:
            self.broken.append(tag)
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "title" and not self.title:
            self.title = data
        if data.strip():
            languages = [found["lang"] for _, found in self._open if found.get("lang")]
            self.words.append((languages[-1] if languages else "", data))

    @property
    def text(self) -> str:
        """All text, with single spaces."""
        return " ".join(" ".join(words for _, words in self.words).split())

    @property
    def unclosed(self) -> list[str]:
        """Elements that were closed in another order, or never."""
        return self.broken + [tag for tag, _ in self._open]


def read(html: str) -> Read:
    """Return what stands in a page."""
    found = Read()
    found.feed(html)
    found.close()
    return found


def target(page: str, href: str) -> tuple[str, str] | None:
    """Return the file and anchor that a link of a page leads to; None for one outside the site."""
    if href.startswith(("http://", "https://")):
        return None
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0])
    folder = page.rpartition("/")[0]
    return (normpath(f"{folder}/{path}".lstrip("/")) if path else page), anchor


def page_file(site: Path, path: str) -> Read:
    """Return a page of a site."""
    return read((site / path).read_text(encoding="utf-8"))


_LINK: Final = re.compile(r"<(?:a|form|link|script)\b[^>]*?\b(?:href|src|action)=\"([^\"]*)\"")
_ID: Final = re.compile(r"<[^>]*?\sid=\"([^\"]*)\"")
_TITLE: Final = re.compile(r"<title>([^<]*)</title>")
_HEADING: Final = re.compile(r"<h([1-6])\b")
_DRAWING: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class Scanned:
    """What stands in a page, as far as it matters to other pages."""

    links: frozenset[str]
    ids: tuple[str, ...]
    title: str
    headings: tuple[int, ...]


def scan(html: str) -> Scanned:
    """Return what matters of a page to others; thousands of pages are not read whole."""
    page = _DRAWING.sub("", html)
    title = _TITLE.search(page)
    return Scanned(
        frozenset(_LINK.findall(page)),
        tuple(_ID.findall(html)),
        title[1] if title else "",
        tuple(map(int, _HEADING.findall(page))),
    )


def dangling(pages: Mapping[str, Scanned], files: Collection[str]) -> list[tuple[str, str]]:
    """Return the links to what is not there, each with its page."""
    anchors = {page: set(scanned.ids) for page, scanned in pages.items()}
    return [
        (page, link)
        for page, scanned in pages.items()
        for link in scanned.links
        if (to := target(page, link))
        and (to[0] not in files or (to[1] and to[1] not in anchors.get(to[0], ())))
    ]
