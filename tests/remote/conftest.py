"""Fixtures of the tests on remote stores."""

from __future__ import annotations

from remote_store import book, loaded, proxy

__all__ = ["book", "loaded", "proxy"]
