"""What services about people say of a fault exists in Dutch too, since forms show it beside the field."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SAID_BY = ("services/accounts.py", "services/grants.py", "services/tokens.py")
BUILT = ("Choose one of: ", "Choose from: ", "Choose a day until ")


def said(path: Path) -> set[str]:
    """The texts that a file passes to its faults and refusals, whole sentences alone."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:1].isupper():
            if node.value.endswith(".") and "\n" not in node.value:
                found.add(node.value)
    return found


def docstrings(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.ClassDef | ast.Module)]
    return {ast.get_docstring(each, clean=False) or "" for each in nodes}


@pytest.mark.parametrize("name", SAID_BY)
def test_every_fault_has_its_dutch_words(project: Path, name: str) -> None:
    catalogue = project / "src/wijkpeil/pages/locale/people/nl/LC_MESSAGES/django.po"
    with catalogue.open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    path = project / "src/wijkpeil/ledger" / name
    sentences = {each for each in said(path) - docstrings(path) if not each.startswith(BUILT)}
    assert sentences
    assert sorted(sentences - known) == []
