"""Faults in a form speak of the form, and not of files."""

import ast
from pathlib import Path

import pytest

from wijkpeil.errors import Fault, say
from wijkpeil.pages.work.faulting import IN_A_FORM, fault_text


def templates(project: Path) -> set[str]:
    found = set()
    for path in (project / "src" / "wijkpeil" / "loading").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say" and node.args:
                found.add(getattr(node.args[0], "value", ""))
    return found


def test_what_is_said_otherwise_is_still_said_of_files(project: Path) -> None:
    assert set(IN_A_FORM) <= templates(project)


@pytest.mark.parametrize(
    ("language", "told"),
    [("nl", "Dit is leeg, en dat mag niet. Vul het in."), ("en", "This is empty, and it must not be. Fill it in.")],
)
def test_an_empty_field_is_no_cell(language: str, told: str) -> None:
    message = say("The cell of {name} is empty, and it must not be.", name="name_nl")
    fault = Fault(file="themes/t", line=None, key="name_nl", message=message, remedy=say("Fill the cell."))
    assert fault_text(fault, language) == told  # type: ignore[arg-type]
