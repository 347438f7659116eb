"""What docs/reasoning.md shows is what comes out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from command import run

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = (ROOT / "docs" / "reasoning.md").read_text(encoding="utf-8")
# The bakery is an organisation in line 6, and by mistake a dossier in line 9.
ZAAK: Final = """\
@prefix domein: <https://w3id.org/scheidslijn/id/domein/> .
@prefix sl: <https://w3id.org/scheidslijn/def#> .
@prefix : <https://example.org/zaak/> .
:zaak a sl:Dossier ; sl:domein domein:verzuim ; sl:werknemer :pia ; sl:werkgever :bakkerij .
:pia a sl:Persoon .
:bakkerij a sl:Organisatie .
# what follows was meant to be about :zaak

:bakkerij a sl:Dossier .
"""


def test_the_contradiction_that_is_shown_is_what_comes_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ((command, shown),) = re.findall(r"```\n\$ scheidslijn (.*)\n((?:.*\n)*?)```", PAGE)
    (tmp_path / "zaak.ttl").write_text(ZAAK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = run(*command.split())
    assert done.code == 1
    assert done.out.replace(f"{ROOT}/", "\u2026/").startswith(shown)
