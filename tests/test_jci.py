"""References to Dutch law: what is read, what is refused, and that nothing changes on the way."""

from __future__ import annotations

import string
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheidslijn.errors import ScheidslijnError
from scheidslijn.jci import Jci, JciError, parse, write

# As they stand in public sources of Dutch public bodies and their suppliers.
REAL = [
    "jci1.3:c:BWBR0043324",
    "jci1.3:c:BWBR0006502&hoofdstuk=1&paragraaf=1&artikel=1&z=2020-01-01&g=2020-01-01",
    "jci1.3:c:BWBR0001840&hoofdstuk=1&artikel=3&z=2018-12-21&g=2018-12-21",
    "jci1.3:c:BWBR0002320&artikel=25&lid=1&g=2026-04-11",
    "jci1.3:c:BWBR0004627&afdeling=II&hoofdstuk=P&paragraaf=3&artikel=P_15&z=2025-02-12&g=2025-02-12",
    "jci1.3:c:BWBR0005537&hoofdstuk=1&titeldeel=1.1&artikel=1:3&lid=3&z=2017-03-01&g=2017-03-01",
    "jci1.3:c:BWBR0005645&titeldeel=IV&hoofdstuk=XV&paragraaf=2&artikel=222a&lid=4",
    "jci1.3:c:BWBR0005416&titel=IV&hoofdstuk=XV&paragraaf=3&artikel=222",
    "jci1.3:c:BWBR0005289&boek=6&titeldeel=3&afdeling=1&artikel=162",
    "jci1.3:c:BWBR0001854&boek=Tweede&titeldeel=V&artikel=138ab",
    "jci1.3:c:BWBR0011825&hoofdstuk=3&afdeling=2&paragraaf=1&sub-paragraaf=1&artikel=3.4&lid=1"
    "&z=2014-03-21&g=2013-07-01",
    "jci1.3:c:BWBR0027464&bijlage=II&z=2019-07-01&g=2019-07-01",
    "jci1.3:c:BWBR0005537&bijlage=1&o=a",
    "jci1.3:c:BWBR0006324&hoofdstuk=IV&afdeling=1&artikel=22&lid=1&o=b",
    "jci1.3:c:BWBR0001830&hoofdstuk=1&artikel=1&o=b&o=1°&z=2003-02-03&g=2003-02-02",
    "jci1.3:c:BWBV0006411&hoofdstuk=I&artikel=4&z=2018-07-01&g=2018-07-01",
    "jci1.3:c:BWBV0001000&artikel=3a",
    "jci1.3:c:BWBR0011353&artikel=2.10&z=2025-01-01",
    "jci1.3:c:BWBR0009950&hoofdstuk=11&paragraaf=11.1&artikel=11.7a&z=2025-09-01&g=2025-09-01",
    "jci1.3:c:BWBR0005730&hoofdstuk=2&paragraaf=2.4&aanwijzing=2.26&z=2024-07-01&g=2024-07-01",
    "jci1.31:c:BWBR0015703&artikel=20&o=a.",
    "jci1.31:c:BWBR0004770&artikel=36&lid=4",
]

MALFORMED = [
    ("jci1.2:c:BWBR0001888", "jci1.2", "jci1.31"),
    ("1.0:c:BWBR0001888", "1.0:c:BWBR0001888", "jci1.3"),
    ("https://wetten.overheid.nl/jci1.3:c:BWBR0001888", "https", "jci1.3"),
    ("jci1.3:r:BWBR0001888", "r", "type"),
    ("jci1.3:c:BWBR001888", "BWBR001888", "seven digits"),
    ("jci1.3:c:bwbr0001888", "bwbr0001888", "BWBR"),
    ("jci1.3:c:NoBWBnumber&artikel=4", "NoBWBnumber", "BWBR"),
    ("jci1.3:c:BWBR000188\uff18", "BWBR000188\uff18", "seven digits"),
    ("jci1.3:c", "jci1.3:c", "BWB id"),
    ("", "", "jci1.3:c:"),
    ("jci1.3:c:BWBR0001888&", "", "key=value"),
    ("jci1.3:c:BWBR0001888&artikel", "artikel", "key=value"),
    ("jci1.3:c:BWBR0001888&artikel=", "artikel=", "a value"),
    ("jci1.3:c:BWBR0001888&Paragraaf=4", "Paragraaf=4", "paragraaf"),
    ("jci1.3:c:BWBR0001888&artikel=3&amp;lid=1", "&amp;lid=1", "XML"),
    ("jci1.3:c:BWBR0001888&artikel=3&lid=1&lid=2", "lid=2", "at most once"),
    ("jci1.3:c:BWBR0001888&lid=2&artikel=3", "artikel=3", "before 'lid'"),
    ("jci1.3:c:BWBR0001888&g=2024-01-01&artikel=3", "artikel=3", "before the dates"),
    ("jci1.3:c:BWBR0001888&artikel=P 15", "artikel=P 15", "'_' for a blank"),
    ("jci1.3:c:BWBR0001888&artikel=63\u0430", "artikel=63\u0430", "Latin"),
    ("jci1.3:c:BWBR0001888&artikel=1\n", "artikel=1\n", "not '\\n'"),
    ("jci1.3:c:BWBR0001888&artikel=P%2015", "artikel=P%2015", "'P_15'"),
    ("jci1.3:c:BWBR0001888&o=1%C2%B0", "o=1%C2%B0", "'1°'"),
    ("jci1.3:c:BWBR0001888&g=2024-02-30", "g=2024-02-30", "exists"),
    ("jci1.3:c:BWBR0001888&g=20240201", "g=20240201", "year-month-day"),
    ("jci1.3:c:BWBR0001888&g=2024-02-01&g=2024-02-01", "g=2024-02-01", "at most once"),
    ("jci1.3:c:BWBR0001888&s=2024-02-01", "s=2024-02-01", "g or z"),
    ("jci1.3:v:BWBR0001888&g=2024-02-01", "g=2024-02-01", "s or e"),
    ("jci1.3:v:BWBR0001888&s=2024-02-01&e=2024-01-31", "e=2024-01-31", "not before"),
    (" jci1.3:c:BWBR0001888", " jci1.3", "jci1.3"),
    ("jci1.3:c:BWBR0001888 ", "BWBR0001888 ", "BWBR"),
]

_DIVISIONS = ["deel", "hoofdstuk", "titel", "titeldeel", "afdeling"]


@st.composite
def references(draw: st.DrawFn) -> Jci:
    """Any lawful reference."""
    keys = draw(st.lists(st.sampled_from(["boek", "bijlage"]), unique=True))
    keys += draw(st.lists(st.sampled_from(_DIVISIONS), unique=True))
    keys += [key for key in ("paragraaf", "sub-paragraaf") if draw(st.booleans())]
    keys += draw(st.lists(st.sampled_from(["artikel", "aanwijzing"]), max_size=1))
    keys += ["lid"] * draw(st.integers(0, 1)) + ["o"] * draw(st.integers(0, 3))
    keys += ["volzin"] * draw(st.integers(0, 1))
    alphabet = string.ascii_letters + string.digits + "°.:_-é*"
    location = [(key, draw(st.text(alphabet, min_size=1, max_size=6))) for key in keys]
    kind: Literal["c", "v"] = draw(st.sampled_from(["c", "v"]))
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    pairs = list(zip("gz" if kind == "c" else "se", days, strict=True))
    dates = draw(st.permutations(pairs[: draw(st.integers(0, 2))]))
    bwb = f"BWB{draw(st.sampled_from('RV'))}{draw(st.integers(0, 9_999_999)):07}"
    return Jci(bwb, tuple(location), tuple(dates), kind, draw(st.sampled_from(["1.3", "1.31"])))


@pytest.mark.parametrize("text", REAL)
def test_a_reference_from_practice_is_read_and_written_back(text: str) -> None:
    assert write(parse(text)) == text
    assert str(parse(text)) == text


@pytest.mark.parametrize(("text", "part", "expected"), MALFORMED)
def test_a_malformed_reference_is_refused_by_part(text: str, part: str, expected: str) -> None:
    with pytest.raises(JciError) as caught:
        parse(text)
    assert part in caught.value.part
    assert expected in caught.value.expected
    assert caught.value.expected in str(caught.value)


def test_the_error_is_both_a_value_error_and_one_of_ours() -> None:
    assert issubclass(JciError, ValueError)
    assert issubclass(JciError, ScheidslijnError)


def test_no_invalid_reference_can_be_made_by_hand() -> None:
    with pytest.raises(JciError, match="BWB id"):
        Jci("BWBR1")
    with pytest.raises(JciError, match="one of the keys"):
        Jci("BWBR0001888", (("art", "1"),))


@given(references())
def test_writing_and_reading_gives_the_same_reference(reference: Jci) -> None:
    assert parse(write(reference)) == reference


@given(references(), st.data())
def test_a_reference_with_one_change_is_refused_or_round_trips(
    reference: Jci, data: st.DataObject
) -> None:
    text = write(reference)
    place = data.draw(st.integers(0, len(text)))
    change = data.draw(st.sampled_from(["", "&", "=", " ", "%41", "é", "\x00", "lid=1", "0", ":"]))
    _round_trips_or_is_refused(text[:place] + change + text[place + 1 :])


@given(
    st.text()
    | st.text("jci1.3:vBWR0&=artikelogzse2-", max_size=60)
    | st.text().map(lambda tail: "jci1.3:c:BWBR0001888" + tail)
)
def test_any_text_is_refused_or_round_trips(text: str) -> None:
    _round_trips_or_is_refused(text)


def _round_trips_or_is_refused(text: str) -> None:
    try:
        reference = parse(text)
    except JciError:
        return
    assert write(reference) == text
    assert reference.label("nl")


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("&artikel=63a&lid=2&o=a", "artikel 63a lid 2 onder a", "article 63a paragraph 2 under a"),
        ("&titeldeel=4&artikel=1", "artikel 1", "article 1"),
        ("&boek=7&titeldeel=10&artikel=629", "boek 7 artikel 629", "book 7 article 629"),
        ("&afdeling=II&hoofdstuk=P&artikel=P_15", "artikel P 15", "article P 15"),
        ("&hoofdstuk=3&paragraaf=2", "hoofdstuk 3 paragraaf 2", "chapter 3 section 2"),
        ("&artikel=1&o=b.&o=1°", "artikel 1 onder b onder 1°", "article 1 under b under 1°"),
        ("&artikel=1&volzin=2", "artikel 1 volzin 2", "article 1 sentence 2"),
        ("", "de hele regeling", "the whole regulation"),
    ],
)
def test_a_label_cites_the_place(text: str, dutch: str, english: str) -> None:
    reference = parse("jci1.3:c:BWBR0001888" + text)
    assert (reference.label("nl"), reference.label("en")) == (dutch, english)


def test_dates_are_found_by_key() -> None:
    reference = parse("jci1.3:v:BWBR0001888&s=2020-01-01&e=2021-01-01")
    assert reference.date_of("e") == date(2021, 1, 1)
    assert reference.date_of("g") is None
