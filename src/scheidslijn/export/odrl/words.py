"""The terms of our ODRL profile in words: kinds of rule, functions, actions and left operands."""

from __future__ import annotations

from typing import Final, NamedTuple

from scheidslijn.model import Text

__all__ = ["ACTIONS", "FUNCTIONS", "OPERANDS", "OTHERS", "PROPERTIES", "RULES", "Term"]


class Term(NamedTuple):
    """A term of the profile: what it is called and what it means."""

    label: Text
    definition: Text


def _term(nl: str, en: str, definition_nl: str, definition_en: str) -> Term:
    return Term(Text(nl=nl, en=en), Text(nl=definition_nl, en=definition_en))


# Kinds of rule that ODRL lacks. None of them permits, forbids or obliges.
RULES: Final = {
    "Recommendation": _term(
        "aanbeveling", "recommendation",
        "Een regel die een handeling aanraadt zonder haar te eisen.",
        "A rule that recommends an action without demanding it.",
    ),
    "Discouragement": _term(
        "ontrading", "discouragement",
        "Een regel die een handeling afraadt zonder haar te verbieden.",
        "A rule that advises against an action without forbidding it.",
    ),
    "Claim": _term(
        "recht", "claim",
        "Een regel die de ontvanger iets laat eisen of verlangen van een ander.",
        "A rule that lets its assignee claim or ask for something from another.",
    ),
    "Responsibility": _term(
        "verantwoordelijkheid", "responsibility",
        "Een regel over wie ergens voor instaat, ook als een ander het uitvoert.",
        "A rule on who answers for something, even if another carries it out.",
    ),
    "Reservation": _term(
        "voorbehoud", "reservation",
        "Een regel die zegt dat een bevoegdheid bij de ontvanger blijft, zonder te zeggen wie er"
        " door wordt uitgesloten.",
        "A rule that says that a power stays with its assignee, without saying whom it keeps out.",
    ),
    "Exemption": _term(
        "vrijstelling", "exemption",
        "Een regel die een plicht, aanbeveling of verantwoordelijkheid wegneemt en zelf niets"
        " toestaat.",
        "A rule that takes away a duty, recommendation or responsibility and permits nothing.",
    ),
}  # fmt: skip

FUNCTIONS: Final = {
    "towards": _term(
        "jegens", "towards", "De partij tegenover wie de regel geldt.",
        "The party towards whom the rule holds.",
    ),
    "executor": _term(
        "uit te oefenen door", "executor",
        "De partij die de handeling voor de ontvanger mag uitoefenen.",
        "The party that may perform the action for the assignee.",
    ),
    "supported": _term(
        "versterkt", "supported", "De partij die volgens de regel wordt ondersteund.",
        "The party that is supported according to the rule.",
    ),
}  # fmt: skip

PROPERTIES: Final = {
    "standing": _term(
        "status", "standing", "Het gezag waarop de regel of voorwaarde steunt.",
        "The authority on which the rule or condition rests.",
    ),
    "bindingness": _term(
        "bindendheid", "binding force", "Of het document dat de regels bevat bindt.",
        "Whether the document that holds the rules binds.",
    ),
    "mending": _term(
        "herstel", "mending",
        "Een raad hoe een overtreding te herstellen is; dit is geen plicht.",
        "Advice on how to mend a breach; this is no duty.",
    ),
    "divergesFrom": _term(
        "wijkt af van", "diverges from",
        "Een regel uit een andere bron die over hetzelfde iets anders zegt; beide blijven staan.",
        "A rule of another source that says something else on the same matter; both stand.",
    ),
    "stricterThan": _term(
        "strenger dan", "stricter than", "De regel over hetzelfde die minder eist.",
        "The rule on the same matter that asks less.",
    ),
    "exceptionTo": _term(
        "uitzondering op", "exception to", "De regel waarop dit een uitzondering is.",
        "The rule to which this is an exception.",
    ),
}  # fmt: skip

ACTIONS: Final = {
    "act": _term(
        "handelen", "act", "Doen of laten waarover een norm spreekt.",
        "Any conduct on which a norm speaks.",
    ),
    "conduct": _term(
        "doen wat de norm beschrijft", "do what the norm describes",
        "Handelen zoals de tekst van één norm beschrijft; alleen die tekst zegt wat dat is.",
        "To act as the text of one norm describes; only that text says what it is.",
    ),
    "contravene": _term(
        "doen wat de norm verbiedt", "do what the norm forbids",
        "Doen wat volgens de tekst van één norm niet mag; alleen die tekst zegt wat dat is.",
        "To do what by the text of one norm must not be done; only that text says what it is.",
    ),
    "show": _term(
        "laten zien", "show", "Zorgen dat een vereiste is vervuld en dat dit te zien is.",
        "To see to it that a requirement is met and that this can be seen.",
    ),
    "seeTo": _term(
        "zorgen voor",
        "see to",
        "Ervoor zorgen dat de processtap plaatsvindt die het doel van de regel is.",
        "To see to it that the process step takes place that is the target of the rule.",
    ),
    "fulfil": _term(
        "rol vervullen", "fulfil role", "De rol vervullen die het doel van de regel is.",
        "To fill the role that is the target of the rule.",
    ),
    "actAs": _term(
        "optreden als", "act as", "Doen wat is voorbehouden aan de rol die het doel is.",
        "To do what is reserved to the role that is the target.",
    ),
}  # fmt: skip

OPERANDS: Final = {
    "act": _term(
        "handeling", "act", "De handeling waaraan de regel wordt getoetst.",
        "The action that the rule is held against.",
    ),
    "condition": _term(
        "vervulde voorwaarde", "condition met",
        "De voorwaarden die volgens hun omschrijving zijn vervuld.",
        "The conditions that are met according to their definitions.",
    ),
    "decisionDuration": _term(
        "duur van het besluit", "duration of the decision",
        "De tijd van de eerste tot en met de laatste dag waarvoor het besluit geldt.",
        "The time from the first up to and including the last day for which the decision holds.",
    ),
    "domain": _term(
        "domein", "domain", "Het domein van het dossier waarin wordt gehandeld.",
        "The domain of the case in which the action takes place.",
    ),
    "exception": _term(
        "geldende uitzondering", "applicable exception",
        "De uitzonderingen waarvan de regel voor deze handeling geldt, met al zijn voorwaarden.",
        "The exceptions whose rule holds for this action, with all its constraints.",
    ),
    "kindOfActor": _term(
        "actorsoort", "kind of actor", "Of de partij een mens of een organisatie is.",
        "Whether the party is a human being or an organisation.",
    ),
    "overlap": _term(
        "periode", "temporal relation", "Hoe de twee rollen in de tijd liggen.",
        "How the two roles lie in time.",
    ),
    "reading": _term(
        "lezing", "reading", "De gekozen lezing van betwiste regels.",
        "The reading of contested rules that was chosen.",
    ),
    "role": _term(
        "rol", "role",
        "De rollen van de partij in het dossier, met de verzamelingen waar zij deel van zijn.",
        "The roles of the party in the case, with the collections that they are part of.",
    ),
    "scope": _term(
        "bereik", "scope", "De kring waarbinnen de twee rollen samenkomen.",
        "The circle within which the two roles meet.",
    ),
    "timeBetween": _term(
        "tijd tussen twee keren", "time between occurrences",
        "De tijd tussen twee opeenvolgende keren dat de handeling plaatsvindt.",
        "The time between two successive occurrences of the action.",
    ),
}  # fmt: skip

OTHERS: Final = {
    "bothStand": _term(
        "beide blijven staan", "both stand",
        "Geen van beide regels gaat voor: wie toetst, noemt beide met hun bron en status.",
        "Neither rule overrides the other: whoever evaluates names both, with source and standing.",
    ),
    "roleHolders": _term(
        "wie een rol heeft", "role holders", "Iedereen die in het dossier een rol heeft.",
        "Everybody who holds a role in the case.",
    ),
}  # fmt: skip
