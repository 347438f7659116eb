"""Hashes what is judged, so that a later run sees what has not changed."""

from __future__ import annotations

import hashlib

from scheidslijn.batches.blocks import Block
from scheidslijn.inputs import Source

__all__ = ["hash_of_block", "hash_of_file"]


def hash_of_block(block: Block) -> str:
    """Return the SHA-256 of the statements of a data graph, as N-Triples.

    Where the last of them are those of the default graph, it counts how many.
    """
    digest = hashlib.sha256(block.text)
    if block.shared:
        digest.update(b"shared %d" % block.shared)
    return digest.hexdigest()


def hash_of_file(source: Source) -> str:
    """Return the SHA-256 of a file, of the name of its syntax, and of what says how to read it.

    It is empty for a file that cannot be read, or only once.
    """
    digest = hashlib.sha256(source.format.encode())
    try:
        for path in (source.path, source.mapping):
            if path is not None and not path.is_file():
                return ""
            if path is not None:
                digest.update(b"\n" + path.read_bytes())
    except OSError:
        return ""
    digest.update(source.data or b"")
    return digest.hexdigest()
