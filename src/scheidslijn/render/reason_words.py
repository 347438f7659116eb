"""The fixed words with which the outcome of reasoning is told."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Language, Text

__all__ = ["REASONER_NAMES", "reason_count", "reason_word"]

REASONER_NAMES: Final = {"hermit": "HermiT", "pellet": "Pellet"}

_WORDS: Final[dict[str, Text]] = {
    "sound": Text(
        "Samenhangend: niets spreekt elkaar tegen, en elke klasse kan leden hebben.",
        "Consistent: nothing contradicts anything, and every class can have members.",
    ),
    "empty": Text(
        "Samenhangend, maar {n} die nooit leden kunnen hebben: {names}.",
        "Consistent, but {n} that can never have members: {names}.",
    ),
    "clashing": Text(
        "Tegenstrijdig: de uitspraken kunnen niet allemaal waar zijn. Daaruit volgt alles, en "
        "dus niets; verder is niets afgeleid.",
        "Inconsistent: the statements cannot all be true. From that anything follows, and so "
        "nothing; nothing else was inferred.",
    ),
    "clash": Text("Tegenspraak {n}", "Contradiction {n}"),
    "clash about": Text("Waarom niets {name} kan zijn", "Why nothing can be {name}"),
    "unknown place": Text("zonder plaats", "without a place"),
    "new": Text(
        "Klassen: wat volgt zonder dat het er zo staat",
        "Classes: what follows without being stated",
    ),
    "none new": Text(
        "Klassen: er volgt niets wat er niet al staat.",
        "Classes: nothing follows that is not stated already.",
    ),
    "below": Text("valt onder {names}", "is below {names}"),
    "same": Text("is hetzelfde als {names}", "is the same as {names}"),
    "tree": Text("Klassen", "Classes"),
    "roles": Text("Rollen", "Roles"),
    "broader": Text("versterkt of vertegenwoordigt {names}", "strengthens or represents {names}"),
    "kinds": Text(
        "Wat iets is, zonder dat het er zo staat", "What something is, without being stated"
    ),
    "because": Text("{name}, want:", "{name}, because:"),
    "profiles": Text("Profielen van OWL 2", "Profiles of OWL 2"),
    "within": Text("OWL 2 {name}: ja", "OWL 2 {name}: yes"),
    "outside": Text("OWL 2 {name}: nee", "OWL 2 {name}: no"),
    "only DL": Text("om wat bij OWL 2 DL staat", "for what stands at OWL 2 DL"),
    "more": Text("en nog {n}", "and {n} more"),
    "dates": Text(
        "{n} met een datum telden niet mee, want OWL 2 kent geen xsd:date; datums zijn voor de "
        "shapes.",
        "{n} with a date did not count, since OWL 2 has no xsd:date; dates are for the shapes.",
    ),
    "and": Text(" en ", " and "),
    "footer": Text(
        "{reasoner}: {axioms}, {classes}, {individuals}; scheidslijn {version}{rulebook}",
        "{reasoner}: {axioms}, {classes}, {individuals}; scheidslijn {version}{rulebook}",
    ),
    "rulebook": Text(", regelboek {sha}", ", rule book {sha}"),
}
_NOUNS: Final[dict[str, tuple[Text, Text]]] = {
    "class": (Text("klasse", "class"), Text("klassen", "classes")),
    "axiom": (Text("uitspraak", "axiom"), Text("uitspraken", "axioms")),
    "individual": (Text("individu", "individual"), Text("individuen", "individuals")),
    "statement": (Text("uitspraak", "statement"), Text("uitspraken", "statements")),
}


def reason_word(key: str, language: Language, **said: str) -> str:
    """Return a fixed word or sentence, with what belongs in it."""
    return _WORDS[key].in_language(language).format(**said)


def reason_count(number: int, key: str, language: Language) -> str:
    """Return a number with its noun.

    >>> reason_count(1, "class", "nl"), reason_count(2, "class", "en")
    ('1 klasse', '2 classes')
    """
    return f"{number} {_NOUNS[key][number != 1].in_language(language)}"
