"""Every text that a person reads exists in both languages, with the same things filled in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
TEMPLATE_TEXT = re.compile(r"""{%\s*(?:trans|translate)\s+(?:"([^"]*)"|'([^']*)')""")


@pytest.fixture(scope="module")
def catalogues(files: list[Path], project: Path) -> dict[str, Catalog]:
    """Every catalogue of the package, read."""
    found = [path for path in files if path.suffix == ".po" and path.is_relative_to(project / "src")]
    return {str(path.relative_to(project)): read_po(path.open("rb")) for path in found}


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message or a translation as its forms."""
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)


def faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation."""
    source, translated = texts(message.id), texts(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not translated or not all(translated):
        yield "not translated"
        return
    wanted = set(FILLED_IN.findall(source[-1]))
    yield from (f"fills in something else: {each}" for each in translated if set(FILLED_IN.findall(each)) - wanted)
    if set(FILLED_IN.findall(translated[-1])) != wanted:
        yield f"leaves something out: {translated[-1]}"


def test_there_is_a_dutch_catalogue(catalogues: dict[str, Catalog]) -> None:
    assert any("/nl/" in name for name in catalogues)


def test_every_message_is_translated(catalogues: dict[str, Catalog]) -> None:
    wrong = [
        f"{name}: {texts(message.id)[0]!r}: {fault}"
        for name, catalogue in catalogues.items()
        for message in catalogue
        if message.id
        for fault in faults(message)
    ]
    assert wrong == []


def test_every_marked_text_of_a_template_is_in_a_catalogue(
    catalogues: dict[str, Catalog], files: list[Path], project: Path
) -> None:
    known = {text for catalogue in catalogues.values() for message in catalogue for text in texts(message.id)}
    templates = [
        path for path in files if path.suffix in {".html", ".svg", ".txt"} and path.is_relative_to(project / "src")
    ]
    missing = [
        f"{path.relative_to(project)}: {text}"
        for path in templates
        for pair in TEMPLATE_TEXT.findall(path.read_text(encoding="utf-8"))
        if (text := "".join(pair)) not in known
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("source", "translated", "expected"),
    [
        ("one", "een", []),
        ("one", "", ["not translated"]),
        ("%(n)s areas", "%(n)s gebieden", []),
        ("%(n)s areas", "gebieden", ["leaves something out: gebieden"]),
    ],
)
def test_faults_are_seen(source: str, translated: str, expected: list[str]) -> None:
    assert list(faults(Message(source, translated))) == expected
