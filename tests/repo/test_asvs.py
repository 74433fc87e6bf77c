"""The table of application security says nothing that is not there."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from wijkpeil.web import settings

ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| ([a-z ]+) \| (.+) \|$", re.MULTILINE)
STATES = {"met", "not met", "not applicable"}
# The numbers of the requirements at levels 1 and 2, from the table of version 4.0.3 that OWASP publishes (CSV): what it
# marks as deleted, or asks at level 3 alone, is left out. "2-4" means 2, 3 and 4.
LEVELS_1_AND_2 = """
1.1: 1-7; 1.2: 1-4; 1.4: 1 4 5; 1.5: 1-4; 1.6: 1-4; 1.7: 1-2; 1.8: 1-2; 1.9: 1-2; 1.10: 1; 1.11: 1-2; 1.12: 2; 1.14: 1-6
2.1: 1-12; 2.2: 1-3; 2.3: 1-3; 2.4: 1-5; 2.5: 1-7; 2.6: 1-3; 2.7: 1-6; 2.8: 1-7; 2.9: 1-3; 2.10: 1-4
3.1: 1; 3.2: 1-4; 3.3: 1-4; 3.4: 1-5; 3.5: 1-3; 3.7: 1
4.1: 1-3 5; 4.2: 1-2; 4.3: 1-3
5.1: 1-5; 5.2: 1-8; 5.3: 1-10; 5.4: 1-3; 5.5: 1-4
6.1: 1-3; 6.2: 1-6; 6.3: 1-2; 6.4: 1-2
7.1: 1-4; 7.2: 1-2; 7.3: 1 3 4; 7.4: 1-3
8.1: 1-4; 8.2: 1-3; 8.3: 1-8
9.1: 1-3; 9.2: 1-4
10.2: 1-2; 10.3: 1-3
11.1: 1-8
12.1: 1-3; 12.2: 1; 12.3: 1-6; 12.4: 1-2; 12.5: 1-2; 12.6: 1
13.1: 1 3-5; 13.2: 1-3 5-6; 13.3: 1-2; 13.4: 1-2
14.1: 1-4; 14.2: 1-6; 14.3: 2-3; 14.4: 1-7; 14.5: 1-4
"""


def required() -> Iterator[tuple[int, ...]]:
    """The numbers above, one by one."""
    for section in LEVELS_1_AND_2.strip().replace("\n", ";").split(";"):
        name, _, numbers = section.partition(":")
        for part in numbers.split():
            first, _, last = part.partition("-")
            yield from ((*map(int, name.split(".")), each) for each in range(int(first), int(last or first) + 1))


@pytest.fixture(scope="module")
def page(project: Path) -> str:
    return (project / "docs" / "asvs.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(page: str) -> list[tuple[str, str, str, str]]:
    return [match.groups() for match in ROW.finditer(page)]  # type: ignore[misc]


def test_every_requirement_is_there_in_order(rows: list[tuple[str, str, str, str]]) -> None:
    numbers = [tuple(map(int, number.split("."))) for number, *_ in rows]
    assert numbers == list(required())
    assert len(numbers) == 259
    assert {state for *_, state, _ in rows} <= STATES


def test_what_meets_a_requirement_exists(rows: list[tuple[str, str, str, str]], project: Path) -> None:
    missing = []
    for number, _what, state, evidence in rows:
        missing += [f"{number}: {each}" for each in re.findall(r"`([^`]+)`", evidence) if not exists(each, project)]
        if state == "met" and "`" not in evidence and len(evidence) < 10:
            missing.append(f"{number}: says nothing")
    assert missing == []


def test_what_holds_a_threat_exists(project: Path) -> None:
    text = (project / "docs" / "threats.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    named = [
        (line, each) for line in lines for each in re.findall(r"`([^`]+)`", line) if re.search(r"[/_]|^[A-Z]+$", each)
    ]
    assert len(named) > 50
    assert [f"{line}: {each}" for line, each in named if not exists(each, project)] == []
    threats = re.findall(r"^\| ([STRIDE]) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert {kind for kind, *_ in threats} == set("STRIDE")
    assert [what for _kind, what, _held, shown in threats if "`" not in shown] == []


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
