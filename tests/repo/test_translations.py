"""Every text that a person reads exists in both languages, with the same things filled in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

MARKING = {".py", ".html", ".svg", ".txt"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
STRING = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
MARKED = re.compile(rf"(?<!\w)(?:_|gettext|ngettext|pgettext\({STRING}\s*,\s*)\(?\s*{STRING}(?:\s*,\s*{STRING})?")
PYTHON_MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
}


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


def marked(path: Path) -> set[str]:
    """The texts that a file marks for translation."""
    if path.suffix == ".py":
        with path.open("rb") as file:
            found = extract("python", file, keywords=PYTHON_MARKS)
            return {text for _, message, _, _ in found for text in texts(message)[:1]}
    code = templatize(path.read_text(encoding="utf-8"))
    return {ast.literal_eval(match[2]) for match in MARKED.finditer(code)}


def test_every_marked_text_is_in_a_catalogue(catalogues: dict[str, Catalog], files: list[Path], project: Path) -> None:
    known = {text for catalogue in catalogues.values() for message in catalogue for text in texts(message.id)}
    marking = [path for path in files if path.is_relative_to(project / "src") and path.suffix in MARKING]
    missing = [f"{path.relative_to(project)}: {text}" for path in marking for text in sorted(marked(path) - known)]
    assert missing == []


def test_marked_texts_of_a_template_are_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "{% load i18n %}{% translate 'One' %} {{ _('Two') }} {% translate 'Three' context 'c' %}"
        "{% blocktranslate count n=x %}{{ n }} area{% plural %}{{ n }} areas{% endblocktranslate %}",
        encoding="utf-8",
    )
    assert marked(page) == {"One", "Two", "Three", "%(n)s area"}


def test_marked_texts_of_a_module_are_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "a = _('One')\nb = ngettext('%d area', '%d areas', 2)\nc = pgettext('c', 'Three')\n", encoding="utf-8"
    )
    assert marked(module) == {"One", "%d area", "Three"}


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
