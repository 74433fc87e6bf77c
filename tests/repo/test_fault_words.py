"""What services about people say of a fault exists in Dutch too, since forms show it beside the field."""

import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

SAID_BY = ("services/accounts.py", "services/grants.py", "services/tokens.py")
BUILT = ("Choose one of: ", "Choose from: ", "Choose a day until ")


def said(path: Path) -> set[str]:
    """The whole sentences in a file's code; those that only describe the code are left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    describing = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in describing
    }
    return {text for text in texts if text[:1].isupper() and text.endswith(".")}


@pytest.mark.parametrize("name", SAID_BY)
def test_every_fault_has_its_dutch_words(project: Path, name: str) -> None:
    catalogue = project / "src/wijkpeil/pages/locale/people/nl/LC_MESSAGES/django.po"
    with catalogue.open("rb") as file:
        known = {message.id for message in read_po(file) if message.string}
    path = project / "src/wijkpeil/ledger" / name
    sentences = {each for each in said(path) if not each.startswith(BUILT)}
    assert sentences
    assert sorted(sentences - known) == []
