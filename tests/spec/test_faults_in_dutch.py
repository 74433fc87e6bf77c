"""Every fault of a folder or a table can be said in Dutch, down to the last word of it."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from folders import bad_folder, expected, kinds

from wijkpeil.errors import Fault, FaultsFound, Said
from wijkpeil.loading import check_folder
from wijkpeil.loading.tables import read_try
from wijkpeil.pages.faults import fault_in, fault_words

WORD = re.compile(r"[^\W\d_][\w-]*")
FOREIGN = {
    ("This is not valid YAML: {said}.", "said"): "the YAML parser",
    ("The row that starts here cannot be read: {error}.", "error"): "Python's reader of CSV",
    ("not an expression: {error}", "error"): "Python's parser of expressions",
    ("The file cannot be read: {reason}.", "reason"): "the operating system",
    ("The byte {start} here is not UTF-8; the file is in another encoding.", "start"): "the byte, in hexadecimal",
}
"""What stands in a text and comes from other software, by template and name; it stays as that says it."""
PAIRS = {
    "two headings": ("area;a;a\nx;1;2\n", "indicator,negative,positive\na,2,1\n"),
    "no area": ("area;a\n;1\nx;2,0\ny;2.0\nz;3,1\nw;n\n", "indicator,negative,positive,decimals\na,2,1,13\n"),
    "no column": ("area,a\nx,1\n", "indicator,negative,positive\n,2,1\nb,1,1\n"),
    "polarity": ("area,a\nx,1\n", "indicator,negative,positive,polarity\na,2,1,high-is-better\na,2,1,hihg\n"),
    "columns": ("area,a\nx,1,2\n", "indicator,negativ,comparison\na,2,lose\n"),
    "quotes": ('area,a\n"x,1\n', "indicator,negative,positive\n"),
}
"""Tables and borders with faults, for ``try``."""


@pytest.fixture(scope="module")
def code_words(project: Path) -> set[str]:
    """Names of fields and choices, which are the same in every language: the reference of the files lists them."""
    listed = re.findall(r"`([^`]+)`", (project / "docs" / "files.md").read_text(encoding="utf-8"))
    return {word for text in listed for word in WORD.findall(text)}


def parts(text: str) -> Iterator[tuple[str, str, str]]:
    """What stands in a text as it is: the template, the name and the part; a text that remembers nothing is its own."""
    if not isinstance(text, Said):
        yield "", "", text
        return
    for name, part in text.parts.items():
        for each in part if isinstance(part, tuple) else (part,):
            if isinstance(each, Said):
                yield from parts(each)
            else:
                yield text.template, name, str(each)


def untold(fault: Fault, known: set[str]) -> list[str]:
    """What of a fault would stay English: no name of the file's own, and not from other software."""
    said = [each for text in (fault.message, fault.remedy) for each in parts(text)]
    return [
        part for template, name, part in said if (template, name) not in FOREIGN and set(WORD.findall(part)) - known
    ]


def own_words(*paths: Path) -> set[str]:
    """The words of files and of their names."""
    texts = [f"{path} {path.read_bytes().decode('utf-8', errors='replace')}" for path in paths if path.is_file()]
    return {word for text in texts for word in WORD.findall(text)}


@pytest.mark.parametrize("kind", kinds())
def test_a_bad_folder_can_be_told_of_in_dutch(kind: str, tmp_path: Path, code_words: set[str]) -> None:
    folder = bad_folder(kind, tmp_path)
    known = code_words | own_words(*folder.rglob("*"))
    for fault in check_folder(folder).faults:
        assert untold(fault, known) == []
        dutch = fault_in(fault, "nl")
        assert dutch.message != fault.message
        assert dutch.remedy != fault.remedy
        assert asdict(fault_in(fault, "en")) in expected(kind)


@pytest.mark.parametrize("name", PAIRS)
def test_a_bad_table_can_be_told_of_in_dutch(name: str, tmp_path: Path, code_words: set[str]) -> None:
    table, borders = tmp_path / "t.csv", tmp_path / "b.csv"
    for path, content in zip((table, borders), PAIRS[name], strict=True):
        path.write_text(content, encoding="utf-8")
    with pytest.raises(FaultsFound) as raised:
        read_try(table, borders)
    known = code_words | own_words(table, borders) | {"indicator", "negative", "positive"}
    for fault in raised.value.faults:
        assert untold(fault, known) == []
        assert fault_in(fault, "nl").message != fault.message


def test_a_folder_or_table_that_is_not_there_can_be_told_of_in_dutch(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for path, dutch in ((tmp_path / "none", "Dit bestaat niet, en"), (tmp_path / "file", "Dit is een bestand, en")):
        (fault,) = check_folder(path).faults
        assert untold(fault, {"yaml"}) == []
        assert fault_words(fault.message, "nl") == f"{dutch} hier hoort een map."
    with pytest.raises(FaultsFound) as raised:
        read_try(tmp_path / "none", tmp_path / "none")
    assert all(isinstance(fault.message, Said) for fault in raised.value.faults)


def test_what_would_stay_english_is_seen() -> None:
    plain = Fault(file="x", line=None, key="", message="The file is empty.", remedy="Fill it.")
    assert untold(plain, set()) == ["The file is empty.", "Fill it."]
