"""What an export wrote and left out, and what the profiles are, as text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scheidslijn.export import Exported, Profile, TableProfile, Unholdable
from scheidslijn.model import Text
from scheidslijn.privacy import REASONS
from scheidslijn.render.json import dump
from scheidslijn.render.layout import paint, wrap
from scheidslijn.render.style import Style
from scheidslijn.render.table import shown
from scheidslijn.render.words import plain

__all__ = ["json", "losses", "profiles", "text"]

_WORDS: Final[dict[str, Text]] = {
    "rulebook": Text("regelboek", "rule book"),
    "dossiers": Text("dossiers", "dossiers"),
    "statements": Text("{n} uitspraken, {size} bytes", "{n} statements, {size} bytes"),
    "rows": Text("{n} rijen, {size} bytes", "{n} rows, {size} bytes"),
    "rows one": Text("1 rij, {size} bytes", "1 row, {size} bytes"),
    "of": Text("{n} dossiers, ", "{n} dossiers, "),
    "of one": Text("1 dossier, ", "1 dossier, "),
    "withheld": Text("Blijft achter:", "Does not leave:"),
    "lost": Text("Heeft in {profile} geen plaats:", "Has no place in {profile}:"),
    "unheld": Text("Kan {profile} niet bevatten:", "Cannot be held by {profile}:"),
    "more": Text(" …", " …"),
    "others": Text("termen van anderen", "terms of others"),
    "behind": Text(
        "Teksten en gezondheidsgegevens van dossiers gaan in geen enkel profiel mee.",
        "Texts and health data of dossiers leave in no profile.",
    ),
    "nothing lost": Text("Niets gaat verloren.", "Nothing gets lost."),
}


def text(profile: Profile | TableProfile, exported: Exported, style: Style) -> str:
    """Return what was written and what was not, in a few lines for people."""
    language = style.language

    def word(key: str, **values: object) -> str:
        return _WORDS[key].in_language(language).format(**values)

    one = " one" if exported.dossiers == 1 else ""
    start = word("of" + one, n=exported.dossiers) if exported.dossiers else ""
    what = "rows" if isinstance(profile, TableProfile) else "statements"
    what += " one" if what == "rows" and exported.written == 1 else ""
    lines = [
        f"{profile.name}: {start}{word(what, n=exported.written, size=exported.size)}",
        f"sha256 {exported.sha256}",
    ]
    if exported.withheld:
        lines.append(word("withheld"))
        for each in exported.withheld:
            why = REASONS[each.reason].in_language(language)
            name = shown(each.term) if each.term else word("others")
            lines += wrap(f"{each.count} {name}: {why}", style.width, "  ")
    if exported.lost:
        lines.append(word("lost", profile=profile.name))
        why_of = {term: loss.why for loss in profile.losses for term in loss.terms}
        for term, count in exported.lost.items():
            why = why_of[term].in_language(language)
            lines += wrap(f"{count} {shown(term)}: {why}", style.width, "  ")
    if exported.unheld:
        lines.append(word("unheld", profile=profile.name))
        for group in exported.unheld:
            why = group.why.in_language(language)
            lines += wrap(f"{group.count}: {why}", style.width, "  ")
            named = ", ".join(map(_named, group.first))
            more = word("more") if group.count > len(group.first) else ""
            lines += wrap(plain(named + more), style.width, "    ", "")
    return "".join(f"{line}\n" for line in lines)


def _named(value: Unholdable) -> str:
    parts = (value.subject, value.predicate, value.value)
    return " ".join(shown(term) for term in parts if term)


def json(profile: Profile | TableProfile, exported: Exported) -> str:
    """Return the same for programs, in both languages."""
    why_of = {term: loss.why for loss in profile.losses for term in loss.terms}
    return dump(
        {
            "profile": profile.name,
            "dossiers": exported.dossiers,
            "written": exported.written,
            "bytes": exported.size,
            "sha256": exported.sha256,
            "withheld": [
                {"reason": each.reason.value, "term": each.term or None, "count": each.count,
                 "why": _both(REASONS[each.reason])}
                for each in exported.withheld
            ],
            "lost": [
                {"term": term, "count": count, "why": _both(why_of[term])}
                for term, count in exported.lost.items()
            ],
            "unheld": [
                {"count": each.count, "why": _both(each.why),
                 "first": [
                     {"subject": one.subject, "predicate": one.predicate, "value": one.value}
                     for one in each.first
                 ]}
                for each in exported.unheld
            ],
        }
    )  # fmt: skip


def _both(each: Text) -> dict[str, str]:
    return {"nl": each.nl, "en": each.en}


def profiles(known: Sequence[Profile | TableProfile], style: Style) -> str:
    """Return the profiles by name, with what each is and what it is for."""
    lines = []
    for profile in known:
        lines.append(paint(profile.name, bold=True) if style.color else profile.name)
        holds = " + ".join(_WORDS[key].in_language(style.language) for key in _subjects(profile))
        title = profile.title.in_language(style.language)
        lines += wrap(f"{title} ({holds})", style.width, "    ", "")
        if isinstance(profile, Profile):
            lines.append(f"    {profile.standard}")
    return "".join(f"{line}\n" for line in lines)


def _subjects(profile: Profile | TableProfile) -> list[str]:
    reports = isinstance(profile, TableProfile) and profile.findings is not None
    dossiers = profile.dossier is not None or reports
    return ["rulebook"] * (profile.rulebook is not None) + ["dossiers"] * dossiers


def losses(profile: Profile | TableProfile, style: Style) -> str:
    """Return the table of what a profile cannot hold: terms, and why."""
    lines: list[str] = []
    for loss in profile.losses:
        lines += wrap(loss.why.in_language(style.language), style.width, "", "")
        if loss.terms:
            lines += wrap(", ".join(map(shown, loss.terms)), style.width, "    ", "")
    if "dossiers" in _subjects(profile):
        lines += wrap(_WORDS["behind"].in_language(style.language), style.width, "", "")
    if not lines:
        lines.append(_WORDS["nothing lost"].in_language(style.language))
    return "".join(f"{line}\n" for line in lines)
