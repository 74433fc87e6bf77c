"""The table of application security says nothing that is not there."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from wijkpeil.web import settings

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| ([a-z ]+) \| (.+) \|$", re.MULTILINE)
STATES = {"met", "not met", "not applicable"}
# How many requirements the chapters 1 to 14 hold at levels 1 and 2.
CHAPTERS = dict(zip(range(1, 15), (38, 53, 18, 9, 30, 13, 12, 15, 7, 5, 8, 15, 13, 23), strict=True))


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "asvs.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(page: str) -> list[tuple[str, str, str, str]]:
    return [match.groups() for match in ROW.finditer(page)]  # type: ignore[misc]


def test_every_chapter_is_there_in_order(rows: list[tuple[str, str, str, str]]) -> None:
    numbers = [tuple(map(int, number.split("."))) for number, *_ in rows]
    assert numbers == sorted(set(numbers))
    assert Counter(number[0] for number in numbers) == CHAPTERS
    assert {state for *_, state, _ in rows} <= STATES


def test_what_meets_a_requirement_exists(rows: list[tuple[str, str, str, str]], project: Path) -> None:
    missing = []
    for number, _what, state, evidence in rows:
        missing += [f"{number}: {each}" for each in re.findall(r"`([^`]+)`", evidence) if not exists(each, project)]
        if state == "met" and "`" not in evidence and len(evidence) < 10:
            missing.append(f"{number}: says nothing")
    assert missing == []


@cache
def functions(path: Path) -> frozenset[str]:
    """The tests in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def exists(named: str, project: Path) -> bool:
    """Say whether a test, a file or a setting exists."""
    if re.fullmatch(r"[A-Z_]+", named):
        return hasattr(settings, named)
    path, _colons, test = named.partition("::")
    return (project / path).exists() and (not test or test in functions(project / path))


def test_what_does_not_exist_is_seen(project: Path) -> None:
    assert exists("tests/repo/test_asvs.py::test_what_does_not_exist_is_seen", project)
    assert not exists("tests/repo/test_asvs.py::test_of_nothing", project)
    assert not exists("tests/repo/nothing.py", project)
    assert exists("SECRET_KEY", project)
    assert not exists("SECRET_KEYS", project)


def test_the_list_at_the_end_is_that_of_the_table(page: str, rows: list[tuple[str, str, str, str]]) -> None:
    text = page.split("## Not met\n")[1]
    assert re.findall(r"\d+\.\d+\.\d+", text) == [number for number, _what, state, _ in rows if state == "not met"]
