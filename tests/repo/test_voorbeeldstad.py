"""The made-up city: the same from the same seed, marked as simulated, and with everything that can be shown."""

import csv
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from wijkpeil.figures.store import FigureStore
from wijkpeil.loading import check_folder, definition_files, read_programme, write_programme
from wijkpeil.model.figures import FigureStatus
from wijkpeil.model.programme import Programme
from wijkpeil.model.signals import SignalKind
from wijkpeil.model.status import TargetStatus
from wijkpeil.workflows.board import make_board
from wijkpeil.workflows.monitor import target_states
from wijkpeil.workflows.signal import find_signals
from wijkpeil.workflows.signal_families import SignalOptions

STATUSES = {
    "simulated-T1": "achieved",
    "simulated-T2": "on-track",
    "simulated-T3": "behind",
    "simulated-T4": "off-track",
    "simulated-T5": "too-early",
    "simulated-T6": "moving-away",
    "simulated-T7": "uncertain",
    "simulated-T8": "not-measured",
    "simulated-T9": "not-measurable",
    "simulated-T10": "withheld",
}
"""What the page on the made-up city promises of its first ten targets."""


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    return project / "programmes" / "voorbeeldstad"


@pytest.fixture(scope="module")
def city(folder: Path) -> Programme:
    return read_programme(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_script_gives_the_committed_bytes(folder: Path, project: Path, tmp_path: Path) -> None:
    out = tmp_path / "voorbeeldstad"
    subprocess.run([sys.executable, str(project / "scripts" / "voorbeeldstad.py"), str(out)], check=True)
    assert contents(out) == contents(folder)


def test_the_folder_has_no_error(folder: Path) -> None:
    assert [fault for fault in check_folder(folder).faults if fault.severity == "error"] == []


def test_no_name_and_no_code_is_that_of_a_real_area(city: Programme, rotterdam: Path) -> None:
    real = read_programme(rotterdam).definitions.areas
    taken = {word.casefold() for area in real for word in (area.id, area.code, area.name.nl, area.name.en) if word}
    ours = [
        word for area in city.definitions.areas for word in (area.id, area.code, area.name.nl, area.name.en) if word
    ]
    assert len(taken) > 23
    assert [word for word in ours if word.casefold() in taken or word.isdigit()] == []


def test_every_file_says_that_it_is_simulated(folder: Path) -> None:
    files = contents(folder)
    assert len(files) > 25
    assert [name for name, data in files.items() if b"simulated" not in data.lower()] == []
    definitions = [data for name, data in files.items() if name.endswith(".yaml") and not name.startswith("figures/")]
    assert {data.split(b" ")[1] for data in definitions} == {b"SIMULATED:"}


def test_every_row_says_that_it_is_simulated(folder: Path) -> None:
    rows = [
        (path.name, row)
        for path in folder.rglob("*.csv")
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]
    assert len(rows) > 2000
    assert [row for row in rows if not any(str(cell).startswith("simulated-") for cell in row[1].values())] == []


def test_programme_and_releases_are_marked_in_the_folder_and_in_the_store(city: Programme, tmp_path: Path) -> None:
    store = FigureStore(tmp_path)
    assert [store.write_release(one).simulated for one in city.releases] == [True] * 4
    assert city.definitions.info.simulated
    assert [one.release.id for one in city.releases] == [f"simulated-{year}" for year in (2007, 2008, 2009, 2010)]
    assert all(one.release.simulated for one in city.releases)


def test_every_status_of_a_target_occurs(city: Programme) -> None:
    found = {state.id: state.status for state in target_states(city)}
    assert {id: found[id] for id in STATUSES} == STATUSES
    assert set(found.values()) == set(get_args(TargetStatus))


def test_every_kind_of_signal_occurs(city: Programme) -> None:
    report = find_signals(city, SignalOptions(charts=True))
    assert {one.kind for one in report.signals} == set(get_args(SignalKind))
    assert {one.direction for one in report.signals} == {"worse", "better"}
    assert report.left_out == ("simulated-health",)


def test_every_colour_and_figures_that_are_missing_occur(city: Programme) -> None:
    board = make_board(city)
    assert {cell.colour for row in board.rows for cell in row.cells} == {"red", "neutral", "green", "none"}
    statuses = {one.status for one in city.releases[-1].observations}
    assert statuses == {"measured", "not-collected", "suppressed"} < set(get_args(FigureStatus))


def test_a_later_release_keeps_what_an_earlier_one_says(city: Programme) -> None:
    for earlier, later in zip(city.releases, city.releases[1:], strict=False):
        assert set(earlier.observations) < set(later.observations)


def test_it_is_read_and_written_and_read_the_same(city: Programme, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "voorbeeldstad"
    write_programme(city, definition_files(folder), out)
    assert contents(out) == contents(folder)
    assert read_programme(out) == city
