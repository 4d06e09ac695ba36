"""Every code block of the README and of docs/ does what it shows.

Blocks marked ``python`` run, those of one file in one namespace. In blocks marked ``console`` the
lines that begin with ``$ notecheck`` run; the lines below one are what it prints, ``...`` for
anything. A block with ``title="path"`` is a file, written before what comes after it runs, and one
marked ``yaml rule`` is a rule of a checklist. Blocks marked otherwise are for reading.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from notecheck.checklist.files import File
from notecheck.lint import concepts
from notecheck.lint.source import Source
from notecheck.rules import RuleParser
from notecheck.rules.reading import Problems

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "sample_notes" / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(
    r"^(?P<fence>```+)(?P<kind>[\w-]*)(?P<more>[^\n]*)\n(?P<body>.*?)^(?P=fence)\s*$", re.M | re.S
)
TITLE = re.compile(r'title="([\w./-]+)"')


@dataclass(frozen=True)
class Block:
    """A fenced block: what it is marked as, what it holds, and its first line in the file, 1-based."""

    kind: str
    body: str
    line: int
    more: str = ""

    def write(self) -> None:
        """Write the file that the block stands for, if it stands for one."""
        named = TITLE.search(self.more)
        if named:
            path = Path(named[1])
            assert not path.is_absolute()
            assert ".." not in path.parts
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.body, encoding="utf-8")


@dataclass(frozen=True)
class Command:
    """A command of a console block and what the page says that it prints."""

    arguments: list[str]
    shown: str


def blocks(page: str) -> list[Block]:
    return [
        Block(
            match["kind"], match["body"], page.count("\n", 0, match.start("body")) + 1, match["more"].strip()
        )
        for match in BLOCK.finditer(page)
    ]


def commands(body: str) -> Iterator[Command]:
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        words = shlex.split(line, comments=True)
        if words[:1] == ["notecheck"]:
            yield Command(words[1:], shown.strip())


def matches(shown: str, printed: str) -> bool:
    """Tell whether a command printed what is shown; ``...`` stands for anything, lines too."""
    pattern = ".*?".join(re.escape(piece) for piece in shown.split("..."))
    return re.fullmatch(pattern, printed.strip(), re.S) is not None


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds what the pages name, and takes what their examples write."""
    for folder in ("sample_notes", "checklists"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "88")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize("path", PAGES, ids=named)
@pytest.mark.usefixtures("workplace")
def test_python_blocks_run(path: Path) -> None:
    namespace: dict[str, Any] = {"__name__": "__docs__"}
    for block in blocks(path.read_text(encoding="utf-8")):
        block.write()
        if block.kind == "python":
            # Line numbers of a failure are those of the page.
            code = compile("\n" * (block.line - 1) + block.body, named(path), "exec")
            exec(code, namespace)


@pytest.mark.parametrize("path", PAGES, ids=named)
@pytest.mark.usefixtures("workplace")
def test_console_blocks_print_what_they_show(path: Path, run: Callable[..., Any]) -> None:
    for block in blocks(path.read_text(encoding="utf-8")):
        block.write()
        if block.kind != "console":
            continue
        for command in commands(block.body):
            ran = run(*command.arguments)
            place = f"{named(path)}:{block.line}: notecheck {shlex.join(command.arguments)}"
            # An error is right only where the page shows one.
            failed = re.search("^notecheck: ", command.shown, re.M) is not None
            assert (ran.status == 2) is failed, f"{place} ended with {ran.status}: {ran.err}"
            if command.shown:
                assert matches(command.shown, ran.out + ran.err), f"{place} printed:\n{ran.out}{ran.err}"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_rules_are_rules(path: Path) -> None:
    """Each is read on its own; names of subjects, rules and items are those of a checklist around it."""
    for block in blocks(path.read_text(encoding="utf-8")):
        if (block.kind, block.more) != ("yaml", "rule"):
            continue
        problems = Problems()
        parser = RuleParser(problems)
        raw = yaml.safe_load(block.body)
        parser.rule(raw, ())
        source = Source((File("page", block.body, ()),), frozenset({"page"}), raw, {}, parser, {})
        concepts.check(source)
        assert [*map(str, problems.found), *map(str, source.findings)] == [], f"{named(path)}:{block.line}"


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    page = BLOCK.sub("", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page):
        assert (path.parent / target).exists(), f"{named(path)} links to {target}"


def test_the_readme_opens_with_the_two_commands() -> None:
    first = next(iter(blocks((ROOT / "README.md").read_text(encoding="utf-8"))))
    assert re.findall(r"^make (\w+)", first.body, re.M) == ["demo", "test"]


PAGE = """
```python
x = 1
```
text
````console
$ notecheck explain "M96.0"  # why
M96.0 ...
last
$ ls
nothing
```
````
"""


def test_blocks_are_found() -> None:
    assert [(block.kind, block.line) for block in blocks(PAGE)] == [("python", 3), ("console", 7)]
    assert list(commands(blocks(PAGE)[1].body)) == [Command(["explain", "M96.0"], "M96.0 ...\nlast")]


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\n...\nd", "a\nb\nc\nd", True),
        ("score ... of 100", "score 71 of 100", True),
        ("a", "a\nb", False),
        ("a.c", "abc", False),
    ],
)
def test_what_is_shown_is_compared(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) is same
