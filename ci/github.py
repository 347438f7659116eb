"""What `action.yml` runs: installs this checkout, judges, and writes what GitHub shows of it.

This step itself fails only when it is called wrongly or cannot install: the findings must be
uploaded first. The exit code of the command is an output, and the last step of the action ends
with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ACTION = Path(__file__).resolve().parent.parent
UPLOADS = ("auto", "true", "false")
# what is given once, and what one on each line
ONCE = ("fail-on", "lang", "reading", "on", "mapping")
REPEATED = ("shapes", "rules")
SEVERITIES = ("violation", "warning", "info")
WRONG_USAGE = 2
FAILED = 4


def main() -> int:
    """Judge, and return the exit code of this step."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this runs on whatever a runner has
        return refuse("Python 3.11 or newer is needed; set it up first, or name it with python.")
    if given("upload-sarif") not in UPLOADS:
        return refuse(f"upload-sarif must be one of {', '.join(UPLOADS)}.")
    if len(lines("sarif-file")) > 1:
        return refuse("sarif-file must be one file.")
    temporary = os.environ.get("RUNNER_TEMP") or tempfile.gettempdir()
    try:
        command = installed(Path(temporary))
    except subprocess.CalledProcessError as error:
        problem = f"the package could not be installed; that ended with {error.returncode}."
        return refuse(problem, FAILED)
    folder = Path(tempfile.mkdtemp(prefix="scheidslijn-", dir=temporary))
    sarif = Path(*lines("sarif-file") or [str(folder / "scheidslijn.sarif")])
    sarif.unlink(missing_ok=True)  # nobody may take an older one for this
    # in this order: where the first cannot be written, there is no summary that says all is well
    reports = {"sarif": sarif, **{name: folder / name for name in ("json", "markdown", "github")}}
    arguments = [f"--report={name}={file}" for name, file in reports.items()]
    done = subprocess.run(
        [command, "validate", *arguments, *options(), "--", *lines("paths")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    show(done.stdout + done.stderr, reports["github"])
    summarise(done.stderr.decode(errors="replace"), reports["markdown"])
    put_out(done.returncode, reports["json"], sarif)
    return 0


def installed(temporary: Path) -> Path:
    """Return the command, in an environment of its own that later steps of the job use again."""
    name = hashlib.sha256(f"{ACTION} {sys.executable}".encode()).hexdigest()[:12]
    home = temporary / f"scheidslijn-{name}"
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        print("::group::Install scheidslijn", flush=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
            lock = str(ACTION / "requirements.lock")
            subprocess.run([*pip, "--requirement", lock], check=True)
            subprocess.run([*pip, "--no-deps", str(ACTION)], check=True)
        finally:
            print("::endgroup::", flush=True)
        (home / "installed").touch()
    return home / "bin" / "scheidslijn"


def options() -> list[str]:
    """Return the options of the command that the inputs ask for."""
    once = [f"--{name}={given(name)}" for name in ONCE if given(name)]
    return once + [f"--{name}={file}" for name in REPEATED for file in lines(name)]


def given(name: str) -> str:
    """Return an input of the action, as `action.yml` hands it on."""
    return os.environ.get(f"SCHEIDSLIJN_{name.upper().replace('-', '_')}", "").strip()


def lines(name: str) -> list[str]:
    """Return what an input says on each of its lines."""
    return [line.strip() for line in given(name).splitlines() if line.strip()]


def show(text: bytes, annotations: Path) -> None:
    """Print the report, in which nothing counts as a command to the runner, then annotations."""
    token = secrets.token_hex(16).encode()
    shown = b"::stop-commands::%s\n%s\n::%s::\n" % (token, text, token)
    if annotations.exists():
        shown += annotations.read_bytes()
    sys.stdout.buffer.write(shown)
    sys.stdout.flush()


def summarise(errors: str, summary: Path) -> None:
    """Write the summary of this step: the report in Markdown, or what went wrong instead."""
    if summary.exists():
        append("GITHUB_STEP_SUMMARY", summary.read_text(encoding="utf-8"))
        return
    print(f"::error::{escaped(errors.strip())}", flush=True)
    quoted = "".join(f"    {line}\n" for line in errors.splitlines())
    append("GITHUB_STEP_SUMMARY", f"## scheidslijn\n\n{quoted}")


def put_out(code: int, report: Path, sarif: Path) -> None:
    """Write the outputs of the action; without a report there are no numbers to give."""
    values = {"exit-code": str(code), "sarif-file": str(sarif) if sarif.exists() else ""}
    if report.exists():
        found = json.loads(report.read_text(encoding="utf-8"))
        severities = [finding["severity"] for finding in found["findings"]]
        values |= {f"{name}s": str(severities.count(name)) for name in SEVERITIES}
        values["dossiers"] = str(found["checked"]["dossiers"])
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in values.items()))


def refuse(problem: str, code: int = WRONG_USAGE) -> int:
    """Say in log and summary what is wrong, and return the exit code."""
    print(f"::error::{escaped(problem)}", flush=True)
    append("GITHUB_STEP_SUMMARY", f"## scheidslijn\n\n    {problem}\n")
    append("GITHUB_OUTPUT", f"exit-code={code}\n")
    return code


def escaped(text: str) -> str:
    """Return text as the message of a command to the runner."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def append(variable: str, text: str) -> None:
    """Add text to the file that the runner named in a variable."""
    name = os.environ.get(variable)
    if name:
        with open(name, "a", encoding="utf-8") as file:
            file.write(text)


if __name__ == "__main__":
    sys.exit(main())
