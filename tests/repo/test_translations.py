"""Every text that a person reads exists in both languages, with the same things filled in."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

MARKING = {".py", ".html", ".svg", ".txt"}
FILLED_IN = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
STRING = r"""u?('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
MARKED = re.compile(rf"(?<!\w)(?:_|gettext|ngettext|pgettext\({STRING}\s*,\s*)\(?\s*{STRING}(?:\s*,\s*{STRING})?")
FAULTS = "src/wijkpeil/pages/locale/faults/"
SAYING = "src/wijkpeil/pages/faults.py"
"""Where what was said is said anew, from a template that was given."""
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


def said(path: Path) -> list[ast.Call]:
    """The calls by which a module says something in a template."""
    calls = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "say"]


def say_faults(call: ast.Call) -> Iterator[str]:
    """What is wrong with one saying, before anything of it is translated."""
    template = call.args[0] if call.args else None
    if not isinstance(template, ast.Constant) or not isinstance(template.value, str) or not template.value:
        yield "the template is not written there"
        return
    given = {keyword.arg for keyword in call.keywords}
    if given and given != {name for _, name, _, _ in Formatter().parse(template.value) if name is not None}:
        yield f"other names are given than stand in {template.value!r}"


@pytest.fixture(scope="module")
def sayings(files: list[Path], project: Path) -> dict[str, list[ast.Call]]:
    """What each module of the package says."""
    modules = {path.relative_to(project).as_posix(): path for path in files if path.suffix == ".py"}
    return {name: said(path) for name, path in modules.items() if name.startswith("src/") and name != SAYING}


def known_texts(catalogues: dict[str, Catalog], *, faults: bool) -> set[str]:
    """The texts of the catalogue of faults, or of the others."""
    chosen = [catalogue for name, catalogue in catalogues.items() if name.startswith(FAULTS) == faults]
    return {text for catalogue in chosen for message in catalogue if message.id for text in texts(message.id)}


def test_every_marked_text_is_in_a_catalogue(catalogues: dict[str, Catalog], files: list[Path], project: Path) -> None:
    known = known_texts(catalogues, faults=False)
    marking = [path for path in files if path.is_relative_to(project / "src") and path.suffix in MARKING]
    missing = [f"{path.relative_to(project)}: {text}" for path in marking for text in sorted(marked(path) - known)]
    assert missing == []


def test_every_saying_can_be_translated(sayings: dict[str, list[ast.Call]]) -> None:
    wrong = [
        f"{name}:{call.lineno}: {fault}"
        for name, calls in sayings.items()
        for call in calls
        for fault in say_faults(call)
    ]
    assert wrong == []
    silent = {"loading", "ledger"} - {name.split("/")[2] for name, calls in sayings.items() if calls}
    assert silent == set()


def test_the_catalogue_of_faults_holds_all_that_is_said_and_no_more(
    catalogues: dict[str, Catalog], sayings: dict[str, list[ast.Call]]
) -> None:
    known = known_texts(catalogues, faults=True)
    spoken = {str(ast.literal_eval(call.args[0])) for calls in sayings.values() for call in calls}
    assert sorted(spoken - known) == []
    assert sorted(known - spoken) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("say('One {a}', a=1)", []),
        ("say('One {literal}')", []),
        ("say('One {{{a}}}', a=1)", []),
        ("say(template, a=1)", ["the template is not written there"]),
        ("say(f'One {a}')", ["the template is not written there"]),
        ("say('One {a}', b=1)", ["other names are given than stand in 'One {a}'"]),
        ("say('One', a=1)", ["other names are given than stand in 'One'"]),
    ],
)
def test_a_saying_that_cannot_be_translated_is_seen(written: str, expected: list[str], tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(written, encoding="utf-8")
    (call,) = said(module)
    assert list(say_faults(call)) == expected


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
