"""The verbs of the journal, on a workspace of their own, and the independent checker of the docs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

import forks


def wijkpeil(*arguments: str, workspace: Path, expected: int = 0) -> tuple[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("WIJKPEIL", "DJANGO"))}
    environment |= {"WIJKPEIL_WORKSPACE": str(workspace), "WIJKPEIL_DEBUG": "1"}
    done = forks.run(forks.COMMAND, *arguments, env=environment)
    assert done.returncode == expected, done.stderr
    return done.stdout, done.stderr


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Path:
    from small_programmes import programme, release, write

    folder = tmp_path_factory.mktemp("journal")
    place = folder / "workspace"
    wijkpeil("init", workspace=place)
    for title in ("One", "Two", "Three"):
        wijkpeil("load", str(write(programme(None, release("3.5"), title=title), folder / "small")), workspace=place)
    return place


@pytest.fixture(scope="module")
def exported(workspace: Path) -> Path:
    file = workspace.parent / "journal.ndjson"
    _out, said = wijkpeil("journal", "export", str(file), workspace=workspace)
    assert "3 entries written" in said
    return file


def test_the_journal_is_listed_and_narrowed(workspace: Path) -> None:
    out, _ = wijkpeil("journal", "--format", "json", workspace=workspace)
    assert [(each["sequence"], each["action"]) for each in json.loads(out)] == [
        (3, "programme_load"),
        (2, "programme_load"),
        (1, "programme_load"),
    ]
    for narrowed in (
        ["--action", "record_add"],
        ["--actor", "nobody"],
        ["--to", "2001-01-01"],
        ["--from", "2999-01-01"],
        ["--programme", ""],
        ["--subject", "partners/none"],
    ):
        assert json.loads(wijkpeil("journal", *narrowed, "--format", "json", workspace=workspace)[0]) == [], narrowed
    for kept in (["--subject", "themes/t1"], ["--subject", "targets"], ["--most", "1"]):
        found = json.loads(wijkpeil("journal", *kept, "--format", "json", workspace=workspace)[0])
        assert len(found) == 1, kept
    assert "programme_load" in wijkpeil("journal", workspace=workspace)[0]
    assert wijkpeil("journal", "--format", "csv", workspace=workspace)[0].startswith("sequence,recorded_at,")


def test_head_and_verification_agree(workspace: Path) -> None:
    number, hash_, moment = wijkpeil("journal", "head", workspace=workspace)[0].split()
    assert (number, len(hash_), moment[:2]) == ("3", 64, "20")
    _out, said = wijkpeil("journal", "verify", "--head", hash_, "--at", number, workspace=workspace)
    assert "3 entries and" in said
    assert "stands" in said
    out, _ = wijkpeil("journal", "verify", "--head", hash_, "--at", "2", workspace=workspace, expected=1)
    assert out.startswith("entry 2: The hash that was kept elsewhere is not there")
    out, _ = wijkpeil("journal", "verify", "--head", "f" * 64, "--format", "json", workspace=workspace, expected=1)
    assert json.loads(out)[0]["where"] == "the journal"
    kept = json.loads((workspace / "verification.json").read_text(encoding="utf-8"))
    assert (kept["head"], kept["number"], kept["found"]["head"]) == ("f" * 64, 3, hash_), "the page shows the last one"
    assert [each["where"] for each in kept["found"]["findings"]] == ["the journal"]


def test_an_export_is_whole_and_overwrites_nothing(workspace: Path, exported: Path) -> None:
    lines = exported.read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["format"] == "wijkpeil-journal-1"
    assert [json.loads(line)["entry"]["sequence"] for line in lines[1:]] == [1, 2, 3]
    assert set(json.loads(lines[1])["entry"]) == set(json.loads(lines[0])["fields"])
    assert wijkpeil("journal", "export", "-", workspace=workspace)[0] == exported.read_text(encoding="utf-8")
    wijkpeil("journal", "export", str(exported), workspace=workspace, expected=1)
    head = wijkpeil("journal", "head", workspace=workspace)[0].split()[1]
    nowhere = workspace.parent / "nowhere"
    _out, said = wijkpeil("journal", "check-export", str(exported), "--head", head, workspace=nowhere)
    assert said.startswith("3 entries follow from each other.")
    out, _ = wijkpeil("journal", "check-export", str(exported), "--head", "0" * 64, workspace=nowhere, expected=1)
    assert "not there" in out


def outsider(project: Path, tmp_path: Path) -> Path:
    """The checker that the page about the journal prints, as a file."""
    page = (project / "docs" / "journal.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found
    script = tmp_path / "check.py"
    script.write_text(found[1], encoding="utf-8")
    return script


def test_an_outsider_finds_the_same_with_the_checker_of_the_docs(exported: Path, project: Path, tmp_path: Path) -> None:
    script = outsider(project, tmp_path)
    from wijkpeil.ledger.journal_files import check_lines

    def both(content: bytes, head: str = "") -> tuple[bool, bool]:
        file = tmp_path / "changed.ndjson"
        file.write_bytes(content)
        command = [sys.executable, str(script), str(file), *([head] if head else [])]
        theirs = subprocess.run(command, capture_output=True, check=False).returncode == 0
        return theirs, not check_lines(content.splitlines(keepends=True), head).faults

    whole = exported.read_bytes()
    lines = whole.splitlines(keepends=True)
    head = json.loads(lines[-1])["hash"]
    assert both(whole, head) == (True, True)
    assert both(b"".join(lines[:-1])) == (True, True)
    assert both(b"".join(lines[:-1]), head) == (False, False)
    assert both(b"".join([lines[0], lines[2], lines[1], lines[3]])) == (False, False)
    assert both(b"".join([*lines[:2], lines[3]])) == (False, False)
    assert both(b"".join([*lines[:2], lines[1], *lines[2:]])) == (False, False)
    assert both(b"") == (False, False)
    chance = Random(3)
    for _ in range(12):
        at = chance.randrange(len(lines[0]), len(whole))
        if whole[at : at + 1] == b"\n":
            continue
        assert both(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]) == (False, False), at


def test_the_checker_of_the_docs_is_read_in_one_sitting(project: Path, tmp_path: Path) -> None:
    assert len(outsider(project, tmp_path).read_text(encoding="utf-8").splitlines()) <= 20
