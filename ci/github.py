"""What `action.yml` runs: installs this checkout, judges, and writes what GitHub shows of it.

This step itself fails only when it is called wrongly or cannot install: the findings must be
uploaded first. The exit code of the command is an output, and the last step of the action ends
with it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import secrets
import shutil
import signal
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
JUDGED = (0, 1)
WRONG_USAGE = 2
FAILED = 4
# what code scanning takes of one run, and of one file after gzip (10 MB)
MOST_RESULTS = 25_000
MOST_BYTES = 10_000_000


def main() -> int:
    """Judge, and return the exit code of this step."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this runs on whatever a runner has
        return refuse("Python 3.11 or newer is needed; set it up first, or name it with python.")
    wrong = wrong_call()
    if wrong:
        return refuse(wrong)
    for name in [each for each in os.environ if each.startswith("PYTHON")]:
        del os.environ[name]  # it could name the repository, whose code must never run here
    for older in lines("sarif-file"):
        Path(older).unlink(missing_ok=True)  # nobody may take an older one for this
    temporary = os.environ.get("RUNNER_TEMP") or tempfile.gettempdir()
    try:
        command = installed(Path(temporary))
        folder = Path(tempfile.mkdtemp(prefix="scheidslijn-", dir=temporary))
    except subprocess.CalledProcessError as error:
        problem = f"the package could not be installed; that ended with {error.returncode}."
        return refuse(problem, FAILED)
    except OSError as error:
        problem = f"the package could not be installed: {error}."
        return refuse(f"{problem} The action runs on Linux and macOS.", FAILED)
    return judge(command, folder)


def judge(command: list[str], folder: Path) -> int:
    """Run the command with its reports in a folder, and hand on what it found."""
    # in this order: where the first cannot be written, there is no summary that says all is well
    reports = {name: folder / name for name in ("sarif", "json", "markdown", "github")}
    arguments = [f"--report={name}={file}" for name, file in reports.items()]
    done = subprocess.run(
        [*command, "validate", *arguments, *options(), "--", *lines("paths")],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode < 0:  # its reports may be half of what they were to be
        show(done.stdout + done.stderr)
        return refuse(stopped(-done.returncode), FAILED)
    show(done.stdout + done.stderr, reports["github"])
    try:
        sarif = delivered(reports["sarif"])
    except OSError as error:
        return refuse(f"the SARIF file cannot be written: {error}.")
    summarise(done.stderr.decode(errors="replace"), reports["markdown"])
    put_out(done.returncode, reports["json"], sarif)
    return 0


def wrong_call() -> str | None:
    """Return what is wrong with the inputs that the command does not get."""
    if given("upload-sarif") not in UPLOADS:
        return f"upload-sarif must be one of {', '.join(UPLOADS)}."
    if len(lines("sarif-file")) > 1:
        return "sarif-file must be one file."
    try:
        return next(filter(None, (occupied(Path(file)) for file in lines("sarif-file"))), None)
    except OSError as error:
        return f"sarif-file cannot be written: {error}."


def occupied(target: Path) -> str | None:
    """Return why SARIF cannot be written here; only an older SARIF file may make way for it."""
    if target.is_dir():
        return f"sarif-file must be a file: {target} is a folder."
    if not target.parent.is_dir():
        return f"sarif-file: {target} cannot be written: there is no folder {target.parent}."
    if target.is_symlink() or (target.exists() and not is_sarif(target)):
        return f"sarif-file: {target} is there already and is no SARIF file; it is left as it was."
    return None


def is_sarif(file: Path) -> bool:
    """Return whether a file looks like SARIF."""
    try:
        found = json.loads(file.read_bytes()) if file.is_file() else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("runs"), list)


def delivered(written: Path) -> Path | None:
    """Return the SARIF file where the caller wants it, or None when none was written."""
    if not written.exists():
        return None
    for target in lines("sarif-file"):
        shutil.move(written, target)
        return Path(target)
    named = written.with_name("scheidslijn.sarif")
    return written.rename(named)


def stopped(number: int) -> str:
    """Return a sentence for a command that a signal ended."""
    why = " Probably it needed more memory than the runner has." if number == signal.SIGKILL else ""
    return f"the command was stopped by signal {number}; nothing can be said of the dossiers.{why}"


def installed(temporary: Path) -> list[str]:
    """Return the command, in an environment of its own that later steps of the job use again."""
    name = hashlib.sha256(f"{ACTION} {sys.executable}".encode()).hexdigest()[:12]
    home = temporary / f"scheidslijn-{name}"
    # Isolated: else Python looks for modules in the repository that is judged before all else.
    python = [str(home / "bin" / "python"), "-I"]
    if not (home / "installed").exists():
        pip = [*python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        print("::group::Install scheidslijn", flush=True)
        try:
            subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", str(home)], check=True)
            lock = str(ACTION / "requirements.lock")
            subprocess.run([*pip, "--requirement", lock], check=True)
            subprocess.run([*pip, "--no-deps", str(ACTION)], check=True)
        finally:
            print("::endgroup::", flush=True)
        (home / "installed").touch()
    return [*python, str(home / "bin" / "scheidslijn")]


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


def show(text: bytes, annotations: Path | None = None) -> None:
    """Print the report, in which nothing counts as a command to the runner, then annotations."""
    token = secrets.token_hex(16).encode()
    shown = b"::stop-commands::%s\n%s\n::%s::\n" % (token, text, token)
    if annotations and annotations.exists():
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


def put_out(code: int, report: Path, sarif: Path | None) -> None:
    """Write the outputs of the action; without a report there are no numbers to give."""
    values = {"exit-code": str(code), "sarif-file": str(sarif or "")}
    if report.exists():
        found = json.loads(report.read_text(encoding="utf-8"))
        severities = [finding["severity"] for finding in found["findings"]]
        values |= {f"{name}s": str(severities.count(name)) for name in SEVERITIES}
        values["dossiers"] = str(found["checked"]["dossiers"])
        # what was not judged in full would make code scanning take what it misses for mended
        uploadable = sarif is not None and code in JUDGED and fits(sarif, len(severities))
        values["uploadable"] = str(uploadable).lower()
    append("GITHUB_OUTPUT", "".join(f"{name}={value}\n" for name, value in values.items()))


def fits(sarif: Path, results: int) -> bool:
    """Return whether code scanning takes a file of so many results; if not, say so."""
    if results > MOST_RESULTS:
        problem = f"it takes {MOST_RESULTS} results at most, and these are {results}"
    elif sarif.stat().st_size > MOST_BYTES and len(gzip.compress(sarif.read_bytes())) > MOST_BYTES:
        problem = f"it takes {MOST_BYTES} bytes at most, zipped"
    else:
        return True
    told = f"Code scanning refuses this SARIF file: {problem}. Judge fewer dossiers in one step."
    print(f"::warning::{told}", flush=True)
    append("GITHUB_STEP_SUMMARY", f"\n{told}\n")
    return False


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
