"""Load, dump, load again: what comes back is what went in, and nothing is lost behind the loader's back."""

import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from small_programmes import both, ledgers, programme, release, small_ledger, target, write

from wijkpeil.errors import Damaged, FaultsFound, LedgerChanged, NotFound, ReleaseExists, UserError, WrongUse
from wijkpeil.figures.store import FigureStore
from wijkpeil.ledger import snapshot
from wijkpeil.ledger.models import JournalEntry, Target, Theme
from wijkpeil.ledger.services import programme_dump, programme_load
from wijkpeil.ledger.snapshot import current_programme
from wijkpeil.loading import read_programme
from wijkpeil.model.people import command_actor
from wijkpeil.model.programme import Ledger, Programme

pytestmark = pytest.mark.django_db


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def load(made: Programme, workspace: Path, name: str = "folder"):
    return programme_load(write(made, workspace.parent / name), actor=command_actor("tester"), workspace=workspace)


def test_a_small_programme_comes_back_whole(workspace: Path, tmp_path: Path) -> None:
    result = load(programme(), workspace)
    assert (result.added, result.changed, result.removed, result.releases) == (9, 0, 0, 1)
    assert current_programme() == programme()
    programme_dump(tmp_path / "dumped", actor=command_actor("tester"))
    assert files(tmp_path / "dumped") == files(tmp_path / "folder")


def test_rotterdam_comes_back_whole(workspace: Path, tmp_path: Path, rotterdam: Path) -> None:
    if not (rotterdam / "programme.yaml").exists():
        pytest.skip("the Rotterdam programme is not there")
    programme_load(rotterdam, actor=command_actor("tester"), workspace=workspace)
    programme_dump(tmp_path / "dumped", actor=command_actor("tester"))
    assert current_programme() == read_programme(rotterdam) == read_programme(tmp_path / "dumped")
    again = programme_load(tmp_path / "dumped", actor=command_actor("tester"), workspace=workspace)
    assert not again.loaded
    known = {path for path in files(tmp_path / "dumped") if not path.startswith(("ledger/", "figures/"))}
    assert {path: (rotterdam / path).read_bytes() for path in known} == {
        path: (tmp_path / "dumped" / path).read_bytes() for path in known
    }


@pytest.mark.django_db(transaction=True)
@settings(max_examples=settings().max_examples // 4, phases=set(Phase) - {Phase.shrink})
@given(first=ledgers(), second=ledgers())
def test_any_ledger_comes_back_and_so_does_the_next(first: Ledger, second: Ledger) -> None:
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as name, patch.dict("os.environ", WIJKPEIL_WORKSPACE=name):
        place = Path(name)
        for number, ledger in enumerate((first, second)):
            made = programme(ledger)
            folder, correction = write(made, place / f"in{number}"), "any other" if number else ""
            programme_load(folder, actor=command_actor("tester"), workspace=place, correction=correction)
            assert current_programme() == read_programme(place / f"in{number}")
            programme_dump(place / f"out{number}", actor=command_actor("tester"))
            assert files(place / f"out{number}") == files(place / f"in{number}")
            assert not programme_load(place / f"out{number}", actor=command_actor("tester"), workspace=place).loaded


def test_the_same_folder_again_changes_nothing(workspace: Path) -> None:
    load(programme(), workspace)
    again = load(programme(), workspace)
    assert not again.loaded
    assert "nothing was changed" in str(again)
    assert JournalEntry.objects.count() == 1
    assert Target.objects.count() == 2


def test_only_what_changed_gets_a_new_revision(workspace: Path) -> None:
    load(programme(), workspace)
    ledger = small_ledger()
    reworded = replace(ledger.targets[1], sentence=both("Much safer"))
    changed = replace(ledger, targets=(target("c"), ledger.targets[0], reworded), themes=ledger.themes)
    result = load(programme(changed), workspace)
    assert (result.added, result.changed, result.removed) == (1, 1, 0)
    revisions = Target.objects.order_by("record_id", "revision").values_list("record_id", "revision", "recorded_to")
    assert [(name, number, to is None) for name, number, to in revisions] == [
        ("a", 1, True),
        ("b", 1, False),
        ("b", 2, True),
        ("c", 1, True),
    ]
    assert current_programme().ledger == changed
    assert JournalEntry.objects.latest("sequence").after["changes"] == {"targets": {"added": ["c"], "changed": ["b"]}}


def test_a_record_may_go_and_come_back(workspace: Path) -> None:
    whole, without = small_ledger(), replace(small_ledger(), targets=small_ledger().targets[:1])
    for ledger in (whole, without, whole):
        load(programme(ledger), workspace)
        assert current_programme().ledger == ledger
    assert list(Target.objects.filter(record_id="b").order_by("revision").values_list("revision", flat=True)) == [1, 2]


def _with_digits(bound: str):
    first, second = small_ledger().targets
    return replace(first, bound=Decimal(bound)), second


def test_a_decimal_with_other_digits_is_another_value(workspace: Path) -> None:
    load(programme(), workspace)
    ledger = replace(small_ledger(), targets=_with_digits("6.00"))
    assert load(programme(ledger), workspace).changed == 1
    assert str(current_programme().ledger.targets[0].bound) == "6.00"


@pytest.mark.parametrize(
    ("behind", "named"),
    [
        (lambda: Target._base_manager.filter(record_id="a").update(sentence_en="Other"), "targets a (changed)"),
        (lambda: Target._base_manager.filter(record_id="a").update(bound=Decimal("6")), "targets a (changed)"),
        (lambda: Target._base_manager.filter(record_id="b").delete(), "targets b (removed)"),
        (lambda: Theme._base_manager.filter(record_id="t2").update(record_id="t3"), "themes t3 (added)"),
    ],
)
def test_a_ledger_that_changed_is_not_overwritten(workspace: Path, behind, named: str) -> None:
    load(programme(), workspace)
    behind()
    before = list(Target.objects.values())
    with pytest.raises(LedgerChanged) as refused:
        load(programme(replace(small_ledger(), targets=(target("z"),))), workspace)
    assert named in refused.value.entries
    assert list(Target.objects.values()) == before
    assert JournalEntry.objects.count() == 1


def test_other_figures_under_the_same_id_roll_everything_back(workspace: Path) -> None:
    load(programme(), workspace)
    ledger = replace(small_ledger(), targets=(target("z"),))
    with pytest.raises(ReleaseExists, match="first"):
        load(programme(ledger, release("3.5", "6.1")), workspace)
    assert current_programme() == programme()
    titled = replace(release("3.5", "6.0"), release=replace(release().release, title=both("Other")))
    with pytest.raises(ReleaseExists, match="title"):
        load(programme(None, titled), workspace)
    assert JournalEntry.objects.count() == 1


def test_a_second_release_joins_the_first_and_may_leave(workspace: Path) -> None:
    load(programme(), workspace)
    both_releases = programme(None, release("3.5", "6.0"), release("3.6", release_id="second"))
    assert load(both_releases, workspace).releases == 1
    assert current_programme() == both_releases
    load(programme(), workspace, "third")
    assert [each.release.id for each in current_programme().releases] == ["first"]
    assert [each.id for each in FigureStore(workspace / "figures").releases()] == ["first", "second"]


def test_figures_left_by_a_broken_off_load_make_room(workspace: Path) -> None:
    FigureStore(workspace / "figures").write_release(release("1.1", "2.2"))
    load(programme(), workspace)
    assert current_programme().releases == programme().releases


class Stopped(BaseException):
    """Stands for a machine that stops at once."""


STEPS = (
    "load.journal_write",
    "load._keep_definitions",
    "recording._rows",
    "recording._close",
    "recording._open",
    "load._store_figures",
    "load._result",
)


@pytest.mark.parametrize("step", STEPS)
def test_a_load_broken_off_at_any_step_leaves_all_or_nothing(workspace: Path, step: str) -> None:
    load(programme(), workspace)
    later = programme(replace(small_ledger(), targets=(target("z"),)), release("1.0", release_id="second"), title="New")
    with patch(f"wijkpeil.ledger.services.{step}", side_effect=Stopped), pytest.raises(Stopped):
        load(later, workspace)
    assert current_programme() == programme()
    load(later, workspace)
    assert current_programme() == later


def test_a_folder_with_faults_changes_nothing(workspace: Path) -> None:
    folder = write(programme(), workspace.parent / "faulty")
    (folder / "ledger" / "targets.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(FaultsFound):
        programme_load(folder, actor=command_actor("tester"), workspace=workspace)
    assert JournalEntry.objects.count() == 0


def test_two_programmes_live_side_by_side(workspace: Path) -> None:
    load(programme(), workspace)
    other = programme(replace(small_ledger(), targets=()), release("9.9", release_id="other"), programme="other")
    load(other, workspace, "other")
    assert current_programme("small") == programme()
    assert current_programme("other") == other
    with pytest.raises(WrongUse, match="other, small"):
        current_programme()
    with pytest.raises(NotFound, match="third"):
        current_programme("third")


def test_a_dump_overwrites_nothing(workspace: Path, tmp_path: Path) -> None:
    load(programme(), workspace)
    with pytest.raises(UserError, match="not empty"):
        programme_dump(tmp_path / "folder", actor=command_actor("tester"))


def test_figures_changed_on_disk_are_named(workspace: Path) -> None:
    load(programme(), workspace)
    path = workspace / "figures" / "first" / "observations.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    snapshot.forget()
    with pytest.raises(Damaged, match=str(path)):
        current_programme()


@pytest.mark.parametrize("name", [None, "small"])
def test_an_empty_workspace_says_so(workspace: Path, name: str | None) -> None:
    with pytest.raises(NotFound, match="wijkpeil load"):
        current_programme(name)
