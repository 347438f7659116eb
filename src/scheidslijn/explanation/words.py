"""The headings of facts that no property of the ontology names."""

from __future__ import annotations

from typing import Final

from scheidslijn.model import Text

__all__ = ["WORDS"]

WORDS: Final[dict[str, Text]] = {
    "articles": Text("artikelen", "articles"),
    "asked": Text("vraagt", "asks for"),
    "checks": Text("toetst", "checks"),
    "columns": Text("antwoordt met", "answers with"),
    "covers": Text("dekt", "covers"),
    "delegable to": Text("te delegeren aan", "can be delegated to"),
    "discouraged with": Text("ontraden samen met", "discouraged together with"),
    "domain": Text("van", "of"),
    "exception": Text("uitzondering op", "exception to"),
    "incompatible": Text("onverenigbaar met", "incompatible with"),
    "instances": Text("omvat", "comprises"),
    "keywords": Text("trefwoorden", "keywords"),
    "module": Text("module", "module"),
    "named as": Text("als \u2018{}\u2019 genoemd bij", "named as \u2018{}\u2019 by"),
    "narrower": Text("smaller", "narrower"),
    "not delegable": Text("niet te delegeren volgens", "cannot be delegated according to"),
    "part of": Text("onderdeel van", "part of"),
    "parts": Text("onderdelen", "parts"),
    "passages": Text("vindplaatsen", "source passages"),
    "path": Text("kijkt naar", "looks at"),
    "phase": Text("fase", "phase"),
    "properties": Text("eigenschappen ervan", "its properties"),
    "range": Text("waarde", "value"),
    "reserved": Text("voorbehouden bevoegdheden", "reserved powers"),
    "reserved to": Text("voorbehouden aan", "reserved to"),
    "severity": Text("zwaarte", "severity"),
    "shapes": Text("shapes hierop", "shapes on this"),
    "allowed with": Text("toegestaan samen met, onder voorwaarden",
                         "allowed together with, under conditions"),
    "target": Text("kijkt naar elke", "looks at every"),
    "values of": Text("eigenschappen met deze waarde", "properties with this value"),
    "worked out by": Text("uitgewerkt in", "worked out by"),
}  # fmt: skip
