"""Reads the files of an archive into memory; nothing is ever unpacked to disk.

A name that leads out of the archive, a member that is no plain file, and an archive that grows
beyond the limits are refused or left out, so that an archive of a stranger can be looked at.
"""

from __future__ import annotations

import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from lzma import LZMAError
from pathlib import PurePosixPath
from typing import IO, Final

from scheidslijn.errors import InputError

__all__ = ["MAX_BYTES", "MAX_FILES", "is_tar_name", "is_zip_name", "read_tar", "read_zip"]

MAX_BYTES: Final = 1 << 28
MAX_FILES: Final = 50_000
_ZIPS: Final = (".whl", ".zip")
_TARS: Final = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
Wanted = Callable[[str], bool]


def is_zip_name(name: str) -> bool:
    """Return whether a file of this name is read as a zip; a wheel is one."""
    return name.lower().endswith(_ZIPS)


def is_tar_name(name: str) -> bool:
    """Return whether a file of this name is read as a tar, compressed or not; an sdist is one."""
    return name.lower().endswith(_TARS)


def read_zip(name: str, data: bytes, wanted: Wanted) -> dict[str, bytes]:
    """Return the files in a zip by their path.

    Args:
        name: what the archive is called, for errors.
        data: the archive.
        wanted: says by its path whether a file is to be read.

    Raises:
        InputError: it is no sound zip, is encrypted, too large, or leads out of itself.
    """
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _count(name, len(archive.infolist()))
            for member in archive.infolist():
                path = _checked(name, member.filename)
                if not member.is_dir() and wanted(path):
                    with archive.open(member) as stream:
                        found[path] = _bounded(name, stream, found)
    except (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, NotImplementedError) as error:
        raise InputError(name, f"the archive is no sound zip: {error}.") from None
    except RuntimeError:
        raise InputError(name, "the archive is encrypted; give one without a password.") from None
    return found


def read_tar(name: str, data: bytes, wanted: Wanted) -> dict[str, bytes]:
    """Return the plain files in a tar by their path; links and devices are left out.

    Args:
        name: what the archive is called, for errors.
        data: the archive.
        wanted: says by its path whether a file is to be read.

    Raises:
        InputError: it is no sound tar, too large, or leads out of itself.
    """
    found: dict[str, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:*") as archive:
            for number, member in enumerate(_members(name, archive), 1):
                _count(name, number)
                path = _checked(name, member.name)
                stream = archive.extractfile(member) if member.isfile() and wanted(path) else None
                if stream is not None:
                    found[path] = _bounded(name, stream, found)
    except (tarfile.TarError, zlib.error, LZMAError, EOFError, OSError) as error:
        raise InputError(name, f"the archive is no sound tar: {error}.") from None
    return found


def _members(name: str, archive: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    """Yield the members; what is passed over is unzipped too, so it counts."""
    size = 0
    for member in archive:
        size += member.size
        if size > MAX_BYTES:
            raise _too_large(name)
        yield member


def _checked(name: str, path: str) -> str:
    parts = PurePosixPath(path.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in "".join(parts.parts[:1]):
        raise InputError(name, f"the archive has a file that leads out of it: {path!r}.")
    return str(parts)


def _count(name: str, number: int) -> None:
    if number > MAX_FILES:
        raise InputError(name, f"the archive holds more than the limit of {MAX_FILES} files.")


def _bounded(name: str, stream: IO[bytes], found: dict[str, bytes]) -> bytes:
    left = MAX_BYTES - sum(map(len, found.values()))
    data = stream.read(left + 1)
    if len(data) > left:
        raise _too_large(name)
    return data


def _too_large(name: str) -> InputError:
    return InputError(name, f"the archive holds more than the limit of {MAX_BYTES} bytes.")
