"""A real Apache, started for tests with rules of ours and stopped after them."""

from __future__ import annotations

import http.client
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest

from published import skip_or_fail
from server import free_port

__all__ = ["Answer", "Apache", "apache"]

_MODULES: Final = Path("/usr/lib/apache2/modules")
_NEEDED: Final = ("mpm_event", "authz_core", "rewrite", "headers")
_CONFIGURATION: Final = """
ServerRoot {folder}
DefaultRuntimeDir {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
Mutex flock:{folder}
{modules}
User {user}
KeepAliveTimeout 60
MaxKeepAliveRequests 0
DocumentRoot {folder}/root
<Directory {folder}/root>
    AllowOverride All
    Require all granted
</Directory>
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: status, where it sends to, and its other headers."""

    status: int
    location: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Apache:
    """A running Apache, asked over one connection.

    Args:
        port: where it listens.
    """

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, path: str, **headers: str) -> Answer:
        """Return the answer for a path; of a header's name ``_`` stands for ``-``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in sent.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        with self._connection.getresponse() as found:
            found.read()
            location = found.getheader("Location", "")
            return Answer(found.status, location, dict(found.getheaders()))

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


@contextmanager
def apache(rules: Mapping[str, str]) -> Iterator[Apache]:
    """Start Apache with an ``.htaccess`` in some folders, and give what asks it.

    Args:
        rules: the text of the ``.htaccess``, by the name of the folder.
    """
    binary = shutil.which("apache2", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if binary is None or not _MODULES.is_dir():
        skip_or_fail("apache2 is missing; on Debian: apt install apache2-bin")
    with tempfile.TemporaryDirectory(prefix="httpd-") as name:
        folder, port = Path(name), free_port()
        # started by root, it reads as somebody else
        folder.chmod(0o755)
        for place, text in rules.items():
            (folder / "root" / place).mkdir(parents=True)
            (folder / "root" / place / ".htaccess").write_text(text, encoding="utf-8")
        modules = (f"LoadModule {m}_module {_MODULES}/mod_{m}.so" for m in _NEEDED)
        configuration = folder / "httpd.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder, port=port, modules="\n".join(modules), user="www-data"
            )
        )
        process = subprocess.Popen(
            [binary, "-f", str(configuration), "-DFOREGROUND"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(port, process, folder / "error.log")
            server = Apache(port)
            yield server
            server.close()
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", "/")
            connection.getresponse().read()
            connection.close()
            return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"Apache did not start: {log.read_text() if log.exists() else ''}")
