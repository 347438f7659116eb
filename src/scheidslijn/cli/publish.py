"""``scheidslijn publish``: bring a version of the rule book, or of other RDF, to a store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import find_inputs, input_format_option, language_option, tell, write
from scheidslijn.errors import UsageError
from scheidslijn.model import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheidslijn.model import Engine, Text
    from scheidslijn.publishing import Check, Material, Plan, Published, Target

__all__ = ["publish"]

_EXAMPLES: Final = """\b
Examples:
  scheidslijn publish http://127.0.0.1:7878/query
  scheidslijn publish http://127.0.0.1:8890/sparql-auth --dry-run --lang en
  scheidslijn publish http://127.0.0.1:7878/query --profile nl-sbb --shapes nl-sbb-skos-ap-nl.ttl
  scheidslijn publish http://127.0.0.1:7878/query begrippen.ttl --name begrippen --release 2026.1
  scheidslijn publish http://127.0.0.1:7878/query --keep 3 --format json

\b
User name and password, or a token, come from the environment: SCHEIDSLIJN_ENDPOINT_USER,
SCHEIDSLIJN_ENDPOINT_PASSWORD and SCHEIDSLIJN_ENDPOINT_AUTH (basic or digest), or
SCHEIDSLIJN_ENDPOINT_TOKEN.

\b
Exit codes:
  0  published, or already the current version; with --dry-run: it would be
  1  refused: the linter or a shape has something against it
  2  wrong usage
  3  an input (also shapes) cannot be read
  4  the store failed, or does not hold what it was sent; readers see what they saw before
"""
_REFUSED: Final = 1
_RULEBOOK: Final = "rulebook"
_UNCHECKED: Final = {
    "nl": "de officiële shapes van {profile} zijn niet nagegaan; zet SCHEIDSLIJN_PROFILES op de "
    "map waarin ze staan, of geef ze met --shapes",
    "en": "the official shapes of {profile} were not checked; set SCHEIDSLIJN_PROFILES to the "
    "folder that holds them, or give them with --shapes",
}
_WITHHELD: Final = {
    "nl": "{number} uitspraken blijven achter; scheidslijn export --profile {profile} zegt welke",
    "en": "{number} statements stay behind; scheidslijn export --profile {profile} says which",
}


@click.command("publish", short_help="Publish a version to a SPARQL store.", epilog=_EXAMPLES)
@click.argument("url")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--update-url", metavar="URL",
              help="Where the store takes updates.  [default: URL, with /update for /query at its "
              "end]")  # fmt: skip
@click.option("--profile", "profile_name", metavar="NAME",
              help="Publish it in this export profile; dossiers only go through one.")  # fmt: skip
@click.option("--name", metavar="NAME",
              help="What it is called in the store, from version to version.  [default: rulebook, "
              "or the name of the profile]")  # fmt: skip
@click.option("--release", metavar="VERSION",
              help="Its version.  [default: that of scheidslijn]")  # fmt: skip
@click.option("--graph", "base", metavar="IRI",
              help="The IRI to which NAME is added; it ends in / or #.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--keep", type=click.IntRange(min=1), metavar="N",
              help="Keep N versions, and remove the oldest beyond that.  [default: keep "
              "all]")  # fmt: skip
@click.option("--shapes", multiple=True,
              type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="SHACL shapes (Turtle) that must not be violated, beside those of the profile "
              "in the folder SCHEIDSLIJN_PROFILES. Repeatable.")  # fmt: skip
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to say what came of it.")  # fmt: skip
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=60.0,
              show_default=True, metavar="SECONDS",
              help="How long one request may take.")  # fmt: skip
@language_option
@input_format_option
def publish(
    url: str,
    paths: tuple[str, ...],
    update_url: str | None,
    profile_name: str | None,
    name: str | None,
    release: str | None,
    base: str | None,
    dry_run: bool,
    keep: int | None,
    shapes: tuple[Path, ...],
    format_name: str,
    time_limit: float,
    lang: str,
    input_format: str | None,
) -> None:
    """Publish the rule book, or the RDF in PATHS, to the SPARQL store at URL.

    Every version goes into a named graph of its own, in parts; when it has been read back equal,
    readers are switched to it at once. A run that was cut off is gone on with by the same command.
    Named graphs in PATHS become one.
    """
    from scheidslijn.endpoint import Endpoint
    from scheidslijn.render import publishing as shown

    language = cast("Language", lang)
    target = _target(_name(name, profile_name, paths), release, base)
    with Endpoint(url, time_limit, update_url or _update_url(url)) as store:
        material = _material(profile_name, paths, input_format, language)
        checks = (*material.checks, *_shapes_checks(shapes, profile_name, language))
        work = _planned if dry_run else _published
        done = work(material, store, target, checks, keep, language)
    write(shown.json(done) if format_name == "json" else shown.text(done, language), None)
    raise SystemExit(_REFUSED if done.findings else 0)


def _planned(
    material: Material,
    store: Engine,
    target: Target,
    checks: Sequence[Check],
    _keep: int | None,
    _language: Language,
) -> Plan:
    from scheidslijn.publishing import plan

    return plan(material.quads, store, target, checks=checks)


def _published(
    material: Material,
    store: Engine,
    target: Target,
    checks: Sequence[Check],
    keep: int | None,
    language: Language,
) -> Published:
    from scheidslijn.publishing import publish as publish_quads
    from scheidslijn.render.progress import progress_bar

    def notify(text: Text) -> None:
        tell(text.in_language(language))

    with progress_bar("publish") as progress:
        return publish_quads(
            material.quads,
            store,
            target,
            checks=checks,
            keep=keep,
            progress=progress,
            notify=notify,
        )


def _shapes_checks(
    files: tuple[Path, ...], profile_name: str | None, language: Language
) -> tuple[Check, ...]:
    from scheidslijn.publishing import official_shapes, shapes_check, without_official_shapes

    all_files = (*files, *official_shapes(profile_name))
    if without_official_shapes(profile_name, all_files):
        tell(_UNCHECKED[language].format(profile=profile_name))
    return (shapes_check(all_files),) if all_files else ()


def _material(
    profile_name: str | None, paths: tuple[str, ...], input_format: str | None, language: Language
) -> Material:
    from scheidslijn.publishing import from_files, from_profile, packaged_rulebook

    sources = find_inputs(paths, input_format)
    if profile_name is not None:
        material = from_profile(profile_name, sources, language)
        _tell_withheld(profile_name, material, language)
        return material
    return from_files(sources) if sources else packaged_rulebook(language)


def _tell_withheld(profile_name: str, material: Material, language: Language) -> None:
    """Say how much of dossiers did not leave."""
    exported = material.exported
    if exported is None:
        return
    number = sum(each.count for each in exported.withheld)
    if number:
        words = _WITHHELD[language]
        tell(words.format(number=number, profile=profile_name))


def _name(given: str | None, profile_name: str | None, paths: tuple[str, ...]) -> str:
    """Return what is published is called; the rule book and its profiles keep their names."""
    from scheidslijn.export import PROFILES

    own = profile_name or _RULEBOOK
    if given is None and paths:
        raise UsageError("say with --name what PATHS are called in the store")
    if given == _RULEBOOK and (paths or own != given):
        raise UsageError(f"the name {given} is that of the rule book; say another --name")
    if given != own and given in {profile.name for profile in PROFILES}:
        raise UsageError(f"the name {given} is that of a profile; say another --name")
    return given or own


def _target(name: str, release: str | None, base: str | None) -> Target:
    from scheidslijn.publishing import Target
    from scheidslijn.resources import package_version

    version = release or package_version()
    return Target(name, version) if base is None else Target(name, version, base)


def _update_url(url: str) -> str:
    """Return where a store most likely takes updates.

    >>> _update_url("http://127.0.0.1:7878/query")
    'http://127.0.0.1:7878/update'
    """
    return f"{url.removesuffix('/query')}/update" if url.endswith("/query") else url
