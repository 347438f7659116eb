"""Says what the measurements were made on: machine, versions; no names of hosts, no paths."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path


def machine() -> dict[str, str]:
    """Return processor, cores, memory, operating system and Python, in words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "processor": _processor(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.1f} GiB",
        "system": f"{platform.system()} {platform.release().split('-')[0]} {platform.machine()}",
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "load when it started": f"{os.getloadavg()[0]:.2f}",
    }


def versions(distributions: list[str]) -> dict[str, str]:
    """Return the installed version of these packages and of what they need, sorted by name."""
    found: dict[str, str] = {}
    waiting = list(distributions)
    while waiting:
        name = waiting.pop().lower().replace("_", "-")
        if name in found:
            continue
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # an extra, or for another platform
            continue
        needed = (need for need in requires(name) or () if "extra ==" not in need)
        waiting += [re.split(r"[^\w.-]", need, maxsplit=1)[0] for need in needed]
    return dict(sorted(found.items()))


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found[1] if found else platform.machine()
