"""The commands of the registers: what they show, write, refuse and say."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from world import World

from wijkpeil.cli.app import run
from wijkpeil.ledger.models import JournalEntry

pytestmark = pytest.mark.django_db
NEW = ["--set", "kind=other", "--set", "name_nl=Plein", "--set", "name_en=Square", "--set", "theme=t1", "--set"]
MINE = [*NEW, "owner=housing"]


class Said(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str


Command = Callable[..., Said]


@pytest.fixture
def command(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Command]:
    """Run a command as the decision-maker of a partner, or ``by`` another key; what it writes is rolled back."""
    own = next(s.key for s in world.stands.values() if (s.holder.role, s.holder.place) == ("decision-maker", "partner"))

    def made(*arguments: str, by: str = own) -> Said:
        monkeypatch.setenv("WIJKPEIL_TOKEN", by)
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run([*arguments, "--workspace", str(world.workspace)])
        return Said(code, out.getvalue(), err.getvalue())

    with transaction.atomic():
        yield made
        transaction.set_rollback(True)


def test_a_record_is_added_revised_removed_restored_and_undone(command: Command) -> None:
    made = command("record", "add", "facilities", "new", *MINE, "--why", "opened")
    assert (made.code, made.out) == (0, "")
    assert "1 added" in made.err
    assert JournalEntry.objects.latest("sequence").why == "opened"
    done = command("record", "revise", "facilities", "new", "--set", "name_nl=Park", "--format", "json")
    receipt = json.loads(done.out)[0]
    assert (receipt["changed"], done.err) == (1, "")
    shown = json.loads(command("record", "show", "facilities", "new", "--format", "json").out)[0]
    assert (shown["revision"], shown["record"]["name"]) == (2, {"nl": "Park", "en": "Square"})
    earlier = command("record", "show", "facilities", "new", "--revision", "1")
    assert "Plein" in earlier.out
    assert command("record", "remove", "facilities", "new").code == 0
    gone = command("record", "show", "facilities", "new")
    assert (gone.code, "record restore" in gone.err) == (1, True)
    back = json.loads(command("record", "restore", "facilities", "new", "--revision", "1", "--format", "json").out)[0]
    history = list(
        csv.DictReader(io.StringIO(command("record", "history", "facilities", "new", "--format", "csv").out))
    )
    assert [row["revision"] for row in history] == ["3", "2", "1"]
    assert command("undo", str(back["entry"])).code == 0
    assert command("record", "show", "facilities", "new").code == 1


def test_nothing_is_written_where_it_is_only_looked_at(command: Command) -> None:
    entries = JournalEntry.objects.count()
    for arguments in (
        ["add", "facilities", "new", *MINE],
        ["revise", "facilities", "f-housing", "--set", "name_nl=Park"],
        ["remove", "facilities", "f-housing"],
    ):
        looked = command("record", *arguments, "--dry-run", "--format", "json")
        assert (looked.code, len(json.loads(looked.out))) == (0, 1), looked.err
    told = command("record", "revise", "facilities", "f-housing", "--set", "name_nl=Park", "--dry-run")
    assert "Pleintje" in told.out
    assert "Park" in told.out
    assert "Nothing was written" in told.err
    faulty = command("record", "add", "facilities", "new", *MINE, "--set", "kind=castle", "--dry-run")
    assert (faulty.code, "kind" in faulty.err) == (1, True)
    assert JournalEntry.objects.count() == entries


def test_every_fault_comes_at_once(command: Command) -> None:
    said = command("record", "add", "facilities", "new", *MINE, "--set", "kind=castle", "--set", "colour=red")
    assert said.code == 1
    assert "[kind]" in said.err
    assert "[colour]" in said.err
    assert "2 errors" in said.err


def test_the_second_of_two_writers_is_told(command: Command) -> None:
    stale = command("record", "revise", "facilities", "f-housing", "--revision", "1", "--set", "name_nl=Park")
    assert (stale.code, "changed meanwhile" in stale.err) == (1, True)
    there = command("record", "add", "facilities", "f-housing", *MINE)
    assert (there.code, "changed meanwhile" in there.err) == (1, True)


def test_without_a_token_it_says_how_to_get_one(command: Command) -> None:
    said = command("record", "add", "facilities", "new", *NEW, "owner=", by="")
    assert said.code == 1
    assert "WIJKPEIL_TOKEN" in said.err
    assert command("record", "list", "facilities", by="").code == 0
    wrong = command("record", "list", "facilities", by="wp_x_y")
    assert (wrong.code, "does not work" in wrong.err) == (1, True)


def test_wrong_use_is_told(command: Command) -> None:
    assert command("record", "add", "facilities", "new", "--set", "kind").code == 2
    assert command("record", "list", "theems").code == 1
    assert command("record", "restore", "facilities", "f-housing").code == 2
    assert command("record", "show", "facilities", "f-housing", "--revision", "9").code == 1
    assert command("undo", "999999").code == 1


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_register_goes_out_and_comes_in_the_same(command: Command, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"facilities.{suffix}"
    out = command("record", "export", "facilities", "--file", str(file))
    assert (out.code, "12 records" in out.err) == (0, True)
    again = command("record", "export", "facilities", "--file", str(file))
    assert (again.code, "is there already" in again.err) == (1, True)
    entries = JournalEntry.objects.count()
    same = command("record", "import", "facilities", "--file", str(file))
    # Records of others are in the file too: as long as they stay as they are, no right on them is needed.
    assert (same.code, same.err.strip()) == (0, "Nothing had to change.")
    assert JournalEntry.objects.count() == entries


def rows(tmp_path: Path, *lines: str) -> str:
    file = tmp_path / "rows.csv"
    file.write_text("id,kind,name_nl,name_en,theme,owner\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return str(file)


def test_rows_come_in_together_or_not_at_all(command: Command, tmp_path: Path) -> None:
    good, mine = "n1,other,Een,One,t1,housing", "f-housing,other,Huis,House,t1,housing"
    looked = command("record", "import", "facilities", "--file", rows(tmp_path, good, mine), "--dry-run")
    assert "2 records would change" in looked.err
    entries = JournalEntry.objects.count()
    bad = command("record", "import", "facilities", "--file", rows(tmp_path, good, "n2,castle,Twee,,t1,housing"))
    assert (bad.code, JournalEntry.objects.count()) == (1, entries)
    assert "rows.csv:3 [kind]" in bad.err
    assert "rows.csv:3 [name_en]" in bad.err
    theirs = command("record", "import", "facilities", "--file", rows(tmp_path, good, "f-police,other,X,X,t1,police"))
    assert (theirs.code, JournalEntry.objects.count()) == (1, entries)
    done = command("record", "import", "facilities", "--file", rows(tmp_path, good, mine), "--format", "json")
    assert json.loads(done.out)[0] | {"entry": 0} == {"entry": 0, "added": 1, "changed": 1, "removed": 0}
    kept = json.loads(command("record", "show", "facilities", "f-housing", "--format", "json").out)[0]["record"]
    assert (kept["name"]["nl"], kept["areas"]) == ("Huis", ["3081"])  # A column that was left out stays.


def test_a_file_that_cannot_be_read_is_told(command: Command, tmp_path: Path) -> None:
    double = tmp_path / "double.csv"
    double.write_text("kind,kind\nother,other\n", encoding="utf-8")
    said = command("record", "import", "facilities", "--file", str(double))
    assert said.code == 1
    assert "no column id" in said.err
    assert "Two columns" in said.err
    assert command("record", "import", "facilities", "--file", str(tmp_path / "none.csv")).code == 2


def test_lists_are_for_people_and_machines(command: Command) -> None:
    assert "f-police-named" in command("record", "list", "facilities").out
    assert "f-police-hidden" not in command("record", "list", "facilities").out
    listed = list(csv.DictReader(io.StringIO(command("record", "list", "facilities", "--format", "csv").out)))
    assert {row["id"]: row["owner"] for row in listed}["f-housing"] == "housing"
    told: list[dict[str, Any]] = json.loads(
        command("record", "list", "facilities", "--owner", "police", "--format", "json").out
    )
    assert [each["id"] for each in told] == ["f-police", "f-police-named"]


def test_a_target_is_revised_by_a_decision_and_corrected_with_a_reason(command: Command, world: World) -> None:
    manager = next(s.key for s in world.stands.values() if s.holder.said() == "programme-manager, at the office")
    lower = ["--set", "bound=5.5", "--set", "sentence_nl=Het wordt 5,5.", "--set", "sentence_en=It becomes 5.5."]
    decided = ["--decided-on", "2009-03-01", "--reason-nl", "Minder geld.", "--reason-en", "Less money."]
    decided += ["--decision", "council 2009/12", "--decided-by", "city"]
    entries = JournalEntry.objects.count()
    looked = command("target", "revise", "a", *lower, *decided, "--dry-run", by=manager)
    assert (looked.code, looked.out.splitlines()[-1]) == (0, "+ It becomes 5.5.")
    assert JournalEntry.objects.count() == entries
    assert command("target", "revise", "a", *lower, *decided, by=manager).code == 0
    again = command("target", "revise", "a", *lower, *decided, by=manager)
    assert again.code == 1
    assert "changes nothing" in again.err
    corrected = command("target", "correct", "a", "--number", "1", "--set", "bound=6.5", "--why", "typing", by=manager)
    assert corrected.code == 0
    assert "says why" in command("target", "correct", "a", "--set", "bound=6.5", by=manager).err
    edited = command("record", "revise", "targets", "a", "--set", "bound=1", by=manager)
    assert edited.code == 1
    assert "never edited" in edited.err


def test_a_target_is_revised_with_its_parts_looked_at_first(command: Command, world: World) -> None:
    manager = next(
        s.key for s in world.stands.values() if (s.holder.role, s.holder.place) == ("programme-manager", "office")
    )
    decision = (
        "--decided-on 2009-03-01 --decision 2009/12 --decided-by city --reason-nl Minder --reason-en Less".split()
    )
    whole = ["target", "revise", "a", "--set", "breakdown=b", "--set", "bound=6", "--set", "sentence_nl=Zes"]
    whole += ["--set", "sentence_en=Six", *decision]
    part = ["--part", "b:bound=6", "--part", "b:sentence_nl=Zes hier", "--part", "b:sentence_en=Six here"]
    entries = JournalEntry.objects.count()
    alone = command(*whole, "--part", "b:bound=5", *part[2:], by=manager)
    assert (alone.code, "The parts sum to 5, and the whole is 6." in alone.err) == (1, True)
    wrong = command(*whole, "--part", "bound=5", by=manager)
    assert (wrong.code, "ID:COLUMN=TEXT" in wrong.err) == (2, True)
    looked = command(*whole, *part, "--dry-run", by=manager)
    assert (looked.code, looked.out.count("\n- ") + looked.out.startswith("- "), looked.out.count("\n+ ")) == (0, 4, 4)
    assert JournalEntry.objects.count() == entries
    done = command(*whole, *part, "--format", "json", by=manager)
    receipt = json.loads(done.out)[0]
    assert (receipt["added"], receipt["changed"], JournalEntry.objects.count()) == (2, 2, entries + 1)
