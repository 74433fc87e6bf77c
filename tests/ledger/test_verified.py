"""The last verification: who keeps it, what a damaged file says, and that two do not write over each other."""

import json
import os
import time
from pathlib import Path

import pytest

from wijkpeil.errors import Said, say
from wijkpeil.ledger import verified
from wijkpeil.ledger.verified import FILE, LOCK, keep_verified, last_verified, start_verifying
from wijkpeil.ledger.verifying import Finding, Verification, Watch, verify

pytestmark = pytest.mark.django_db


def empty(_watch: Watch) -> Verification:
    return verify()


def finding(message: str) -> Verification:
    return Verification(entries=1, rows=2, head="a" * 64, findings=(Finding(where="entry 1", message=message),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def test_nothing_is_known_before_the_first(folder: Path) -> None:
    assert last_verified(folder) is None


def test_what_came_of_it_is_read_as_it_was(folder: Path) -> None:
    said = say("Not as it was written: {what}.", what="name, email")
    found = keep_verified(folder, "b" * 64, lambda _watch: finding(said))
    kept = last_verified(folder)
    assert kept is not None
    assert (kept.running, kept.found, kept.head) == (False, found, "b" * 64)
    (one,) = kept.found.findings
    assert isinstance(one.message, Said)
    assert (one.message.template, dict(one.message.parts)) == (said.template, {"what": "name, email"})
    assert keep_verified(folder, "", lambda _watch: finding("A plain text.")) == finding("A plain text.")
    assert last_verified(folder).found == finding("A plain text.")


def test_one_that_begins_while_another_is_at_work_keeps_nothing(folder: Path) -> None:
    def run(watch: Watch) -> Verification:
        watch(10, 20)
        assert keep_verified(folder, "", lambda _watch: finding("Of the second.")) == finding("Of the second.")
        at_work = last_verified(folder)
        assert (at_work.running, at_work.done, at_work.total, at_work.found) == (True, 10, 20, None)
        return finding("Of the first.")

    keep_verified(folder, "", run)
    assert last_verified(folder).found == finding("Of the first.")


def test_whoever_watches_is_told_every_step(folder: Path) -> None:
    told: list[tuple[int, int]] = []

    def run(watch: Watch) -> Verification:
        for done in range(5):
            watch(done, 4)
        return verify()

    keep_verified(folder, "", run, lambda done, total: told.append((done, total)))
    assert told == [(done, 4) for done in range(5)]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"started_at": 1, "head": ""}', '{"finished_at": null}'])
def test_a_file_that_cannot_be_read_is_as_none(folder: Path, content: str) -> None:
    (folder / FILE).write_text(content, encoding="utf-8")
    assert last_verified(folder) is None


def test_one_that_was_killed_is_not_at_work(folder: Path) -> None:
    keep_verified(folder, "", empty)
    told = json.loads((folder / FILE).read_text(encoding="utf-8"))
    (folder / FILE).write_text(json.dumps(told | {"finished_at": None, "found": None}), encoding="utf-8")
    kept = last_verified(folder)
    assert (kept.running, kept.found, kept.finished_at) == (False, None, None)


def test_a_workspace_that_cannot_be_written_to_is_verified_all_the_same(folder: Path) -> None:
    (folder / LOCK).symlink_to(folder / "nowhere" / "at-all")
    assert keep_verified(folder, "", empty) == verify()
    assert last_verified(folder) is None
    assert os.listdir(folder) == [LOCK]


WAITING = """
import os, pathlib, sys, time
assert os.environ["VERIFICATION_LOCK"]
while not (pathlib.Path(sys.argv[-1]) / "go").exists():
    time.sleep(0.02)
"""


def test_one_is_at_work_from_when_it_was_asked_for_until_its_process_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified, "_COMMAND", WAITING)
    start_verifying(folder)
    kept = last_verified(folder)
    assert (kept.running, kept.found) == (True, None)
    assert keep_verified(folder, "", lambda _watch: finding("Of a second.")) == finding("Of a second.")
    assert last_verified(folder) == kept
    (folder / "go").touch()
    until = time.monotonic() + 60
    while last_verified(folder).running and time.monotonic() < until:
        time.sleep(0.02)
    assert (last_verified(folder).running, last_verified(folder).found) == (False, None), "it ended before its end"
