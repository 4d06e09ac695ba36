"""Dates as people say and type them: families of forms, each with its neighbours that are no date."""

from __future__ import annotations

import datetime

import pytest

from notecheck.pipes.dates import find_dates

NOTE = datetime.date(2024, 5, 2)  # a Thursday

ORDINALS = [
    ("Fused on [October second].", "2023-10-02"),
    ("Fused on [May twenty-first].", "2023-05-21"),
    ("Fused on [May twenty first, 2020].", "2020-05-21"),
    ("Fused on [the second of August 2020].", "2020-08-02"),
    ("Fused on [the twenty-first of June].", "2023-06-21"),
    ("Fused on the [third day of October 2014].", "2014-10-03"),
    ("Fused on the [last day of October 2015].", "2015-10-31"),
    ("Fused on the [last day of February 2020].", "2020-02-29"),
    ("Fused on [November the 3rd, 2018].", "2018-11-03"),
    ("Fused on [November 3rd '15].", "2015-11-03"),
    ("Fused in [October], second time.", "2023-10"),
]
WEEKDAYS = [
    ("Fused on the [first Friday of July 2023].", "2023-07-07"),
    ("Fused on the [last Monday of March 2023].", "2023-03-27"),
    ("Fused on the [last Sunday of March 2014].", "2014-03-30"),
    ("Fused on the [third Tuesday of October].", "2023-10-17"),
    ("Return on the [third Monday of next month].", "2024-06-17"),
    ("The block was [last week Friday].", "2024-04-26"),
    ("The block was [Friday last week].", "2024-04-26"),
    ("The block was on [Tuesday of last week].", "2024-04-23"),
    ("Seen on [Monday of this week].", "2024-04-29"),
    ("Return [next week on Friday].", "2024-05-10"),
    ("Return on [Tuesday next week].", "2024-05-07"),
    ("Fell [two weeks ago Monday].", "2024-04-15"),
    ("Fell [a week ago Tuesday].", "2024-04-23"),
    ("Fell [last Wed].", "2024-04-24"),
    ("Fell [last Sat].", "2024-04-27"),
    ("Fell [this past weekend].", "2024-04-27"),
    ("Fell [last weekend].", "2024-04-27"),
]
MONTHS = [
    ("Fused [2015 Nov].", "2015-11"),
    ("Fused [2015 November].", "2015-11"),
    ("Fused [2019-Mar-04].", "2019-03-04"),
    ("Fused [2019 Mar 4].", "2019-03-04"),
    ("Fused [Mar/04/2019].", "2019-03-04"),
    ("Fused [Nov of '15].", "2015-11"),
    ("Fused in [March of last year].", "2023-03"),
    ("Fused [last year in March].", "2023-03"),
    ("Fused in the first week of [March 2023].", "2023-03"),
    ("Fused in the last week of [September 2014].", "2014-09"),
    ("Films from [March].", "2024-03"),
    ("Fused [mid March].", "2024-03"),
    ("Fused at [the end of May 2023].", "2023-05"),
    ("Fused in [the middle of 2019].", "2019"),
    ("Fused in the first half of [2018].", "2018"),
    ("Fused in the fourth quarter of [2018].", "2018"),
    ("Fused in the [fall of last year].", "2023"),
    ("Fused in the [spring of last year].", "2023"),
    ("Fused on [08/12,2015].", "2015-08-12"),
    ("Fused on [4-22].", "2024-04-22"),
    ("Fused on [4.22], healed.", "2024-04-22"),
]
COUNTED = [
    ("Fused [a fortnight ago].", "2024-04-18"),
    ("Fused [two fortnights ago].", "2024-04-04"),
    ("Fused [2+ years ago].", "2022"),
    ("Fused [ten-plus years ago].", "2014"),
    ("Fused [seventy years ago].", "1954"),
    ("[POD-3], doing well.", "2024-04-29"),
    ("[POD two], doing well.", "2024-04-30"),
    ("Here [six weeks' postop].", "2024-03-21"),
    ("Return [a week from tomorrow].", "2024-05-10"),
    ("Surgery [tonight].", "2024-05-02"),
    ("She is [approximately 10 days after] surgery.", "2024-04"),
    ("The patient is [about six months from] surgery.", "2023-11"),
]
SPOKEN_YEARS = [
    ("Fused in [nineteen ninety-two].", "1992"),
    ("Fused in [nineteen eighty six].", "1986"),
    ("Fused in [two thousand and ten].", "2010"),
    ("Fused in [two thousand nineteen].", "2019"),
    ("Fused in [twenty fifteen].", "2015"),
]
HOLIDAYS = [
    ("Fell on [Christmas 2019].", "2019-12-25"),
    ("Fell on [Labor Day 2019].", "2019-09-02"),
    ("Fell on [Memorial Day 2023].", "2023-05-29"),
    ("Fell on [Thanksgiving 2018].", "2018-11-22"),
    ("Fell on [New Year's Day 2020].", "2020-01-01"),
    ("Worse since [Thanksgiving].", "2023-11-23"),
    ("Worse since [last Christmas].", "2023-12-25"),
]
NONE = [
    "He may second that. This may first be tried. We march second in line.",
    "A second opinion, a second day of pain, the first day of school, the third day in hospital.",
    "The first day after surgery; the second Monday; the 2nd of three.",
    "Sat up in bed; O2 sat 95; sun exposure; mon, wed and fri dialysis.",
    "He wed again; the sun; a mon of few words; sat 98%.",
    "A christmas tree; new onset pain; a new year's resolution; labor induction; Memorial Hospital.",
    "HR in the high 90s, sats in the low 90s, temperature in the mid 90s, BP in the 90s.",
    "In twenty ten-minute sessions; in two thousand patients; in nineteen of them.",
    "BP 120/80, 4-22 mg, take 2-20 units, 10-20 mg, potassium 4.22, weeks 4-15.",
    "Fusion of 4-5 and 5-6; T10-11 and T11-12; L2/3; C3/4.",
    "Norco 10/325, Percocet 5/325 as needed, Advair 250/50, 2/3 of the dose.",
    "Account 03-04-2019-1, lot 2015-03, model 2014, version 2.13, MRN 2019-0304.",
    "Phone 617-555-2019, fax 617.555.2019, call 555-1212 ext. 2019.",
    "Score 4/5 on 5/5, PHQ-9 12/27, 12/24 items, 10/12 points, AAOx3/4, 0.8/15, 8/1.5.",
    "1900 ml, 1930 hrs, at 1930, 2000 calories, 2010 mm, room 2010, $2019, #2019.",
    "May 2 tablets be taken; Mar 5 mg; Dec 10 mg; march 5 steps; Dr. March and Dr. May.",
    "April came to see us; June is her daughter; Jan was present.",
    "Three days later, the next day, the following week, a month later, up to date.",
    "Approximately 10 days after the surgery she fell; two weeks following her fusion she fell.",
    "There is no week 00; a great month; the end of the line; twenty-one coins.",
]
DECADES = ["Fused in the [early 90s].", "Fused in the [late '80s].", "Fused in the [late seventies]."]
FORMS = ORDINALS + WEEKDAYS + MONTHS + COUNTED + SPOKEN_YEARS + HOLIDAYS


@pytest.mark.parametrize(("sentence", "value"), FORMS)
def test_form_is_read(sentence: str, value: str) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    found = find_dates(text, note_date=NOTE)
    assert [(mention.text, mention.value) for mention in found] == [(text[start:end], value)]


@pytest.mark.parametrize("text", NONE)
def test_neighbour_is_no_date(text: str) -> None:
    assert [mention for mention in find_dates(text, note_date=NOTE) if mention.value] == []


@pytest.mark.parametrize("sentence", DECADES)
def test_decade_has_no_value(sentence: str) -> None:
    text = sentence.replace("[", "").replace("]", "")
    words = sentence[sentence.index("[") + 1 : sentence.index("]")]
    found = find_dates(text, note_date=NOTE)
    assert [(mention.text, mention.value, mention.kind) for mention in found] == [(words, None, "vague")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The October 4, 2020 motor vehicle accident.", "injury"),
        ("The 10/4/2020 injury.", "injury"),
        ("The 10/4/2020 MRI.", None),
    ],
)
def test_injury_named_behind_its_date(text: str, role: str | None) -> None:
    assert [mention.role for mention in find_dates(text, note_date=NOTE)] == [role]


def test_this_weekend_is_to_come_only_where_something_is_planned() -> None:
    assert [m.value for m in find_dates("She fell this weekend.", note_date=NOTE)] == ["2024-04-27"]
    assert [m.value for m in find_dates("She will call this weekend.", note_date=NOTE)] == ["2024-05-04"]
