"""Keeps plans, so that the same shapes are analysed once: in this process, and on disk.

A plan is found again by a hash of its shapes graph and of the compiler. A cache that cannot be
read or written is no error: the plan is then made anew.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from scheidslijn.compile.plan import Check, Narrowing, OwnQuery, Plan
from scheidslijn.keeping import cache_folder, keep_file
from scheidslijn.model import Statement

__all__ = ["find_plan", "keep_plan", "plan_key"]

_KEPT: Final = 32  # plans on disk; shapes under development leave one behind for every change


def plan_key(shapes: Iterable[Statement], *, exact: bool) -> str:
    """Return the name of a plan: a hash of everything that it depends on, the compiler too."""
    digest = hashlib.sha256(f"{_compiler()} {exact}\n".encode())
    for line in sorted(f"{s.subject} {s.predicate} {s.object}\n" for s in shapes):
        digest.update(line.encode())
    return digest.hexdigest()


def find_plan(key: str) -> Plan | None:
    """Return the plan that was kept under this key, or None."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        return _plan(json.loads((_folder() / f"{key}.json").read_text(encoding="utf-8")))
    return None


def keep_plan(key: str, plan: Plan) -> None:
    """Keep a plan under this key; the oldest ones make room."""
    keep_file(_folder() / f"{key}.json", json.dumps(asdict(plan)).encode(), _KEPT)


@functools.cache
def _compiler() -> str:
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@functools.cache
def _folder() -> Path:
    return cache_folder("plans")


def _plan(data: dict[str, Any]) -> Plan:
    return Plan(
        core=tuple(data["core"]),
        own=tuple(
            OwnQuery(
                q["text"],
                q["check"],
                tuple((name, prop) for name, prop in q["annotations"]),
                None if q["narrowing"] is None else _narrowing(q["narrowing"]),
            )
            for q in data["own"]
        ),
        checks=tuple(Check(**check) for check in data["checks"]),
        reads_shapes=data["reads_shapes"],
        constants=tuple(data["constants"]),
        nested=tuple(data["nested"]),
        screens=tuple(data["screens"]),
        exact=data["exact"],
    )


def _narrowing(data: dict[str, Any]) -> Narrowing:
    tables = tuple((rows, tuple(columns)) for rows, columns in data.pop("tables"))
    return Narrowing(**data, tables=tables)
