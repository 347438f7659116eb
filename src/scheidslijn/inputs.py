"""Finds the files to read, and hands out their bytes: whole, unzipped, bounded, and in UTF-8.

A folder is walked in two rounds: first everything that really lies in it, then the links
to folders that the first round met. A link to a folder that was read already is not
followed, so no loop of links can hold the walk up; each one is named in a notice.
"""

from __future__ import annotations

import codecs
import enum
import glob
import gzip
import io
import os
import re
import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scheidslijn.errors import InputError, UsageError
from scheidslijn.globbing import part_regexes
from scheidslijn.urls import find_remote, is_url

__all__ = ["Limits", "Source", "Sources", "Syntax", "find_sources", "place_at", "read_text"]

STDIN: Final = "<stdin>"
GZIP_MAGIC: Final = b"\x1f\x8b"
CHUNK: Final = 1 << 20
LINE_END: Final = re.compile(r"\r\n?|\n")


class Syntax(enum.StrEnum):
    """What can be read: RDF, or a form of it; the value is the name for ``--input-format``."""

    TURTLE = "turtle"
    TRIG = "trig"
    N_TRIPLES = "n-triples"
    N_QUADS = "n-quads"
    JSON_LD = "json-ld"
    RDF_XML = "rdf-xml"
    JSON = "json"
    YAML = "yaml"
    TABLE = "table"


EXTENSIONS: Final[dict[str, Syntax]] = {
    ".ttl": Syntax.TURTLE,
    ".trig": Syntax.TRIG,
    ".nt": Syntax.N_TRIPLES,
    ".nq": Syntax.N_QUADS,
    ".jsonld": Syntax.JSON_LD,
    ".rdf": Syntax.RDF_XML,
    ".json": Syntax.JSON,
    ".yaml": Syntax.YAML,
    ".yml": Syntax.YAML,
}
# Read only with a mapping, which says what the columns mean; the others, to say how to save them.
_TABLES: Final = (".csv", ".tsv", ".xlsx", ".xlsm")
_NO_TABLES: Final = (".xls", ".xlsb", ".ods", ".numbers")
# Much else has these extensions, so in a folder the name has to say that it is a dossier.
_MARKED: Final = {Syntax.JSON: ".dossier", Syntax.YAML: ".dossier"}
_KNOWN: Final = f"known are {', '.join(EXTENSIONS)}, each also with .gz"
_MARKS: Final = "; of JSON and YAML only files such as zaak.dossier.json are read here"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large an input may be.

    Attributes:
        max_file_bytes: bytes of one file, also after unzipping.
        max_literal_chars: characters of one literal.
        max_nesting: levels of brackets in JSON and YAML, and of elements in RDF/XML. The parsers
            of some need time that grows much faster than the depth.
    """

    max_file_bytes: int = 1 << 30
    max_literal_chars: int = 1_000_000
    max_nesting: int = 64


@dataclass(frozen=True, slots=True)
class Source:
    """One input: a file, or standard input, whose bytes are then in ``data``.

    Of a table, ``mapping`` is the file that says what its columns mean.
    """

    name: str
    path: Path | None
    format: Syntax
    data: bytes | None = field(default=None, repr=False)
    mapping: Path | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The inputs in the order they are read, and what the user should know about the search."""

    sources: tuple[Source, ...]
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Search:
    """What one search has found so far."""

    forced: Syntax | None
    mapping: Path | None = None
    found: dict[str, Source] = field(default_factory=dict)
    notices: dict[str, None] = field(default_factory=dict)

    def syntax_of(self, name: str) -> Syntax | None:
        return self.forced or _syntax_by_name(name) or self._table(name, *_TABLES, *_NO_TABLES)

    def among_others(self, name: str) -> Syntax | None:
        """Return the syntax of a file that nobody named."""
        return self.forced or _syntax_among_others(name) or self._table(name, *_TABLES)

    def _table(self, name: str, *known: str) -> Syntax | None:
        bare = name.lower().removesuffix(".gz")
        return Syntax.TABLE if self.mapping is not None and bare.endswith(known) else None

    def add(self, name: str, path: Path, syntax: Syntax) -> None:
        self.add_as(os.path.realpath(path), _shown(name), path, syntax)

    def add_as(self, key: str, name: str, path: Path, syntax: Syntax) -> None:
        """Add a file that is the same as another if they have the same key."""
        mapping = self.mapping if syntax is Syntax.TABLE else None
        self.found.setdefault(key, Source(name, path, syntax, None, mapping))


def find_sources(
    paths: Sequence[str],
    stdin: Callable[[], bytes] | None = None,
    input_format: str | None = None,
    mapping: Path | None = None,
) -> Sources:
    """Return the inputs that ``paths`` name: files, folders, globs, URLs, and ``-`` for stdin.

    A folder is read with all its subfolders, but only files with a known extension and none
    that are hidden; of JSON and YAML only files such as ``zaak.dossier.json``. So is a glob that
    does not say such an extension itself. The files of one folder or glob are sorted by name.

    Args:
        paths: what the user gave. A path that exists is no glob; a URL is looked at where it is.
        stdin: reads standard input whole; it is called at most once.
        input_format: a name from `Syntax`; it goes before every extension.
        mapping: a file that says what the columns of tables mean; then these are read too.

    Raises:
        UsageError: no path, an unknown format, or ``-`` without a format.
        InputError: a path that does not exist, matches nothing or has an unknown extension.
    """
    if not paths:
        raise UsageError("no path was given; give a file, a folder, a glob, or - for stdin")
    search = _Search(_syntax_by_option(input_format), mapping)
    for given in paths:
        if given == "-":
            _add_stdin(search, stdin)
        elif is_url(given):
            _add_remote(search, given)
        elif os.path.lexists(given):
            _add_existing(search, given)
        elif glob.has_magic(given):
            _add_glob(search, given)
        else:
            raise InputError(_shown(given), "no such file or folder.")
    return Sources(tuple(search.found.values()), tuple(search.notices))


def _syntax_by_option(name: str | None) -> Syntax | None:
    if name is None:
        return None
    try:
        return Syntax(name)
    except ValueError:
        raise UsageError(f"unknown input format {name!r}; known are {', '.join(Syntax)}") from None


def _syntax_by_name(name: str) -> Syntax | None:
    """Look at the extension, below ``.gz`` if that is the last one."""
    bare = name.lower().removesuffix(".gz")
    return EXTENSIONS.get(os.path.splitext(bare)[1])


def _syntax_among_others(name: str) -> Syntax | None:
    """Look at the extension of a file that nobody named, and at the mark that some need."""
    syntax = _syntax_by_name(name)
    bare = os.path.splitext(name.lower().removesuffix(".gz"))[0]
    return syntax if syntax not in _MARKED or bare.endswith(_MARKED[syntax]) else None


def _shown(name: str) -> str:
    """Write a name with forward slashes, and without bytes that no output could carry."""
    return name.replace(os.sep, "/").encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _add_stdin(search: _Search, stdin: Callable[[], bytes] | None) -> None:
    if search.forced is None:
        raise UsageError("standard input has no extension; say its syntax with --input-format")
    if stdin is None:
        raise UsageError("standard input cannot be read here")
    if "-" not in search.found:
        search.found["-"] = Source(STDIN, None, search.forced, stdin())


def _add_remote(search: _Search, url: str) -> None:
    """Add the file at a URL, or the files with a known extension in a folder or of a glob."""
    found = find_remote(url)
    named = search.syntax_of if list(found) == [url] else search.among_others
    known = {name: syntax for name in found if (syntax := named(name))}
    if not known:
        raise InputError(url, f"no dossier; {_KNOWN}, or --input-format{_MARKS}.")
    for name, syntax in known.items():
        search.add_as(name, name, found[name], syntax)


def _add_existing(search: _Search, given: str) -> None:
    if os.path.isdir(given):
        names = [n for n in _walk(search, given) if search.among_others(n)]
        if not names:
            raise InputError(_shown(given), f"the folder holds no dossier; {_KNOWN}{_MARKS}.")
    else:
        names = [given]
    for name in names:
        syntax = search.syntax_of(name)
        if syntax is None:
            advice = f"{_KNOWN}; or say the syntax with --input-format"
            if name.lower().removesuffix(".gz").endswith(_TABLES):
                advice = "say what the columns of a table mean with --mapping"
            raise InputError(_shown(name), f"the extension is not known; {advice}.")
        search.add(name, Path(name), syntax)


def _add_glob(search: _Search, pattern: str) -> None:
    """Add what a glob matches; folders among it are read whole, as a shell would give them."""
    matches = _match_deep(search, pattern) if "**" in pattern else glob.glob(pattern)
    named = search.syntax_of if search.syntax_of(pattern) else search.among_others
    known: dict[str, Syntax | None] = {}
    for match in matches:
        if os.path.isdir(match):
            found = _walk(search, match)
            known |= {name: search.among_others(name) for name in found}
        else:
            known[match] = named(match)
    if not any(known.values()):
        raise InputError(_shown(pattern), f"no dossier matches this glob; {_KNOWN}{_MARKS}.")
    for name, syntax in sorted(known.items()):
        if syntax is not None:
            search.add(name, Path(name), syntax)


def _match_deep(search: _Search, pattern: str) -> list[str]:
    """Match a glob with ``**`` on a walk of our own: glob.glob runs around in loops of links."""
    parts = pattern.replace(os.sep, "/").split("/")
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    root = "/".join(parts[:first])
    root = root or ("/" if first else "")
    if not os.path.isdir(root or "."):
        return []
    matcher = re.compile("".join(part_regexes(parts[first:])) + r"\Z", re.DOTALL)
    prefix = root if root.endswith("/") or not root else root + "/"
    return [n for n in _walk(search, root) if matcher.match(n.removeprefix(prefix))]


def _walk(search: _Search, root: str) -> list[str]:
    """Return every file under ``root``, sorted by name, each folder entered once."""
    files: list[str] = []
    links: list[str] = []
    seen: set[str] = set()
    waiting = [root]
    while waiting or links:
        folder = waiting.pop() if waiting else links.pop(0)
        real = os.path.realpath(folder)
        if real in seen:
            _note(search, folder, "leads to a folder that was read already")
            continue
        seen.add(real)
        for path, is_link in _entries(search, folder):
            if os.path.isdir(path):
                (links if is_link else waiting).append(path)
            else:
                files.append(path)
        links.sort()
    return sorted(files)


def _note(search: _Search, link: str, why: str) -> None:
    search.notices[f"{_shown(link)}: the link {why}; it is not followed again."] = None


def _entries(search: _Search, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield what can be read in a folder, with whether it is a link."""
    try:
        with os.scandir(folder or ".") as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise InputError(_shown(folder), f"the folder cannot be read: {error.strerror}.") from None
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = os.path.join(folder, entry.name)
        try:
            mode = os.stat(path).st_mode
        except FileNotFoundError:
            yield path, True  # a dead link is an error when it is read, not a silent gap
        except OSError:
            _note(search, path, "leads back to itself")
        else:
            if stat.S_ISDIR(mode) or stat.S_ISREG(mode):
                yield path, entry.is_symlink()


def read_text(source: Source, limits: Limits) -> str:
    """Return the text of a source, unzipped and without a byte order mark.

    Raises:
        InputError: it cannot be opened, is too large, is no sound gzip, or is not UTF-8.
    """
    data = _read_bytes(source, limits.max_file_bytes)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 0 in data[:2]:
        raise InputError(source.name, "the text is in UTF-16 or UTF-32; it must be in UTF-8.", 1, 1)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start]).decode()
        line, column = place_at(before, len(before))
        byte = error.object[error.start]
        raise InputError(
            source.name,
            f"the text is not UTF-8 (byte 0x{byte:02X}); it must be saved as UTF-8.",
            line,
            column,
        ) from None


def place_at(text: str, offset: int) -> tuple[int, int]:
    r"""Return line and column, both from 1, of a place in a text.

    >>> place_at("ab\ncd", 4)
    (2, 2)
    """
    line, start = 1, 0
    for end in LINE_END.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return line, offset - start + 1


def _read_bytes(source: Source, limit: int) -> bytes:
    try:
        if source.path is None:
            raw: io.BufferedIOBase = io.BytesIO(source.data or b"")
            zipped = (source.data or b"").startswith(GZIP_MAGIC)
            return _bounded(source, _unzip(raw) if zipped else raw, limit)
        zipped = source.path.name.lower().endswith(".gz")
        with source.path.open("rb") as raw:
            data = _bounded(source, _unzip(raw) if zipped else raw, limit)
    except EOFError:
        raise InputError(source.name, "the gzip file is cut off; it must be complete.") from None
    except (gzip.BadGzipFile, zlib.error) as error:
        raise InputError(
            source.name, f"the file is no sound gzip ({error}), though its name ends in .gz."
        ) from None
    except OSError as error:
        raise InputError(source.name, _cannot_open(source, error)) from None
    if data.startswith(GZIP_MAGIC):
        raise InputError(source.name, "the file is a gzip; its name must then end in .gz.")
    return data


def _unzip(raw: io.BufferedIOBase) -> io.BufferedIOBase:
    return gzip.GzipFile(fileobj=raw, mode="rb")


def _cannot_open(source: Source, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        dead = source.path is not None and source.path.is_symlink()
        return "the link leads nowhere; no such file." if dead else "no such file."
    if isinstance(error, IsADirectoryError):
        return "this is a folder; a file was expected."
    return f"the file cannot be read: {error.strerror}."


def _bounded(source: Source, stream: io.BufferedIOBase, limit: int) -> bytes:
    """Read in pieces, so that a small gzip that unzips to a huge text stops at the limit."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(CHUNK):
        size += len(piece)
        if size > limit:
            raise InputError(source.name, f"the file holds more than the limit of {limit} bytes.")
        pieces.append(piece)
    return b"".join(pieces)
