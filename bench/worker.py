"""The process that measures one engine once; started anew for every measurement.

Time counts from the moment that the parent started it until the findings are in memory;
processor time and memory are those of the whole process at that moment. Writing the findings
down for the parent comes after.
"""

from __future__ import annotations

import sys
import time


def main() -> None:
    """Carry out the job in the first argument, and write what came of it to the job's file."""
    # imported here and not above: what the measured process needs, counts
    import json
    import resource
    from importlib import import_module
    from pathlib import Path

    from bench.outcome import Refused, Task

    job = json.loads(sys.argv[1])
    if job["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    task = Task(**{name: Path(path) for name, path in job["task"].items()})
    module, function = job["function"].split(":")
    answer: dict[str, object]
    try:
        check = getattr(import_module(f"bench.engines.{module}"), function)
        began = time.monotonic()
        outcome = check(task)
        ended = time.monotonic()
        whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        used = [resource.getrusage(who) for who in whose]
        answer = {
            "wall": ended - job["started"],
            "cpu": sum(usage.ru_utime + usage.ru_stime for usage in used),
            "peak": peak_memory(used[0].ru_maxrss),
            "steps": {"start": began - job["started"], **outcome.steps},
            "findings": sorted(outcome.findings),
        }
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"failed": "MemoryError"}
    except Exception as error:  # whatever a library throws is what there is to report
        answer = {"failed": f"{type(error).__name__}: {error}"}
    Path(job["answer"]).write_text(json.dumps(answer), encoding="utf-8")


def peak_memory(maxrss: int) -> int:
    """Return the most memory that this process held, in bytes.

    Linux counts towards ``ru_maxrss`` what the parent held when it forked; VmHWM does not.
    """
    try:
        with open("/proc/self/status", encoding="ascii") as lines:
            found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
        return int(found[0]) * 1024
    except (OSError, IndexError):
        return maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
