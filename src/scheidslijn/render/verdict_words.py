"""The fixed words of a verdict in Dutch and English."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Language, Text
from scheidslijn.verdict.types import Effect, Outcome

__all__ = ["EFFECTS", "OUTCOMES", "verdict_word"]

# The short answer, and what it means.
OUTCOMES: Final[dict[Outcome, tuple[Text, Text]]] = {
    Outcome.ALLOWED: (
        Text("Ja, toegestaan", "Yes, allowed"),
        Text("Een norm staat dit toe, en geen norm die hier geldt, verbiedt het.",
             "A norm permits this, and no norm that applies here forbids it."),
    ),
    Outcome.CONDITIONAL: (
        Text("Toegestaan onder voorwaarden", "Allowed under conditions"),
        Text("Of het mag, hangt af van deze voorwaarden.",
             "Whether it is allowed hangs on these conditions."),
    ),
    Outcome.DISCOURAGED: (
        Text("Ontraden", "Discouraged"),
        Text("Geen bindende norm verbiedt dit, maar het wordt afgeraden of mag alleen volgens een "
             "handreiking of onze uitleg niet.",
             "No binding norm forbids this, but it is advised against, or only guidance or our "
             "reading forbids it."),
    ),
    Outcome.CONTESTED: (
        Text("Omstreden", "Contested"),
        Text("De bronnen zijn het hierover niet eens; wie wat zegt, staat hieronder.",
             "The sources disagree on this; who says what stands below."),
    ),
    Outcome.RESERVED: (
        Text("Nee, voorbehouden aan een ander", "No, reserved to somebody else"),
        Text("Alleen wie het is voorbehouden, mag dit.",
             "Only whom it is reserved to may do this."),
    ),
    Outcome.FORBIDDEN: (
        Text("Nee, verboden", "No, forbidden"),
        Text("Een norm verbiedt dit.", "A norm forbids this."),
    ),
    Outcome.UNREGULATED: (
        Text("Niet geregeld in deze bronnen", "Not regulated by these sources"),
        Text("Geen norm staat dit deze rol met zoveel woorden toe of verbiedt het.",
             "No norm permits this to the role in so many words, or forbids it."),
    ),
}  # fmt: skip

EFFECTS: Final[dict[Effect, Text]] = {
    Effect.FORBIDS: Text("verbiedt", "forbids"),
    Effect.RESERVES: Text("behoudt voor", "reserves"),
    Effect.REQUIRES: Text("eist", "requires"),
    Effect.DISCOURAGES: Text("ontraadt", "discourages"),
    Effect.LIMITS: Text("stelt een grens die een mens moet beoordelen",
                        "sets a limit that a person must judge"),
    Effect.PERMITS: Text("staat toe", "permits"),
    Effect.EXPECTS: Text("legt deze rol hierover iets op of raadt iets aan",
                         "lays something on this role here, or recommends it"),
    Effect.EXEMPTS: Text("uitzondering", "exception"),
    Effect.CONTRADICTS: Text("zegt iets anders", "says otherwise"),
    Effect.MENTIONS: Text("gaat ook hierover", "is about this as well"),
}  # fmt: skip

_WORDS: Final[dict[str, Text]] = {
    "scope": Text("Domein: {domain} · op {day} · lezing: {reading}",
                  "Domain: {domain} · on {day} · reading: {reading}"),
    "given": Text("Als gegeven aangenomen", "Taken as given"),
    "strict": Text("streng", "strict"),
    "lenient": Text("soepel", "lenient"),
    "reserved to": Text("Voorbehouden aan", "Reserved to"),
    "conditions": Text("Voorwaarden", "Conditions"),
    "unless": Text("Tenzij", "Unless"),
    "not given": Text("niet gesteld", "not stated"),
    "but reserved": Text(
        "Wel behoudt een bron dit voor aan: {roles}; of dat deze rol uitsluit, toetst geen shape.",
        "A source does reserve it to: {roles}; whether that excludes this role, no shape checks."),
    "condition": Text("voorwaarde", "condition"),
    "met": Text("voldaan", "met"),
    "unmet": Text("niet voldaan", "not met"),
    "why": Text("Waarom", "Why"),
    "who": Text("Wie wat zegt", "Who says what"),
    "also": Text("Ook hierover", "Also about this"),
    "and more": Text("en nog {n}; --all toont ze", "and {n} more; --all shows them"),
    "above": Text("zie boven", "see above"),
    "standing": Text("gezag", "authority"),
    "expected": Text("Wel legt een bron deze rol hierover iets op, of raadt haar iets aan.",
                     "A source does lay something on this role here, or recommends it."),
    "bearer": Text("geldt voor", "holds for"),
    "checked": Text("getoetst door", "checked by"),
    "unchecked": Text("niet getoetst", "not checked"),
    "footer": Text("scheidslijn {version}, regelboek {rulebook}. Geen juridisch advies.",
                   "scheidslijn {version}, rule book {rulebook}. Not legal advice."),
}  # fmt: skip


def verdict_word(key: str, language: Language) -> str:
    """Return a fixed word or sentence of a verdict.

    >>> verdict_word("met", "en")
    'met'
    """
    return _WORDS[key].in_language(language)
