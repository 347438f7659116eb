"""Judges any number of dossiers: in batches, one after another or on many processes.

A batch is some hundreds of dossiers that lie in one store at the same time, so that every query
is asked once for all of them; memory is bounded by the batch. What batches find is gathered and
sorted on disk.
"""

from __future__ import annotations

from scheidslijn.batches.judged import Judged
from scheidslijn.batches.reading import Batch, read_batches
from scheidslijn.batches.running import Runner

__all__ = ["Batch", "Judged", "Runner", "read_batches"]
