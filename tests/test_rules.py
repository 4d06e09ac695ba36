"""The condition language, word by word: a marked text, a rule, and what proves it."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest
import yaml
from extractions import build

from notecheck.rules import Context, Facts, RuleParser
from notecheck.rules.reading import Problems


def proof(marked: str, rule: str, *, subjects: str = "{}", code: str = "M96.0", site: str | None = None,
          setting: str | None = None) -> list[str] | None:  # fmt: skip
    """Return the texts that prove a rule, None where it does not hold."""
    problems = Problems()
    parser = RuleParser(problems)
    named = {name: parser.subject(raw, (name,)) for name, raw in yaml.safe_load(subjects).items()}
    parsed = pickle.loads(pickle.dumps(parser.rule(yaml.safe_load(rule), ())))
    assert not problems.found
    note, extraction = build(marked, setting=setting)
    context = Context(
        facts=Facts(extraction),
        text=note.text,
        code=code,
        site=site,
        inpatient=setting == "inpatient",
        subjects=named,
        rules={},
        status={"an_item": "partial"}.__getitem__,
    )
    found = parsed.holds(context)
    return None if found is None else [note.text[piece.start : piece.end] for piece in found]


NONUNION = "[[nonunion|condition.pseudarthrosis levels=L4-L5]]"
FUSION = "[[TLIF|procedure.fusion id=f levels=L4-L5 approach=posterior]]"


@pytest.mark.parametrize(
    ("marked", "rule", "expected"),
    [
        # fact, concept: present ones only, unless the rule says otherwise
        (NONUNION, "{fact: condition, concept: pseudarthrosis}", ["nonunion"]),
        (NONUNION, "{fact: finding, concept: pseudarthrosis}", None),
        (NONUNION, "{fact: any, concept: [lucency, pseudarthrosis]}", ["nonunion"]),
        (NONUNION, "{fact: any}", ["nonunion"]),
        ("[[dm|factor.diabetes]] [[smoker|factor.smoking]]", "{fact: factor}", ["dm", "smoker"]),
        ("[[x|condition.a]] [[y|finding.b]]", "{fact: [finding, condition], concept: [b, a]}", ["x", "y"]),
        ("[[nonunion|condition.a assertion=absent]]", "{fact: condition, concept: a}", None),
        ("[[x|condition.a assertion=absent]]", "{fact: condition, concept: a, assertion: any}", ["x"]),
        ("[[x|condition.a assertion=absent]]", "{fact: condition, concept: a, assertion: absent}", ["x"]),
        (
            "[[x|condition.a assertion=uncertain]]",
            "{fact: condition, concept: a, assertion: documented}",
            ["x"],
        ),
        ("[[x|condition.a assertion=family]]", "{fact: condition, concept: a, assertion: documented}", None),
        (
            "[[x|condition.a assertion=uncertain]]",
            "{fact: condition, concept: a, assertion: established}",
            None,
        ),
        # who says it, and where
        ("[[x|condition.a reporter=patient]]", "{fact: condition, concept: a, reporter: provider}", None),
        ("[[x|condition.a reporter=patient]]", "{fact: condition, concept: a, reporter: patient}", ["x"]),
        ("[[x|condition.a section=plan]]", "{fact: condition, concept: a, section: [plan, opinion]}", ["x"]),
        ("[[x|condition.a section=plan]]", "{fact: condition, concept: a, not_section: plan}", None),
        # procedures
        (FUSION, "{fact: procedure, kind: fusion, temporality: prior, approach: posterior}", ["TLIF"]),
        (FUSION, "{fact: procedure, kind: [fusion], approach: [anterior, lateral]}", None),
        (FUSION, "{fact: procedure, kind: fusion, approach: none}", None),
        (FUSION, "{fact: procedure, kind: fusion, name: tlif}", ["TLIF"]),
        (FUSION, "{fact: procedure, kind: decompression}", None),
        ("[[ALIF|procedure.fusion temporality=planned]]", "{fact: procedure, temporality: prior}", None),
        # every mention of a merged procedure is evidence
        (f"{FUSION} ... [[the fusion|procedure.fusion same=f]]", "{fact: procedure}", ["TLIF", "the fusion"]),
        (
            "[[fusion|procedure.fusion id=f]] [[at L4-5|procedure.fusion same=f levels=L4-L5]]",
            "{fact: procedure, levels: any, show: levels}",
            ["at L4-5"],
        ),
        # dates
        ("[[2021|procedure.fusion date=2021]]", "{fact: procedure, date: dated, show: date}", ["2021"]),
        ("[[long ago|procedure.fusion date=vague]]", "{fact: procedure, date: dated}", None),
        ("[[long ago|procedure.fusion date=vague]]", "{fact: procedure, date: vague}", ["long ago"]),
        ("[[a year ago|procedure.fusion date=relative]]", "{fact: procedure, date: dated}", ["a year ago"]),
        ("[[fusion|procedure.fusion]]", "{fact: procedure, date: none}", ["fusion"]),
        ("[[fusion|procedure.fusion]]", "{fact: procedure, date: any}", None),
        # places
        ("[[x|condition.a]]", "{fact: condition, levels: none, joint: none, regions: none}", ["x"]),
        ("[[x|condition.a joint=ankle]]", "{fact: condition, place: any}", ["x"]),
        ("[[x|condition.a levels=L4-L5]]", "{fact: condition, regions: [lumbar]}", ["x"]),
        ("[[x|condition.a levels=L4-L5]]", "{fact: condition, regions: lumbosacral}", None),
        ("[[x|condition.a levels=L4-L5,L5-S1]]", "{fact: condition, at_least: 2, count: regions}", ["x"]),
        ("[[x|condition.a levels=L4-L5]]", "{fact: condition, at_least: 2, count: regions}", None),
        ("[[x|condition.a]] [[y|condition.a]]", "{fact: condition, at_least: 2}", ["x", "y"]),
        ("[[x|condition.a]]", "{fact: condition, at_least: 2}", None),
        # attributes
        ("[[x|finding.lucency site=screw]]", "{fact: finding, attributes: {site: screw}}", ["x"]),
        ("[[x|finding.lucency site=screw]]", "{fact: finding, attributes: {site: none}}", None),
        ("[[x|finding.lucency site=screw]]", "{fact: finding, attributes: {site: [cage, rod]}}", None),
        ("[[x|finding.lucency site=screw]]", "{fact: finding, attributes: {site: any}}", ["x"]),
        ("[[x|condition.a symptomatic=yes]]", "{fact: condition, attributes: {symptomatic: yes}}", ["x"]),
        (
            "[[x|condition.a place_in_list=2]]",
            "{fact: condition, attributes: {place_in_list: {min: 2}}}",
            ["x"],
        ),
        (
            "[[x|condition.a place_in_list=1]]",
            "{fact: condition, attributes: {place_in_list: {min: 2}}}",
            None,
        ),
        # joining words
        (NONUNION, "{all: [{fact: condition}, {none: [{fact: finding}]}]}", ["nonunion"]),
        (NONUNION, "{none: {fact: condition}}", None),
        (NONUNION, "{any: [{fact: finding}, {fact: condition}]}", ["nonunion"]),
        (NONUNION, "{all: [{fact: finding}, {fact: condition}]}", None),
        (NONUNION, "{all: []}", []),
        # the note as a whole
        (NONUNION, "{setting: outpatient}", []),
        (NONUNION, "{setting: inpatient}", None),
        (NONUNION, "{code: [M96.0, M96.1]}", []),
        (NONUNION, "{code: M43.20}", None),
        (NONUNION, "{item: an_item, status: [partial, met]}", []),
        (NONUNION, "{item: an_item, status: missing}", None),
        ("[[M54.50|code.M54.50]]", "{written_code: M54.5}", ["M54.50"]),
        ("[[M54.50|code.M54.50]]", "{written_code: Z98.1}", None),
        (
            "[[M54.50|code.M54.50]] [[M96.0|code.M96.0]]",
            "{written_code: M96.0, after_another: true}",
            ["M96.0"],
        ),
        ("[[M96.0|code.M96.0]] [[M54.50|code.M54.50]]", "{written_code: M96.0, after_another: true}", None),
    ],
)
def test_words(marked: str, rule: str, expected: list[str] | None) -> None:
    assert proof(marked, rule) == expected


def test_established_counts_uncertain_ones_of_a_hospital_stay() -> None:
    rule = "{fact: condition, concept: a, assertion: established}"
    assert proof("[[x|condition.a assertion=uncertain]]", rule, setting="inpatient") == ["x"]


@pytest.mark.parametrize(
    ("site", "word", "holds"),
    [("lumbar", "code_site", True), ("cervical", "code_site", False), ("cervical", "not_code_site", True),
     ("lumbar", "not_code_site", False), (None, "any", True), (None, "code_site", False)],
)  # fmt: skip
def test_site_of_the_code(site: str | None, word: str, holds: bool) -> None:
    found = proof(
        "[[fused|condition.ankylosis levels=L3-L4]]", f"{{fact: condition, regions: {word}}}", site=site
    )
    assert (found is not None) == holds


@pytest.mark.parametrize(
    ("link", "asked", "expected"),
    [
        ("of:explicit:f", "{relation: of}", ["nonunion of the fusion"]),
        ("of:temporal:f", "{relation: [of, caused_by]}", ["nonunion of the fusion"]),
        ("of:comention:f", "{relation: of}", None),
        ("of:comention:f", "{relation: of, strength: comention}", ["nonunion of the fusion"]),
        ("of:explicit:f", "{relation: caused_by}", None),
        ("of:explicit:f", "{relation: of, to: {fact: procedure, kind: fusion}}", ["nonunion of the fusion"]),
        ("of:explicit:f", "{relation: of, to: {fact: procedure, kind: injection}}", None),
        ("of:explicit:f", "{relation: of, to: {fact: procedure, temporality: planned}}", None),
    ],
)
def test_links_are_shown_as_one_phrase(link: str, asked: str, expected: list[str] | None) -> None:
    marked = f"A [[nonunion|condition.a link={link}]] of the [[fusion|procedure.fusion id=f]]."
    assert proof(marked, f"{{fact: condition, concept: a, linked: {asked}}}") == expected


def test_links_that_end_at_the_fact() -> None:
    marked = "[[nonunion|condition.a link=of:explicit:f]] of the [[fusion|procedure.fusion id=f]]"
    rule = "{fact: procedure, linked_from: {relation: of, from: {fact: condition, concept: %s}}}"
    assert proof(marked, rule % "a") == ["nonunion of the fusion"]
    assert proof(marked, rule % "b") is None


def test_ends_of_a_far_link_are_shown_apart() -> None:
    marked = "[[nonunion|condition.a link=of:explicit:f]]\n\nOther text.\n\n[[fusion|procedure.fusion id=f]]"
    assert proof(marked, "{fact: condition, linked: {relation: of}}") == ["nonunion", "fusion"]


@pytest.mark.parametrize(
    ("mine", "other", "unplaced", "holds"),
    [
        ("levels=L4-L5", "levels=L4-L5,L5-S1", "match", True),
        ("levels=L4-L5", "levels=L2-L3", "match", False),
        ("joint=ankle", "joint=ankle", "fail", True),
        ("joint=ankle", "joint=wrist", "match", False),
        ("joint=ankle", "regions=lumbar", "match", False),
        ("levels=L5-S1", "regions=lumbar", "fail", True),  # an L5-S1 fusion is called lumbar
        ("levels=C5-C6", "regions=lumbar", "match", False),
        ("", "levels=L4-L5", "match", True),
        ("", "levels=L4-L5", "fail", False),
    ],
)
def test_same_place(mine: str, other: str, unplaced: str, holds: bool) -> None:
    marked = f"[[x|condition.a {mine}]] [[y|finding.b {other}]]"
    rule = f"{{fact: condition, same_place: {{fact: finding}}, unplaced: {unplaced}}}"
    assert (proof(marked, rule) is not None) == holds


@pytest.mark.parametrize(
    ("levels", "holds"), [("L3-L4", True), ("L4-L5", False), ("L2-L3", False), ("", False)]
)
def test_adjacent_to(levels: str, holds: bool) -> None:
    marked = f"[[fusion|procedure.fusion levels=L4-L5]] [[stenosis|condition.stenosis levels={levels}]]"
    assert (proof(marked, "{fact: condition, adjacent_to: {fact: procedure}}") is not None) == holds


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{fact: condition, near: {fact: finding}, within: 5}", ["one"]),
        ("{fact: condition, near: {fact: finding}, within: 60}", ["one", "two"]),
        ("{fact: condition, after: {fact: finding}}", ["two"]),
        ("{fact: condition, concept: a, other_than: {fact: condition, date: any}}", ["one"]),
        ("{fact: condition, newer_than: {fact: finding}}", ["two"]),
    ],
)
def test_order_and_nearness(rule: str, expected: list[str]) -> None:
    marked = f"[[one|condition.a]] [[gap|finding.gap date=2020]] {'.' * 40} [[two|condition.a date=2021-03]]"
    assert proof(marked, rule) == expected


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        ("{concept: lucency}", ["lucency", "CT"]),
        ("{concept: lucency, assertion: absent}", None),
        ("{concept: motion}", None),
        ("{concept: lucency, same_place: {fact: procedure}}", ["lucency", "CT"]),
        ("{}", ["lucency", "CT"]),
    ],
)
def test_what_a_study_shows(finding: str, expected: list[str] | None) -> None:
    marked = f"{FUSION}. [[CT|study.CT id=s]] shows [[lucency|finding.lucency on=s levels=L4-L5]]."
    assert proof(marked, f"{{fact: study, modality: [CT, MRI], finding: {finding}}}") == expected


SUBJECT = """
nonunion: {fact: condition, concept: pseudarthrosis}
index:
  fact: procedure
  kind: fusion
  temporality: prior
  prefer:
    - {linked_from: {relation: of}}
    - {same_place: nonunion, unplaced: fail}
"""


@pytest.mark.parametrize(
    ("marked", "chosen"),
    [
        # by the link, though the other one is better documented
        (
            "[[ACDF|procedure.fusion levels=C5-C6 date=2019 approach=anterior]] [[PLF|procedure.fusion id=f]] "
            "[[nonunion|condition.pseudarthrosis link=of:explicit:f]]",
            "PLF",
        ),
        # by the level
        (
            "[[ACDF|procedure.fusion levels=C5-C6 date=2019]] [[PLF|procedure.fusion levels=L4-L5]] "
            + NONUNION,
            "PLF",
        ),
        # else the best documented
        ("[[fusion|procedure.fusion]] [[ACDF|procedure.fusion levels=C5-C6]]", "ACDF"),
        # else the first
        ("[[one|procedure.fusion]] [[two|procedure.fusion]]", "one"),
        # never one that is only planned or denied
        ("[[one|procedure.fusion temporality=planned]] [[two|procedure.fusion]]", "two"),
    ],
)
def test_subject(marked: str, chosen: str) -> None:
    assert proof(marked, "{subject: index}", subjects=SUBJECT) == [chosen]


def test_no_subject() -> None:
    assert proof(NONUNION, "{subject: index}", subjects=SUBJECT) is None
    # what is compared with a subject that the note does not have has no known place
    assert proof(NONUNION, "{fact: condition, same_place: index}", subjects=SUBJECT) == ["nonunion"]
    assert proof(NONUNION, "{fact: condition, same_place: index, unplaced: fail}", subjects=SUBJECT) is None


def test_latest_and_first() -> None:
    subjects = "{s: {fact: study, prefer: [{latest: true}]}, c: {fact: condition, prefer: [{first: true}]}}"
    marked = "[[x|condition.a]] [[CT|study.CT date=2020]] [[MRI|study.MRI date=2023-01]] [[y|condition.a levels=L4]]"
    assert proof(marked, "{subject: s}", subjects=subjects) == ["MRI"]
    assert proof(marked, "{subject: c}", subjects=subjects) == ["x"]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("{fakt: condition}", "'fakt' begins no rule; did you mean 'fact'?"),
        ("{fact: condition, asertion: present}", "unknown key 'asertion'; did you mean 'assertion'?"),
        ("{fact: condition, assertion: presnt}", "'assertion' cannot be 'presnt'; did you mean 'present'?"),
        ("{fact: procedure, kind: fusoin}", "'kind' cannot be 'fusoin'; did you mean 'fusion'?"),
        ("{fact: condition, regions: lumber}", "'regions' cannot be 'lumber'; did you mean 'lumbar'?"),
        ("{all: [], any: []}", "'all' and 'any' stand side by side; join them under 'all' or 'any'"),
        ("{item: an_item}", "'status' is missing beside 'item'"),
        ("{fact: condition, linked: {strength: explicit}}",
         "'relation' is missing: caused_by, of, indication, apart or seen_on"),
        ("[]", "a rule must begin with one of: "),
        ("{all: {fact: condition, at_least: many}}", "'at_least' must be a number, 0 or more"),
    ],
)  # fmt: skip
def test_mistakes(rule: str, message: str) -> None:
    problems = Problems()
    RuleParser(problems).rule(yaml.safe_load(rule), ())
    assert [problem.message.startswith(message) for problem in problems.found] == [True], problems.found


def test_the_rules_of_the_documentation_are_rules() -> None:
    page = (Path(__file__).parent.parent / "docs" / "checklists.md").read_text(encoding="utf-8")
    written = [yaml.safe_load(block) for block in re.findall(r"```yaml rule\n(.*?)```", page, re.S)]
    assert len(written) >= 6
    problems = Problems()
    for rule in written:
        RuleParser(problems).rule(rule, ())
    assert problems.found == []
