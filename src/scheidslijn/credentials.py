"""What a SPARQL server is told to know who asks, read from the environment.

The environment and not a URL or an option, since those end up in shell histories, process lists
and reports. A secret goes only to the server that was named: never unencrypted to another
machine, never after a redirect, and never into a message.
"""

from __future__ import annotations

import base64
import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import quote, quote_plus, urlsplit

from scheidslijn.errors import UsageError

__all__ = ["Credentials", "is_loopback"]

_USER: Final = "SCHEIDSLIJN_ENDPOINT_USER"
_PASSWORD: Final = "SCHEIDSLIJN_ENDPOINT_PASSWORD"
_TOKEN: Final = "SCHEIDSLIJN_ENDPOINT_TOKEN"
_AUTH: Final = "SCHEIDSLIJN_ENDPOINT_AUTH"
# RFC 6750, section 2.1
_BEARER: Final = re.compile(r"[A-Za-z0-9._~+/-]+=*")

Scheme = Literal["none", "basic", "digest", "bearer"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks, and by which scheme of HTTP that is shown: Basic, Digest or Bearer."""

    scheme: Scheme = "none"
    user: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Credentials:
        """Return the credentials that the environment holds; an empty variable is no variable.

        Raises:
            UsageError: half a pair, a pair and a token, an unknown scheme, or a value that HTTP
                cannot carry; the value is not repeated.
        """
        values = os.environ if environ is None else environ
        user, password = values.get(_USER, ""), values.get(_PASSWORD, "")
        token, scheme = values.get(_TOKEN, ""), values.get(_AUTH, "").lower()
        if token:
            return cls._of_token(token, user or password or scheme)
        if not (user or password or scheme):
            return cls()
        for name, value in ((_USER, user), (_PASSWORD, password)):
            if not value:
                raise UsageError(f"{name} is not set, though {_set_beside(values)} is.")
            if not value.isprintable():
                raise UsageError(f"{name} holds a line break or another character of control.")
        if scheme not in ("", "basic", "digest"):
            raise UsageError(f"{_AUTH}: expected basic or digest.")
        if ":" in user:
            # RFC 7617, section 2: the first colon ends the user name.
            raise UsageError(f"{_USER} holds a colon, which no user name can.")
        if scheme == "digest" and not (user + password).isascii():
            raise UsageError(f"{_USER} and {_PASSWORD}: Digest can only send ASCII here.")
        return cls("digest" if scheme == "digest" else "basic", user, password)

    @classmethod
    def _of_token(cls, token: str, beside: str) -> Credentials:
        if beside:
            raise UsageError(f"{_TOKEN} stands alone: unset {_USER}, {_PASSWORD} and {_AUTH}.")
        if not _BEARER.fullmatch(token):
            raise UsageError(f"{_TOKEN} holds a character that no bearer token has.")
        return cls("bearer", secret=token)

    def require_safe(self, url: str) -> None:
        """Refuse to send a secret unencrypted to another machine.

        Raises:
            UsageError: the URL is one of http, and its host is not this machine.
        """
        if self.scheme == "none" or urlsplit(url).scheme == "https" or is_loopback(url):
            return
        host = urlsplit(url).hostname
        raise UsageError(
            f"Endpoint on {host}: over plain http the credentials of the environment would be "
            f"readable on the way; use https, or unset {self._variables}."
        )

    def header(self) -> str | None:
        """Return the Authorization header to send at once, or None: Digest answers a challenge."""
        if self.scheme == "bearer":
            return f"Bearer {self.secret}"
        if self.scheme == "basic":
            return f"Basic {self._pair()}"
        return None

    def advice(self, status: int, challenge: str) -> str:
        """Return what to do about a 401 or 403, given the WWW-Authenticate header."""
        wants_digest = challenge.lower().startswith("digest")
        if self.scheme == "none":
            also = f" with {_AUTH}=digest" if wants_digest else f", or {_TOKEN}"
            return f"set {_USER} and {_PASSWORD}{also}"
        if status == 403:
            return f"who {self._variables} names may not do this"
        if wants_digest and self.scheme != "digest":
            return f"set {_AUTH}=digest with {_USER} and {_PASSWORD}"
        if self.scheme == "digest" and challenge and not wants_digest:
            return f"the server does not ask for Digest; unset {_AUTH}"
        # Virtuoso asks who asks for Digest only where nothing was sent.
        doubt = f", or wants {_AUTH}=digest" if self.scheme == "basic" and not challenge else ""
        return f"the server does not accept {self._variables}{doubt}"

    def hide(self, text: str) -> str:
        """Return a text in which no secret is left: a server may repeat what it was sent."""
        if not self.secret:
            return text
        forms = {self.secret, quote(self.secret), quote_plus(self.secret), self._pair()}
        for form in sorted(forms, key=len, reverse=True):
            text = text.replace(form, "***")
        return text

    @property
    def _variables(self) -> str:
        return _TOKEN if self.scheme == "bearer" else f"{_USER} and {_PASSWORD}"

    def _pair(self) -> str:
        return base64.b64encode(f"{self.user}:{self.secret}".encode()).decode("ascii")


def is_loopback(url: str) -> bool:
    """Return whether a URL names this machine.

    >>> is_loopback("http://127.0.0.1:8890/sparql"), is_loopback("http://127.0.0.1.example.org/")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _set_beside(values: Mapping[str, str]) -> str:
    return next(name for name in (_USER, _PASSWORD, _AUTH) if values.get(name))
