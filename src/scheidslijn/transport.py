"""Sends one HTTP request as often as is sound, within one time-out, and says what went wrong.

The time-out holds for the whole: finding the server, every try, the waits between them and the
last byte. Sockets cannot do that: their time-out starts anew with every byte that drips in, and
does not cover the name server. So each try runs in a thread of its own that is waited for only
so long.

No redirect is followed: on a 302 the query would be lost, and credentials could reach another
server.
"""

from __future__ import annotations

import html
import random
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage, HTTPResponse, IncompleteRead
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import (
    BaseHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from scheidslijn.credentials import Credentials, is_loopback
from scheidslijn.errors import EngineError

__all__ = ["Answer", "Transport", "one_line", "said"]

_TRIES: Final = 5
_FIRST_WAIT: Final = 0.5
_LONGEST_WAIT: Final = 8.0
_MAX_BYTES: Final = 1 << 30
_TITLE: Final = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_TAG: Final = re.compile(r"<[^>]*>")
_PAGE: Final = re.compile(r"\s*(?:<!doctype html|<html)", re.IGNORECASE)
# Virtuoso repeats the query under its message.
_ECHO: Final = re.compile(r"\s+SPARQL query:\n.*", re.DOTALL)

# What Virtuoso says, and what that is about.
_ADVICE: Final = {
    "SECURITY: No permission": "Virtuoso takes updates at /sparql-auth, with Digest.",
    "transitive start not given": "Virtuoso follows * and + only from a term that is known.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers and every byte of the body.

    ``is_measured`` is whether HTTP itself would have shown that the body broke off.
    """

    status: int
    headers: Message
    body: bytes
    is_measured: bool

    @property
    def kind(self) -> str:
        """The media type, without parameters."""
        return self.headers.get_content_type()


class Transport:
    """A way to send requests that keeps to one time-out.

    Args:
        timeout: seconds that a request may take with all its repeats.
        credentials: who asks.
        sleep: waits so many seconds; another one in tests.
    """

    def __init__(
        self, timeout: float, credentials: Credentials, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._timeout = timeout
        self._credentials = credentials
        self._sleep = sleep

    def send(self, make: Callable[[], Request], *, is_update: bool) -> Answer:
        """Send a request, made anew for every try, and return an answer with a status of 200s.

        A 429 means that the server turned the request away unseen, so every request is repeated
        on it. On a 503 that holds for an update only where the server names a time to come back:
        a proxy also says 503 when the store behind it broke halfway.

        Raises:
            EngineError: no such answer came, in one line that says why.
        """
        deadline = time.monotonic() + self._timeout
        tries = 0
        while True:
            tries += 1
            request = make()
            answer = self._answer(request, deadline)
            if 200 <= answer.status < 300:
                return answer
            asked = _retry_after(answer.headers)
            busy = answer.status == 429 or (
                answer.status == 503 and not (is_update and asked is None)
            )
            pause = _back_off(tries) if asked is None else asked
            if not busy or tries == _TRIES or time.monotonic() + pause >= deadline:
                after = f" after {tries} tries" if tries > 1 else ""
                late = f"; it asks to wait {pause:.0f} seconds" if asked and tries < _TRIES else ""
                problem = self._refusal(request.full_url, answer, after)
                raise self.error(request.full_url, problem + late)
            self._sleep(pause)

    def error(self, url: str, problem: str) -> EngineError:
        """Return an error of this server, in one line without secrets."""
        return EngineError(f"{url}: {one_line(self._credentials.hide(problem))}")

    def _answer(self, request: Request, deadline: float) -> Answer:
        url = request.full_url
        try:
            return _within(deadline, lambda: _exchange(self._opener(url), request, deadline))
        except (OSError, HTTPException, ValueError) as error:
            raise self.error(url, self._problem(error)) from error

    def _opener(self, url: str) -> OpenerDirector:
        handlers: list[BaseHandler] = [_NoRedirect()]
        if is_loopback(url):
            # A proxy has no business between this machine and itself, nor with a password there.
            handlers.append(ProxyHandler({}))
        credentials = self._credentials
        if credentials.scheme == "digest":
            passwords = HTTPPasswordMgrWithDefaultRealm()
            passwords.add_password(None, url, credentials.user, credentials.secret)
            handlers.append(_DigestOnce(passwords))
        opener = build_opener(*handlers)
        header = credentials.header()
        if header is not None:
            opener.addheaders.append(("Authorization", header))
        return opener

    def _refusal(self, url: str, answer: Answer, after: str) -> str:
        status = answer.status
        location = answer.headers.get("Location")
        if 300 <= status < 400 and location:
            return f"redirects to {urljoin(url, location)}; use that URL."
        text = f"HTTP status {status}{after}: {said(answer, self._credentials)}"
        if "Virtuoso S1T" in text:
            return f"stopped by the server's own time limit: {text}"
        for words, advice in _ADVICE.items():
            if words in text:
                return f"{text}; {advice}"
        if status in (401, 403):
            challenge = answer.headers.get("WWW-Authenticate", "")
            return f"{text}; {self._credentials.advice(status, challenge)}."
        return text

    def _problem(self, error: BaseException) -> str:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return f"no whole answer within {self._timeout:g} seconds."
        if isinstance(reason, IncompleteRead | ssl.SSLEOFError):
            missing = getattr(reason, "expected", None)
            return "the answer broke off" + (f", {missing} bytes short." if missing else ".")
        if isinstance(reason, ConnectionRefusedError):
            return "connection refused; is the server running?"
        if isinstance(reason, socket.gaierror):
            return f"the name of the server is not known: {reason.strerror}."
        if isinstance(reason, ssl.SSLCertVerificationError):
            return f"the certificate of the server is not trusted: {reason.verify_message}."
        if isinstance(reason, ssl.SSLError):
            return f"no secure connection: {reason.reason or reason}; does the server speak https?"
        if isinstance(reason, ValueError) and self._credentials.scheme == "digest":
            return f"the server asks for another scheme than Digest: {reason}"
        return f"the connection failed: {str(reason) or type(reason).__name__}"


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


class _DigestOnce(HTTPDigestAuthHandler):
    _has_answered = False

    def http_error_401(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage
    ) -> HTTPResponse | None:
        # The library leaves the first answer open when it has had a second one.
        try:
            answer: HTTPResponse | None = super().http_error_401(req, fp, code, msg, headers)
        except Exception:
            fp.close()
            raise
        if answer is not None:
            fp.close()
        return answer

    def http_error_auth_reqed(
        self, auth_header: str, host: str, req: Request, headers: HTTPMessage
    ) -> None:
        # The library tries a wrong password six times, which may lock the account.
        if self._has_answered:
            return None
        self._has_answered = True
        return super().http_error_auth_reqed(auth_header, host, req, headers)


def _exchange(opener: OpenerDirector, request: Request, deadline: float) -> Answer:
    left = max(deadline - time.monotonic(), 0.001)
    try:
        response = opener.open(request, timeout=left)
    except HTTPError as error:
        with error:
            # The body of a refusal is only read for its message.
            return Answer(error.code, error.headers, error.read(1 << 16), True)
    with response:
        length = response.headers.get("Content-Length")
        measured = length is not None or bool(response.chunked)
        return Answer(response.status, response.headers, _read(response, deadline), measured)


def _read(response: HTTPResponse, deadline: float) -> bytes:
    pieces = []
    size = 0
    while piece := response.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if time.monotonic() > deadline:
            raise TimeoutError
        if size > _MAX_BYTES:
            raise OSError(f"the answer is larger than {_MAX_BYTES} bytes")
    if response.length:
        raise IncompleteRead(b"", response.length)
    return b"".join(pieces)


def _within(deadline: float, work: Callable[[], Answer]) -> Answer:
    """Return what the work returns, or raise what it raises, or TimeoutError at the deadline."""
    done: SimpleQueue[Answer | BaseException] = SimpleQueue()

    def run() -> None:
        try:
            done.put(work())
        except BaseException as error:
            done.put(error)

    Thread(target=run, daemon=True).start()
    try:
        result = done.get(timeout=max(deadline - time.monotonic(), 0.001))
    except Empty:
        raise TimeoutError from None
    if isinstance(result, BaseException):
        raise result
    return result


def _back_off(tries: int) -> float:
    """Return seconds to wait, doubling; by chance shorter, so that many do not come back at once.

    >>> 0.25 <= _back_off(1) <= 0.5 and 4 <= _back_off(9) <= 8
    True
    """
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (tries - 1)) * random.uniform(0.5, 1.0)


def _retry_after(headers: Message) -> float | None:
    """Return the seconds that Retry-After asks for, given as such or as a date (RFC 9110)."""
    value = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)


def said(answer: Answer, credentials: Credentials | None = None) -> str:
    """Return in one line what a body says: its first words, or the title of a web page."""
    text = answer.body[: 1 << 16].decode("utf-8", "replace")
    if credentials is not None:
        # Before anything is cut off, or half a secret would be left.
        text = credentials.hide(text)
    if text and (answer.kind == "text/html" or _PAGE.match(text)):
        title = _TITLE.search(text)
        name = one_line(html.unescape(title[1] if title else _TAG.sub(" ", text)))
        return f"a web page, {'titled' if title else 'that says'} {name!r}"
    return one_line(_ECHO.sub("", text)) or "(no text)"


def one_line(text: str) -> str:
    r"""Return a text as one line of at most some 200 characters that a terminal can show.

    >>> one_line("Out of\x00 memory\n at x")
    'Out of memory at x'
    """
    words = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return words if len(words) <= 300 else words[:300] + "…"
