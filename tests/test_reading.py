"""The line without spaCy and the pipeline of spaCy: the same components, the same marks."""

from __future__ import annotations

import datetime
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notecheck.extract import build_extraction
from notecheck.page import EXTENSIONS, Document
from notecheck.pipeline import build_pipeline, read
from notecheck.pipes.pieces import _MOST_WORDS, Cutter
from notecheck.reading import Reader

SAMPLES = sorted((Path(__file__).parents[1] / "sample_notes").glob("*.txt"))
DAY = datetime.date(2024, 5, 2)
NLP, READER = build_pipeline(), Reader()

# What a check of one note for one code has no use for; each takes 10 to 400 ms of every start.
NEEDLESS = {
    "click", "httpx", "jinja2", "multiprocessing", "numpy", "pyarrow", "requests", "rich", "simple_icd_10_cm", "spacy", "srsly", "thinc",
}  # fmt: skip


def marks(document: Document) -> list[object]:
    """Return all marks on a document."""
    return [getattr(document._, name) for name in EXTENSIONS]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_line_and_pipeline_read_the_same_in_the_sample_notes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    page, doc = READER.read(text, DAY), read(NLP, text, DAY)
    assert marks(page) == marks(doc)
    assert build_extraction(page) == build_extraction(doc)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(["PSH: ", "L4-5 TLIF ", "in 2019. ", "No pain", "\r\n", "\t", "nonunion ", "🙂", "İ "]),
            st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8),
        )
    ).map("".join)
)  # fmt: skip
def test_line_and_pipeline_read_the_same_in_any_text(text: str) -> None:
    assert marks(READER.read(text, DAY)) == marks(read(NLP, text, DAY))


def test_the_line_is_that_of_the_pipeline() -> None:
    def names(components: object) -> list[str]:
        return [getattr(c, "__name__", type(c).__name__) for c in components]  # type: ignore[attr-defined]

    assert names(READER.components) == names(component for _, component in NLP.pipeline)


def test_half_a_character_is_refused_by_both() -> None:
    for reading in (READER.read, lambda text, day: read(NLP, text, day)):
        with pytest.raises(UnicodeEncodeError):
            reading("pain \ud800", DAY)


def test_words_do_not_pile_up_for_ever() -> None:
    cut = Cutter()
    cut(" ".join(f"w{chr(0x4E00 + at)}" for at in range(_MOST_WORDS + 10)))
    cut("back pain")
    assert len(cut._known) == 2


@pytest.mark.parametrize("path", [SAMPLES[0], SAMPLES[10]], ids=lambda path: path.stem)
def test_a_check_from_cold_imports_nothing_needless(path: Path) -> None:
    script = (
        "import sys; from notecheck.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, "check", str(path), "--code", "M96.0"]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "M96.0" in ran.stdout
    assert NEEDLESS & set(ran.stderr.split()) == set()
