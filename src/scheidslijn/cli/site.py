"""``scheidslijn site``: the rule book as a folder of pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import click

from scheidslijn.cli.shared import language_option, tell

if TYPE_CHECKING:
    from scheidslijn.model import Language, Text
    from scheidslijn.pages import Built

__all__ = ["site"]

_HELP: Final = """\b
Examples:
  scheidslijn site site/
  scheidslijn site site/ --search-script minisearch/dist/umd/index.js
  scheidslijn site site/ --base-url https://example.org/scheidslijn/ --without drawings

\b
Parts that can be left out: questions, shapes, drawings, ontology, files, exports,
search, sitemap, w3id.

\b
Exit codes:
  0  written
  2  wrong usage, such as a folder that holds other files
  3  the rule book or the script cannot be read
"""
_WRITTEN: Final = {
    "nl": "{output}: {pages} bladzijden, {files} bestanden",
    "en": "{output}: {pages} pages, {files} files",
}


@click.command("site", short_help="Write the rule book as web pages.", epilog=_HELP)
@click.argument("output", type=click.Path(file_okay=False, path_type=Path))
@click.option("--search-script", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="MiniSearch as a script for browsers (dist/umd/index.js of the npm package "
              "minisearch).  [default: no search]")  # fmt: skip
@click.option("--base-url", metavar="URL",
              help="Where the site will stand, ending in /; for what needs whole "
              "addresses.  [default: leave that out]")  # fmt: skip
@click.option("--without", multiple=True, metavar="PART",
              help="Leave out a part. Repeatable.")  # fmt: skip
@language_option
def site(
    output: Path,
    search_script: Path | None,
    base_url: str | None,
    without: tuple[str, ...],
    lang: str,
) -> None:
    """Write the whole rule book as pages into the folder OUTPUT, in Dutch and English.

    The pages need no server. A folder that a former run wrote is replaced; one that holds other
    files is not touched.
    """
    from scheidslijn.pages import build
    from scheidslijn.render.progress import progress_bar

    language = cast("Language", lang)

    def notify(text: Text) -> None:
        tell(text.in_language(language))

    with progress_bar("site") as progress:
        built = build(
            output,
            without=without,
            base_url=base_url,
            search_script=search_script,
            progress=progress,
            notify=notify,
        )
    _tell_written(output, built, language)


def _tell_written(output: Path, built: Built, language: Language) -> None:
    words = _WRITTEN[language]
    tell(words.format(output=output, pages=built.pages, files=built.files))
