"""Dates: every form that is read, the figures that are none, roles, the head of a note."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notecheck.pipes.dates import find_dates, header_date

NOTE = datetime.date(2024, 5, 2)  # a Thursday

ABSOLUTE = [
    # sentence with the date in [brackets], value
    ("Fused on [03/14/2005] elsewhere.", "2005-03-14"),
    ("Laminectomy [3/14/05], then a revision.", "2005-03-14"),
    ("TLIF on [7-9-18].", "2018-07-09"),
    ("ALIF [07-09-2018], no problems.", "2018-07-09"),
    ("Surgery [2018-07-09] at an outside hospital.", "2018-07-09"),
    ("Surgery [2018/07/09].", "2018-07-09"),
    ("Date of fusion [9.7.2018].", "2018-09-07"),
    ("Seen abroad on [23.7.2018].", "2018-07-23"),
    ("Old films of [6/8/77] are lost.", "1977-06-08"),
    ("Lumbar fusion [6/2017] in Ohio.", "2017-06"),
    ("Lumbar fusion in [06/2017].", "2017-06"),
    ("C4-5 ACDF [8/97].", "1997-08"),
    ("Discectomy in [6/17] by Dr. X.", "2017-06"),
    ("Foraminotomy ([9/03]).", "2003-09"),
    ("Fused in [2015-03].", "2015-03"),
    ("Fused on [March 14, 2005].", "2005-03-14"),
    ("Fused on [Mar. 14 2005].", "2005-03-14"),
    ("Fused on [March 14th, 2005].", "2005-03-14"),
    ("Visit [Feb 11, 2021]\nCC: neck pain", "2021-02-11"),
    ("Fused on [14 March 2005].", "2005-03-14"),
    ("Fused on the [14th of March 2005].", "2005-03-14"),
    ("Fused on [14-Mar-2005].", "2005-03-14"),
    ("Fused on [14-Mar-05].", "2005-03-14"),
    ("Fused on [14 Mar 05].", "2005-03-14"),
    ("Fused on [14MAR2005].", "2005-03-14"),
    ("A [2018] L4-5 TLIF.", "2018"),
    ("Fused in [March of 2005].", "2005-03"),
    ("Fused in [March, 2005].", "2005-03"),
    ("Laminectomy [Mar 2021] with relief.", "2021-03"),
    ("Laminectomy [Mar '21] with relief.", "2021-03"),
    ("Laminectomy [Feb ’22] with relief.", "2022-02"),
    ("PSF in [may 2019].", "2019-05"),
    ("Scheduled in [MAY 2024].", "2024-05"),
    ("Laminectomy [2012], fusion later.", "2012"),
    ("In [2019] he had an ACDF.", "2019"),
    ("[2019] ACDF with plate.", "2019"),
    ("s/p PLIF L4-5 ([2016]).", "2016"),
    ("Microdiscectomy ['96], no relapse.", "1996"),
    ("Fused in ['08].", "2008"),
    ("Fused in the [spring of 2021].", "2021"),
    ("Fused [fall 2020], healed.", "2020"),
    ("Fused in [early 2020].", "2020"),
    ("Fused in [mid-2020].", "2020"),
    ("Fused in [late March 2020].", "2020-03"),
    ("Fused [approximately 2019].", "2019"),
    ("Fused [~2019].", "2019"),
    ("Fused [circa 2019].", "2019"),
    ("Laminectomies from [June] to August 2020.", "2020-06"),
    ("Stayed from [5/22] to 5/30/97.", "1997-05-22"),
]
NO_YEAR = [
    ("Worse pain since [2/24] only.", "2024-02-24"),
    ("The [4/9] MRI was read again.", "2024-04-09"),
    ("ESI on 4/11, [4/25] and 5/1.", "2024-04-25"),
    ("Follow up [6/15] with films.", "2024-06-15"),
    ("CT on [November 30] was read as solid.", "2023-11-30"),
    ("CT on [11/30] was read as solid.", "2023-11-30"),
    ("CT in [September] was read as solid.", "2023-09"),
    ("Seen in clinic on [April 9].", "2024-04-09"),
    ("Revision is scheduled for [June 12].", "2024-06-12"),
    ("Surgery date: [6/12] with Dr. X.", "2024-06-12"),
    ("PLAN:\n- ALIF L5-S1 with cage, [June 12]. Consent signed", "2024-06-12"),
    ("PLAN:\n- the MRI from [June 12] was reviewed again", "2023-06-12"),
    ("Stopped work on [2/29].", "2024-02-29"),
]
RELATIVE = [
    ("Had it done in [September of last year].", "2023-09"),
    ("L4-5 TLIF [18 months ago], then pain.", "2022-11"),
    ("L4/5 TLIF [16 mos ago].", "2023-01"),
    ("She is [two years out] from her ACDF.", "2022"),
    ("He is now [22 months out] from an ALIF.", "2022-07"),
    ("Here for an [18-month postop] visit.", "2022-11"),
    ("Wound check [six weeks status post] ALIF.", "2024-03-21"),
    ("He is [3 wks post-op] and walking.", "2024-04-11"),
    ("Now [3wks postop], doing well.", "2024-04-11"),
    ("[POD #3], drain out.", "2024-04-29"),
    ("[POD 4] from C5-C7 ACDF.", "2024-04-28"),
    ("[POD4], afebrile.", "2024-04-28"),
    ("Today is [postoperative day 10].", "2024-04-22"),
    ("ACDF [last year], full recovery.", "2023"),
    ("Injection [last March] helped.", "2023-03"),
    ("CT [last December] was normal.", "2023-12"),
    ("Fusion [this past June] elsewhere.", "2023-06"),
    ("Had a block [last week].", "2024-04-25"),
    ("Seen [last Tuesday] in clinic.", "2024-04-23"),
    ("The brace came off [yesterday].", "2024-05-01"),
    ("Films [today] show a lucency.", "2024-05-02"),
    ("Revision [tomorrow] morning.", "2024-05-03"),
    ("Revision is planned [next month].", "2024-06"),
    ("Return [in two weeks].", "2024-05-16"),
    ("Return [in 3 months].", "2024-08"),
    ("ESI [3 weeks ago] gave relief.", "2024-04-11"),
    ("Fused [a year ago].", "2023"),
    ("Fused [eighteen (18) months ago].", "2022-11"),
    ("Fused [one-and-a-half years ago].", "2022-11"),
    ("Fused, [2 yrs prior].", "2022"),
    ("It has been [14 months since] her ALIF.", "2023-03"),
    ("Fused [a year and a half ago].", "2022-11"),
    ("Fused [2 1/2 years ago].", "2021-11"),
    ("Fused [2.5 years ago].", "2021-11"),
    ("Laminectomy [about 3 years ago].", "2021"),
    ("Laminectomy [twenty-five years ago].", "1999"),
    ("Laminectomy [6 years back].", "2018"),
    ("MRI [a couple of weeks ago].", "2024-04-18"),
    ("Fused [1 year and 3 months ago].", "2023-02"),
    ("Fused [5 weeks and 3 days ago].", "2024-03-25"),
    ("Worse over the last 3 months and [2 days ago] it gave way.", "2024-04-30"),
    ("Fused [2-3 years ago].", "2021"),
    ("She is [six months from] surgery.", "2023-11"),
    ("Fell [last summer].", "2023"),
    ("Fused 22\n months before; no, [22\nmonths out] from it.", "2022-07"),
]
VAGUE = [
    "Fusion [years ago] in another state.",
    "Fusion [many years ago].",
    "Fusion [several months ago].",
    "Fusion [some years ago]; records lost.",
    "Fusion [a few years ago].",
    "Fusion [in the remote past].",
    "Fusion [in the distant past].",
    "Had back surgery [in the past].",
    "[Recently] had a fusion.",
    "Was [previously] fused.",
    "Fused in the [1990s].",
    "Fused in the ['80s].",
    "Fusion [decades ago].",
    "Fusion a long [time ago].",
]
TRAPS = [
    "A 62-year-old man, and a 15 month old girl.",
    "Scoliosis surgery at age 25.",
    "Prior fusion, history of laminectomy, s/p TLIF, status post ALIF.",
    "Bracing for 6 weeks, PT x 8 wks, six weeks in an LSO; it lasted two weeks.",
    "Stretch 3 times a day, every 2 weeks, 2-3 weeks at a time.",
    "Solid at L4-5, C5/6, L4/5 and 5-6; T11/12 too. C5-6-7.",
    "Strength 5/5, deltoid 4/5, 4+/5 and 4-/5; reflexes 2/4; DTR 2/2.",
    "Pain 7/10, worst 10/10, VAS 6/10; mJOA 12/17, MMSE 28/30, PHQ-9 score 8/27, ODI 11/50.",
    "Gabapentin 300 mg, 1/2 pack a day, 2000 mg of calcium, vitamin D 2000 IU.",
    "BP 138/82, HR 72, 120/80 sitting.",
    "This may or may not be right; he may march on. May I ask? She may take 2 tablets.",
    "Pain after a fall; a second march; the fall broke the screw.",
    "Call 206-555-1212 or (206) 555-1212; MRN 19991231, room 2019, chart no. 2004.",
    "M54.50 and M96.0 billed with CPT 22633; 6 x 8 x 25 mm cage.",
    "T-score -2.8; titer 1:40; within 24 hours; ratio 4:3.",
    "Code 133-03-03-2020, version 1.2.10, 2015-1-32 is no date, nor is 13/45/2020.",
    "Cr 30/4.85 and 0.8/15; EF 55-60; 1950 mL of fluid; BNP 2010.",
    "The 21st, the second wave, the dawn of a new day, up to date.",
    "Dialysis Monday, Wednesday and Friday.",
    "Off work, out of bed, weeks out of work.",
    "Six months after surgery she fell; two weeks prior to admission she fell again.",
    "Return at 6 weeks postop.",
    "Wear the brace for three months postoperatively.",
    "Vision 20/40, 3/4 inch drill, murmur 3/6, 11/18 tender points.",
    "The remote control of the stimulator works.",
    "Seen by Dr. August and Ms. June Smith.",
]  # fmt: skip


def marked(sentence: str) -> tuple[str, str]:
    start, end = sentence.index("["), sentence.index("]")
    return sentence.replace("[", "").replace("]", ""), sentence[start + 1 : end]


@pytest.mark.parametrize(("sentence", "value"), ABSOLUTE + NO_YEAR + RELATIVE)
def test_date_is_read(sentence: str, value: str) -> None:
    text, words = marked(sentence)
    found = {(mention.text, mention.value, mention.precision) for mention in find_dates(text, note_date=NOTE)}
    precision = {4: "year", 7: "month", 10: "day"}[len(value)]
    assert (words, value, precision) in found


@pytest.mark.parametrize(("sentence", "value"), ABSOLUTE)
def test_full_date_needs_no_note_date(sentence: str, value: str) -> None:
    text, words = marked(sentence)
    assert [m.value or "" for m in find_dates(text) if m.text == words] == [value]


@pytest.mark.parametrize(("sentence", "value"), NO_YEAR + RELATIVE)
def test_relative_date_without_a_note_date_has_no_value(sentence: str, value: str) -> None:
    text, words = marked(sentence)
    assert [(m.value, m.kind) for m in find_dates(text) if m.text == words] == [(None, "relative")]


@pytest.mark.parametrize("sentence", VAGUE)
def test_vague_words_have_no_value(sentence: str) -> None:
    text, words = marked(sentence)
    assert [(m.text, m.value, m.kind) for m in find_dates(text, note_date=NOTE)] == [(words, None, "vague")]


@pytest.mark.parametrize("sentence", TRAPS)
def test_figure_is_no_date(sentence: str) -> None:
    assert find_dates(sentence, note_date=NOTE) == []


@pytest.mark.parametrize(
    ("sentence", "role"),
    [
        ("DOB: [03/07/1961]  Age 63", "birth"),
        ("Born in [1961] in Ohio.", "birth"),
        ("Date of birth [3/7/37]", "birth"),
        ("Date of injury: [09/03/2019]", "injury"),
        ("DOI [9/3/19], claim open", "injury"),
        ("He was injured on [September 3, 2019] at work.", "injury"),
        ("MVA [2 years ago] with whiplash", "injury"),
        ("He is [2 years out from injury].", "injury"),
        ("Report printed [05/01/2024] 10:33", "print"),
        ("Electronically signed by A. Smith, MD on [05/02/2024]", "print"),
        ("Worse over the [past 3 months].", "period"),
        ("Pain for the [last two years].", "period"),
        ("ACDF on [09/03/2019].", None),
        ("Since the injury he had an ACDF on [09/03/2019].", None),
    ],
)
def test_role(sentence: str, role: str | None) -> None:
    text, words = marked(sentence)
    assert [mention.role for mention in find_dates(text, note_date=NOTE) if mention.text == words] == [role]


def test_two_digit_birth_year_is_never_to_come() -> None:
    assert find_dates("DOB 3/7/30", note_date=NOTE)[0].value == "1930-03-07"
    assert find_dates("Next film 3/7/30", note_date=NOTE)[0].value == "2030-03-07"


BODY = "\n\nHPI: ACDF on 03/04/2019, MRI 04/05/2024.\nDOB: 01/01/1960\n"
HEADERS = [
    ("SPINE CLINIC\nDate of service: 09/17/2024", "2024-09-17"),
    ("PAIN CENTER          DOS 11/19/24", "2024-11-19"),
    ("Visit: Feb 11, 2025\nCC: neck pain", "2025-02-11"),
    ("SPINE PROGRESS NOTE\n3 March 2025", "2025-03-03"),
    ("CLINIC\nThursday 06/27/2024", "2024-06-27"),
    ("Foot and ankle    4/22/25", "2025-04-22"),
    ("RHEUM CLINIC -- 4/2/25 -- annual", "2025-04-02"),
    ("Orthopedic clinic, return visit 05/30/2024        billing M54.50", "2024-05-30"),
    ("14 Jan 2025, neurosurgery, wound check", "2025-01-14"),
    ("NEUROSURGERY LETTER\nDictated 01/22/2025", "2025-01-22"),
    ("OPERATIVE REPORT\nDATE OF OPERATION: 05/16/2023", "2023-05-16"),
    ("IME\nDate of injury: 09/03/2019\nDate of examination: February 10, 2025", "2025-02-10"),
    ("H&P\nAdmit date 11/06/2023", "2023-11-06"),
    ("DISCHARGE SUMMARY\nAdmitted: 11/29/2022          Discharged: 12/03/2022", "2022-12-03"),
    ("Name: X   DOB: 02/03/1950   Date: 1/14/25", "2025-01-14"),
    ("Name: X\tDOB: 02/03/1950\nEncounter date:   Apr 22, 2024", "2024-04-22"),
    ("PREOP CALL\nCall date: 6/5/24      Surgery date: 6/18/24", "2024-06-05"),
    ("Seen on 2024-03-05 in clinic", "2024-03-05"),
    # in doubt: none
    ("CLINIC NOTE\nDOB: 02/03/1950", None),
    ("CLINIC NOTE\nDate of injury: 02/03/2020", None),
    ("PROGRESS NOTE", None),
    ("Planned procedure: L4-5 TLIF, 02/19/2024", None),
    ("She had an ACDF on 02/19/2021, now worse.", None),
    ("Last visit 02/19/2021", None),
    ("CLINIC NOTE\nShe was seen 02/19/2021 in the emergency room", None),
    ("COURSE:  The patient was admitted on 02/19/2021, discharged on 02/23/2021", None),
    ("CLINIC NOTE\nShe is still weak from  02/19/2021.", None),
    ("Printed 02/19/2021", None),
    ("PSH:\n02/19/2021\nACDF", None),
]


@pytest.mark.parametrize(("head", "expected"), HEADERS)
def test_header_date(head: str, expected: str | None) -> None:
    found = header_date(head + BODY)
    assert (found.isoformat() if found else None) == expected
    found = header_date((head + BODY).replace("\n", "\r\n"))
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(("head", "expected"), HEADERS)
def test_header_date_has_the_role_note(head: str, expected: str | None) -> None:
    notes = [mention.value for mention in find_dates(head + BODY) if mention.role == "note"]
    assert notes == ([expected] if expected else [])


def test_part_of_a_text_is_read_with_offsets_of_the_whole() -> None:
    text = "DOB 01/02/1960. Fused 3/4/2019 and in 2021, revised last year."
    first, last = text.index("Fused"), text.index(", revised")
    found = find_dates(text, note_date=NOTE, start=first, end=last)
    assert [text[m.start : m.end] for m in found] == ["3/4/2019", "2021"]
    whole = find_dates(text, note_date=NOTE)
    assert [m for m in whole if first <= m.start < last] == found


def test_letters_that_grow_in_lower_case_keep_the_offsets() -> None:
    text = "İİİ İstanbul: fused on March 14, 2005 🙂 and in 2019."
    assert [text[m.start : m.end] for m in find_dates(text)] == ["March 14, 2005", "2019"]


dates = st.dates(datetime.date(1990, 1, 1), NOTE)
MONTHS = [datetime.date(2000, month, 1).strftime("%B") for month in range(1, 13)]
FORMATS = {
    "us": lambda d: f"{d.month}/{d.day}/{d.year}",
    "us padded": lambda d: f"{d.month:02}/{d.day:02}/{d.year}",
    "us short": lambda d: f"{d.month}/{d.day}/{d.year % 100:02}",
    "us dashes": lambda d: f"{d.month:02}-{d.day:02}-{d.year}",
    "us dots": lambda d: f"{d.month}.{d.day}.{d.year}",
    "iso": lambda d: d.isoformat(),
    "iso slashes": lambda d: d.isoformat().replace("-", "/"),
    "month day year": lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    "day month year": lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    "abbreviated": lambda d: f"{MONTHS[d.month - 1][:3]}. {d.day} {d.year}",
    "capitals": lambda d: f"{MONTHS[d.month - 1].upper()} {d.day}, {d.year}",
    "dashed": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3]}-{d.year}",
    "dashed short": lambda d: f"{d.day:02}-{MONTHS[d.month - 1][:3].upper()}-{d.year % 100:02}",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
@given(
    day=dates,
    lead=st.sampled_from(["", "TLIF ", "on ", "(", "fused L4-5, ", "CT:\n"]),
    tail=st.sampled_from(["", ".", ") ok", ", L4-5", "\n"]),
)
def test_every_format_of_a_day_reads_the_same(form: str, day: datetime.date, lead: str, tail: str) -> None:
    written = FORMATS[form](day)
    (found,) = find_dates(lead + written + tail, note_date=NOTE)
    assert (found.text, found.value, found.precision) == (written, day.isoformat(), "day")


@given(day=dates)
def test_every_format_of_a_month_reads_the_same(day: datetime.date) -> None:
    name, month = MONTHS[day.month - 1], f"{day.year}-{day.month:02}"
    for written in (f"{name} {day.year}", f"{name} of {day.year}", f"{name[:3]} {day.year}", f"{name[:3]} '{day.year % 100:02}",
                    f"{day.month}/{day.year}", f"{day.month:02}/{day.year}"):  # fmt: skip
        (found,) = find_dates(f"Fused {written}.", note_date=NOTE)
        assert (found.text, found.value, found.precision) == (written, month, "month")


@given(amount=st.integers(1, 60), note=dates)
def test_months_ago_come_back_to_the_note(amount: int, note: datetime.date) -> None:
    (found,) = find_dates(f"TLIF {amount} months ago", note_date=note)
    assert found.value is not None
    year, month = map(int, found.value.split("-"))
    assert (note.year - year) * 12 + note.month - month == amount


PIECES = st.sampled_from(
    ["3/4/2019", " ", "L4-5", "may", "March", "2 ", "years", " ago", "in ", "last ", "'96", "2019", "-", "/", ".", "\r\n", "DOB: ",
     "POD #", "7", "İ", "🙂", "\t", "½", "month", "s", "out", "yesterday", "spring of ", "the past ", ",", "’", "31", "99", "0"]
)  # fmt: skip


@given(
    text=st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=80),
    note=st.none() | st.dates(min_value=datetime.date(1900, 1, 1)),
)
def test_whatever_the_text_the_mentions_are_well_formed(text: str, note: datetime.date | None) -> None:
    end = 0
    for mention in find_dates(text, note_date=note):
        assert end <= mention.start < mention.end
        end = mention.end
        assert mention.text == text[mention.start : mention.end]
        assert (mention.value is None) == (mention.precision is None)
        if mention.value and mention.precision:
            assert len(mention.value) == {"year": 4, "month": 7, "day": 10}[mention.precision]
            datetime.date.fromisoformat((mention.value + "-01-01")[:10])
        else:
            assert mention.kind != "absolute"
    header_date(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "19", "/", "1/", "1/2/", "2019", "2019-", " ", "year ", "a ", "last ", "in the ", "may ", "post op ", "1-1-", "jan-", "\n", "'19",
     "p:\nplan june 1 ", "two and a half ", "2 years, ", "injured by on "],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        start = time.perf_counter()
        find_dates(text, note_date=NOTE)
        header_date(text)
        return time.perf_counter() - start

    small = min(seconds(20_000) for _ in range(3))
    assert min(seconds(160_000) for _ in range(2)) < 0.05 + 8 * 4 * small


def test_import_brings_no_spacy() -> None:
    code = "import sys, notecheck.pipes.dates; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
